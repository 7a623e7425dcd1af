"""Kinds of employment offered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.clean.headlines import is_about_the_job, labelled
from pipeline.clean.patterns import lower, lowered
from pipeline.clean.triggers import triggers

# Matched where a cue stands; the group's name is the kind.
KIND = re.compile(
    r"""(?<![\w])(?:
    (?P<full_time>full[- ]?time|ftes?|vollzeit|tempo\ integral|permanent(?!ly))
    |(?P<both>part[- ](?:and|or|/)[- ]full[- ]?time)
    |(?P<part_time>part[- ]?time|teilzeit)
    |(?P<contract>contract(?:or|ors|ing|s)?(?!\ (?:negotiation|management|law|stages?)|\w)|freelance(?:rs?)?|c2c
    |corp[- ]to[- ]corp|1099)
    |(?P<internship>interns?|internships?|co-?ops?(?=\s*(?:$|[,|/)(;:])))
    |(?P<temporary>temporary|temp|seasonal|fixed[- ]term)
    )(?![\w])""",
    re.X,
)  # for text in lower case
OFFERED_AFTER = re.compile(
    r"(?:,? (?:and|or|\w+))?(?: \w+)? (?:positions|roles|jobs|opportunities|employment|basis|hires?|opening|gig"
    r"|work\b"
    r"|contract|engagement)",
    re.I,
)
THIS_JOB = re.compile(
    r"(?:,? (?:and|or|\w+))?(?: \w+)? (?:position|role|job|opportunity)\b|,? salaried|\s*\(\d\d(?: hours)?", re.I
)
OFFERED_BEFORE = re.compile(r"\b(?:available|offered|is|are|as|be|on|working|a) (?:an? )?$", re.I)
BENEFIT = re.compile(r"\b(?:our|all|for|to|of|current|support|supports|other|offers?|years?) (?:\w+ )?$", re.I)
STRUCTURED = {
    "fulltime": "full_time", "permanent": "full_time", "regular": "full_time", "fulltimeregular": "full_time",
    "employee": "full_time", "parttime": "part_time", "contract": "contract", "contractor": "contract",
    "freelance": "contract", "intern": "internship", "internship": "internship", "temporary": "temporary",
    "temp": "temporary", "seasonal": "temporary", "fixedterm": "temporary",
}  # fmt: skip


def employment(said: Sequence[str], title: str | None, text: str) -> tuple[str, ...]:
    """Those of full_time, part_time, contract, internship, temporary that are stated, sorted."""
    given = {STRUCTURED[key] for name in said if (key := re.sub(r"[^a-z]", "", name.lower())) in STRUCTURED}
    if given:
        return tuple(sorted(given))
    stated = {kind for line in (title or "", *labelled(text)) for kind in _kinds(line)}
    low = lower(text)
    for at in triggers(text)["employment"]:
        match = KIND.match(low, at)
        if match and (_is_offered(text, match) or (title is None and is_about_the_job(text, at))):
            stated |= _read(match)
    return tuple(sorted(stated))


def _kinds(line: str) -> set[str]:
    low = lowered(line)
    return {kind for at in triggers(line)["employment"] if (match := KIND.match(low, at)) for kind in _read(match)}


def _read(match: re.Match[str]) -> set[str]:
    kind = str(match.lastgroup)
    return {"full_time", "part_time"} if kind == "both" else {kind}


def _is_offered(text: str, match: re.Match[str]) -> bool:
    """Whether the words around say that the job is of this kind ("a full-time position")."""
    if match.lastgroup == "internship":
        return False
    before = text[max(0, match.start() - 30) : match.start()]
    if THIS_JOB.match(text, match.end()) is not None:
        return "independent" not in before
    if BENEFIT.search(before):
        return False
    if OFFERED_AFTER.match(text, match.end()) is not None:
        return True
    return match.lastgroup in ("full_time", "part_time") and OFFERED_BEFORE.search(before) is not None
