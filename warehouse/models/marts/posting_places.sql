-- One row per posting and place that it states: city, region, country, and how far away the work may be done.
-- A part that the words do not tell is null; an area of many countries and a time zone have no country.
{{ config(materialized='parts', part='posting_id', grain='posting') }}
select
    postings.opening_id,
    places.posting_id,
    places.place_index,
    places.city,
    places.region,
    places.country,
    places.area,
    places.remote_scope,
    places.place_text
from {{ source('raw', 'places') }} as places
join {{ ref('stg_postings') }} as postings using (posting_id)
where {{ in_part('places.posting_id') }}
