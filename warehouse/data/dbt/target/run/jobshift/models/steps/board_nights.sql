
    

    create  table
      "work"."steps"."board_nights__dbt_tmp"
  
    
    as (
      -- One row per source, board and night on record.
-- Read: the whole listing was seen, and what was seen has arrived (a lost part is no empty listing). Observed: read, or
-- gone (404) for the third night in a row; a board asleep stays as it was. Nothing else closes a posting.
with arrived as (
    select distinct source, board, night
    from "work"."raw"."sightings"
    join "work"."staging"."stg_postings" using (posting_id)
),
shown as (
    select
        source, board, night, status,
        status in ('complete', 'unchanged')
            and (coalesce(postings, 0) = 0 or (source, board, night) in (from arrived)) as is_read,
        last_value(nullif(status, 'asleep') ignore nulls) over so_far as last_shown
    from "work"."raw"."coverage"
    window so_far as (partition by source, board order by night rows between unbounded preceding and current row)
),
streaks as (
    select
        *,
        count(*) filter (last_shown is distinct from 'absent') over (
            partition by source, board order by night rows between unbounded preceding and current row
        ) as streak
    from shown
),
absences as (
    select
        *,
        count(*) filter (status = 'absent') over (
            partition by source, board, streak order by night rows between unbounded preceding and current row
        ) as absent_nights
    from streaks
),
judged as (
    select
        source, board, night, status, is_read,
        is_read or (last_shown = 'absent' and absent_nights >= 3) as is_observed
    from absences
)
select
    source, board, night, status, is_read, is_observed,
    count(*) filter (is_observed) over (
        partition by source, board order by night rows between unbounded preceding and current row
    ) as observed_nights
from judged
    );
    
  