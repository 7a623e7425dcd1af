-- One row per panel, unit, definition, month and role that has openings in the month: what role_share_monthly is made of.
{{ config(materialized='parts', part='month', grain='month') }}
with openings as (
    {{ cells(ref('opening_months'), 'opening') }}
),
named as (
    select distinct posting_id, role
    from {{ source('raw', 'roles') }}
    where posting_id in (select posting_id from openings)
),
hits as (
    select 'title' as definition, role, month, cell, count(*) as x
    from openings
    join named using (posting_id)
    group by role, month, cell
)
select * from ({{ month_sums('hits', ['role']) }})
