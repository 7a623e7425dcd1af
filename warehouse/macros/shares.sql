{#
  What the months of a monthly mart are summed from, for those in the part that have a hit.
  `hits`: definition, the keys, month and cell (of employer_months) and x (how many of the openings in the cell hit).
  `keys`: the mart's own columns besides panel, unit, definition and month.
#}
{% macro month_sums(hits, keys) %}
    select
        {{ (['panel', 'unit', 'definition'] + keys) | join(', ') }}, month,
        sum(x)::bigint as count,
        sum(x * x)::double as sum_xx,
        sum(x * employer_months.n)::double as sum_xn,
        coalesce(sum(x) filter (not is_large), 0)::bigint as rest_count,
        sum(x / employer_months.n::double) as employer_shares
    from {{ hits }}
    join {{ ref('employer_months') }} as employer_months using (month, cell)
    where {{ in_part('month') }}
    group by {{ (['panel', 'unit', 'definition'] + keys) | join(', ') }}, month
{% endmacro %}


{#
  The body of a monthly mart: every key in every month of every panel, with share and interval. The keys are those of
  the relation `fixed` (definition and keys; such a mart is made in parts), or else what the panel ever had.
  `sums`: as `month_sums` gives them. `basis` names the denominator.
#}
{% macro shares(sums, keys, basis, fixed=none) %}
    {%- set series = ['panel', 'unit', 'definition'] + keys %}
    {%- set facts = ['count', 'sum_xx', 'sum_xn', 'rest_count', 'employer_shares'] %}
    with keys as (
        {% if fixed %}
        select {{ series | join(', ') }}
        from (select distinct panel, unit from {{ ref('denominators') }} where basis = '{{ basis }}')
        cross join {{ fixed }}
        {% else %}
        select distinct {{ series | join(', ') }} from {{ sums }}
        {% endif %}
    ),
    counted as (
        select
            {{ series | join(', ') }}, month, month_status, n, employers, unresolved, largest, rest, sum_nn,
            {% for fact in facts %}coalesce({{ fact }}, 0) as {{ fact }}{{ ', ' if not loop.last }}{% endfor %}
        from {{ ref('denominators') }}
        join keys using (panel, unit)
        left join {{ sums }} using ({{ series | join(', ') }}, month)
        where basis = '{{ basis }}'
            {% if fixed %}and {{ in_part('month') }}{% endif %}
    )
    select
        *,
        case when suppressed_because is null then round(100 * employer_shares / employers, 6) end as employer_weighted_pct,
        case when suppressed_because is null and rest > 0 then 100.0 * rest_count / rest end as without_largest_pct
    from ({{ clustered_interval('counted') }})
{% endmacro %}
