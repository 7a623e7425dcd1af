-- One row per posting: one advertised job as one source shows it, its newest version.
-- Closed on the first night its board was read whole without it; a board that was not read closes nothing.
{{ config(materialized='parts', grain='board') }}
-- depends_on: {{ ref('changed_openings') }}, {{ ref('changed_employers') }} read this table as it was before
with observed_nights as (
    select source, board, night, is_read
    from {{ ref('board_nights') }}
    where is_observed and not {{ is_archive('source') }}
),
closed as (
    select
        posting_id,
        observed_nights.night as closed_on,
        case when is_read then 'listed_no_more' else 'board_gone' end as closed_kind
    from {{ ref('stg_postings') }} as postings
    asof join observed_nights
        on postings.source = observed_nights.source
        and postings.board = observed_nights.board
        and postings.last_seen_on < observed_nights.night
    where {{ has_changed('board', 'postings') }}
),
frames as (
    select source, board, frame
    from {{ source('raw', 'boards') }}
),
last_seen as (
    select posting_id, case when bool_and(is_filled) then 'unchanged' else 'listed' end as last_seen_kind
    from {{ source('raw', 'sightings') }} as sightings
    join {{ ref('stg_postings') }} as postings using (posting_id)
    where sightings.night = postings.last_seen_on and {{ has_changed('board', 'postings') }}
    group by posting_id
),
first_spells as (
    select posting_id, month, is_left_truncated
    from {{ ref('posting_spells') }}
    where spell = 1 and {{ has_changed('board') }}
)
select
    posting_id,
    postings.source,
    postings.board,
    frame,
    ref,
    url,
    employer,
    employer_key,
    title,
    n_roles,
    ai_level,
    language,
    is_posting,
    is_it,
    is_counted,
    place,
    countries,
    workplace,
    workplace_evidence,
    seniority,
    employment,
    pay_min,
    pay_max,
    pay_currency,
    pay_period,
    pay_evidence,
    pay_quarantine,
    years_experience,
    certifications,
    requisition,
    department,
    posted_on,
    posted_kind,
    thread_month,
    first_spells.month,
    coalesce(is_left_truncated, false) as is_left_truncated,
    first_seen_on,
    case
        when is_archive then 'thread'
        when coalesce(is_left_truncated, false) then 'already_open'
        when first_seen_on is not null then 'listed'
    end as first_seen_kind,
    last_seen_on,
    case when is_archive then 'thread' else last_seen_kind end as last_seen_kind,
    closed_on,
    closed_kind,
    opening_id,
    opening_reason,
    matched_posting_id,
    similarity,
    text_group_id,
    text_length,
    page_url,
    page_sha256,
    fetched_at,
    crawl_id,
    part,
    reader_version,
    taxonomy_version
from {{ ref('stg_postings') }} as postings
left join frames using (source, board)
left join closed using (posting_id)
left join last_seen using (posting_id)
left join first_spells using (posting_id)
where {{ has_changed('board', 'postings') }}
