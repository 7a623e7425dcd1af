{# A model's schema is exactly the one its folder names; dbt would put the target's before it. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name or target.schema }}
{%- endmacro %}
