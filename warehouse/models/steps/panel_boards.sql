-- One row per panel, source and board under observation that belongs to it.
-- A panel's frame chooses among boards; archives have none, but for foreign files, whose frame is their collection. Boards of the frame `watch` belong to no panel.
with observed as (
    select source, board, min(month) as first_month
    from {{ ref('board_months') }}
    group by source, board
)
select panels.panel, observed.source, observed.board, observed.first_month
from {{ source('raw', 'panels') }} as panels
join observed on list_contains(panels.sources, observed.source)
left join {{ source('raw', 'boards') }} as boards using (source, board)
where case
    when observed.source = 'foreign' then panels.frame = split_part(observed.board, '/', 1)
    when {{ is_archive('observed.source') }} then true
    else boards.frame <> 'watch' and coalesce(boards.frame = panels.frame, true)
end
