-- One row per panel, unit, definition, month and country: share of the month's new IT openings with a place there.
-- An opening with places in several countries counts in each, so shares may add to more than 100 %; one that names no
-- country is `not_stated`. Copies of one text in several cities are openings each.
select
    panel, unit, definition, month, month_status, country, n, count, share_pct, low_pct, high_pct, employers, unresolved,
    deff, employer_weighted_pct, without_largest_pct, suppressed_because
from ({{ shares(ref('place_sums'), ['country'], 'opening') }})
