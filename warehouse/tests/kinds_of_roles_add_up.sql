-- One row per panel, unit, definition and month whose kinds of roles do not add up to the one n and employers they share.
select panel, unit, definition, month, min(n) as n, max(n) as highest_n, sum(count) as counted
from {{ ref('role_kind_share_monthly') }}
group by panel, unit, definition, month
having min(n) <> max(n) or sum(count) <> max(n) or min(employers) <> max(employers)
