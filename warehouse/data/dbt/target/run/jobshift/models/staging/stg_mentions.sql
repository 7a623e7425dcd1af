
  
  create view "work"."staging"."stg_mentions__dbt_tmp" as (
    -- One row per mention of a skill in a posting.
-- "Asked" leaves out context (the employer's own story) and what is negated.
select
    posting_id,
    skill,
    tier,
    is_ai,
    form,
    status,
    status in ('required', 'preferred', 'duty') as is_asked,
    status <> 'negated' as is_any,
    section,
    "start" as start_offset,
    "end" as end_offset,
    left(sentence, 200) as sentence,
    role_index,
    coalesce(is_old, true) as is_old
from "work"."raw"."mentions"
left join (select skill, tier, is_ai from "work"."raw"."skills") using (skill)
  );
