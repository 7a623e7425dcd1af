-- One row per changed series, month and cause: what of n and count is by it, and the points of the share that makes.
-- Share after less share before is the sum over causes of (dcount - p dn) / n, exactly: with p before and n after, with p
-- after and n before, and so with the mean of the two, which favours neither side.
create or replace temp table own_revisions as
with bases (relation, basis) as (
    values
        ('ai_ladder_monthly', 'text'), ('ai_level_monthly', 'text'),
        ('skill_share_monthly', 'text'), ('role_share_monthly', 'opening')
),
n_changes as (
    select basis, panel, unit, month, cause, sum(side) as n_change, list(posting_id) as postings
    from moves
    group by all
),
came_and_went as (
    select relation, definition, series, basis, panel, unit, month, posting_id, side, cause
    from moves
    join (
        select *, 1 as side from hits_now
        union all
        select *, -1 as side from hits_before
    ) using (basis, posting_id, side)
),
count_changes as (
    select
        relation, definition, series, panel, unit, month, cause,
        sum(side) as count_change, list(posting_id) filter (is_flip) as flipped
    from (
        select *, false as is_flip from came_and_went
        union all
        select *, true as is_flip from flips
    )
    group by all
),
causes as (
    select relation, definition, series, panel, unit, month, cause
    from changed
    join bases using (relation)
    join n_changes using (basis, panel, unit, month)
    union
    select relation, definition, series, panel, unit, month, cause
    from count_changes
),
explained as (
    select
        changed.*, cause,
        coalesce(n_change, 0) as n_change,
        coalesce(count_change, 0) as count_change,
        coalesce(len(n_changes.postings), 0) + coalesce(len(flipped), 0) as postings
    from changed
    join bases using (relation)
    join causes using (relation, definition, series, panel, unit, month)
    left join n_changes using (basis, panel, unit, month, cause)
    left join count_changes using (relation, definition, series, panel, unit, month, cause)
),
known as (
    select
        relation, definition, series, panel, unit, month,
        sum(n_change) as known_n, sum(count_change) as known_count
    from explained
    group by all
),
left_over as (
    select
        changed.*,
        if(
            n_before = n_after and count_before = count_after and status_before is distinct from status_after,
            'data', 'other'
        ) as cause,
        n_after - n_before - coalesce(known_n, 0) as n_change,
        count_after - count_before - coalesce(known_count, 0) as count_change,
        0 as postings
    from changed
    left join known using (relation, definition, series, panel, unit, month)
    where known_n is null
        or n_after - n_before <> known_n
        or count_after - count_before <> known_count
),
told as (
    select * from explained
    union all by name
    select * from left_over
)
select
    relation, panel, unit, definition, nullif(series, '') as series, month, status_before, status_after,
    n_before, n_after, count_before, count_after, share_before_pct, share_after_pct,
    case
        when cause <> 'data' then cause
        when status_before = 'complete' then 'late_data'
        else 'new_data'
    end as cause,
    n_change, count_change,
    case
        when share_before_pct is not null and share_after_pct is not null then
            50 * (count_change - n_change * count_before / n_before) / n_after
            + 50 * (count_change - n_change * count_after / n_after) / n_before
    end as points,
    postings
from told
order by relation, panel, unit, definition, series, month, cause;
