
    

    create  table
      "work"."main"."opening_id_changes__dbt_tmp"
  
    
    as (
      -- One row per posting and change of its opening's id: a merge or a split.
select posting_id, old_opening_id, new_opening_id, changed_on, reason, evidence
from "work"."raw"."opening_id_changes"
    );
    
  