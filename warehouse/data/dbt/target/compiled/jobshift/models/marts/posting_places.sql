-- One row per posting and place that it states: city, region, country, and how far away the work may be done.
-- A part that the words do not tell is null; an area of many countries and a time zone have no country.
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
from "work"."raw"."places" as places
join "work"."staging"."stg_postings" as postings using (posting_id)