-- One row per panel, unit, definition and month: the same openings under every definition of an AI opening.
-- From any AI word to a title of the AI family; what is negated counts nowhere. The definition decides the answer.
-- Labels correct the headline alone: readers say whether AI is in the duties, not which words stand there.
with words as (
    select
        posting_id,
        true as has_word,
        bool_and(tier = 'generic') as is_generic,
        count(distinct skill) filter (tier in ('core', 'specific')) as specific_skills
    from {{ ref('stg_mentions') }}
    where is_any and is_ai
    group by posting_id
),
ai_titles as (
    select distinct posting_id, true as has_ai_title
    from {{ source('raw', 'roles') }}
    join {{ source('raw', 'role_names') }} as role_names using (role)
    where role_names.family = 'ai'
),
texts as (
    {{ cells(ref('opening_months'), 'text') }}
),
rungs as (
    select
        cell,
        count(*) filter (has_word) as any_word,
        count(*) filter (is_generic) as generic_only,
        count(*) filter (specific_skills >= 1) as specific,
        count(*) filter (specific_skills >= 2) as two_skills,
        count(*) filter (ai_level in ({{ words('in_duties') }})) as in_duties,
        count(*) filter (has_ai_title) as ai_title
    from texts
    left join words using (posting_id)
    left join ai_titles using (posting_id)
    group by cell
),
definitions as (
    select unnest([{{ words('ladder') }}]) as definition
),
hits as (
    unpivot rungs
    on {{ var('ladder') | join(', ') }}
    into name definition value x
),
series as (
    {{ shares('hits', [], 'text', fixed='definitions') }}
)
select
    panel, unit, definition, month, month_status, n, count, share_pct, low_pct, high_pct, employers, unresolved,
    deff, employer_weighted_pct, without_largest_pct, suppressed_because,
    labels, error_included, share_corrected_pct, low_corrected_pct, high_corrected_pct, rogan_gladen_pct
from ({{ with_correction('series', 'series.definition') }})
