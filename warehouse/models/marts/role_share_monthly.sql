-- One row per panel, unit, definition, month and role: share of the month's new IT openings that name the role.
-- An opening with several roles counts in each of them, so shares may add to more than 100 %.
select
    panel, unit, definition, month, month_status, role, n, count, share_pct, low_pct, high_pct, employers, unresolved,
    deff, employer_weighted_pct, without_largest_pct, suppressed_because
from ({{ shares(ref('role_sums'), ['role'], 'opening') }})
