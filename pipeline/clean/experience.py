"""Years of experience demanded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.clean.headlines import SEPARATED
from pipeline.clean.patterns import lower
from pipeline.clean.triggers import triggers

NUMBERS = {
    word: number
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
} | {"fifteen": 15, "twenty": 20}
COUNT = rf"(?:\d{{1,2}}|{'|'.join(NUMBERS)})"
YEARS = re.compile(  # for text in lower case
    rf"""(?<![\w.$€£/])(?P<least>{COUNT})(?:\s*\(\d{{1,2}}\))?(?:\s*(?:(?P<plus>\+|plus\b|or\ more\b)|(?:-|–|—
        |to\b|or\b)\s?(?P<most>{COUNT})\s*\+?))?
    \s*\+?[\s\-]*(?:y(?:ea)?rs?\b|yoe\b|jahre\w*|anos\b)['’]?""",
    re.X,
)
LABEL = re.compile(r"\b[Mm]inimum [Yy]ears of (?:[Ww]ork )?[Ee]xperience:?\s*(?:- )?(\d{1,2})\b")
WORK = re.compile(
    r"experience|exp\b|expertise|background|track record|work(?:ing|ed)?\b|industry|professional|building|develop"
    r"|programming|engineering|leading|managing|writing|designing|coding|hands|Erfahrung|experi[êe]ncia|practice",
    re.I,
)
NO_DEMAND = re.compile(
    r"\b(?:ago|old|over the (?:last|past)|past|last|next|first|every|for (?:over|more than|nearly|almost)|founded"
    r"|within|after|our|we(?:'|’)?ve|we have|in business|history|team has|founders?|since|has been|have been|grown"
    r"|collective|combined|company|vest\w*|ranked|raised|runway|profitable)\b[^.\n]{0,25}$"
    r"|\bin (?:just |under |only |less than )*(?:over )?$",
    re.I,
)
NO_DEMAND_AFTER = re.compile(
    r"[\s\-]*(?:ago|old|of (?:age|runway|growth|service|funding|data)|in business|in a row|later|vest|contract"
    r"|for this role)|(?:(?!\byears?\b).)*\bin lieu of",
    re.I,
)
FOR = re.compile(r"\bfor (?:the |about |some )?$", re.I)  # "For 25+ years, we have ...": the age of a firm
AT_LEAST = re.compile(r"\b(?:at least|min(?:imum)?\.?(?: of)?)\W*$", re.I)
OF_THINGS = re.compile(r"\s*(?:of (?:runway|cash|data|history|curiosity)|into\b|from now)", re.I)
PREFERRED = re.compile(r"\b(?:preferabl[ey]|ideally)\b[^.\n]{0,20}$", re.I)
PREFERRED_AFTER = re.compile(
    r"[^.,;\n]{0,60}\b(?:is|are|would be|experience)? ?(?:an? )?(?:plus|nice to have|bonus)\b", re.I
)
NICE = ("preferred", "nice", "bonus", "plus", "desirable", "desired", "stand out", "ideal")
DEMAND = ("require", "must", "minimum", "basic", "you have", "you bring", "you are", "looking for", "need")
HEADING_LENGTH = 70
HEADING_REACH = 900  # characters that a heading governs
COUNT_REACH, YEARS_LENGTH = 30, 8  # characters before and of "years" that are searched for the number
REST_REACH, NEAR = 90, 45  # characters behind the years that say what they are of
MOST_YEARS = 25
FEW_ASK_MORE = 12  # beyond, a bare number is the age of something


def years_experience(text: str) -> int | None:
    """The minimum years demanded (preferred years don't count), None if not stated."""
    if not triggers(text)["years"]:
        return None
    if ("inimum years" in text or "inimum Years" in text) and (label := LABEL.search(text)):
        return int(label.group(1))
    demanded = _demanded(text)
    if SEPARATED.search(text.lstrip().split("\n", 1)[0]):  # a header line, perhaps over several jobs: the least of them
        return min(demanded, default=None)
    return next(demanded, None)


def _demanded(text: str) -> Iterator[int]:
    """Numbers of years that are demanded, in order."""
    low, past = lower(text), 0
    for at in triggers(text)["years"]:
        match = YEARS.search(low, max(past, at - COUNT_REACH), at + YEARS_LENGTH)
        if match is None:
            continue
        past = match.end()
        years, rest = _number(match["least"]), text[past : past + REST_REACH].split("\n", 1)[0]
        if years <= MOST_YEARS and _is_demand(text, match, rest) and not _is_nice_to_have(text, match, rest):
            yield years


def _is_demand(text: str, match: re.Match[str], rest: str) -> bool:
    """Whether the years are experience of an applicant, not the age of a company or the length of a grant."""
    before = text[max(0, match.start() - 60) : match.start()].rsplit("\n", 1)[-1]
    if NO_DEMAND.search(before) or NO_DEMAND_AFTER.match(rest) or (FOR.search(before) and rest.startswith(",")):
        return False
    is_bound = bool(match["plus"] or match["most"]) or AT_LEAST.search(before) is not None
    if _number(match["least"]) > FEW_ASK_MORE and not is_bound:
        return False
    if WORK.search(rest if is_bound else rest[:NEAR]) or (is_bound and WORK.search(before)):
        return True
    return is_bound and OF_THINGS.match(rest) is None


def _is_nice_to_have(text: str, match: re.Match[str], rest: str) -> bool:
    """Whether the years are only preferred: by their sentence, or by the heading they stand under."""
    if PREFERRED.search(text, max(0, match.start() - 40), match.start()) or PREFERRED_AFTER.match(rest):
        return True
    above = text[max(0, match.start() - HEADING_REACH) : match.start()].lower()
    if not any(word in above for word in NICE):
        return False
    for line in reversed(above.split("\n")[:-1]):
        if not 2 < len(line) <= HEADING_LENGTH or line.rstrip()[-1:] == ".":
            continue
        is_nice, is_demand = any(word in line for word in NICE), any(word in line for word in DEMAND)
        if is_nice or is_demand:
            return is_nice and not is_demand
    return False


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word.lower()]
