
    select
        case
            
                when (count <= n) is not true then 'count <= n'
            
                when (share_pct is null or (low_pct <= share_pct + 1e-9 and share_pct <= high_pct + 1e-9)) is not true then 'share_pct is null or (low_pct <= share_pct + 1e-9 and share_pct <= high_pct + 1e-9)'
            
                when (share_pct is null or (low_pct >= -1e-9 and high_pct <= 100 + 1e-9)) is not true then 'share_pct is null or (low_pct >= -1e-9 and high_pct <= 100 + 1e-9)'
            
                when ((share_pct is null) = (suppressed_because is not null)) is not true then '(share_pct is null) = (suppressed_because is not null)'
            
        end as broken_rule,
        *
    from "work"."main"."repost_rate_monthly"
    where broken_rule is not null
