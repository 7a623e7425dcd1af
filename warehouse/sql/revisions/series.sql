-- One row per series and month whose hits are a posting's own, of the months that differ, from the catalogue in use;
-- series is '' where a relation has one only.
create or replace temp table series_taken as
select 'ai_ladder_monthly' as relation, panel, unit, definition, '' as series, month, month_status, n, count, share_pct, low_pct, high_pct
from ai_ladder_monthly
semi join (select panel, period as month from changed_parts where table_name = 'ai_ladder_monthly') using (panel, month)
union all
select 'ai_level_monthly', panel, unit, definition, ai_level, month, month_status, n, count, share_pct, low_pct, high_pct
from ai_level_monthly
semi join (select panel, period as month from changed_parts where table_name = 'ai_level_monthly') using (panel, month)
union all
select 'role_share_monthly', panel, unit, definition, role, month, month_status, n, count, share_pct, low_pct, high_pct
from role_share_monthly
semi join (select panel, period as month from changed_parts where table_name = 'role_share_monthly') using (panel, month)
union all
select 'skill_share_monthly', panel, unit, definition, skill, month, month_status, n, count, share_pct, low_pct, high_pct
from skill_share_monthly
semi join (select panel, period as month from changed_parts where table_name = 'skill_share_monthly') using (panel, month);

-- One row per relation, panel, unit and month: its denominator.
create or replace temp table months_taken as
select distinct relation, panel, unit, month, month_status, n
from series_taken;
