
    select
        case
            
                when (coalesce(city, region, country, area) is not null) is not true then 'coalesce(city, region, country, area) is not null'
            
                when (city is null or country is not null) is not true then 'city is null or country is not null'
            
                when (remote_scope is null or remote_scope in ('worldwide', 'area', 'country', 'region', 'city', 'time_zone')) is not true then 'remote_scope is null or remote_scope in (''worldwide'', ''area'', ''country'', ''region'', ''city'', ''time_zone'')'
            
        end as broken_rule,
        *
    from "work"."main"."posting_places"
    where broken_rule is not null
