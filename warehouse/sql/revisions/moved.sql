-- One row per basis, panel, unit, month and posting that is counted on one side alone: side 1 came, -1 went.
create or replace temp table moved as
select basis, panel, unit, month, posting_id, 1 as side
from (from items_now except from items_before)
union all
select basis, panel, unit, month, posting_id, -1 as side
from (from items_before except from items_now);

create or replace temp table counted_ids as
select posting_id from items_before
union
select posting_id from items_now;
