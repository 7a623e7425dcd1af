-- One row per panel, unit, definition, month and skill: share of the month's new IT openings that ask for the skill.
-- `asked` counts required, preferred and duty, `any` every mention but a negated one. Copies of one text count once.
select
    panel, unit, definition, month, month_status, skill, n, count, share_pct, low_pct, high_pct, employers, unresolved,
    deff, employer_weighted_pct, without_largest_pct, suppressed_because
from ({{ shares(ref('skill_sums'), ['skill'], 'text') }})
