-- One row per panel, unit, definition, month and country that has openings in the month: what place_share_monthly is made of.
{{ config(materialized='parts', part='month', grain='month') }}
with openings as (
    {{ cells(ref('opening_months'), 'opening') }}
),
hits as (
    select 'country' as definition, country, month, cell, count(*) as x
    from (
        select
            month, cell,
            unnest(case when coalesce(len(countries), 0) = 0 then ['not_stated'] else countries end) as country
        from openings
        join {{ ref('stg_postings') }} using (posting_id)
    )
    group by country, month, cell
)
select * from ({{ month_sums('hits', ['country']) }})
