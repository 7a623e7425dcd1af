{# The first of the month of a date; date_trunc alone gives a timestamp. #}
{% macro month(day) -%}
    date_trunc('month', {{ day }})::date
{%- endmacro %}


{# The Monday of the week of a date. #}
{% macro week(day) -%}
    date_trunc('week', {{ day }})::date
{%- endmacro %}


{# The status of a group of parts: complete when at least so many of them are and none is not, a gap when all are. #}
{% macro together(status, fewest) -%}
    case
        when bool_and({{ status }} = 'complete') and count(*) >= {{ fewest }} then 'complete'
        when bool_and({{ status }} = 'gap') then 'gap'
        else 'incomplete'
    end
{%- endmacro %}
