{#
  What the table macros of the published file are made of; rendered by `warehouse.publish_macros`.
  Within a macro an unqualified name that is a parameter's means the parameter: columns of the same name are qualified.
#}

{# The names that a question may use, and `question`: one row, or an error that names what is not known. #}
{% macro question(asked) %}
    names (kind, name) as (
        select 'skill', skills.skill from skills
        union all
        select 'role', roles.role from roles
        union all
        select 'panel', panels.panel from panels
        union all
        select 'country', country
        where exists (from postings where country is not null and list_contains(postings.countries, country))
        union all
        select 'level', unnest([{{ words('ai_levels') }}])
        union all
        select 'definition', unnest([{{ words('ladder') }}])
        union all
        select 'by', unnest(['week', 'month', 'quarter', 'year'])
        union all
        select 'status', unnest(['asked', 'any'])
        union all
        select 'unit', unnest(['opening', 'posting'])
        union all
        select 'of', unnest(['skill', 'role', 'level', 'definition'])
    ),
    wanted (kind, name) as (
        values
            {% for kind, name in asked -%}
            ({{ kind }}, coalesce({{ name }}, 'null')),
            {% endfor -%}
            ('panel', coalesce(panel, 'null')), ('by', coalesce("by", 'null')), ('status', coalesce(status, 'null')),
            ('unit', coalesce(unit, 'null')), ('role', role), ('country', country)
    ),
    refused as (
        select
            wanted.kind, wanted.name,
            array_to_string(list(names.name order by jaro_winkler_similarity(names.name, wanted.name) desc, names.name)[:3], ', ')
                as near
        from wanted
        left join names on names.kind = wanted.kind and jaro_winkler_similarity(names.name, wanted.name) > 0.7
        where wanted.name is not null
        group by wanted.kind, wanted.name
        having count(*) filter (names.name = wanted.name) = 0
    ),
    question as (
        select
            case
                when count(*) = 0 then true
                else error(string_agg('unknown ' || kind || ' ' || name || coalesce(': did you mean ' || nullif(near, '') || '?', ''), '; '))
            end as is_sound
        from refused
    )
{% endmacro %}


{# `grid`: the periods of the panel. `texts`: what the denominators count, one row per opening (or posting) and month. #}
{% macro denominator(of) %}
    grid as (
        select periods.period, periods.month_status
        from panel_periods as periods
        join question on question.is_sound
        where periods.panel = panel and periods.grain = "by"
    ),
    flow as (
        select
            months.posting_id, months.opening_id, months.employer_cluster, months.month, months.is_first_of_text,
            date_trunc("by", case when "by" = 'week' then months.flow_on else months.month end)::date as period
        from opening_months as months
        where months.panel = panel and months.unit = unit
    ),
    texts as (
        select posting_id, opening_id, employer_cluster, period
        from flow
        where role is null and country is null and (is_first_of_text or {{ of }} = 'role')
        union all
        select flow.posting_id, flow.opening_id, flow.employer_cluster, flow.period
        from flow
        join postings using (posting_id)
        where (role is not null or country is not null)
            and (country is null or list_contains(postings.countries, country))
            and (role is null or postings.n_roles = 1 and flow.posting_id in (
                select titles.posting_id from opening_roles as titles where titles.role = role
            ))
        qualify {{ of }} = 'role' or unit = 'posting' or row_number() over (
            partition by flow.month, coalesce(postings.text_group_id, flow.posting_id) order by flow.posting_id
        ) = 1
    )
{% endmacro %}


{# posting_id of the postings that `what` is true of, each once. #}
{% macro hits(what, of) %}
    select asked.posting_id
    from opening_skills as asked
    where {{ of }} = 'skill' and asked.skill = {{ what }}
        and case when status = 'any' then asked.is_any else asked.is_asked end
    union all
    select distinct titles.posting_id
    from opening_roles as titles
    where ({{ of }} = 'role' and titles.role = {{ what }})
        or ({{ of }} = 'definition' and {{ what }} = 'ai_title' and titles.family = 'ai')
    union all
    select levelled.posting_id
    from postings as levelled
    where ({{ of }} = 'level' and levelled.ai_level = {{ what }})
        or ({{ of }} = 'definition' and {{ what }} = 'in_duties' and levelled.ai_level in ({{ words('in_duties') }}))
    union all
    select words.posting_id
    from opening_skills as words
    join skills using (skill)
    where {{ of }} = 'definition' and words.is_any and skills.is_ai
    group by words.posting_id
    having case {{ what }}
        when 'any_word' then true
        when 'generic_only' then bool_and(skills.tier = 'generic')
        when 'specific' then count(*) filter (skills.tier in ('core', 'specific')) >= 1
        when 'two_skills' then count(*) filter (skills.tier in ('core', 'specific')) >= 2
        else false
    end
{% endmacro %}


{# The rows of `grid` with what `clustered_interval` needs, of employers with n and `x` per period. #}
{% macro summed(x) %}
    select
        grid.period, grid.month_status,
        coalesce(sum(clusters.n), 0)::bigint as n,
        count(clusters.n) as employers,
        coalesce(max(clusters.n), 0) as largest,
        coalesce(sum(clusters.n * clusters.n), 0)::double as sum_nn,
        coalesce(sum(clusters.{{ x }}), 0)::bigint as count,
        coalesce(sum(clusters.{{ x }} * clusters.{{ x }}), 0)::double as sum_xx,
        coalesce(sum(clusters.{{ x }} * clusters.n), 0)::double as sum_xn
    from grid
    left join clusters using (period)
    group by grid.period, grid.month_status
{% endmacro %}
