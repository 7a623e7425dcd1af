-- Every posting's opening with its reason, and its text group; only rows that change are written.
update raw.postings as p
set opening_id = m.opening_id,
    opening_reason = m.opening_reason,
    matched_posting_id = m.matched_posting_id,
    similarity = m.similarity
from found.members as m
where p.posting_id = m.posting_id
    and (p.opening_id, p.opening_reason, p.matched_posting_id, p.similarity)
        is distinct from (m.opening_id, m.opening_reason, m.matched_posting_id, m.similarity);

update raw.postings as p
set text_group_id = g.text_group_id
from (
    select
        posting_id,
        case
            when employer_key is null or text_length < $least_text then posting_id
            else min(posting_id) over (partition by employer_key, text_hash, text_length >= $least_text)
        end as text_group_id
    from raw.postings
) as g
where p.posting_id = g.posting_id and p.text_group_id is distinct from g.text_group_id;
