{# Every value of the column exists in the other relation; null is allowed. #}
{% test refers_to(model, column, to, field) %}
    select distinct {{ column }}
    from {{ model }} as model
    where {{ column }} is not null
        and not exists (from {{ to }} as other where other.{{ field }} = model.{{ column }})
{% endtest %}
