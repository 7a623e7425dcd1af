-- One row per posting and version: what openings are told by. The employer is the posting's present one.
create or replace temp table evidence as
with told as (
    select
        v.posting_id, v.version, v.night, p.ref, p.source,
        case when p.employer_key is not null then hash(p.employer_key) end as employer,
        p.employer_key, v.title, v.titles, v.place, v.requisition, v.url, v.thread, v.text_hash, v.text_length,
        v.part, v.file_row_number
    from raw.versions as v
    join raw.postings as p using (posting_id)
)
select
    *,
    hash(
        night, ref, employer_key, title, titles, place, requisition, url, thread, text_hash, text_length
    ) as evidence
from told;
