"""What claims ask of the published file: one place, no other query. Every frame is of one panel, unit `opening`."""

from __future__ import annotations

# One row per counted opening and complete month, copies of one text once: evidence.OPENINGS.
OPENINGS = """
    select
        opening_months.posting_id,
        opening_months.month,
        opening_months.employer_cluster as employer,
        opening_months.ai_level,
        postings.n_roles as roles,
        coalesce(postings.seniority, []) as seniority,
        coalesce(postings.workplace, []) as workplace,
        postings.countries[1] as country,
        postings.text_length as length
    from opening_months
    join postings using (posting_id)
    where panel = $panel and unit = 'opening' and month_status = 'complete' and is_first_of_text
    order by month, posting_id
"""

# One row per posting and skill that it asks for or names: evidence.SKILLS.
SKILLS = """
    select posting_id, opening_skills.skill, skill_group, tier, is_asked
    from opening_skills
    join skills using (skill)
    where is_any and posting_id in (
        select posting_id
        from opening_months
        where panel = $panel and unit = 'opening' and month_status = 'complete' and is_first_of_text
    )
"""

# One row per posting and role it names: evidence.ROLES.
ROLES = """
    select distinct posting_id, role, family
    from opening_roles
    where posting_id in (
        select posting_id
        from opening_months
        where panel = $panel and unit = 'opening' and month_status = 'complete' and is_first_of_text
    )
"""
