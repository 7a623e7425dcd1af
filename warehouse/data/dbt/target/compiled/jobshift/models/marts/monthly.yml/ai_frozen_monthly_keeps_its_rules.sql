
    select
        case
            
                when (count_frozen between 0 and n) is not true then 'count_frozen between 0 and n'
            
                when (definition <> 'specific' or count_frozen <= count) is not true then 'definition <> ''specific'' or count_frozen <= count'
            
                when ((share_pct is null) = (share_frozen_pct is null) and (share_pct is null) = (new_words_pct is null)) is not true then '(share_pct is null) = (share_frozen_pct is null) and (share_pct is null) = (new_words_pct is null)'
            
                when (share_pct is null or abs(old_words_pct + new_words_pct - share_pct) < 1e-6) is not true then 'share_pct is null or abs(old_words_pct + new_words_pct - share_pct) < 1e-6'
            
        end as broken_rule,
        *
    from "work"."main"."ai_frozen_monthly"
    where broken_rule is not null
