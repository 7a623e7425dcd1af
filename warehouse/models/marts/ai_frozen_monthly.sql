-- One row per panel, unit, definition and month: the headline with all words and with those of the frozen taxonomy alone.
-- A taxonomy that grows makes its series grow: what the frozen words do not show may be new words, and no new demand
-- (METHODS 5.15). Old and new words share each opening that both find (Shapley); only words are frozen, not rules.
{{ config(materialized='parts', part='month', grain='month') }}
with cells as (
    {{ cells(ref('opening_months'), 'text') }}
),
words as (
    select
        posting_id,
        bool_or(is_old) as has_old,
        bool_or(not is_old) as has_new
    from {{ ref('stg_mentions') }}
    where is_any and is_ai and tier in ('core', 'specific')
        and posting_id in (select posting_id from cells)
    group by posting_id
),
texts as (
    select cells.month, cells.cell, has_old, has_new, postings.ai_level_frozen, postings.ai_level_added
    from cells
    join {{ ref('stg_postings') }} as postings using (posting_id)
    left join words using (posting_id)
),
counted as (
    select
        month, cell,
        count(*) filter (has_old) as specific,
        count(*) filter (ai_level_frozen in ({{ words('in_duties') }})) as in_duties,
        count(*) filter (has_new) as specific_by_new,
        count(*) filter (ai_level_added in ({{ words('in_duties') }})) as in_duties_by_new
    from texts
    group by month, cell
),
definitions as (
    select unnest(['specific', 'in_duties']) as definition
),
hits as (
    unpivot (select month, cell, specific, in_duties from counted)
    on specific, in_duties
    into name definition value x
),
sums as (
    {{ month_sums('hits', []) }}
),
frozen as (
    {{ shares('sums', [], 'text', fixed='definitions') }}
),
by_new as (
    unpivot (
        select panel, unit, month, sum(specific_by_new) as specific, sum(in_duties_by_new) as in_duties
        from counted
        join {{ ref('employer_months') }} using (month, cell)
        where {{ in_part('month') }}
        group by panel, unit, month
    )
    on specific, in_duties
    into name definition value count_added
),
beside as (
    select
        ladder.panel, ladder.unit, ladder.definition, ladder.month, ladder.month_status, ladder.n,
        ladder.count, ladder.share_pct, ladder.low_pct, ladder.high_pct,
        frozen.count as count_frozen,
        frozen.share_pct as share_frozen_pct,
        frozen.low_pct as low_frozen_pct,
        frozen.high_pct as high_frozen_pct,
        case when ladder.suppressed_because is null then 100 * coalesce(count_added, 0) / ladder.n end as share_added_pct,
        ladder.suppressed_because
    from {{ ref('ai_ladder_monthly') }} as ladder
    join frozen using (panel, unit, definition, month)
    left join by_new using (panel, unit, definition, month)
)
select
    *,
    (share_pct + share_frozen_pct - share_added_pct) / 2 as old_words_pct,
    (share_pct - share_frozen_pct + share_added_pct) / 2 as new_words_pct
from beside
