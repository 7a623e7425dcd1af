-- One row per posting, newest version.
-- Only IT postings in a validated language are counted; an employer that could not be resolved is a cluster of its own.
-- A day that a source dates two years ahead, or before 1970, is taken as not said: one bad date may not stop a night.
select
    * replace (
        case
            when posted_on > first_seen_on + interval 2 year or posted_on < date '1970-01-01' then null else posted_on
        end as posted_on
    ),
    is_posting and is_it and ai_level is not null as is_counted,
    case when employer_key is null then posting_id else hash(employer_key) >> 24 end::ubigint as employer_cluster,
    {{ is_archive('source') }} as is_archive
from {{ source('raw', 'postings') }}
