
    

    create  table
      "work"."main"."boards__dbt_tmp"
  
    
    as (
      -- One row per source and board that is or was collected: a row of the boards file, or a thread.
-- Boards of the frame `watch` are shown by name and belong to no panel. `index` in the coverage is a source's own index
-- page, not a board.
with nights as (
    select
        source, board,
        min(night) filter (is_read) as first_read_on,
        max(night) filter (is_read) as last_read_on,
        count(*) filter (is_read) as nights_read,
        count(*) as nights,
        max_by(status, night) as last_status
    from "work"."steps"."board_nights"
    group by source, board
),
members as (
    select
        source, board,
        count(*) as postings,
        count(*) filter (closed_on is null and last_seen_on is not null and thread_month is null) as open_postings
    from "work"."main"."postings"
    group by source, board
),
known as (
    select source, board from "work"."raw"."boards"
    union
    select source, board from nights
    union
    select source, board from members
)
select
    source, board,
    boards.employer,
    boards.frame,
    first_read_on, last_read_on,
    coalesce(nights_read, 0) as nights_read,
    coalesce(nights, 0) as nights,
    last_status,
    coalesce(postings, 0) as postings,
    coalesce(open_postings, 0) as open_postings
from known
left join "work"."raw"."boards" as boards using (source, board)
left join nights using (source, board)
left join members using (source, board)
where board <> 'index'
    );
    
  