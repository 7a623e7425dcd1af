-- One row per run of a flow, from its last event in the ledger.
select
    run_id, kind, night, started_at, ended_at, state, sources, message,
    requests, errors, postings_read, postings_tagged, unreadable,
    round(seconds['crawl'], 1) as crawl_seconds,
    round(seconds['tag'], 1) as tag_seconds,
    round(seconds['load'], 1) as load_seconds,
    round(seconds['build and check'], 1) as build_seconds,
    round(seconds['publish'], 1) as publish_seconds,
    round(seconds['report'], 1) as report_seconds
    
from "work"."raw"."runs"