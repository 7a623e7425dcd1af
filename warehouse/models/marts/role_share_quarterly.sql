-- One row per panel, unit, definition, quarter and role: share of the quarter's new IT openings that name the role.
-- The same openings as in `role_share_monthly`, put together by quarter; every role that was ever advertised.
with advertised as (
    select panel, unit, 'title' as definition, role
    from (select distinct panel from {{ ref('panel_periods') }})
    cross join (values ('opening'), ('posting')) as units (unit)
    cross join (select distinct role from {{ source('raw', 'roles') }})
)
select * from ({{ quarter_shares(ref('role_quarters'), 'role', 'opening', 'advertised') }})
