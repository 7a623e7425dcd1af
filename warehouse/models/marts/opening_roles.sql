-- One row per posting and title it advertises, with its opening and the role the title is assigned to.
-- Where the text gives a role a block of its own (scope role_block), skills and AI level come from that block.
{{ config(materialized='parts', part='posting_id', grain='posting') }}
select
    postings.opening_id,
    posting_id,
    roles.role_index,
    roles.role,
    role_names.family,
    left(roles.title, 200) as title,
    roles.ai_level,
    roles.scope,
    postings.month
from {{ source('raw', 'roles') }} as roles
join {{ ref('postings') }} as postings using (posting_id)
left join {{ source('raw', 'role_names') }} as role_names using (role)
where {{ in_part('posting_id') }}
