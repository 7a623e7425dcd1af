
    

    create  table
      "work"."main"."roles__dbt_tmp"
  
    
    as (
      -- One row per role of the taxonomy; codes are the nearest official classes, never an official assignment.
select role, label, family, soc2018, isco08
from "work"."raw"."role_names"
    );
    
  