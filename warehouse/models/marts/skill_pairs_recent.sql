-- One row per panel and pair of skills: how often the last twelve complete months' openings ask for both.
-- Pairs of which at least one is AI and that ten employers or more ask for together; skill comes before other_skill in
-- the alphabet. Long postings ask for more of everything: a lift above 1 alone is no tie.
with items as (
    select panel, 'all' as period, employer_cluster, posting_id
    from {{ ref('opening_months') }}
    join ({{ latest_year() }}) using (panel, month)
    where unit = 'opening' and is_first_of_text
),
asked as (
    select panel, period, employer_cluster, posting_id, skill, is_ai
    from items
    join {{ ref('opening_skills') }} using (posting_id)
    join (select skill, is_ai from {{ source('raw', 'skills') }}) using (skill)
    where is_asked
),
singles as (
    select panel, skill, count(*) as postings
    from asked
    group by panel, skill
),
hits as (
    select a.panel, a.period, a.skill, b.skill as other_skill, a.employer_cluster, count(*) as x
    from asked as a
    join asked as b on a.panel = b.panel and a.posting_id = b.posting_id and a.skill < b.skill
    where a.is_ai or b.is_ai
    group by a.panel, a.period, a.skill, b.skill, a.employer_cluster
),
pairs as (
    select panel, period, skill, other_skill, count(*) as employers_both
    from hits
    group by panel, period, skill, other_skill
    having count(*) >= {{ var('fewest_employers') }}
),
grid as (
    select panel, period, 'opening' as unit, 'complete' as month_status, skill, other_skill
    from pairs
),
counted as (
    {{ employer_sums('grid', 'items', 'hits', ['panel', 'period'], ['skill', 'other_skill']) }}
)
select
    panel, series.skill, other_skill, n, count, share_pct, low_pct, high_pct, employers, employers_both, deff,
    one.postings as skill_count,
    other.postings as other_skill_count,
    case when suppressed_because is null then count * n / (one.postings * other.postings)::double end as lift,
    case
        when suppressed_because is null then ln(
            (count + 0.5) * (n - one.postings - other.postings + count + 0.5)
            / ((one.postings - count + 0.5) * (other.postings - count + 0.5))
        )
    end as log_odds,
    suppressed_because
from ({{ clustered_interval('counted') }}) as series
join pairs using (panel, period, skill, other_skill)
join singles as one using (panel, skill)
join singles as other on other.panel = series.panel and other.skill = series.other_skill
