-- One row per panel, unit, definition and month: the headline with all words and with those of the frozen taxonomy alone.
-- A taxonomy that grows makes its series grow: what the frozen words do not show may be new words, and no new demand
-- (METHODS 5.15). Old and new words share each opening that both find (Shapley); only words are frozen, not rules.
with words as (
    select
        posting_id,
        bool_or(is_old) as has_old,
        bool_or(not is_old) as has_new
    from "work"."staging"."stg_mentions"
    where is_any and is_ai and tier in ('core', 'specific')
    group by posting_id
),
texts as (
    select cells.cell, has_old, has_new, postings.ai_level_frozen, postings.ai_level_added
    from (
    select posting_id, cell, openings.ai_level
    from "work"."main"."opening_months" as openings
    join "work"."steps"."employer_months" as employer_months using (panel, month, employer_cluster)
    where employer_months.basis = 'text'
        and employer_months.unit = openings.unit
        and is_first_of_text
) as cells
    join "work"."staging"."stg_postings" as postings using (posting_id)
    left join words using (posting_id)
),
counted as (
    select
        cell,
        count(*) filter (has_old) as specific,
        count(*) filter (ai_level_frozen in ('uses', 'builds', 'governs')) as in_duties,
        count(*) filter (has_new) as specific_by_new,
        count(*) filter (ai_level_added in ('uses', 'builds', 'governs')) as in_duties_by_new
    from texts
    group by cell
),
definitions as (
    select unnest(['specific', 'in_duties']) as definition
),
hits as (
    unpivot (select cell, specific, in_duties from counted)
    on specific, in_duties
    into name definition value x
),
frozen as (
    
    with summed as (
        select
            panel, unit, definition, month,
            sum(x)::bigint as count,
            sum(x * x)::double as sum_xx,
            sum(x * employer_months.n)::double as sum_xn,
            sum(x) filter (not is_large)::bigint as rest_count,
            sum(x / employer_months.n::double) as employer_shares
        from hits
        join "work"."steps"."employer_months" as employer_months using (cell)
        group by panel, unit, definition, month
    ),
    keys as (
        
        select panel, unit, definition
        from (select distinct panel, unit from "work"."steps"."denominators" where basis = 'text')
        cross join definitions
        
    ),
    counted as (
        select
            panel, unit, definition, month, month_status, n, employers, unresolved, largest, rest, sum_nn,
            coalesce(count, 0) as count, coalesce(sum_xx, 0) as sum_xx, coalesce(sum_xn, 0) as sum_xn, coalesce(rest_count, 0) as rest_count, coalesce(employer_shares, 0) as employer_shares
        from "work"."steps"."denominators"
        join keys using (panel, unit)
        left join summed using (panel, unit, definition, month)
        where basis = 'text'
    )
    select
        *,
        case when suppressed_because is null then round(100 * employer_shares / employers, 6) end as employer_weighted_pct,
        case when suppressed_because is null and rest > 0 then 100.0 * rest_count / rest end as without_largest_pct
    from (
    with judged as (
        select
            *,
            case
                when month_status = 'gap' then 'not observed'
                when n < 50 then 'fewer than 50 ' || unit || 's'
                when employers < 10 then 'fewer than 10 employers'
                when largest > n * 50 / 100.0
                    then 'one employer has more than 50 %'
            end as suppressed_because,
            count / nullif(n, 0)::double as p
        from counted
    ),
    clustered as (
        select
            *,
            employers / nullif(employers - 1, 0)::double
                * (sum_xx - 2 * p * sum_xn + p * p * sum_nn) / n
                / nullif(p * (1 - p), 0) as spread
        from judged
    ),
    effective as (
        select
            *,
            case
                when p in (0, 1) then sum_nn / n::double
                when spread < 1e-9 then 1
                else spread
            end as deff
        from clustered
    ),
    halved as (
        select
            *,
            1.959963984540054 * 1.959963984540054 * deff / n as zz,
            (p + 1.959963984540054 * 1.959963984540054 * deff / n / 2) as middle
        from effective
    ),
    bounded as (
        select
            *,
            1.959963984540054 * sqrt(p * (1 - p) * deff / n + zz * deff / n / 4) as half
        from halved
    )
    select
        * exclude (p, spread, deff, zz, middle, half, suppressed_because),
        case when suppressed_because is null then 100 * p end as share_pct,
        case
            when suppressed_because is not null then null
            when p = 0 then 0
            when p = 1 then 100 * greatest(0, 1 - 3 * deff / n)
            else 100 * (middle - half) / (1 + zz)
        end as low_pct,
        case
            when suppressed_because is not null then null
            when p = 1 then 100
            when p = 0 then 100 * least(1, 3 * deff / n)
            else 100 * (middle + half) / (1 + zz)
        end as high_pct,
        case when suppressed_because is null then deff end as deff,
        suppressed_because
    from bounded
)

),
by_new as (
    unpivot (
        select panel, unit, month, sum(specific_by_new) as specific, sum(in_duties_by_new) as in_duties
        from counted
        join "work"."steps"."employer_months" using (cell)
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
    from "work"."main"."ai_ladder_monthly" as ladder
    join frozen using (panel, unit, definition, month)
    left join by_new using (panel, unit, definition, month)
)
select
    *,
    (share_pct + share_frozen_pct - share_added_pct) / 2 as old_words_pct,
    (share_pct - share_frozen_pct + share_added_pct) / 2 as new_words_pct
from beside