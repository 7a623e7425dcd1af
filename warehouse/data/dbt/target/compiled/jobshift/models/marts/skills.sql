-- One row per skill of the taxonomy, with the tier that decides whether it makes an opening an AI opening.
select skill, label, skill_group, group_label, tier, is_ai, since, retired
from "work"."raw"."skills"