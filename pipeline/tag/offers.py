"""Whether a line that begins with titles offers them: no sentence, no signature, no field of work."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.tag.naming import Found
from pipeline.tag.pieces import begins
from pipeline.tag.titles import role_of

_FIELD = re.compile(r"(?:engineering|development|people|person)$", re.IGNORECASE)
PROSE = re.compile(
    r"\b(?:we|our|you|your|is|are|was|were|have|has|who|that|this|to|work|working|worked"
    r"|(?<!user )experience(?! (?:design|engineer|lead|manager|research))"
    r"|experiences|help(?! ?desk)|love|be|years?|degree|by|an?|the|(?-i:it|It|us)|i|i'm|knowledge|understanding|ability"
    r"|familiar|strong|skills?|good|can|will|they|their|from|many|other|led|team of|join|my|me|as"
    r"|build(?! (?:and|&|engineer|release|master))|building|design and|develop|managed?|managing|mentor(?:ing)?"
    r"|leading|supervis\w+|collaborat\w+|coordinat\w+|coach\w*"
    r"|train|with|supporting|responsible|co-?founders?|founder|here|hi|hey|create|write|using)\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"\s*(?:(?:,|&|and|/|\+)\s*(?:co-?)?founder|here\b)", re.IGNORECASE)
_AFTER = re.compile(
    r"\s*(?:$|[:\-–—(\[@,|/+&;>*.!\"”=_]|https?:|<EMAIL>|and\s|or\s|in\s+(?-i:[A-Z])|at\s+(?-i:[A-Z])|for\s|with\s"
    r"|to\s|who\s|role|position|x\d|\d|needed|wanted|\w+ only|on\s)",
    re.IGNORECASE,
)
_LEADER = re.compile(r"(?:(?:senior|sr\.?|associate|global) )?(?:s?vp|vice|head|director|manager)\b", re.IGNORECASE)
_PERSON = re.compile(r"[-–—~ ]*(?:[A-Z][\w'’.-]+ ){1,2}[A-Z][\w'’.-]+,?")
_JOINING = re.compile(r"(?:\W|\b(?:and|or|etc|more|the|an?|of|team|roles?|positions?|jobs?|engineers?|hiring)\b)*")


def _leads(text: str, begin: int, found: Found) -> bool:
    """Whether a title that ends like a field is one of a manager wanted ("VP of Engineering"), no signature."""
    if (found.role != "engineering_manager" and " of " not in found.title) or not _LEADER.match(found.title):
        return False
    before = text[:begin].rstrip().rpartition("\n")[2].strip()
    is_signed = _PERSON.fullmatch(before) is not None and role_of(before) is None
    return not is_signed and bool(text[found.end :].strip())


def advertises(text: str, begin: int, end: int, found: Sequence[Found], *, in_list: bool) -> bool:
    """Whether the line offers the titles, and does not sign, describe colleagues or name a field."""
    first = found[0]
    if not begins(text, begin, first.start) or _SIGNED.match(text, first.end, end):
        return False
    if PROSE.search(text, begin, first.start + len(first.title.split("(")[0])):
        return False
    is_field = _FIELD.search(found[-1].title) is not None and not _leads(text, begin, found[-1])
    return (in_list or not is_field) and _AFTER.match(text, first.end, end) is not None


def is_whole(text: str, begin: int, stop: int, found: Sequence[Found]) -> bool:
    """Whether a stretch that begins with an area names areas and titles, and is no sentence ("Design and run ...")."""
    if not begins(text, begin, found[0].start):
        return False
    at = found[0].end
    for one in found[1:]:
        if _JOINING.fullmatch(text, at, one.start) is None:
            return False
        if not one.is_area:
            return PROSE.search(text, begin, one.end) is None
        at = one.end
    return _JOINING.fullmatch(text, at, stop) is not None or text[at:stop].lstrip()[:1] in "(:-–,"
