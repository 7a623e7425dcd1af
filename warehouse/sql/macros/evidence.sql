-- One row per mention of a skill that counts in `share` of the same words: the sentence and where it stands.
-- count(distinct posting_id) of a period is the share's count.
{% import 'parts.sql' as parts with context %}
create macro evidence(
    what, panel := 'hn', "by" := 'month', role := null, country := null, status := 'asked', unit := 'opening'
) as table
with {{ parts.question([("'skill'", 'what')]) }},
{{ parts.denominator("'skill'") }}
select
    grid.period, grid.month_status,
    texts.opening_id, texts.posting_id,
    found.employer, found.title,
    mentions.skill, mentions.status as mention_status, mentions.section, mentions.form, mentions.sentence,
    found.url
from grid
join texts using (period)
join evidence as mentions using (posting_id)
join postings as found using (posting_id)
where mentions.skill = what
    and (mentions.status in ({{ words('asked') }}) or (status = 'any' and mentions.status <> 'negated'))
order by grid.period, texts.posting_id, mentions.start_offset
