
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select source, language, count(*) as rows
    from "work"."main"."languages"
    group by source, language
    having count(*) > 1
         or source is null or language is null

  
  
      
    ) dbt_internal_test