{# Each series has a row for every month of its panel: none missing, none outside. `series` are its columns. #}
{% test every_month(model, series) %}
    with found as (
        select {{ series | join(', ') }}, count(*) as months
        from {{ model }}
        join {{ ref('panel_months') }} using (panel, month, month_status)
        group by {{ series | join(', ') }}
    ),
    rows as (
        select {{ series | join(', ') }}, count(*) as rows
        from {{ model }}
        group by {{ series | join(', ') }}
    ),
    expected as (
        select panel, count(*) as expected
        from {{ ref('panel_months') }}
        group by panel
    )
    select *
    from rows
    left join found using ({{ series | join(', ') }})
    left join expected using (panel)
    where rows is distinct from expected or months is distinct from expected
{% endtest %}
