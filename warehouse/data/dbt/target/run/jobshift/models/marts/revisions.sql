
    

    create  table
      "work"."main"."revisions__dbt_tmp"
  
    
    as (
      -- One row per snapshot, relation, series, month and cause: what the snapshot changed of what was published, and by what.
-- Of months that were complete before, all series; of others the ladder alone: they grow every night.
select
    snapshot_before, snapshot_id, relation, panel, unit, definition, series, month, status_before, status_after,
    n_before, n_after, count_before, count_after, share_before_pct, share_after_pct,
    cause, n_change, count_change, points, postings
from "work"."raw"."revisions"
    );
    
  