-- What `evidence` says that the tables do not know yet (fresh), and what they know that it no longer says (stale).
create or replace temp table stale as
select f.face, f.posting_id, f.employer
from found.faces as f
anti join evidence as e using (posting_id, version, evidence);

create or replace temp table fresh as
select e.*
from evidence as e
anti join found.faces as f using (posting_id, version, evidence);

-- Employers of which something went, or came for a night no later than others already judged: all of theirs is judged anew.
create or replace temp table again as
with latest as (
    select employer, max(night) as night
    from found.faces
    semi join (select distinct employer from fresh) using (employer)
    group by employer
)
select distinct employer from stale where employer is not null
union
select distinct employer
from fresh
join latest using (employer)
where fresh.night <= latest.night;

insert into fresh
select e.*
from evidence as e
join found.faces as f using (posting_id, version, evidence)
where e.employer in (from again);

-- The postings whose opening must be found again: those above, and all that were ever connected with them.
create or replace temp table moved as
select distinct posting_id
from (
    select posting_id from fresh
    union all
    select posting_id from stale
);

create or replace temp table gone as
select face, posting_id from stale
union
select face, posting_id
from found.faces
where employer in (from again);

insert into moved
select posting_id
from found.members
where component in (select component from found.members semi join (from gone) using (posting_id))
    and posting_id not in (from moved);

delete from found.links
where low in (select posting_id from gone) or high in (select posting_id from gone);

delete from found.bands where face in (select face from gone);

delete from found.keys where face in (select face from gone);

delete from found.lines where employer in (from again);

delete from found.faces where face in (select face from gone);

create or replace temp table fresh_in_order as
select
    *,
    row_number() over (order by night, ref, version, posting_id) as number
from fresh;

create or replace temp table fresh_lines (employer ubigint, line ubigint, title uinteger, night date);
