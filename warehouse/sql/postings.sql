-- Gives new postings their ids, in the order night first loaded, source, board, ref.
insert into raw.posting_ids
with keys as (
    select source, board, ref, min(night) as night
    from arrived
    anti join raw.posting_ids using (source, board, ref)
    group by source, board, ref
)
select
    (select coalesce(max(posting_id), 0) from raw.posting_ids)
    + row_number() over (order by night, source, board, ref) as posting_id,
    source, board, ref
from keys;

-- One row per posting whose newest version is among the arrived; has_changed: its content is not the one we had.
create or replace temp table renewed as
select
    ids.posting_id,
    a.* exclude (is_newest, night),
    p.posting_id is null as is_new,
    p.posting_id is null or p.content_hash <> a.content_hash as has_changed
from arrived as a
join raw.posting_ids as ids using (source, board, ref)
left join raw.postings as p on p.posting_id = ids.posting_id
where a.is_newest
    and (p.posting_id is null or (a.fetched_at, a.part) >= (p.fetched_at, p.part));

create or replace temp table kept_ids as
select
    p.posting_id, p.opening_id, p.opening_reason, p.matched_posting_id, p.similarity, p.text_group_id,
    p.first_seen_on, p.last_seen_on
from raw.postings as p
semi join renewed using (posting_id);

delete from raw.postings where posting_id in (select posting_id from renewed);

insert into raw.postings by name
select r.* exclude (filename, file_row_number, is_new, has_changed), k.* exclude (posting_id)
from renewed as r
left join kept_ids as k using (posting_id);

delete from raw.roles where posting_id in (select posting_id from renewed where has_changed and not is_new);

delete from raw.places where posting_id in (select posting_id from renewed where has_changed and not is_new);

delete from raw.mentions where posting_id in (select posting_id from renewed where has_changed and not is_new);

create or replace temp table changed as
select filename, file_row_number, posting_id
from renewed
where has_changed;
