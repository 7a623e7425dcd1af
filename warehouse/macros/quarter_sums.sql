{#
  What the quarters of a quarterly mart are summed from, for those in the part that have a hit: panel, unit, `key`,
  quarter, count, sum_xx, sum_xn. `things`: posting_id and `key`, one row for each that a posting has; read for the
  postings of the part alone.
#}
{% macro quarter_sums(things, key, basis) %}
    with items as (
        select panel, unit, date_trunc('quarter', month)::date as quarter, employer_cluster, posting_id
        from {{ ref('opening_months') }}
        where {{ in_part('month') }}{% if basis == 'text' %} and is_first_of_text{% endif %}

    ),
    sizes as (
        select panel, unit, quarter, employer_cluster, count(*) as n
        from items
        group by panel, unit, quarter, employer_cluster
    ),
    hits as (
        select panel, unit, {{ key }}, quarter, employer_cluster, count(*) as x
        from items
        join {{ things }} using (posting_id)
        group by panel, unit, {{ key }}, quarter, employer_cluster
    )
    select
        panel, unit, {{ key }}, quarter,
        sum(x)::bigint as count, sum(x * x)::double as sum_xx, sum(x * n)::double as sum_xn
    from hits
    join sizes using (panel, unit, quarter, employer_cluster)
    group by panel, unit, {{ key }}, quarter
{% endmacro %}


{# The body of a quarterly mart: every row of `fixed` (panel, definition and `key`) in every quarter, with its share. #}
{% macro quarter_shares(sums, key, basis, fixed) %}
    with grid as (
        select panel, unit, definition, {{ key }}, period as quarter, month_status
        from {{ ref('panel_periods') }}
        cross join (values ('opening'), ('posting')) as units (unit)
        join {{ fixed }} as fixed using (panel, unit)
        where grain = 'quarter'
    ),
    counted as (
        select
            grid.*,
            {% for sum in ['n', 'employers', 'largest', 'sum_nn', 'count', 'sum_xx', 'sum_xn'] -%}
            coalesce({{ sum }}, 0) as {{ sum }}{{ ', ' if not loop.last }}
            {%- endfor %}
        from grid
        left join (from {{ ref('quarter_bases') }} where basis = '{{ basis }}') using (panel, unit, quarter)
        left join {{ sums }} using (panel, unit, {{ key }}, quarter)
    )
    select
        panel, unit, definition, quarter, month_status as quarter_status, {{ key }},
        n, count, share_pct, low_pct, high_pct, employers, deff, suppressed_because
    from ({{ clustered_interval('counted') }})
{% endmacro %}
