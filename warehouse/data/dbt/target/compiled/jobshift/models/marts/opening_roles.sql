-- One row per posting and title it advertises, with its opening and the role the title is assigned to.
-- Where the text gives a role a block of its own (scope role_block), skills and AI level come from that block.
select
    postings.opening_id,
    posting_id,
    roles.role_index,
    roles.role,
    role_names.family,
    roles.title,
    roles.ai_level,
    roles.scope,
    postings.month
from "work"."raw"."roles" as roles
join "work"."main"."postings" as postings using (posting_id)
left join "work"."raw"."role_names" as role_names using (role)