
    select
        case
            
                when (error_included = (share_corrected_pct is not null)) is not true then 'error_included = (share_corrected_pct is not null)'
            
                when (not error_included or (labels >= 200 and share_pct is not null)) is not true then 'not error_included or (labels >= 200 and share_pct is not null)'
            
                when (not error_included or (0 <= low_corrected_pct and low_corrected_pct <= share_corrected_pct + 1e-9)) is not true then 'not error_included or (0 <= low_corrected_pct and low_corrected_pct <= share_corrected_pct + 1e-9)'
            
                when (not error_included or (share_corrected_pct <= high_corrected_pct + 1e-9 and high_corrected_pct <= 100)) is not true then 'not error_included or (share_corrected_pct <= high_corrected_pct + 1e-9 and high_corrected_pct <= 100)'
            
        end as broken_rule,
        *
    from "work"."main"."ai_level_monthly"
    where broken_rule is not null
