
    select
        case
            
                when (counted <= it_postings) is not true then 'counted <= it_postings'
            
                when (it_postings <= postings) is not true then 'it_postings <= postings'
            
        end as broken_rule,
        *
    from "work"."main"."languages"
    where broken_rule is not null
