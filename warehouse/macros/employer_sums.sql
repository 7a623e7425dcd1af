{#
  What `clustered_interval` needs, for marts whose denominator is their own and not one of `denominators`.
  `grid`: the rows the mart shall have, with the columns `by` and `keys`. `items`: what is counted, one row each, with `by`
  and employer_cluster. `hits`: `by`, `keys`, employer_cluster and x (items of that employer that hit).
  Gives the grid with n, employers, largest, sum_nn, count, sum_xx, sum_xn.
#}
{% macro employer_sums(grid, items, hits, by, keys) %}
    {%- set by, keys = by | join(', '), keys | join(', ') %}
    with sizes as (
        select {{ by }}, employer_cluster, count(*) as n
        from {{ items }}
        group by {{ by }}, employer_cluster
    ),
    bases as (
        select
            {{ by }},
            sum(n)::bigint as n, count(*) as employers, max(n) as largest, sum(n * n)::double as sum_nn
        from sizes
        group by {{ by }}
    ),
    summed as (
        select
            {{ by }}, {{ keys }},
            sum(x)::bigint as count, sum(x * x)::double as sum_xx, sum(x * n)::double as sum_xn
        from {{ hits }}
        join sizes using ({{ by }}, employer_cluster)
        group by {{ by }}, {{ keys }}
    )
    select
        {{ grid }}.*,
        {% for sum in ['n', 'employers', 'largest', 'sum_nn', 'count', 'sum_xx', 'sum_xn'] -%}
        coalesce({{ sum }}, 0) as {{ sum }}{{ ', ' if not loop.last }}
        {%- endfor %}
    from {{ grid }}
    left join bases using ({{ by }})
    left join summed using ({{ by }}, {{ keys }})
{% endmacro %}
