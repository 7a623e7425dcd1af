
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    select
        case
            
                when (count between 0 and n) is not true then 'count between 0 and n'
            
                when (unit in ('opening', 'posting')) is not true then 'unit in (''opening'', ''posting'')'
            
                when (month_status in ('complete', 'incomplete', 'gap')) is not true then 'month_status in (''complete'', ''incomplete'', ''gap'')'
            
                when ((share_pct is null) = (suppressed_because is not null)) is not true then '(share_pct is null) = (suppressed_because is not null)'
            
                when ((share_pct is null) = (low_pct is null) and (share_pct is null) = (high_pct is null)) is not true then '(share_pct is null) = (low_pct is null) and (share_pct is null) = (high_pct is null)'
            
                when (share_pct is null or (0 <= low_pct and low_pct <= share_pct and share_pct <= high_pct and high_pct <= 100)) is not true then 'share_pct is null or (0 <= low_pct and low_pct <= share_pct and share_pct <= high_pct and high_pct <= 100)'
            
                when (month_status <> 'gap' or n = 0) is not true then 'month_status <> ''gap'' or n = 0'
            
                when (employer_weighted_pct is null or employer_weighted_pct between 0 and 100) is not true then 'employer_weighted_pct is null or employer_weighted_pct between 0 and 100'
            
                when (without_largest_pct is null or without_largest_pct between 0 and 100) is not true then 'without_largest_pct is null or without_largest_pct between 0 and 100'
            
                when (month = date_trunc('month', month)) is not true then 'month = date_trunc(''month'', month)'
            
        end as broken_rule,
        *
    from "work"."main"."ai_ladder_monthly"
    where broken_rule is not null

  
  
      
    ) dbt_internal_test