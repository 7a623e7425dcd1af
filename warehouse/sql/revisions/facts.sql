-- One row per posting that came, went, stands beside one that did, or was counted on either side, in the catalogue in use.
create or replace temp table facts_taken as
with contents as (
    select posting_id, max(version) as versions
    from posting_versions
    where posting_id in (from around_ids) or posting_id in (from counted_ids)
    group by posting_id
)
select
    posting_id, source, board, first_seen_kind = 'thread' as is_archive, is_counted, opening_id,
    coalesce(text_group_id, posting_id) as text_group_id, hash(part, fetched_at) as page, versions, text_length,
    reader_version, taxonomy_version
from postings
left join contents using (posting_id)
where posting_id in (from around_ids) or posting_id in (from counted_ids);

-- One row per skill that a counted posting mentions.
create or replace temp table own_skills as
select posting_id, skill, is_asked, is_any, tier, is_ai
from opening_skills
left join skills using (skill)
where posting_id in (from counted_ids);

-- One row per series that a counted posting hits.
create or replace temp table hits_taken as
with words as (
    select
        posting_id,
        bool_and(tier = 'generic') as is_generic,
        count(*) filter (tier in ('core', 'specific')) as specific_skills
    from own_skills
    where is_any and is_ai
    group by posting_id
),
levels as (
    select posting_id, ai_level
    from postings
    where ai_level is not null and posting_id in (from counted_ids)
),
rungs as (
    select posting_id, 'any_word' as definition from words
    union all
    select posting_id, 'generic_only' from words where is_generic
    union all
    select posting_id, 'specific' from words where specific_skills >= 1
    union all
    select posting_id, 'two_skills' from words where specific_skills >= 2
    union all
    select posting_id, 'in_duties' from levels where ai_level in ('uses', 'builds', 'governs')
    union all
    select distinct posting_id, 'ai_title' from opening_roles where family = 'ai' and posting_id in (from counted_ids)
)
select 'text' as basis, 'ai_ladder_monthly' as relation, definition, '' as series, posting_id from rungs
union all
select 'text', 'ai_level_monthly', 'level', ai_level, posting_id from levels
union all
select 'text', 'skill_share_monthly', 'asked', skill, posting_id
from own_skills
where is_asked
union all
select 'text', 'skill_share_monthly', 'any', skill, posting_id
from own_skills
where is_any
union all
select distinct 'opening', 'role_share_monthly', 'title', role, posting_id
from opening_roles
where posting_id in (from counted_ids);
