-- One row per panel, unit, definition, month and AI level: how the month's new IT openings divide over the levels.
-- Every opening has exactly one level, so the levels of a month add to 100 %.
with levels as (
    select 'level' as definition, unnest(['none', 'mentions', 'uses', 'builds', 'governs']) as ai_level
),
texts as (
    
    select posting_id, cell, openings.ai_level
    from "work"."main"."opening_months" as openings
    join "work"."steps"."employer_months" as employer_months using (panel, month, employer_cluster)
    where employer_months.basis = 'text'
        and employer_months.unit = openings.unit
        and is_first_of_text

),
hits as (
    select 'level' as definition, ai_level, cell, count(*) as x
    from texts
    group by ai_level, cell
),
series as (
    
    with summed as (
        select
            panel, unit, definition, ai_level, month,
            sum(x)::bigint as count,
            sum(x * x)::double as sum_xx,
            sum(x * employer_months.n)::double as sum_xn,
            sum(x) filter (not is_large)::bigint as rest_count,
            sum(x / employer_months.n::double) as employer_shares
        from hits
        join "work"."steps"."employer_months" as employer_months using (cell)
        group by panel, unit, definition, ai_level, month
    ),
    keys as (
        
        select panel, unit, definition, ai_level
        from (select distinct panel, unit from "work"."steps"."denominators" where basis = 'text')
        cross join levels
        
    ),
    counted as (
        select
            panel, unit, definition, ai_level, month, month_status, n, employers, unresolved, largest, rest, sum_nn,
            coalesce(count, 0) as count, coalesce(sum_xx, 0) as sum_xx, coalesce(sum_xn, 0) as sum_xn, coalesce(rest_count, 0) as rest_count, coalesce(employer_shares, 0) as employer_shares
        from "work"."steps"."denominators"
        join keys using (panel, unit)
        left join summed using (panel, unit, definition, ai_level, month)
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

)
select
    panel, unit, definition, month, month_status, ai_level, n, count, share_pct, low_pct, high_pct, employers, unresolved,
    deff, employer_weighted_pct, without_largest_pct, suppressed_because,
    labels, error_included, share_corrected_pct, low_corrected_pct, high_corrected_pct, rogan_gladen_pct
from (
    with known as (
        select
            series.*,
            corrected, smooth, sensitivity, specificity,
            coalesce(corrections.labels, 0) as labels,
            coalesce(corrections.labels, 0) >= 200 and share_pct is not null as error_included,
            1.959963984540054 * 1.959963984540054 * (variance / (smooth * (1 - smooth)) + deff / n) as zz
        from series as series
        left join "work"."steps"."corrections" as corrections
            on corrections.panel = series.panel
            and corrections.unit = series.unit
            and corrections.month = series.month
            and corrections.definition = series.ai_level
    ),
    halved as (
        select
            *,
            sqrt(corrected * (1 - corrected) * zz + zz * zz / 4) as half,
            case
                when sensitivity + specificity > 1
                    then (share_pct / 100 + specificity - 1) / (sensitivity + specificity - 1)
            end as checked
        from known
    )
    select
        * exclude (corrected, smooth, sensitivity, specificity, zz, half, checked),
        case when error_included then 100 * corrected end as share_corrected_pct,
        case when error_included then 100 * greatest(0, (corrected + zz / 2 - half) / (1 + zz)) end as low_corrected_pct,
        case when error_included then 100 * least(1, (corrected + zz / 2 + half) / (1 + zz)) end as high_corrected_pct,
        case when error_included then 100 * least(1, greatest(0, checked)) end as rogan_gladen_pct
    from halved
)