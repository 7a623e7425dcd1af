-- The postings whose opening is another than before this load: a smaller id is a merge, a larger one a split.
insert into raw.opening_id_changes
with moved as (
    select
        p.posting_id,
        b.opening_id as old_opening_id,
        p.opening_id as new_opening_id,
        coalesce($night::date, (select max(night) from raw.sightings)) as changed_on,
        if(p.opening_id < b.opening_id, 'merge', 'split') as reason,
        p.opening_reason as evidence
    from raw.postings as p
    join before as b using (posting_id)
    where p.opening_id <> b.opening_id
)
select *
from moved
anti join raw.opening_id_changes using (posting_id, old_opening_id, new_opening_id, changed_on, reason)
order by posting_id;
