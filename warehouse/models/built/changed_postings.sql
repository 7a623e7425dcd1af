{{ config(post_hook="delete from built.posting_states where posting_id in (select posting_id from {{ this }})") }}
-- One row per posting that is new, gone or other than the tables in parts have it, with its present state (null: gone).
-- The state holds what its skills, roles, places, versions and evidence come from. Looked for on the boards that changed.
with homes as (
    select posting_id, source, board, content_hash, opening_id, first_seen_on
    from {{ ref('stg_postings') }}
    where {{ has_changed('board') }}
),
contents as (
    select posting_id, sum(hash(version, night)) as contents
    from {{ source('raw', 'versions') }}
    where posting_id in (select posting_id from homes)
    group by posting_id
),
firsts as (
    select posting_id, month
    from {{ ref('posting_spells') }}
    where spell = 1 and {{ has_changed('board') }}
),
present as (
    select posting_id, source, board, hash(content_hash, source, opening_id, month, first_seen_on, contents) as state
    from homes
    left join contents using (posting_id)
    left join firsts using (posting_id)
),
built as (
    from {{ source('built', 'posting_states') }}
    where {{ has_changed('board') }}
)
select posting_id, source, board, present.state
from present
full join built using (posting_id, source, board)
where present.state is distinct from built.state
