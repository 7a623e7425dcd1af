
    

    create  table
      "work"."main"."coverage_nightly__dbt_tmp"
  
    
    as (
      -- One row per night, source and board: what the crawl saw of it.
-- Read: the whole listing was seen and has arrived. Observed: fit to close postings.
with frames as (
    select source, board, frame
    from "work"."raw"."boards"
)
select
    night, source, board, frame, crawl_id, coverage.status, is_read, is_observed,
    postings, requests, errors, reason
from "work"."raw"."coverage" as coverage
join "work"."steps"."board_nights" using (night, source, board)
left join frames using (source, board)
    );
    
  