-- One row per run: when it started, and its last event.
delete from raw.runs;

insert into raw.runs
with rows as (
    select unnest(from_json(line, '{
        "run_id": "VARCHAR", "kind": "VARCHAR", "night": "DATE", "event": "VARCHAR", "at": "TIMESTAMP",
        "state": "VARCHAR", "sources": ["VARCHAR"], "message": "VARCHAR",
        "seconds": "MAP(VARCHAR, DOUBLE)", "requests": "UINTEGER", "errors": "UINTEGER",
        "postings_read": "UINTEGER", "postings_tagged": "UINTEGER", "unreadable": "UINTEGER"
    }'))
    from unnest($lines::varchar[]) as lines (line)
    where json_valid(line)
)
select
    run_id,
    arg_max(kind, "at"),
    arg_max(night, "at"),
    min("at"),
    max("at") filter (where event = 'ended'),
    arg_max(state, "at"),
    arg_max(sources, "at"),
    arg_max(message, "at"),
    arg_max(seconds, "at") filter (where event = 'ended'),
    arg_max(requests, "at") filter (where event = 'ended'),
    arg_max(errors, "at") filter (where event = 'ended'),
    arg_max(postings_read, "at") filter (where event = 'ended'),
    arg_max(postings_tagged, "at") filter (where event = 'ended'),
    arg_max(unreadable, "at") filter (where event = 'ended')
from rows
group by run_id
order by run_id;
