-- One row per panel, unit, role and quarter that has openings which name it: what role_share_quarterly is made of.
{{ config(materialized='parts', part='quarter', grain='quarter') }}
with named as (
    select distinct posting_id, role
    from {{ source('raw', 'roles') }}
    where posting_id in (select posting_id from {{ ref('opening_months') }} where {{ in_part('month') }})
)
select * from ({{ quarter_sums('named', 'role', 'opening') }})
