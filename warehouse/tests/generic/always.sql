{# Every row keeps every rule; the offending rows name the first rule they break. #}
{% test always(model, rules) %}
    select
        case
            {% for rule in rules %}
                when ({{ rule }}) is not true then '{{ rule | replace("'", "''") }}'
            {% endfor %}
        end as broken_rule,
        *
    from {{ model }}
    where broken_rule is not null
{% endtest %}
