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
    employer_periods as (
        select panel, unit, period, employer_cluster, count(*) as n
        from items
        group by panel, unit, period, employer_cluster
    ),
    bases as (
        select
            panel, unit, period,
            sum(n)::bigint as n, count(*) as employers, max(n) as largest, sum(n * n)::double as sum_nn
        from employer_periods
        group by panel, unit, period
    ),
    hits as (
        select panel, unit, period, skill, employer_cluster, count(*) as x
        from items
        join {{ ref('opening_skills') }} using (posting_id)
        where is_asked
        group by panel, unit, period, skill, employer_cluster
    ),
    summed as (
        select
            panel, unit, period, skill,
            sum(x)::bigint as count, sum(x * x)::double as sum_xx, sum(x * n)::double as sum_xn
        from hits
        join employer_periods using (panel, unit, period, employer_cluster)
        group by panel, unit, period, skill
    ),
    keys as (
        select distinct panel, unit, skill from summed
    ),
    spans as (
        select distinct panel, period, month_status from {{ periods }}
    ),
    counted as (
        select
            panel, unit, 'asked' as definition, period, month_status, skill,
            coalesce(n, 0) as n, coalesce(employers, 0) as employers, coalesce(largest, 0) as largest,
            coalesce(sum_nn, 0) as sum_nn,
            coalesce(count, 0) as count, coalesce(sum_xx, 0) as sum_xx, coalesce(sum_xn, 0) as sum_xn
        from spans
        join keys using (panel)
        left join bases using (panel, unit, period)
        left join summed using (panel, unit, period, skill)
    )
    select * from ({{ clustered_interval('counted') }})
{% endmacro %}
