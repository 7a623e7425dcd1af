-- One row per run of a flow, from its last event in the ledger.
select
    run_id, kind, night, started_at, ended_at, state, sources, message,
    requests, errors, postings_read, postings_tagged, unreadable,
    {% for step in ["crawl", "tag", "load", "build and check", "publish", "report"] -%}
    round(seconds['{{ step }}'], 1) as {{ step.split(" ")[0] }}_seconds{{ "," if not loop.last }}
    {% endfor %}
from {{ source('raw', 'runs') }}
