-- One row per panel, unit and month whose AI levels do not add to 100 %.
select panel, unit, month, n, sum(count) as counted, sum(share_pct) as total_pct
from "work"."main"."ai_level_monthly"
group by panel, unit, month, n
having sum(count) <> n or abs(sum(share_pct) - 100) > 1e-6