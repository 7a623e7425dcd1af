
    select
        case
            
                when (ai_level is null or ai_level in ('none', 'mentions', 'uses', 'builds', 'governs')) is not true then 'ai_level is null or ai_level in (''none'', ''mentions'', ''uses'', ''builds'', ''governs'')'
            
                when (first_seen_on <= last_seen_on or last_seen_on is null) is not true then 'first_seen_on <= last_seen_on or last_seen_on is null'
            
                when (closed_on is null or closed_on > last_seen_on) is not true then 'closed_on is null or closed_on > last_seen_on'
            
                when ((closed_on is null) = (closed_kind is null)) is not true then '(closed_on is null) = (closed_kind is null)'
            
                when (posted_kind <> 'updated' or month is null) is not true then 'posted_kind <> ''updated'' or month is null'
            
                when (pay_min is null or pay_max is null or pay_min <= pay_max) is not true then 'pay_min is null or pay_max is null or pay_min <= pay_max'
            
                when (pay_quarantine is null or coalesce(pay_min, pay_max) is null) is not true then 'pay_quarantine is null or coalesce(pay_min, pay_max) is null'
            
                when (workplace_evidence is null or len(workplace_evidence) <= len(workplace)) is not true then 'workplace_evidence is null or len(workplace_evidence) <= len(workplace)'
            
                when (opening_id <= posting_id) is not true then 'opening_id <= posting_id'
            
                when (opening_reason in ('first', 'requisition', 'url', 'same_text', 'near_text', 'agency_copy') or opening_reason is null) is not true then 'opening_reason in (''first'', ''requisition'', ''url'', ''same_text'', ''near_text'', ''agency_copy'') or opening_reason is null'
            
                when (not is_left_truncated or month is null) is not true then 'not is_left_truncated or month is null'
            
        end as broken_rule,
        *
    from "work"."main"."postings"
    where broken_rule is not null
