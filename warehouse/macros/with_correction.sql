{#
  A relation of shares (panel, unit, month, n, share_pct, deff) with the extractor's own error worked in (METHODS 5.3):
  adds labels, error_included, share_corrected_pct, low_corrected_pct, high_corrected_pct, rogan_gladen_pct.
  `definition`: an expression that names the row's definition in `corrections`. Wilson, with the sample size that has the
  variance of openings (deff) and labels together; pipeline.trends.correction is the same in pandas, and a test holds
  both equal. With fewer labels than `fewest_labels` nothing is corrected, and error_included says so.
#}
{% macro with_correction(series, definition) %}
    with known as (
        select
            series.*,
            corrected, smooth, sensitivity, specificity,
            coalesce(corrections.labels, 0) as labels,
            coalesce(corrections.labels, 0) >= {{ var('fewest_labels') }} and share_pct is not null as error_included,
            {{ var('z') }} * {{ var('z') }} * (variance / (smooth * (1 - smooth)) + deff / n) as zz
        from {{ series }} as series
        left join {{ ref('corrections') }} as corrections
            on corrections.panel = series.panel
            and corrections.unit = series.unit
            and corrections.month = series.month
            and corrections.definition = {{ definition }}
    ),
    halved as (
        select
            *,
            sqrt(corrected * (1 - corrected) * zz + zz * zz / 4) as half,
            case
                when sensitivity + specificity > 1
                    then (share_pct / 100 + specificity - 1) / (sensitivity + specificity - 1)
            end as checked
        from known
    )
    select
        * exclude (corrected, smooth, sensitivity, specificity, zz, half, checked),
        case when error_included then 100 * corrected end as share_corrected_pct,
        case when error_included then 100 * greatest(0, (corrected + zz / 2 - half) / (1 + zz)) end as low_corrected_pct,
        case when error_included then 100 * least(1, (corrected + zz / 2 + half) / (1 + zz)) end as high_corrected_pct,
        case when error_included then 100 * least(1, greatest(0, checked)) end as rogan_gladen_pct
    from halved
{% endmacro %}
