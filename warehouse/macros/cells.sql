{# The openings of a flow or stock in the part, each with the cell of the denominator that it belongs to. #}
{% macro cells(openings, basis) %}
    select posting_id, month, cell, openings.ai_level
    from {{ openings }} as openings
    join {{ ref('employer_months') }} as employer_months using (panel, month, employer_cluster)
    where {{ in_part('month') }}
        and employer_months.basis = '{{ basis }}'
        {% if basis != 'stock' %}and employer_months.unit = openings.unit{% endif %}
        {% if basis != 'opening' %}and is_first_of_text{% endif %}
{% endmacro %}
