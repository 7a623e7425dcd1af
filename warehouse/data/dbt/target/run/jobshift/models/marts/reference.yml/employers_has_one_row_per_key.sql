
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select employer_key, count(*) as rows
    from "work"."main"."employers"
    group by employer_key
    having count(*) > 1
         or employer_key is null

  
  
      
    ) dbt_internal_test