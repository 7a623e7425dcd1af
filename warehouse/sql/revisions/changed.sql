-- One row per series and month that is not as the last snapshot has it. A series that one side lacks is zero there.
create or replace temp table changed as
with sides as (
    select
        relation, panel, unit, definition, series, month,
        was.month_status as status_before, now.month_status as status_after,
        coalesce(b.n, was.n, 0) as n_before, coalesce(w.n, now.n, 0) as n_after,
        coalesce(b.count, 0) as count_before, coalesce(w.count, 0) as count_after,
        b.share_pct as share_before_pct, w.share_pct as share_after_pct,
        (b.low_pct, b.high_pct) as interval_before, (w.low_pct, w.high_pct) as interval_after,
        b.relation is null or w.relation is null as is_one_sided
    from series_before as b
    full join series_now as w using (relation, panel, unit, definition, series, month)
    left join months_before as was using (relation, panel, unit, month)
    left join months_now as now using (relation, panel, unit, month)
)
select * exclude (interval_before, interval_after, is_one_sided)
from sides
where status_before is distinct from status_after
    or n_before <> n_after
    or count_before <> count_after
    or not is_one_sided and (
        round(share_before_pct, 9) is distinct from round(share_after_pct, 9)
        or round(interval_before[1], 9) is distinct from round(interval_after[1], 9)
        or round(interval_before[2], 9) is distinct from round(interval_after[2], 9)
    );

create or replace temp table changed_months as
select distinct panel, unit, month
from changed;
