{#
  Tables made in parts: `materialized: parts`, `grain` what a part is (board, opening, employer; posting, month, week,
  quarter, year, of which `part` is the table's column). A row must come from what lies in its part alone, and from
  small tables that the states in models/built answer for. The first build and a full one (--full-refresh) make all
  parts, any other the changed ones; of postings and periods several at once, so many that they fit into memory.
#}

{# Whether a row belongs to a board, an opening or an employer that changed; in a full build all do. `of`: its table. #}
{% macro has_changed(grain, of='') -%}
    {%- set keys = {'board': ['source', 'board'], 'opening': ['opening_id'], 'employer': ['employer_key']}[grain] -%}
    {%- set changed = ref('changed_' ~ grain ~ 's') -%}
    {%- set row = [] -%}
    {%- for key in keys %}{% do row.append(of ~ '.' ~ key if of else key) %}{% endfor -%}
    {%- if flags.FULL_REFRESH -%}
        true
    {%- elif keys | length == 1 -%}
        {{ row[0] }} in (select {{ keys[0] }} from {{ changed }})
    {%- else -%}
        ({{ row | join(', ') }}) in (select ({{ keys | join(', ') }}) from {{ changed }})
    {%- endif -%}
{%- endmacro %}


{# Whether a column lies in the parts that are being made. #}
{% macro in_part(column) -%}
    {%- set months, postings = ref('changed_months'), ref('changed_postings') -%}
    ({{ column }} >= __first__ and {{ column }} < __end__
    {%- if config.get('grain') == 'posting' and not flags.FULL_REFRESH %} and {{ column }} in (select posting_id from {{ postings }}){% endif %})
{%- endmacro %}


{# First value and end (not included) of the parts to make together, each a pair of literals. #}
{% macro rounds() -%}
    {%- if config.get('grain') in ('board', 'opening', 'employer') -%}
        {{ return([('', '')]) }}
    {%- elif config.get('grain') == 'posting' -%}
        {%- set plan -%}
            select (lot * {{ var('lot') }})::varchar, ((lot + 1) * {{ var('lot') }})::varchar
            from (select distinct posting_id // {{ var('lot') }} as lot from {{ ref('changed_postings') }})
            order by lot
        {%- endset -%}
    {%- else -%}
        {%- set grain = config.get('grain') -%}
        {%- set plan -%}
            with periods as (
                select
                    unnest(generate_series(date_trunc('{{ grain }}', month), last_day(month), interval 1 {{ grain }}))::date as period,
                    postings, is_changed
                from {{ ref('changed_months') }}
            ),
            sized as (
                select period, sum(postings) as postings, {{ 'true' if flags.FULL_REFRESH else 'bool_or(is_changed)' }} as is_due
                from periods
                group by period
            ),
            numbered as (
                select
                    *,
                    row_number() over (order by period) as place,
                    sum(postings) over (order by period) // {{ var('lot') }} as lot
                from sized
            ),
            due as (
                select *, place - row_number() over (order by period) as island
                from numbered
                where is_due
            )
            select
                'date ''' || min(period) || '''',
                'date ''' || (max(period) + interval 1 {{ grain }})::date || ''''
            from due
            group by island, lot
            order by min(period)
        {%- endset -%}
    {%- endif -%}
    {{ return(run_query(plan).rows) }}
{%- endmacro %}


{% materialization parts, adapter='duckdb' %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type='table') -%}
    {%- set part, grain = config.get('part'), config.require('grain') -%}
    {%- set whole = flags.FULL_REFRESH -%}
    {%- set made = make_intermediate_relation(target) if whole else target -%}
    {%- set rounds = rounds() -%}

    {{ drop_relation_if_exists(load_cached_relation(make_intermediate_relation(target))) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {% call statement('main') -%}
        {% if whole -%}
            create or replace table {{ made }} as from ({{ sql | replace('__first__', 'null') | replace('__end__', 'null') }}) limit 0;
        {%- elif grain in ('board', 'opening', 'employer') -%}
            delete from {{ made }} where {{ has_changed(grain) }};
        {%- elif grain == 'posting' -%}
            delete from {{ made }} where {{ part }} in (select posting_id from {{ ref('changed_postings') }});
        {%- else -%}
            select 1;
        {%- endif %}
    {%- endcall %}
    {% for first, end in rounds %}
        {% call statement('round') -%}
            {% if not whole and grain in ('month', 'week', 'quarter', 'year') -%}
                delete from {{ made }} where {{ part }} >= {{ first }} and {{ part }} < {{ end }};
            {%- endif %}
            insert into {{ made }} {{ sql | replace('__first__', first) | replace('__end__', end) }}
        {%- endcall %}
    {% endfor %}
    {% if whole %}
        {% if existing is not none %}{{ adapter.drop_relation(existing) }}{% endif %}
        {{ adapter.rename_relation(made, target) }}
        {% do persist_docs(target, model) %}
    {% endif %}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}
