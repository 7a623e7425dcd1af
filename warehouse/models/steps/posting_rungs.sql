-- One row per posting and definition of an AI opening that is true of it: the rungs of the ladder.
{{ config(materialized='parts', part='posting_id', grain='posting') }}
with words as (
    select
        posting_id,
        bool_and(tier = 'generic') as is_generic,
        count(distinct skill) filter (tier in ('core', 'specific')) as specific_skills
    from {{ ref('stg_mentions') }}
    where is_any and is_ai and {{ in_part('posting_id') }}
    group by posting_id
)
select posting_id, 'any_word' as definition from words
union all
select posting_id, 'generic_only' as definition from words where is_generic
union all
select posting_id, 'specific' as definition from words where specific_skills >= 1
union all
select posting_id, 'two_skills' as definition from words where specific_skills >= 2
union all
select posting_id, 'in_duties' as definition from {{ ref('stg_postings') }} where ai_level in ({{ words('in_duties') }}) and {{ in_part('posting_id') }}
union all
select distinct posting_id, 'ai_title' as definition
from {{ source('raw', 'roles') }}
join {{ source('raw', 'role_names') }} as role_names using (role)
where role_names.family = 'ai' and {{ in_part('posting_id') }}
