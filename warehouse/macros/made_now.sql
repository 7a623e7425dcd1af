{#
  The rows of a table that this build made: all of them in a full build, and of a table that is always made whole. Of a
  table in parts otherwise those of the parts that changed. Their table is named without `ref`: a check runs after the
  tables it checks, which rest on it, and shall not wait for more.
#}
{% macro made_now(relation) -%}
    {%- set config = graph.nodes['model.jobshift.' ~ relation.identifier].config if execute else {} -%}
    {%- set changed = 'select month from built.changed_months where is_changed' -%}
    {%- if flags.FULL_REFRESH or config.materialized != 'parts' -%}
        {{ relation }}
    {%- elif config.grain in ('board', 'opening', 'employer') -%}
        {%- set key = {'board': '(source, board)', 'opening': 'opening_id', 'employer': 'employer_key'}[config.grain] -%}
        (from {{ relation }} where {{ key }} in (select {{ key }} from built.changed_{{ config.grain }}s))
    {%- elif config.grain == 'posting' -%}
        (from {{ relation }} where {{ config.part }} in (select posting_id from built.changed_postings))
    {%- elif config.grain == 'week' -%}
        (from {{ relation }} where {{ config.part }} in (
            select unnest(generate_series({{ week('month') }}, last_day(month), interval 7 day))::date from ({{ changed }})
        ))
    {%- else -%}
        (from {{ relation }} where {{ config.part }} in (select date_trunc('{{ config.grain }}', month)::date from ({{ changed }})))
    {%- endif -%}
{%- endmacro %}


{# What a generic check reads as `model` (dbt's own macro of this name): rows alone where it looks at rows alone. #}
{% macro get_where_subquery(relation) -%}
    {%- if model.test_metadata.name in ('unique_key', 'refers_to', 'always') -%}
        {{ made_now(relation) }}
    {%- else -%}
        {{ relation }}
    {%- endif -%}
{%- endmacro %}
