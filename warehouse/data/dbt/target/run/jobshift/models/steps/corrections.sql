
    

    create  table
      "work"."steps"."corrections__dbt_tmp"
  
    
    as (
      -- One row per panel, unit, definition and month for which labels exist: the share that labels make of the tags.
-- Each month's mix of tagged levels times how often labellers say yes to such openings (pipeline.trends.correction).
with levels as (
    select panel, unit, month, ai_level, count(*)::double as openings
    from "work"."main"."opening_months"
    where is_first_of_text
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
    join "work"."raw"."audit_errors" as errors using (panel, ai_level)
    group by panel, unit, errors.definition, month
)
select panel, unit, definition, month, corrected, smooth, variance, labels, sensitivity, specificity
from mixed
join "work"."raw"."audit_checks" using (panel, definition)
    );
    
  