{# The words of a variable, quoted and separated by commas. #}
{% macro words(name) -%}
    '{{ var(name) | join("', '") }}'
{%- endmacro %}


{# Whether a source keeps its past (a thread, a yearly file) instead of showing what is open tonight. #}
{% macro is_archive(source) -%}
    {{ source }} in ({{ words('archives') }})
{%- endmacro %}
