
    

    create  table
      "work"."main"."evidence__dbt_tmp"
  
    
    as (
      -- One row per mention of a skill in a posting: where it stands and what the sentence says.
-- Sentences only, at most 200 characters: whole texts stay in the lake.
select
    postings.opening_id,
    mentions.posting_id,
    mentions.skill,
    mentions.form,
    mentions.status,
    mentions.section,
    mentions.start_offset,
    mentions.end_offset,
    mentions.sentence,
    mentions.role_index
from "work"."staging"."stg_mentions" as mentions
join "work"."staging"."stg_postings" as postings using (posting_id)
    );
    
  