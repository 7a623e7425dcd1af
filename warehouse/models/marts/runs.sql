-- One row per run of a flow, from its last event in the ledger.
select run_id, kind, night, started_at, ended_at, state, sources, message
from {{ source('raw', 'runs') }}
