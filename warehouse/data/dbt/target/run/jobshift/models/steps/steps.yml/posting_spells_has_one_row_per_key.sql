
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select posting_id, spell, count(*) as rows
    from "work"."steps"."posting_spells"
    group by posting_id, spell
    having count(*) > 1
         or posting_id is null or spell is null

  
  
      
    ) dbt_internal_test