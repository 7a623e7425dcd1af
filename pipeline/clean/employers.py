"""Who hires: from the source's field, else from the first lines of the text; one key for all spellings of a name."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path

_WORDS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _any(key: str) -> str:
    return "(?:" + "|".join(_WORDS[key]) + ")"


_BATCH = r"(?:\bYC\b|\bY Combinator\b|\bTechstars\b|\b[WSFX]['’]?\d{2}\b)"
_JUNK = re.compile(
    rf"\s*[\[(][^()\[\]]*{_BATCH}[^()\[\]]*[\])]|,?\s+YC\s*[-,]?\s*[WSFX]['’]?\d{{2}}\b"
    r"|\s*[\[(]\s*(?:https?:|www\.)[^()\[\]]*[\])]?|\s*[\[(][\w.-]+\.[a-z]{2,}(?:/[^()\[\]]*)?[\])]"
    r"|\s+https?:\S*|\s+www\.\S*|\s*<EMAIL>|[™®©]|\s*\((?:tm|r|c)\)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    rf"(?:https?://)?(?:www\.)?(?P<host>[\w-]+(?:\.[\w-]+)*)\.{_any('domains')}(?:\.[a-z]{{2}})?(?:/\S*)?$",
    re.IGNORECASE,
)
_BREAK = re.compile(r"\s*\|+\s*|\s+[-–—]+\s+|\s*[–—]\s*|\s+//\s*|\s*[•·]\s*|\s+/\s+|\s+::\s+|\s+@\s+|;\s|\s*\n")
_PLACE = re.compile(
    rf"{_any('openers')}\b|{_any('places')}\b(?=\s*(?:$|[,/(&;:+|-]|(?:or|and|area|metro|bay|remote|onsite|city|"
    r"preferred|only|office)\b|(?-i:[A-Z]{2})\b))",
    re.IGNORECASE,
)
_ROLE = re.compile(rf"\b{_any('roles')}\b", re.IGNORECASE)
_REST = re.compile(  # what may follow a name in its stretch
    r"\s+(?:is|are)\s+(?:\w+\s+)?(?:hiring|looking|seeking|recruiting)\b.*|\s+(?:seeks|wants|needs)\s.*"
    r"|\s*,\s+(?:San|New|Los|London|Berlin|Remote|SF|NYC|Boston|[A-Z]\w+, [A-Z]{2}\b).*|\s+in\s+[A-Z]\w+.*"
)
_NO_NAME = re.compile(r"[\d\W]+$|\d+(?:st|nd|rd|th)\b|.*(?:https?:|\$\d)|(?:\S+\s+){4,}\S*[.!]$|[^A-Z]*\s[^A-Z]*$")
_TOWN = re.compile(r",\s*(?!(?:Inc|LLC|Ltd|Co|Corp)$)[A-Z]\w+$")
_NAME = r"[A-Z0-9][\w.&'’+-]*(?:\s+[A-Z][\w.&'’+-]*){0,3}"
_IS_HIRING = re.compile(
    r"(?:^|[\n.!:]\s*|\s[-–|]\s)(?:(?:hi|hey)[^\n.!]{0,20}[.!,]\s*)?"
    r"((?!(?:We|I|My|Our|This|It|They|You|Who|What|There|Are|The (?:team|company|role))\b)"
    r"[A-Z0-9][\w.&'’+-]*(?:\s+(?:[A-Z0-9][\w.&'’+-]*|of|the|for|and|&)){0,4})\s*(?:\([^)\n]*\)\s*)?"
    r"\b(?:is|are)\s+(?:\w+\s+){0,2}(?:hiring|looking|seeking|recruiting|searching|expanding|growing)\b"
)
_SUBJECT = re.compile(
    r"^((?!(?:We|I|Our|This|It|You|If|Are|Do|The|A|An|Want|Come|Who|What|In|At|As|Be)\b)"
    rf"{_NAME})\s*(?:\([^)\n]{{0,60}}\)\s*|,\s*)?\b(?:is|are|builds|makes|provides|helps|has|was|offers|develops|seeks"
    r"|runs|operates)\s",
    re.MULTILINE,
)
_AT = re.compile(
    r"\b(?:[Ww]ork\s+(?:at|for)|[Jj]oin(?:\s+us\s+at)?|[Aa]t|[Ww]e(?:['’]re|\s+are)|[Aa]bout|[Cc]ompany(?:\s+[Nn]ame)?:"
    r"|[Ww]elcome\s+to|[Hh]iring\s+at)\s+((?!(?:The|Our|We|You|This|A|An|Series|Us|Location|Company|Role|I)\b)"
    rf"{_NAME})(?=,|\s+(?:we|is|are|and|you|our|to|as)\b|\.\s|\n|:|!|\s*\()"
)
_HERE = re.compile(rf"\b(?:[Ww]e|[Hh]ere)\s+at\s+({_NAME})")
_ENDS_IN_A_DOT = ("Inc.", "Co.", "Ltd.", "Corp.", "B.V.", "S.A.", "A.I.")
_EDGES = ' \t\n*_-–—=#|:;,!>"“”[]'
_LEGAL_FORM = re.compile(rf"[\s,]+{_any('legal_forms')}$")
_COMMON_DOMAIN = re.compile(r"\.(?:com|co\.uk|net|org|io|co)$")


def employer(field: str | None, text: str) -> str | None:
    """The employer's name: from the source's field, else from the text; None when unsure."""
    if field is not None and (name := _trimmed(field)):
        return name
    return _from_header(text) or _from_prose(text)


def _trimmed(name: str) -> str:
    """The name without batch, link and mark; empty if it is longer than a name."""
    plain = _JUNK.sub("", name).strip(_EDGES).lstrip(_EDGES + ".")
    plain = plain if plain.endswith(_ENDS_IN_A_DOT) else plain.rstrip(_EDGES + ".")
    return plain if len(plain) <= 80 else ""


def _from_header(text: str) -> str | None:
    lines = [line for line in text[:600].split("\n") if line.strip(" \t=-*_#")][:2]
    if not lines:
        return None
    segments = _segments(lines)
    barred = "|" in lines[0]
    for i, segment in enumerate(segments[:4]):
        if (name := _name(segment)) and (i == 0 or not barred or _matches_domain(name, text)):
            return name if len(segments) > 1 or len(lines[0]) <= 40 else None
        if i == 0 and barred and not _is_place_or_role(segment):
            break
    return None


def _segments(lines: list[str]) -> list[str]:
    """The stretches of the first line; with a second line that stands alone where the first is a place or a role."""
    first = [part for part in _BREAK.split(_JUNK.sub("", lines[0].strip(" \t=-*_#>"))) if part.strip()]
    if len(first) == 1 and len(lines) > 1 and max(map(len, lines)) <= 60 and _is_place_or_role(lines[0]):
        first += [part for part in _BREAK.split(lines[1].strip()) if part.strip()][:1]
    return first


def _is_place_or_role(words: str) -> bool:
    return _PLACE.match(words.strip(" ([*")) is not None or _ROLE.search(words) is not None


def _name(segment: str) -> str | None:
    """The employer a stretch names, None when it is a place, a role, a sentence or a link of somebody else."""
    name = _trimmed(_REST.sub("", segment))
    if address := _ADDRESS.fullmatch(name):
        is_others = address["host"].split(".")[-1].lower() in _WORDS["hosts"]
        return None if is_others else re.sub(r"^(?:https?://)?(?:www\.)?|/.*$", "", name)
    if not 2 <= len(name) <= 60 or len(name.split()) > 7 or "?" in segment:
        return None
    if name.casefold() in _WORDS["pronouns"] or _is_place_or_role(name):
        return None
    return None if _NO_NAME.match(name) or _TOWN.search(name) else name


def _matches_domain(name: str, text: str) -> bool:
    """Whether a link of the text bears the name."""
    folded = re.sub(r"\W", "", name.lower())[:12]
    return len(folded) >= 3 and re.search(rf"(?:https?://|www\.|@)[\w.-]*{folded}", text.lower()) is not None


def _from_prose(text: str) -> str | None:
    head = text[:1500]
    if hit := _IS_HIRING.search(head):
        return _name(hit[1])
    for pattern, often in ((_SUBJECT, 2), (_AT, 3), (_HERE, 3)):
        for hit in pattern.finditer(head):
            name = _name(hit[1])
            if name and (head.count(name) >= often or _matches_domain(name, text)):
                return name
    return None


@lru_cache(maxsize=1 << 15)
def employer_key(name: str | None) -> str | None:
    """Normalised name, equal for spellings of one employer; None for None."""
    if name is None:
        return None
    plain = unicodedata.normalize("NFKD", _JUNK.sub("", name)).encode("ascii", "ignore").decode() or name
    plain = re.sub(r"^(?:https?://)?(?:www\.)?", "", plain.casefold().strip())
    plain = _COMMON_DOMAIN.sub("", re.sub(r"(?<=\b\w)\.(?=\w\b)", "", plain).strip(" .,/"))
    before = None
    while before != plain:
        before = plain
        plain = _LEGAL_FORM.sub("", " ".join(re.sub(r"[.,]+(?=\s|$)", " ", plain).split()))
    plain = re.sub(r"^the\s+(?=\w)", "", plain).replace("&", "and")
    return re.sub(r"[\W_]+", "", plain) or None
