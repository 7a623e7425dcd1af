-- One row per panel, unit, definition and month for which labels exist: the share that labels make of the tags.
-- Each month's mix of tagged levels times how often labellers say yes to such openings (pipeline.trends.correction).
{{ config(materialized='parts', part='month', grain='month') }}
with levels as (
    select panel, unit, month, ai_level, count(*)::double as openings
    from {{ ref('opening_months') }}
    where is_first_of_text and {{ in_part('month') }}
    group by panel, unit, month, ai_level
),
mixes as (
    select *, openings / sum(openings) over (partition by panel, unit, month) as part
    from levels
),
mixed as (
    select
        panel, unit, errors.definition, month,
        sum(part * errors.mean) as corrected,
        sum(part * errors.smooth) as smooth,
        sum(part * part * errors.variance) as variance
    from mixes
    join {{ source('raw', 'audit_errors') }} as errors using (panel, ai_level)
    group by panel, unit, errors.definition, month
)
select panel, unit, definition, month, corrected, smooth, variance, labels, sensitivity, specificity
from mixed
join {{ source('raw', 'audit_checks') }} using (panel, definition)
