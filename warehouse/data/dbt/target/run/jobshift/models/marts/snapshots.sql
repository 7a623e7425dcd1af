
    

    create  table
      "work"."main"."snapshots__dbt_tmp"
  
    
    as (
      -- One row per publication of this warehouse; the newest row is the one being read.
select snapshot_id, published_at, run_id, taxonomy_version, postings, openings, changed_months, forced
from "work"."raw"."snapshots"
    );
    
  