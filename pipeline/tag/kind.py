"""Is it a posting, is it IT."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from pipeline.records import Role
from pipeline.taxonomy.advertising import Key, words

OUTSIDE = "non_it"
SHORT = 500  # characters; talk is shorter as a rule
ENOUGH_FORMS = 3  # different unambiguous IT skills that make a plain project manager's posting IT
ANY_FORM = 1  # where no title tells

_SEEKER = re.compile(
    r"seeking (?:work|freelance work|remote work|employment)|willing to relocate\s*:[^\n]*\n+\s*technologies\s*:"
    r"|available for hire|(?:i am|i.m) open to (?:remote )?(?:opportunities|work)\b"
    r"|seeking (?:\w+ )?consulting work"
    r"|^\W*(?:i['’]?m|i am|we are a team)\b[^\n]{0,120}\b(?:looking for (?:a |an |some |new |remote |freelance "
    r"|full[- ]time |part[- ]time |contract )*(?:job|work|role|position|opportunit|gig|internship|project)"
    r"|available for|seeking an? (?:new )?(?:role|position|job))"
    r"|^\W*looking for (?:a |an |some |new |remote |freelance |contract |part[- ]time |full[- ]time )*(?:work|job"
    r"|gig|opportunit)|hire me\b|\bmy (?:resume|cv)\b|r[ée]sum[ée]/cv:"
)
ANYWHERE = frozenset({"it_project_manager", "systems_analyst"})  # a plain project manager may build bridges
_IT_WORD = re.compile(
    r"\b(?:IT|tech\w*|software|scrum|agile|digital|systems?|data|cloud|engineering|applications?|web|platform|ERP"
    r"|CRM)\b",
    re.IGNORECASE,
)
_HEADER = re.compile(r"[^.?!|]{2,60}(?:\s[-–—/]{1,3}\s|,\s[A-Z]{2}\b|:\s)[^?!]{2,120}$")


def is_posting(title: str | None, text: str, roles: Sequence[Role]) -> bool:
    """Whether the text advertises at least one job."""
    if title is not None and title.strip():
        return bool(text.strip())
    body = text.strip()
    low = body[:3000].lower()
    first = body[:400].split("\n", 1)[0]
    if len(body) < 15 or _is_seeker(low[:1500]):
        return False
    if first.count("|") >= 2 and roles:
        return True
    speaks_for = _for(first, low, roles)
    if speaks_for >= 5 and len(body) >= SHORT:
        return True
    against = _against(low[:1500], is_short=len(body) < SHORT, asks=body.endswith("?"))
    return speaks_for - against >= (2 if against else 1)


def _is_seeker(low: str) -> bool:
    begin = low[:60]
    may_be = any(word in low for word in words("seekers")) or any(word in begin for word in words("seekers_begin"))
    return may_be and _SEEKER.search(low) is not None


def _count(key: Key, low: str, most: int) -> int:
    """How many words of the list stand in the text, counted up to `most`."""
    return sum(1 for _ in islice((word for word in words(key) if word in low), most))


def _for(first: str, low: str, roles: Sequence[Role]) -> int:
    """How much speaks for an advertisement: a header, titles, offers, terms, a way to apply."""
    header = min(first.count("|"), 3) + (_HEADER.match(first) is not None)
    titles = 0 if not roles else 2 if roles[0].title in first else 1
    return header + titles + _count("offers", low, 4) + _count("terms", low[:1200], 2) + _count("apply", low, 1)


def _against(low: str, *, is_short: bool, asks: bool) -> int:
    """How much speaks for talk: about a thread, an employer, an application."""
    talk = _count("talk", low, 3) + low.startswith((">", "meta"))
    if not talk:
        return 0
    return 2 * talk + 2 * asks if is_short else talk


def is_it(roles: Sequence[Role], it_forms: int) -> bool:
    """Whether at least one advertised job is IT work; `it_forms`: different unambiguous IT skills in the text."""
    inside = [role for role in roles if role.role != OUTSIDE]
    if roles and not inside:
        return False
    if any(role.role not in ANYWHERE or _IT_WORD.search(role.title) for role in inside):
        return True
    return it_forms >= (ENOUGH_FORMS if inside else ANY_FORM)
