-- One row per posting, newest version.
-- Only IT postings in a validated language are counted; an employer that could not be resolved is a cluster of its own.
select
    *,
    is_posting and is_it and ai_level is not null as is_counted,
    case when employer_key is null then posting_id else hash(employer_key) end::ubigint as employer_cluster,
    source in ('hn', 'jobtech_ads', 'usajobs_history', 'careers_archive', 'foreign') as is_archive
from "work"."raw"."postings"