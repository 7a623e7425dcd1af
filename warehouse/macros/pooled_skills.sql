{#
  Shares of skills over several months of a panel together: every skill that was ever asked for in every period.
  `periods`: panel, month, period (the period that the month belongs to, one or several) and month_status of the period.
  Gives panel, unit, definition, period, month_status, skill and the columns of `clustered_interval`.
#}
{% macro pooled_skills(periods) %}
    with items as (
        select panel, unit, period, employer_cluster, posting_id
        from {{ ref('opening_months') }}
        join {{ periods }} as periods using (panel, month)
        where is_first_of_text
    ),
    hits as (
        select panel, unit, period, skill, employer_cluster, count(*) as x
        from items
        join {{ ref('opening_skills') }} using (posting_id)
        where is_asked
        group by panel, unit, period, skill, employer_cluster
    ),
    grid as (
        select panel, unit, 'asked' as definition, period, month_status, skill
        from (select distinct panel, period, month_status from {{ periods }})
        join (select distinct panel, unit, skill from hits) using (panel)
    ),
    counted as (
        {{ employer_sums('grid', 'items', 'hits', ['panel', 'unit', 'period'], ['skill']) }}
    )
    select * from ({{ clustered_interval('counted') }})
{% endmacro %}
