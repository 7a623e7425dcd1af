"""Remote, hybrid or on site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from pipeline.clean.headlines import header, labelled
from pipeline.clean.patterns import lowered
from pipeline.clean.triggers import triggers
from pipeline.records import Offer

Workplace = Literal["hybrid", "onsite", "remote"]
WORKPLACES: dict[str, Workplace] = {"hybrid": "hybrid", "onsite": "onsite", "remote": "remote"}
STRUCTURED: dict[str, Workplace] = {
    "remote": "remote", "fullyremote": "remote", "telecommute": "remote",
    "hybrid": "hybrid", "onsite": "onsite", "inoffice": "onsite", "inperson": "onsite", "office": "onsite",
}  # fmt: skip
COUNT = r"(?:\d|one|two|three|four|couple(?: of)?)(?:\s?(?:[-–]|to|or)\s?\w{1,5}|\+)?"

AHEAD = 120  # characters behind a word in which a refusal may follow
LONGEST, REACH = 200, 90  # characters of evidence, and of it to either side
EDGE = re.compile(r"[\n|;•·]|[.!?] ")  # what evidence does not go over

# In a header, a label, a place field or a title a word is enough; the group's name is the workplace.
SHORT = re.compile(
    rf"""(?<![\w])(?:
    (?P<hybrid>hybrid(?:[ -/]remote)?(?!\ (?:cloud|mobile|app|data|search|it\b|identity
        |infrastructure|of\b|cars?\b|vehicle))|híbrido
        |{COUNT}\ ?(?:x|days?)\b[^|,;)]{{0,18}}?(?:in[- ]?(?:the[- ])?office|on-?site|in[- ]person|week|remote|wfh)
        |(?:on-?site|office|in-office)\ (?:mon|tue|wed|thu|fri)\w*\ ?[-–&,to]+\ ?(?:mon|tue|wed|thu|fri)\w*
        |partial(?:ly)?[ -]remote)
    |(?P<remote>remote(?:ly)?(?![- ](?:sensing|monitoring|desktop|access|control|support|procedure|sites?|areas?
    |hands|communities|patient|teams\b|workers\b|workforce|learning|employees['’]))
        |wfh|work(?:ing)?\ from\ (?:home|anywhere)|(?<!your\ )home[- ]?office
        (?!\ (?:budget|stipend|allowance|set-?up|equipment|furniture|expense|reimburs))
        |telecommut\w*|telework\w*|remoto|remota
        |anywhere|distributed(?=\s*(?:$|[|,;)(]|team)))
    |(?P<onsite>on[- ]?site(?!\ (?:gym|massage|parking|day|child|clinic|medical|doctor|interview|support|training
        |implementation|visit|meeting|lunch|canteen|caf|kitchen|chef|fitness|amenit|event|service|yoga|bar\b|coffee
        |snacks|meals|customer|loop|round|assessment|laundry|barista|gatherings))
        |in[- ](?:office|person)(?!\ (?:meeting|event|interview|gathering|training|collaboration|conference|meet))
        |in\ (?:the\ )?office|presencial)
    )(?![\w])""",
    re.X,
)  # for text in lower case
REFUSED_BEFORE = re.compile(
    r"\b(?:no|not|non|isn't|aren't|cannot|can't|without|never|zero|don't|unless|occasional(?:ly)?|sometimes"
    r"|if you're a)"
    r"[\s-]+(?:[\w']+\s+){0,4}$"
)  # for text in lower case
REFUSALS = ("no", "n't", "never", "zero", "unless", "occasional", "sometimes", "without", "if you're a")
REFUSED_AFTER = re.compile(
    r"[^.\n|,;]{0,40}?\b(?:not|n't)\s+(?:be\s+)?(?:an\ option|possible|available|considered|offered|supported"
    r"|allowed|accepted)"
    r"|\s*[:=]?\s*(?:no|n/a)\b"
)  # for text in lower case

# In prose only phrases count that say how this job is done: what must follow a cue, or what must stand before it.
TAG = re.compile(r"#LI-(remote|hybrid|onsite|on-site)", re.I)
PHRASES: dict[Workplace, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "remote": (
        re.compile(
            r"""remote(?:ly)?(?:[- ](?:first|only|friendly|ok|okay|position|role|job|team(?!s)|company|opportunit
                |work\ environment
            |work\ (?:is|opportunit|option)|workers?\b(?!['’])|employees\ welcome|within|in\ the|across|from\ anywhere
            |candidates
            |possible|available|working|is|or\b|possible)|\.(?:\s|$)|,?\ or\b|\s*$)
            |telecommut|telework|work\ (?:from\ )?(?:home|anywhere|wherever)|work\ at\ home|situated\ anywhere|wfh""",
            re.I | re.X,
        ),
        re.compile(
            r"(?:\b(?:fully|completely|permanent(?:ly)?|all|full|100\s?%)[ -]"
            r"|\b(?:is|are|be|work|working|candidates|employees|roles?|engineers?|developers?|open to|offer"
            r"|allow) (?:\w+ )?)$",
            re.I,
        ),
    ),
    "hybrid": (
        re.compile(
            r"""hybrid[ -](?:work(?:place|ing)?|policy|schedule|role|position|(?:work\ )?model|environment|team
                |setup|arrangement
            |office|opportunit|mode|remote|basis)""",
            re.I | re.X,
        ),
        re.compile(r"\b(?:(?:is|are|role:|be)(?: an?)? |location-based )$", re.I),
    ),
    "onsite": (
        re.compile(
            r"(?:on-?site|in-office|in-person) (?:role|position|only|in [A-Z]|at our|culture|team|environment"
            r"|work\b|job)"
            r"|in-office (?:requirement|policy)"
        ),
        re.compile(
            r"\b(?:(?:must|required?|requires?|role|position|job|expected|need)\b[^.\n]{0,40}\b(?:be|work(?:ing)?|is)"
            r"|(?:this|the) (?:role|position|job) is)(?: an?| fully| 100%| located| based)? (?:in )?$",
            re.I,
        ),
    ),
}
FAMILY: dict[str, Workplace] = {
    "r": "remote",
    "h": "hybrid",
    "o": "onsite",
    "i": "onsite",
    "t": "remote",
    "w": "remote",
    "s": "remote",
}
OFFICE_DAYS = re.compile(
    rf"""{COUNT}\ days?\ (?:(?:a|per|each)\ week\ |/\ ?week\ )?(?:in|at|from|on)[ -]
        (?:the\ |our\ |your\ |an\ )?(?:\w+\ ){{0,2}}?(?:office|site|person|home)
    |(?:in|at|from)[ -](?:the\ |our\ )?(?:\w+\ )?(?:office|person|home)\ (?:\w+\ ){{0,3}}{COUNT}\ days
    |at\ least\ (?:half|\d\d\s?%)\ of\ (?:their|your|the)\ (?:work(?:ing)?\ )?time|offices?\ at\ least\ \d\d\s?%""",
    re.I | re.X,
)
NO_JOB = re.compile(
    r"\s*(?:support|visits?|interview|meeting|customer|implementation|connection|event|gathering|training"
    r"|collaboration)",
    re.I,
)


def workplace(said: Sequence[str], places: Sequence[str], title: str | None, text: str) -> tuple[str, ...]:
    """Those of remote, hybrid, onsite that the posting offers, sorted; () if not stated."""
    return tuple(offer.workplace for offer in offers(said, places, title, text))


def offers(said: Sequence[str], places: Sequence[str], title: str | None, text: str) -> tuple[Offer, ...]:
    """Those workplaces that the posting offers, sorted, each once, with the words it stands on; () if not stated."""
    found: dict[Workplace, str] = {}
    for name in said:
        if (key := re.sub(r"[^a-z]", "", name.lower())) in STRUCTURED:
            found.setdefault(STRUCTURED[key], name)
    if not found:
        for line in (*places, title or ""):
            found = _in_short(line, line) | found
    if not found:
        for line in (header(text), *labelled(text)):
            found = _in_short(line, text) | found
    if not found:
        found = _in_prose(text)
    return tuple(Offer(kind, found[kind][:LONGEST]) for kind in sorted(found))


def _in_short(line: str, whole: str) -> dict[Workplace, str]:
    """Workplaces that a short line offers, with the words around; the line may lack addresses that `whole` has."""
    if not line or (not triggers(line)["workplace"] and "nywhere" not in line and "istributed" not in line):
        return {}
    found: dict[Workplace, str] = {}
    for match in SHORT.finditer(lowered(line)):
        kind = WORKPLACES[match.lastgroup or ""]
        if kind not in found and not _is_refused(line, match.start(), match.end()):
            words = _around(line, match.start(), match.end())
            found[kind] = words if words in whole else line[match.start() : match.end()]
    return found


def _in_prose(text: str) -> dict[Workplace, str]:
    """What phrases say; a phrase about days in the office makes it hybrid."""
    offered: dict[Workplace, str] = {}
    for at in triggers(text)["workplace"]:
        if text[at] == "#" and (tag := TAG.match(text, at)):
            return {STRUCTURED[tag.group(1).lower().replace("-", "")]: tag.group()}
        if (kind := _phrase(text, at)) and kind not in offered:
            offered[kind] = _around(text, at, at)
    return {"hybrid": offered["hybrid"]} if "hybrid" in offered else offered


def _around(text: str, start: int, end: int) -> str:
    """The sentence or part of a line that the words stand in, at most LONGEST characters."""
    low, high = max(0, start - REACH), min(len(text), end + REACH)
    before, after = text[low:start], text[end:high]
    opens = [low + match.end() for match in EDGE.finditer(before)]
    if low and not opens and " " in before:
        opens = [low + before.index(" ") + 1]  # no half words
    cut = EDGE.search(after)
    return text[opens[-1] if opens else low : end + cut.start() if cut else high].strip()[:LONGEST]


def _phrase(text: str, at: int) -> Workplace | None:
    """The workplace that the words around a cue offer, None if they offer none."""
    before = text[max(0, at - 60) : at].rsplit("\n", 1)[-1]
    if before and (before[-1].isalnum() or before[-1] in "/._-"):
        return None
    if (
        "day" in text[max(0, at - 30) : at + 40]
        or "of the" in text[at : at + 12]
        or "half of" in before
        or "%" in before
    ):
        start = max(0, at - 50)
        if OFFICE_DAYS.search(text, start, at + 60):
            return "hybrid"
    family = FAMILY.get(text[at].lower())
    if family is None:
        return None
    follows, precedes = PHRASES[family]
    end = at + 1
    while end < len(text) and (text[end].isalnum() or text[end] == "-"):
        end += 1
    if not follows.match(text, at) and not (precedes.search(before) and not NO_JOB.match(text, end)):
        return None
    return None if _is_refused(text, at, end) else family


def _is_refused(line: str, start: int, end: int) -> bool:
    before = lowered(line[max(0, start - 40) : start])
    if any(word in before for word in REFUSALS) and REFUSED_BEFORE.search(before):
        return True
    return REFUSED_AFTER.match(lowered(line[end : end + AHEAD])) is not None
