"""What a point of a figure counts, as queries over the published file: posting_id, line, skill of every hit.

A slice counts them anew, `jobshift explain figure` shows them. `skill` names the mentions that a reader is shown; null:
the AI skills that are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable

LADDER = """
    select distinct posting_id, 'any_word' as line, skill
    from opening_skills join skills using (skill)
    where is_any and is_ai
    union all
    select distinct posting_id, 'specific', skill
    from opening_skills join skills using (skill)
    where is_any and is_ai and tier in ('core', 'specific')
    union all
    select posting_id, 'two_skills', null
    from opening_skills join skills using (skill)
    where is_any and is_ai and tier in ('core', 'specific')
    group by posting_id
    having count(distinct skill) >= 2
    union all
    select posting_id, 'in_duties', null from postings where ai_level in ('uses', 'builds', 'governs')
    union all
    select distinct posting_id, 'ai_title', null from opening_roles where family = 'ai'
"""
ASKED = "select distinct posting_id, skill as line, skill from opening_skills where is_asked"


def asked(skills: Iterable[str]) -> str:
    """Hits of these skills, asked for; each is a line."""
    return f"{ASKED} and skill in ({', '.join(repr(skill) for skill in skills)})"
