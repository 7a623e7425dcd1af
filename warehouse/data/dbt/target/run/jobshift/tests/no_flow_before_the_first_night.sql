
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  -- One row per spell that flows in a month before its board was first read whole (the past that one night cannot give)
-- or after it was first seen.
select opening_id, source, board, spells.month, started_on, first_read_on
from "work"."main"."spells" as spells
join "work"."main"."boards" using (source, board)
where not source in ('hn', 'jobtech_ads', 'usajobs_history', 'careers_archive', 'foreign')
    and (spells.month < date_trunc('month', first_read_on)::date or spells.month > started_on)
  
  
      
    ) dbt_internal_test