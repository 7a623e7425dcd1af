{# Each series has a row for every week (or quarter) of its panel, with that period's status: none missing, none outside. #}
{% test every_period(model, grain, series) %}
    with rows as (
        select {% for column in series %}model.{{ column }}, {% endfor %}count(*) as rows, count(periods.period) as known
        from {{ model }} as model
        left join {{ ref('panel_periods') }} as periods
            on periods.panel = model.panel and periods.grain = '{{ grain }}' and periods.period = model.{{ grain }}
            and periods.month_status = model.{{ grain }}_status
        group by all
    ),
    expected as (
        select panel, count(*) as expected
        from {{ ref('panel_periods') }}
        where grain = '{{ grain }}'
        group by panel
    )
    select *
    from rows
    left join expected using (panel)
    where rows is distinct from expected or known is distinct from expected
{% endtest %}
