{{ config(post_hook="delete from built.board_states where (source, board) in (select (source, board) from {{ this }})") }}
-- One row per source and board that is new, gone or other than the tables in parts have it, with its present state (null: gone).
-- The state holds all that its postings and their spells come from: what is known of each, its versions and sightings, the
-- board's nights and frame. What differs is forgotten as built here, and noted again by warehouse.build once all stands:
-- a build that was killed leaves nothing half known. Of a thread the night counts until its postings are over.
with homes as (
    select posting_id, source, board
    from {{ ref('stg_postings') }}
),
facts as (
    select
        source, board,
        sum(hash(
            posting_id, content_hash, opening_id, opening_reason, matched_posting_id, similarity, text_group_id, employer,
            employer_key, first_seen_on, last_seen_on, fetched_at, part, crawl_id, page_sha256, reader_version,
            taxonomy_version
        )) as fact
    from {{ ref('stg_postings') }}
    group by source, board
    union all
    select source, board, sum(hash('version', posting_id, version, night)) as fact
    from {{ source('raw', 'versions') }}
    join homes using (posting_id)
    group by source, board
    union all
    select source, board, sum(hash('sighting', posting_id, night, is_filled)) as fact
    from {{ source('raw', 'sightings') }}
    join homes using (posting_id)
    group by source, board
    union all
    select source, board, sum(hash('night', night, status, is_read, is_observed, observed_nights)) as fact
    from {{ ref('board_nights') }}
    group by source, board
    union all
    select source, board, hash('frame', frame) as fact
    from {{ source('raw', 'boards') }}
    union all
    select
        source, board,
        hash('latest', least(any_value(latest.night), max(greatest(last_day(thread_month), posted_on)) + 1)) as fact
    from {{ ref('stg_postings') }}
    cross join (select max(night) as night from {{ ref('board_nights') }}) as latest
    where is_archive
    group by source, board
),
present as (
    select source, board, sum(fact) as state
    from facts
    group by source, board
)
select source, board, present.state
from present
full join {{ source('built', 'board_states') }} as built using (source, board)
where present.state is distinct from built.state
