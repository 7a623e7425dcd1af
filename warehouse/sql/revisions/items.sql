-- One row per basis, panel, unit, changed month and posting counted, in the catalogue in use.
create or replace temp table items_taken as
with counted as (
    select panel, unit, month, posting_id, is_first_of_text
    from opening_months
    semi join changed_months using (panel, unit, month)
)
select 'opening' as basis, panel, unit, month, posting_id from counted
union all
select 'text' as basis, panel, unit, month, posting_id from counted where is_first_of_text;

-- One row per panel, source and board that the panel takes; board is '' for archives, of which a source has all or none.
create or replace temp table placed_taken as
select panel, source, board
from panels
join boards on list_contains(panels.sources, boards.source)
where boards.frame <> 'watch' and coalesce(boards.frame = panels.frame, true)
union
select panel, source, ''
from panels
join boards on list_contains(panels.sources, boards.source)
where boards.frame is null;
