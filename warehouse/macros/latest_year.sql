{# The last twelve complete months of each panel, as in `skill_share_recent`: panel, month. #}
{% macro latest_year() %}
    select panel, month
    from {{ ref('panel_months') }}
    where month_status = 'complete'
    qualify row_number() over (partition by panel order by month desc) <= 12
{% endmacro %}
