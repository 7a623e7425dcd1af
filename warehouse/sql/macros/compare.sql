-- One row per period of the panel: the shares of two things in the same openings, and their difference in points.
-- The interval of the difference is clustered by employer and knows how many openings ask for both (METHODS 5.2).
{% import 'parts.sql' as parts with context %}
create macro compare(
    a, b, panel := 'hn', "by" := 'month', "of" := 'skill', role := null, country := null, status := 'asked', unit := 'opening'
) as table
with {{ parts.question([("'of'", '"of"'), ('"of"', 'a'), ('"of"', 'b')]) }},
{{ parts.denominator('"of"') }},
hits_a as ({{ parts.hits('a', '"of"') }}),
hits_b as ({{ parts.hits('b', '"of"') }}),
clusters as (
    select
        period, employer_cluster,
        count(*) as n,
        count(hits_a.posting_id) as x_a,
        count(hits_b.posting_id) as x_b,
        count(*) filter (hits_a.posting_id is not null and hits_b.posting_id is not null) as x_both
    from texts
    left join hits_a using (posting_id)
    left join hits_b using (posting_id)
    group by period, employer_cluster
),
counted_a as ({{ parts.summed('x_a') }}),
counted_b as ({{ parts.summed('x_b') }}),
shares_a as ({{ clustered_interval('counted_a') }}),
shares_b as ({{ clustered_interval('counted_b') }}),
apart as (
    select
        period,
        sum(x_both)::bigint as count_both,
        sum(x_a - x_b) / sum(n)::double as difference,
        sum(x_a + x_b - 2 * x_both) / sum(n)::double as discordant,
        sum((x_a - x_b) * (x_a - x_b))::double as sum_dd,
        sum((x_a - x_b) * n)::double as sum_dn,
        sum(n * n)::double as sum_nn
    from clusters
    group by period
),
judged as (
    select
        shares_a.*,
        shares_b.count as count_b, shares_b.share_pct as share_b_pct,
        shares_b.low_pct as low_b_pct, shares_b.high_pct as high_b_pct,
        coalesce(count_both, 0) as count_both,
        difference,
        discordant - difference * difference as variance,
        shares_a.employers / nullif(shares_a.employers - 1, 0)::double
            * (sum_dd - 2 * difference * sum_dn + difference * difference * apart.sum_nn)
            / (shares_a.n * shares_a.n) as clustered,
        apart.sum_nn
    from shares_a
    join shares_b using (period)
    left join apart using (period)
),
bounded as (
    select
        *,
        case
            when variance < 1e-12 then 3 * sum_nn / (n * n)
            when clustered < 1e-9 * variance / n then {{ var('z') }} * sqrt(variance / n)
            else {{ var('z') }} * sqrt(clustered)
        end as half
    from judged
)
select
    panel as panel,
    unit as unit,
    case "of" when 'skill' then status when 'role' then 'title' when 'level' then 'level' else 'ladder' end as definition,
    a as a, b as b,
    period, month_status, n,
    count as count_a, count_b, count_both,
    share_pct as share_a_pct, low_pct as low_a_pct, high_pct as high_a_pct,
    share_b_pct, low_b_pct, high_b_pct,
    case when suppressed_because is null then 100 * difference end as difference_points,
    case when suppressed_because is null then 100 * greatest(-1, difference - half) end as low_points,
    case when suppressed_because is null then 100 * least(1, difference + half) end as high_points,
    employers, suppressed_because
from bounded
order by period
