-- One row per table, column and day that lies after everything that was read, or before there were any boards.
-- A source may date a posting ahead (posted_on): two years are believed.
{% set days = {
    'postings': ['first_seen_on', 'last_seen_on', 'closed_on', 'month', 'thread_month'],
    'posting_versions': ['first_seen_on'],
    'openings': ['first_seen_on', 'last_seen_on', 'closed_on', 'first_month', 'last_month'],
    'spells': ['ended_on', 'gone_on', 'month', 'flow_on'],
    'opening_months': ['month', 'flow_on'],
    'opening_roles': ['month'],
    'opening_skills': ['month'],
    'employers': ['first_seen_on', 'last_seen_on'],
    'evidence': ['posting_month'],
    'boards': ['first_read_on', 'last_read_on'],
    'panels': ['first_month', 'last_month', 'first_complete_month', 'last_complete_month'],
    'panel_periods': ['period'],
    'coverage_nightly': ['night'],
    'skill_share_recent': ['first_month', 'last_month'],
    'pay_quarterly': ['quarter'],
    'spell_survival_quarterly': ['quarter'],
} %}
with latest as (
    select max(night) as night
    from {{ source('raw', 'coverage') }}
),
found as (
    {% for table, columns in days.items() -%}
    {% set outer = loop -%}
    {% for column in columns -%}
    select distinct '{{ table }}' as relation, '{{ column }}' as name, {{ column }}::date as day
    from {{ made_now(ref(table)) }}
    {{ 'union all' if not (outer.last and loop.last) }}
    {% endfor -%}
    {% endfor -%}
    union all
    select distinct 'postings', 'posted_on', posted_on - interval 2 year from {{ made_now(ref('postings')) }}
    union all
    select distinct 'spells', 'started_on', started_on - interval 2 year from {{ made_now(ref('spells')) }}
)
select relation, name, day
from found
cross join latest
where day > last_day(latest.night) or day < date '1970-01-01'
