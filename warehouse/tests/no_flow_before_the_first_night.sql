-- One row per spell that flows in a month before its board was first read whole (the past that one night cannot give)
-- or after it was first seen.
select opening_id, source, board, spells.month, started_on, first_read_on
from {{ ref('spells') }} as spells
join {{ ref('boards') }} using (source, board)
where not {{ is_archive('source') }}
    and (spells.month < {{ month('first_read_on') }} or spells.month > started_on)
