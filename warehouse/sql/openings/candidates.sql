-- Pairs of faces of which at least one is fresh: they share a band within an employer, place and requisition; or bear
-- the same title there; or share a band, title and place where one of two employers is an agency. Step by step, for
-- within one transaction DuckDB knows nothing of the sizes and would join by what differs.
create or replace temp table pairs as
select distinct least(f.face, b.face) as "left", greatest(f.face, b.face) as "right", false as is_copy
from fresh_bands as f
join found.bands as b on b.band = f.band and b.who = f.who
where f.face <> b.face;

insert into pairs
select distinct least(f.face, o.face), greatest(f.face, o.face), false
from fresh_firsts as f
join found.faces as o on o.who = f.who and o.name = f.name
where o.is_first and f.face <> o.face;

insert into pairs
select distinct least(f.face, b.face), greatest(f.face, b.face), true
from fresh_bands as f
join found.bands as b on b.band = f.band and b.copy = f.copy
where f.employer <> b.employer and (f.is_agency or b.is_agency);

create or replace temp table known as
select face, posting_id, thread, head, requisition
from found.faces
where face in (select "left" from pairs union select "right" from pairs);

create or replace temp table candidates as
with pairs_now as (
    select distinct * from pairs
),
lefts as (
    select p.*, l.posting_id, l.thread, l.head, l.requisition
    from pairs_now as p
    join known as l on l.face = p."left"
)
select l."left", l."right", l.is_copy
from lefts as l
join known as r on r.face = l."right"
where l.posting_id <> r.posting_id
    and (l.thread is distinct from r.thread or l.thread is null or l.head = r.head)
    and (not l.is_copy or l.requisition is null or r.requisition is null or l.requisition = r.requisition);
