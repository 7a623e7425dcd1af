
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select
        case
            
                when (version >= 1) is not true then 'version >= 1'
            
                when (version > 1 or not (is_title_changed or is_place_changed or is_requisition_changed or is_pay_changed or is_text_changed)) is not true then 'version > 1 or not (is_title_changed or is_place_changed or is_requisition_changed or is_pay_changed or is_text_changed)'
            
                when (version = 1 or is_title_changed or is_place_changed or is_requisition_changed or is_pay_changed or is_text_changed) is not true then 'version = 1 or is_title_changed or is_place_changed or is_requisition_changed or is_pay_changed or is_text_changed'
            
        end as broken_rule,
        *
    from "work"."main"."posting_versions"
    where broken_rule is not null

  
  
      
    ) dbt_internal_test