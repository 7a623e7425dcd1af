-- One row per posting as it was before this load.
create or replace temp table before as
select posting_id, opening_id, content_hash
from raw.postings;

-- One row per board and night of which this load reads a part: none yet.
create or replace temp table touched (source varchar, board varchar, night date);

-- One row per sighting that this load adds: none yet.
create or replace temp table seen_now (posting_id uinteger, night date);
