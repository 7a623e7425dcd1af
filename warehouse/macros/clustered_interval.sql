{#
  Share with its employer-clustered interval (METHODS 5.2), for every row of a relation with the columns
    month_status, n, count, employers,
    largest  the n of the largest employer,
    sum_nn   sum of n_e * n_e over employers e,
    sum_xx   sum of x_e * x_e,
    sum_xn   sum of x_e * n_e.
  Adds share_pct, low_pct, high_pct, deff, suppressed_because:
    v = K/(K-1) * sum_e (x_e - p n_e)^2 / n^2,  deff = v / (p (1-p) / n),  Wilson with n/deff and x/deff.
  With no or only hits v says nothing: the employers' sizes do (openings of one employer taken as one answer,
  deff = sum_nn / n), and the open bound lies 3 / (n/deff) away. Employers that agree to the last opening
  (v = 0) give no sign of clustering: deff = 1.
  pipeline.trends.shares is the same in pandas; a test holds both equal to 1e-9.
#}
{% macro clustered_interval(counted) %}
    with judged as (
        select
            *,
            case
                when month_status = 'gap' then 'not observed'
                when n < {{ var('fewest_openings') }} then 'fewer than {{ var("fewest_openings") }} ' || unit || 's'
                when employers < {{ var('fewest_employers') }} then 'fewer than {{ var("fewest_employers") }} employers'
                when largest > n * {{ var('largest_employer_pct') }} / 100.0
                    then 'one employer has more than {{ var("largest_employer_pct") }} %'
            end as suppressed_because,
            count / nullif(n, 0)::double as p
        from {{ counted }}
    ),
    clustered as (
        select
            *,
            employers / nullif(employers - 1, 0)::double
                * (sum_xx - 2 * p * sum_xn + p * p * sum_nn) / n
                / nullif(p * (1 - p), 0) as spread
        from judged
    ),
    effective as (
        select
            *,
            case
                when p in (0, 1) then sum_nn / n::double
                when spread < 1e-9 then 1
                else spread
            end as deff
        from clustered
    ),
    halved as (
        select
            *,
            {{ var('z') }} * {{ var('z') }} * deff / n as zz,
            (p + {{ var('z') }} * {{ var('z') }} * deff / n / 2) as middle
        from effective
    ),
    bounded as (
        select
            *,
            {{ var('z') }} * sqrt(p * (1 - p) * deff / n + zz * deff / n / 4) as half
        from halved
    )
    select
        * exclude (p, spread, deff, zz, middle, half, suppressed_because),
        case when suppressed_because is null then 100 * p end as share_pct,
        case
            when suppressed_because is not null then null
            when p = 0 then 0
            when p = 1 then 100 * greatest(0, 1 - 3 * deff / n)
            else 100 * (middle - half) / (1 + zz)
        end as low_pct,
        case
            when suppressed_because is not null then null
            when p = 1 then 100
            when p = 0 then 100 * least(1, 3 * deff / n)
            else 100 * (middle + half) / (1 + zz)
        end as high_pct,
        case when suppressed_because is null then deff end as deff,
        suppressed_because
    from bounded
{% endmacro %}
