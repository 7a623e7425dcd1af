-- Why each posting came, went, or counts for another series now: the first factor without whose change it would not have.

-- One row per posting known on both sides: whether what it says was edited, or whom it stands with is decided otherwise.
-- A page that is the same says the same; where a reader is another one, only contents that were counted as edits are.
create or replace temp table steady as
with both_sides as (
    select
        posting_id,
        b.opening_id as opening_before, w.opening_id as opening_now,
        b.text_group_id as text_before, w.text_group_id as text_now,
        b.page is distinct from w.page and (
            b.versions is distinct from w.versions
            or b.reader_version = w.reader_version and b.text_length is distinct from w.text_length
        ) as is_edited
    from facts_before as b
    join facts_now as w using (posting_id)
)
select
    posting_id, is_edited,
    sum(hash(posting_id)) filter (not is_edited) over (partition by opening_before)
        is distinct from sum(hash(posting_id)) filter (not is_edited) over (partition by opening_now)
    or sum(hash(posting_id)) filter (not is_edited) over (partition by text_before)
        is distinct from sum(hash(posting_id)) filter (not is_edited) over (partition by text_now) as is_regrouped
from both_sides;

-- One row per posting that came or went, with what of itself explains it; null: another posting speaks for it, or it moved.
create or replace temp table judged as
with told as (
    select
        moved.*,
        coalesce(w.source, b.source) as source,
        case when coalesce(w.is_archive, b.is_archive) then '' else coalesce(w.board, b.board) end as board,
        b.posting_id is not null as was_known, w.posting_id is not null as is_known,
        b.is_counted as was_counted, w.is_counted, b.opening_id as opening_before, w.opening_id as opening_now,
        b.text_group_id as text_before, w.text_group_id as text_now, is_edited, is_regrouped
    from moved
    left join facts_before as b using (posting_id)
    left join facts_now as w using (posting_id)
    left join steady using (posting_id)
)
select
    told.*,
    case
        when (placed_before.panel is null) <> (placed_now.panel is null) then 'sources'
        when not is_known then 'removals'
        when not was_known then 'data'
        when is_edited then 'data'
        when was_counted <> is_counted then 'taxonomy'
        when is_regrouped then 'openings'
    end as own_cause
from told
left join placed_before using (panel, source, board)
left join placed_now using (panel, source, board);

-- The same with the cause of the posting that spoke for it before or does now; one that changed its month alone is data.
create or replace temp table moves as
with spoken_for as (
    select p.basis, p.panel, p.unit, p.month, p.posting_id, p.side, min(r.own_cause) as cause
    from judged as p
    join judged as r
        on r.basis = p.basis and r.panel = p.panel and r.unit = p.unit and r.month = p.month and r.side = -p.side
        and (
            case when p.side = 1 then r.opening_before = p.opening_before else r.opening_now = p.opening_now end
            or case when p.side = 1 then r.text_before = p.text_before else r.text_now = p.text_now end
        )
    where p.own_cause is null
    group by all
)
select
    basis, panel, unit, month, posting_id, side,
    coalesce(own_cause, spoken_for.cause, 'data') as cause
from judged
left join spoken_for using (basis, panel, unit, month, posting_id, side);

-- One row per series that a posting, counted on both sides, came to hit or no longer hits.
create or replace temp table flips as
with differing as (
    select *, 1 as side from (from hits_now except from hits_before)
    union all
    select *, -1 as side from (from hits_before except from hits_now)
),
newest as (
    select posting_id, list_concat(skills_added, skills_removed) as skills, ai_level is distinct from ai_level_before as is_level
    from work.main.posting_versions
    where posting_id in (select posting_id from differing)
    qualify row_number() over (partition by posting_id order by version desc) = 1
),
told as (
    select
        differing.*,
        case
            when not is_edited then 'taxonomy'
            when b.taxonomy_version = w.taxonomy_version then 'data'
            when relation = 'skill_share_monthly' then if(list_contains(skills, series), 'data', 'taxonomy')
            when relation = 'ai_level_monthly' then if(is_level, 'data', 'taxonomy')
            else 'data'
        end as cause
    from differing
    join steady using (posting_id)
    join facts_before as b using (posting_id)
    join facts_now as w using (posting_id)
    left join newest using (posting_id)
)
select relation, definition, series, basis, panel, unit, month, posting_id, side, cause
from told
join (from items_before intersect from items_now) using (basis, posting_id);
