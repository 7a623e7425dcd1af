"""Advertised titles, the role of each, and the block of text that is its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set

from pipeline.clean.sections import Parts
from pipeline.records import Role
from pipeline.tag.announcements import addressed, announced, capitalised, departments
from pipeline.tag.blocks import Line, lines
from pipeline.tag.headers import header
from pipeline.tag.naming import Found
from pipeline.tag.nouns import scan
from pipeline.tag.titles import clean_title, role_of

MOST = 8  # titles kept of one posting
OUTSIDE = "non_it"
BEGINNING = 3000  # characters within which a text says whom it seeks
TERMS = re.compile(
    r"(?:(?:full time|part time|contract|remote|intern|internship|coop|co op|ok|and|or|&|permanent)[ /,&+]*)+$"
)  # terms of work, not a job
FIELDS = frozenset({"engineering", "tech", "development", "software", "programming"})


def roles(title: str | None, text: str, parts: Parts | tuple[()]) -> tuple[Role, ...]:
    """The advertised jobs (at most 8), in order; their ai_level is not yet set (None)."""
    if title is not None and title.strip():
        return (Role(title.strip(), role_of(title) or _described(text), None, "posting"),)
    scanned = scan(text)
    top, end = header(scanned)
    listed = lines(scanned, end, parts)
    spoken = list(announced(scanned, end if top else 0))
    if not (top or listed or spoken):
        spoken = list(addressed(scanned)) or list(announced(scanned, 0, "plain")) or list(departments(scanned))
        spoken = spoken or list(capitalised(scanned))
    if listed or spoken or _jobs(top):
        top = _jobs(top)
    blocks = [line for line in listed if line.has_block]
    if len(blocks) < 2:
        blocks = []
    items = [found for line in listed for found in line.found]
    items = [found for found in items if not found.is_weak] or ([] if top or spoken else items)
    top = _sure(top, items)
    chosen = _chosen((items, top, spoken) if len(items) > 1 else (top, items, spoken), set(top))
    return tuple(_role(found, blocks) for found in sorted(_most(chosen), key=lambda f: f.start))


def _described(text: str) -> str:
    """The role that a text says it offers, for a title that says nothing ("Meta Learner": "we seek a scientist")."""
    said = announced(scan(text[:BEGINNING]), 0)
    known = (found.role for found in said if not (found.is_generic or found.is_area) and found.role != OUTSIDE)
    return next(known, OUTSIDE)


def _sure(top: Sequence[Found], items: Sequence[Found]) -> list[Found]:
    """Titles of the header without what may be a stack, and without departments where titles are named."""
    sure = [found for found in top if not found.is_weak] or ([] if items else list(top))
    if any(not found.is_area for found in [*sure, *items]):
        sure = [
            found for found in sure if not ((found.is_area or found.is_generic) and clean_title(found.title) in FIELDS)
        ]
    return [found for found in sure if not found.is_area] if len(items) > 3 else sure


def _jobs(found: Sequence[Found]) -> list[Found]:
    """Without terms of work ("Full time / Interns"), unless there is nothing else."""
    return [one for one in found if not TERMS.match(clean_title(one.title))]


def _chosen(places: Sequence[Sequence[Found]], top: Set[Found]) -> list[Found]:
    """Titles of the places; general ones ("engineers") only from the header or for want of others."""
    named = _first([[found for found in place if not found.is_generic or found in top] for place in places])
    return named if any(found.role != OUTSIDE for found in named) else _first(places)


def _first(places: Iterable[Sequence[Found]]) -> list[Found]:
    """Of each role the distinct titles of the first place that names it."""
    chosen: list[Found] = []
    for place in places:
        known = {found.role for found in chosen}
        distinct = {clean_title(found.title): found for found in reversed(place) if found.role not in known}
        chosen.extend(sorted(distinct.values(), key=lambda found: found.start))
    return chosen


def _most(chosen: Sequence[Found]) -> list[Found]:
    """At most 8 of them, of as many roles as there are."""
    if len(chosen) <= MOST:
        return list(chosen)
    first = {found.role: found for found in reversed(chosen)}
    rest = [found for found in chosen if first[found.role] is not found]
    return [*sorted(first.values(), key=lambda f: f.start), *rest][:MOST]


def _role(found: Found, blocks: Sequence[Line]) -> Role:
    for line in blocks:
        if found in line.found:
            return Role(found.title, found.role, None, "role_block", line.start, line.block_end)
    return Role(found.title, found.role, None, "posting")
