-- One row per posting and content it had, in the order in which the contents were first seen: what an employer changed.
-- A content that comes back is no new version. Skills are those of today's taxonomy in every version.
{{ config(materialized='parts', part='posting_id', grain='posting') }}
with contents as (
    select
        posting_id, night, version as content, title, place, requisition, text_hash, text_length, ai_level,
        pay_min, pay_max, pay_currency, pay_period, skills,
        list_filter(skills, lambda skill: list_contains(known.ai_skills, skill)) as ai_skills
    from {{ source('raw', 'versions') }}
    cross join (
        select coalesce(list(skill) filter (is_ai), []) as ai_skills from {{ source('raw', 'skills') }}
    ) as known
    where {{ in_part('posting_id') }}
),
ordered as (
    select
        *,
        row_number() over by_night as version,
        lag(struct_pack(
            title, place, requisition, text_hash, pay_min, pay_max, pay_currency, pay_period, skills, ai_skills, ai_level
        )) over by_night as before
    from contents
    window by_night as (partition by posting_id order by night, content)
)
select
    postings.opening_id,
    posting_id,
    version::integer as version,
    night as first_seen_on,
    ordered.title,
    ordered.place,
    ordered.pay_min,
    ordered.pay_max,
    ordered.pay_currency,
    ordered.pay_period,
    ordered.ai_level,
    before.ai_level as ai_level_before,
    before.title as title_before,
    version > 1 and ordered.title is distinct from before.title as is_title_changed,
    version > 1 and ordered.place is distinct from before.place as is_place_changed,
    version > 1 and ordered.requisition is distinct from before.requisition as is_requisition_changed,
    version > 1 and (ordered.pay_min, ordered.pay_max, ordered.pay_currency, ordered.pay_period)
        is distinct from (before.pay_min, before.pay_max, before.pay_currency, before.pay_period) as is_pay_changed,
    version > 1 and ordered.text_hash is distinct from before.text_hash as is_text_changed,
    case when version > 1 then list_filter(skills, lambda skill: not list_contains(before.skills, skill)) else [] end
        as skills_added,
    case when version > 1 then list_filter(before.skills, lambda skill: not list_contains(skills, skill)) else [] end
        as skills_removed,
    case when version > 1 then list_filter(ai_skills, lambda skill: not list_contains(before.ai_skills, skill)) else [] end
        as ai_skills_added,
    case when version > 1 then list_filter(before.ai_skills, lambda skill: not list_contains(ai_skills, skill)) else [] end
        as ai_skills_removed,
    ordered.text_length
from ordered
join {{ ref('stg_postings') }} as postings using (posting_id)
