{# The columns name a row: no two rows alike, none of them null. #}
{% test unique_key(model, columns) %}
    select {{ columns | join(', ') }}, count(*) as rows
    from {{ model }}
    group by {{ columns | join(', ') }}
    having count(*) > 1
        {% for column in columns %} or {{ column }} is null{% endfor %}
{% endtest %}
