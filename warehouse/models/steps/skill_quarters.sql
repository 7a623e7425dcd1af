-- One row per panel, unit, skill and quarter that has openings which ask for it: what skill_share_quarterly is made of.
{{ config(materialized='parts', part='quarter', grain='quarter') }}
with asked as (
    select posting_id, skill
    from {{ ref('opening_skills') }}
    where is_asked
)
select * from ({{ quarter_sums('asked', 'skill', 'text') }})
