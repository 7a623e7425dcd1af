-- One row per source and language: how much of what was read is outside every denominator for its language.
-- A language that is not validated has no skills and no AI level, and says nothing rather than "none".
select
    source, language,
    bool_or(ai_level is not null) as is_validated,
    count(*) as postings,
    count(*) filter (is_posting and is_it) as it_postings,
    count(*) filter (is_counted) as counted
from "work"."main"."postings"
group by source, language