-- What tagging again did to AI in the duties: the published snapshot (last) against the work warehouse.

-- One row per panel, month and text counted before or now, with whether AI was and is in its duties; null: not counted.
create or replace temp table sides as
with before as (
    select panel, month, posting_id, ai_level in ('uses', 'builds', 'governs') as was_in
    from last.main.opening_months
    where unit = 'opening' and is_first_of_text
),
now as (
    select panel, month, posting_id, ai_level in ('uses', 'builds', 'governs') as is_in
    from main.opening_months
    where unit = 'opening' and is_first_of_text
)
select panel, month, posting_id, was_in, is_in
from before
full join now using (panel, month, posting_id);

-- One row per text that was in before and is not now, or the other way round; what is new or gone in itself is no flip.
create or replace temp table flips as
select panel, month, posting_id, is_in
from sides
where was_in <> is_in;

-- One row per flip and AI skill that is asked for on one side alone, or 'rules' where there is none.
create or replace temp table causes as
with asked as (
    select posting_id, skill, true as is_now
    from main.opening_skills
    join main.skills using (skill)
    where is_asked and is_ai and posting_id in (select posting_id from flips)
),
asked_before as (
    select posting_id, skill
    from last.main.opening_skills
    join last.main.skills using (skill)
    where is_asked and is_ai and posting_id in (select posting_id from flips)
),
came_or_went as (
    select posting_id, skill, true as came from asked anti join asked_before using (posting_id, skill)
    union all
    select posting_id, skill, false as came from asked_before anti join asked using (posting_id, skill)
)
select panel, month, flips.posting_id, is_in, coalesce(skill, 'rules') as cause
from flips
left join came_or_went on came_or_went.posting_id = flips.posting_id and came_or_went.came = flips.is_in;

-- One row per panel, month and cause: 'all' for the month itself, where anything in it differs.
create or replace temp table effects as
with ladder as (
    select panel, month, b.n as n_before, w.n as n_after, b.count as count_before, w.count as count_after,
        b.share_pct as share_before_pct, w.share_pct as share_after_pct
    from last.main.ai_ladder_monthly as b
    full join main.ai_ladder_monthly as w using (panel, unit, definition, month)
    where unit = 'opening' and definition = 'in_duties'
),
flipped as (
    select panel, month, count(*) filter (is_in) as gained, count(*) filter (not is_in) as lost
    from flips
    group by panel, month
),
months as (
    select
        panel, month, 'all' as cause, n_before, n_after, count_before, count_after, share_before_pct, share_after_pct,
        coalesce(gained, 0) as gained, coalesce(lost, 0) as lost
    from ladder
    left join flipped using (panel, month)
    where n_before is distinct from n_after
        or count_before is distinct from count_after
        or gained is not null
)
select * from months
union all by name
select panel, month, cause, count(*) filter (is_in) as gained, count(*) filter (not is_in) as lost
from causes
group by panel, month, cause;
