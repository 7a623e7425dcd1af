"""Who hires, by what the sentences and links of a posting say, for postings whose header does not."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from pipeline.clean.toponyms import resolved

_FILE = Path(__file__).with_name("employers.toml")
HOSTS = frozenset(tomllib.loads(_FILE.read_text(encoding="utf-8"))["hosts"])
NAME = r"[A-Z0-9][\w.&'’+-]*(?:[ \t]+[A-Z][\w.&'’+-]*){0,3}"
_FORM = r"(?:,?\s+(?:Inc|LLC|Ltd|GmbH|Corp|AG|AB)\b\.?)?"
_BRACKET = r"(?:\s*\([^)\n]{0,80}\))?"
_IS_HIRING = re.compile(
    r"(?:^|[\n.!:]\s*|\s[-–|]\s)(?:(?:hi|hey)[^\n.!]{0,20}[.!,]\s*)?"
    r"((?!(?:We|I|My|Our|This|It|They|You|Who|What|There|Are|The (?:team|company|role))\b)"
    r"[A-Z0-9][\w.&'’+-]*(?:[ \t]+(?:[A-Z0-9][\w.&'’+-]*|of|the|for|and|&)){0,4})\s*(?:\([^)\n]*\)\s*)?"
    r"\b(?:is|are)\s+(?:\w+\s+){0,2}(?:hiring|looking|seeking|recruiting|searching|expanding|growing)\b"
)
_SUBJECT = re.compile(
    r"^((?!(?:We|I|Our|This|It|You|If|Are|Do|The|A|An|Want|Come|Who|What|In|At|As|Be)\b)"
    rf"(?:[A-Z0-9]|[a-z](?=[\w.]*[A-Z0-9]))[\w.&'’+-]*(?:[ \t]+[A-Z][\w.&'’+-]*){{0,3}}){_FORM}{_BRACKET},?"
    r"\s+(?:is|are|builds|makes|provides|helps|has|was|offers|develops|seeks|runs|operates)\s",
    re.MULTILINE,
)
# One such sentence is enough: it says what the subject is.
_PRESENTS = re.compile(
    r"^((?!(?:We|I|Our|This|It|You|If|Are|Do|A|An|Want|Come|Who|What|In|At|As|Be|That|These|Here|There|Experience)\b)"
    rf"(?:The\s+(?=\S+\s+[A-Z]))?{NAME}|[a-z]+[0-9][\w.]*){_FORM}{_BRACKET},?\s+"
    r"(?:is (?:a|an|the|one of|on a mission|building|developing|creating|changing|making|transforming)"
    r"|builds|makes|provides|helps|offers|develops)\s",
    re.MULTILINE,
)
_WE_ARE = re.compile(
    rf"\b[Ww]e(?:['’]re|\s+are)\s+((?!(?:The|A|An|Series|Hiring)\b){NAME})"
    r"(?:,\s+(?:a|an|the|one)\b|\s+and\s+(?:we|our)\b|\s*\(https?:)"
)
_AT = re.compile(
    r"\b(?:[Ww]ork\s+(?:at|for)|[Jj]oin(?:\s+us\s+at)?|[Aa]t|[Ww]e(?:['’]re|\s+are)|[Aa]bout|[Cc]ompany(?:\s+[Nn]ame)?:"
    r"|[Ww]elcome\s+to|[Hh]iring\s+at|[Ff]ounder\s+of|(?:CTO|CEO)\s+(?:of|at))"
    r"\s+((?!(?:The|Our|We|You|This|A|An|Series|Us|Location|Company|Role|I)\b)"
    rf"{NAME})(?=,|\s+(?:we|is|are|and|you|our|to|as)\b|\.\s|\n|:|!|\s*\()"
)
_HERE = re.compile(rf"\b(?:[Ww]e|[Hh]ere)\s+at\s+({NAME})")
_LINK = re.compile(r"(?:https?://|www\.)([\w-]+(?:\.[\w-]+)+)(/[^\s)|\]>]*)?|(?<=@)([\w-]+(?:\.[\w-]+)+)")
_ATS = frozenset(("lever", "greenhouse", "ashbyhq", "workable", "angel", "workatastartup", "ycombinator", "recruitee"))
_SECOND_LEVEL = frozenset(("co", "com", "org", "net", "ac", "gov"))
_PAGES = re.compile(
    r"(?:/|/[\w-]*(?:job|career|hiring|join|about|team|work|company|hn|recruit)[\w./#?=&%-]*)?$", re.IGNORECASE
)
LINK_REACH = 350  # characters in which a link is likely the employer's


def from_prose(head: str, text: str, named: Callable[[str], str | None]) -> str | None:
    """The employer that a sentence of the head names; `named` refuses what is no name."""
    if hit := _IS_HIRING.search(head):
        return named(hit[1])
    for pattern, often in ((_WE_ARE, 1), (_SUBJECT, 2), (_AT, 3), (_HERE, 3), (_PRESENTS, 1)):
        for hit in pattern.finditer(head):
            name = named(hit[1])
            if name and (head.count(name) >= often or in_a_link(name, text)):
                return name
    return None


def from_link(text: str) -> str | None:
    """The employer by the first link of its own, as the text writes the name if it does."""
    for link in _LINK.finditer(text, 0, LINK_REACH):
        host = (link[1] or link[3] or "").lower()
        labels = host.split(".")
        own = labels[-3] if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else labels[-2]
        if HOSTS.isdisjoint(labels[:-1]) and len(own) > 2 and _PAGES.match(link[2] or ""):
            written = (name[0] for name in re.finditer(NAME, text[: 2 * LINK_REACH]) if _folded(name[0]) == own)
            return next(written, ".".join(labels[labels.index(own) :]))
    return None


def in_a_link(name: str, text: str) -> bool:
    """Whether a link of the text, or the path of one to a job board, bears the name."""
    folded = _folded(name)[:12]
    if len(folded) < 3:
        return False
    for link in _LINK.finditer(text):
        host = (link[1] or link[3] or "").lower()
        is_board = not _ATS.isdisjoint(host.split("."))
        if folded in _folded(host) or (is_board and len(folded) > 3 and folded in _folded(link[2] or "")):
            return True
    return False


def _folded(name: str) -> str:
    return re.sub(r"[\W_]", "", name.lower())


def is_place(words: str) -> bool:
    """Whether the words are a place, perhaps with what is said of it ("St. Petersburg, FL (onsite)")."""
    end = _place_end(words)
    return end > 0 and re.match(r"\s*(?:$|[,/(&;:+|]|-\s|or\b|and\b)", words[end:]) is not None


def starts_with_place(words: str) -> bool:
    """Whether a place opens the words."""
    return _place_end(words) > 0


@lru_cache(maxsize=1 << 12)
def _place_end(words: str) -> int:
    """Where the place ends that opens the words, 0 if none does."""
    found = resolved(words[:80], is_field=False)
    return found[0].end if found and found[0].start == 0 and found[0].country else 0
