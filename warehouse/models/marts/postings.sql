-- One row per posting: one advertised job as one source shows it, its newest version.
-- Closed on the first night its board was read whole without it; a board that was not read closes nothing.
with observed_nights as (
    select source, board, night
    from {{ ref('board_nights') }}
    where is_observed and not {{ is_archive('source') }}
),
closed as (
    select posting_id, observed_nights.night as closed_on
    from {{ ref('stg_postings') }} as postings
    asof join observed_nights
        on postings.source = observed_nights.source
        and postings.board = observed_nights.board
        and postings.last_seen_on < observed_nights.night
),
frames as (
    select source, board, frame
    from {{ source('raw', 'boards') }}
),
first_spells as (
    select posting_id, month, is_left_truncated
    from {{ ref('posting_spells') }}
    where spell = 1
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
    seniority,
    employment,
    pay_min,
    pay_max,
    pay_currency,
    pay_period,
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
    last_seen_on,
    closed_on,
    opening_id,
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
left join first_spells using (posting_id)
