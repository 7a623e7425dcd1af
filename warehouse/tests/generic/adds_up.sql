{# Longer or shorter periods count the same openings as the months: `columns` name a series, its n and counts agree. #}
{% test adds_up(model, to, columns) %}
    with ours as (
        select {{ columns | join(', ') }}, sum(n) as n, sum(count) as count
        from {{ model }}
        group by all
    ),
    theirs as (
        select {{ columns | join(', ') }}, sum(n) as n, sum(count) as count
        from {{ to }}
        group by all
    )
    select {{ columns | join(', ') }}, ours.n, theirs.n as monthly_n, ours.count, theirs.count as monthly_count
    from ours
    full join theirs using ({{ columns | join(', ') }})
    where ours.n is distinct from theirs.n or ours.count is distinct from theirs.count
{% endtest %}
