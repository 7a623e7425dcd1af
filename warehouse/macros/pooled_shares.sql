{#
  Shares by week or quarter, over the openings that the monthly tables count: the same rows, put together otherwise.
  `things`: definition, the keys and posting_id of the postings they are true of. `fixed`: definition and keys of the
  grid. Copies of one text count once. A week is that of the day the advertising started.
#}
{% macro pooled_shares(grain, things, keys, fixed) %}
    {%- set series = ['definition'] + keys %}
    with items as (
        select
            panel, unit, employer_cluster, posting_id,
            date_trunc('{{ grain }}', {{ 'flow_on' if grain == 'week' else 'month' }})::date as period
        from {{ ref('opening_months') }}
        where {{ in_part('flow_on' if grain == 'week' else 'month') }} and is_first_of_text
    ),
    hits as (
        select panel, unit, {{ series | join(', ') }}, period, employer_cluster, count(*) as x
        from items
        join {{ things }} using (posting_id)
        group by panel, unit, {{ series | join(', ') }}, period, employer_cluster
    ),
    grid as (
        select panel, unit, {{ series | join(', ') }}, period, month_status
        from {{ ref('panel_periods') }}
        cross join (values ('opening'), ('posting')) as units (unit)
        cross join {{ fixed }}
        where grain = '{{ grain }}' and {{ in_part('period') }}
    ),
    counted as (
        {{ employer_sums('grid', 'items', 'hits', ['panel', 'unit', 'period'], series) }}
    )
    select
        panel, unit, {{ series | join(', ') }}, period as {{ grain }}, month_status as {{ grain }}_status,
        n, count, share_pct, low_pct, high_pct, employers, deff, suppressed_because
    from ({{ clustered_interval('counted') }})
{% endmacro %}
