{# The first of the month of a date; date_trunc alone gives a timestamp. #}
{% macro month(day) -%}
    date_trunc('month', {{ day }})::date
{%- endmacro %}
