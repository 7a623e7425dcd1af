{{ config(post_hook="insert into built.pending_employers select employer_key from {{ this }} where employer_key not in (from built.pending_employers)") }}
-- One row per employer that has or had a posting on a board that changed.
-- Those of before are read from `postings` as the last build left it, hence without `ref`; a build that was killed may have
-- made that table anew, so that they wait in `built.pending_employers` until all stands.
with touched as (
    select employer_key
    from {{ ref('stg_postings') }}
    where {{ has_changed('board') }}
    {% if not flags.FULL_REFRESH -%}
    union
    select employer_key
    from main.postings
    where {{ has_changed('board') }}
    union
    select employer_key
    from {{ source('built', 'pending_employers') }}
    {%- endif %}
)
select distinct employer_key
from touched
where employer_key is not null
