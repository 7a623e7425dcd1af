-- One row per panel, source and board under observation that belongs to it.
-- A panel's frame chooses among boards; archives have none. Boards of the frame `watch` belong to no panel.
with observed as (
    select source, board, min(month) as first_month
    from {{ ref('board_months') }}
    group by source, board
)
select panels.panel, observed.source, observed.board, observed.first_month
from {{ source('raw', 'panels') }} as panels
join observed on list_contains(panels.sources, observed.source)
left join {{ source('raw', 'boards') }} as boards using (source, board)
where {{ is_archive('observed.source') }}
    or (boards.frame <> 'watch' and coalesce(boards.frame = panels.frame, true))
