{{ config(post_hook="insert into built.pending_openings select opening_id from {{ this }} where opening_id not in (from built.pending_openings)") }}
-- One row per opening that has or had a posting on a board that changed.
-- Those of before are read from `postings` as the last build left it, hence without `ref`; a build that was killed may have
-- made that table anew, so that they wait in `built.pending_openings` until all stands.
with touched as (
    select opening_id
    from {{ ref('stg_postings') }}
    where {{ has_changed('board') }}
    {% if not flags.FULL_REFRESH -%}
    union
    select opening_id
    from main.postings
    where {{ has_changed('board') }}
    union
    select opening_id
    from {{ source('built', 'pending_openings') }}
    {%- endif %}
)
select distinct opening_id
from touched
where opening_id is not null
