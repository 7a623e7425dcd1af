-- One row per panel, unit, definition, quarter and role: share of the quarter's new IT openings that name the role.
-- The same openings as in `role_share_monthly`, put together by quarter; every role that was ever advertised.
with named as (
    select distinct posting_id, 'title' as definition, role
    from {{ source('raw', 'roles') }}
),
advertised as (
    select distinct definition, role from named
)
select * from ({{ pooled_shares('quarter', 'named', ['role'], 'advertised', basis='opening') }})
