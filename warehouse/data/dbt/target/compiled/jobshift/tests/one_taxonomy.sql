-- One row per taxonomy version of the postings where there are several: a series must not mix two.
-- A part that could not be tagged again is the cause; `jobshift retag` names it.
select taxonomy_version, count(*) as postings, min(part) as such_as
from "work"."raw"."postings"
group by taxonomy_version
qualify count(*) over () > 1