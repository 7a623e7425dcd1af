"""Who hires: from the source's field, else from the first lines of the text; one key for all spellings of a name."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path

from pipeline.clean.employers_text import NAME, from_link, from_prose, in_a_link, is_place, starts_with_place

_WORDS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _any(key: str) -> str:
    return "(?:" + "|".join(_WORDS[key]) + ")"


_BATCH = r"(?:\bYC\b|\bY Combinator\b|\bTechstars\b|\b[WSFX]['’]?\d{2}\b)"
_JUNK = re.compile(
    rf"(?=[\[(<™®©]|,?\s+[\[(<YHW])(?:\s*[\[(][^()\[\]]*{_BATCH}[^()\[\]]*[\])]|,?\s+YC\s*[-,]?\s*[WSFX]['’]?\d{{2}}\b"
    r"|\s*[\[(]\s*(?:https?:|www\.)[^()\[\]]*[\])]?|\s*[\[(][\w.-]+\.[a-z]{2,}(?:/[^()\[\]]*)?[\])]"
    r"|\s+https?:\S*|\s+www\.\S*|\s*<EMAIL>|[™®©]|\s*\((?:tm|r|c)\))",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    rf"(?:https?://)?(?:www\.)?(?P<host>[\w-]+(?:\.[\w-]+)*)\.{_any('domains')}(?:\.[a-z]{{2}})?(?:/\S*)?$",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"(?=[|–—•·;\n]|\s+[|–—•·/:@\n-])"
    r"(?:\s*\|+\s*|\s+[-–—]+\s+|\s*[–—]\s*|\s+//\s*|\s*[•·]\s*|\s+/\s+|\s+::\s+|\s+@\s+|;\s|\s*\n)"
)
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
_NO_NAME = re.compile(
    r"(?:Reports? [Tt]o|Start [Dd]ate|Location|Position|(?:Job )?Title|Role|Duration|Type|Job)\s*:|\d+\s?%"
    r"|.*\b(?!the|and|for)[a-z]{3,} (?!the|and|for)[a-z]{3,}\b|[\d\W]+$"
    r"|\d+(?:st|nd|rd|th)\b|.*(?:https?:|\$\d)|(?:\S+\s+){4,}\S*[.!]$|[^A-Z]*\s[^A-Z]*$"
)
_HEADING = re.compile(r"\W*(?:ask )?hacker news\b|\W*who(?:['’]?s| is) hiring|\W*\d+\s*/\s*\d+\W*$", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:^|\n)\W{0,4}(?:Company|COMPANY)(?:\s+[Nn]ame)?\s*[:–-]\s*([^\n|;:]{2,60}?)"
    r"(?=\s*(?:\n|\||;|\(|https?:|$|\s[-–]\s|\. ))"
)
_ROLE_AT = re.compile(
    rf"[^|@\n]*\b{_any('roles')}\b[^|@\n]{{0,40}}@\s*((?-i:[A-Z])[\w.&'’+-]*(?:\s+(?-i:[A-Z])[\w.&'’+-]*){{0,3}})",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\s+[\[(][^()\[\]\n]{0,100}(?:[\])]|$)")  # "Acme (part of Nib)"
_OPENING = re.compile(rf"\W*({NAME})\s*(?:\(([^)\n]{{2,60}})\)|,\s+([A-Z][^\n]{{2,60}})|\s(?:https?:|www\.)\S+)")
_PARTNERS = re.compile(r"&|\b(?:and|Inc|LLC|LLP|Ltd|Co|Corp|GmbH|AG)\b")
_NAMELESS = re.compile(
    r"\b(?:stealth|unnamed|undisclosed|confidential|unknown)\b|^(?:various|multiple)\b", re.IGNORECASE
)
_TOWN = re.compile(r",\s*(?!(?:Inc|LLC|Ltd|Co|Corp)$)[A-Z]\w+$")
KEY_REACH = 200  # characters of a name that its key goes by
PROSE_REACH = 1500  # characters in which sentences may name the employer
_ENDS_IN_A_DOT = ("Inc.", "Co.", "Ltd.", "Corp.", "B.V.", "S.A.", "A.I.")
_EDGES = ' \t\n*_-–—=#|:;,!>"“”[]'
_LEGAL_FORM = re.compile(rf"[\s,]+{_any('legal_forms')}$")
_COMMON_DOMAIN = re.compile(r"\.(?:com|co\.uk|net|org|io|co)$")


def employer(field: str | None, text: str) -> str | None:
    """The employer's name: from the source's field, else from the text; None when unsure."""
    if field is not None and (name := _trimmed(field)):
        return name
    return _labelled(text) or _from_header(text) or from_prose(text[:PROSE_REACH], text, _name) or from_link(text)


def _trimmed(name: str) -> str:
    """The name without batch, link and mark; empty if it is longer than a name."""
    plain = " ".join(_JUNK.sub(" ", name).split()).strip(_EDGES).lstrip(_EDGES + ".")
    plain = plain if plain.endswith(_ENDS_IN_A_DOT) else plain.rstrip(_EDGES + ".")
    return plain if len(plain) <= 80 else ""


def _labelled(text: str) -> str | None:
    """What stands behind "Company:"."""
    label = _LABEL.search(text, 0, 600) if "ompany" in text[:600] else None
    return _name(label[1]) if label else None


def _from_header(text: str) -> str | None:
    lines = [line for line in text[:700].split("\n") if line.strip(" \t=-*_#") and not _HEADING.match(line)][:2]
    if not lines:
        return None
    if at := _ROLE_AT.match(lines[0]):
        return _name(at[1])
    segments = _segments(lines)
    barred = "|" in lines[0]
    for i, segment in enumerate(segments[:4]):
        if (name := _name(segment)) and (i == 0 or not barred or in_a_link(name, text)):
            if len(segments) > 1 or len(lines[0]) <= 40:
                return name
            break
        if i == 0 and barred and (own := _namesake(segment, text)):
            return own
        if i == 0 and barred and not _is_place_or_role(segment):
            break
    opening = _OPENING.match(lines[0])
    name = _name(opening[1]) if opening else None
    return (
        name
        if name and opening and (in_a_link(name, text) or starts_with_place(opening[2] or opening[3] or ""))
        else None
    )


def _namesake(segment: str, text: str) -> str | None:
    """An employer that is called like a town, if a link bears the name ("Braintree | Chicago | braintree.example")."""
    name = _trimmed(segment)
    is_town = is_place(name) and _PLACE.match(name) is None and "," not in name
    return name if is_town and in_a_link(name, text) else None


def _segments(lines: list[str]) -> list[str]:
    """The stretches of the first line; with a second line that stands alone where the first is a place or a role."""
    first = [part for part in _BREAK.split(_plain(lines[0])) if part.strip()]
    if len(first) == 1 and len(lines) > 1 and max(map(len, lines)) <= 60 and _is_place_or_role(lines[0]):
        first += [part for part in _BREAK.split(lines[1].strip()) if part.strip()][:1]
    return first


def _plain(line: str) -> str:
    """The line without edges, batches, links and remarks in brackets."""
    return _REMARK.sub("", _JUNK.sub(" ", line.strip(" \t=-*_#>")))


def _is_place_or_role(words: str) -> bool:
    bare = words.strip(" ([*")
    return _PLACE.match(bare) is not None or _ROLE.search(words) is not None or is_place(bare)


def _name(segment: str) -> str | None:
    """The employer a stretch names, None when it is a place, a role, a sentence or a link of somebody else."""
    name = _before_comma(_trimmed(_REST.sub("", _REMARK.sub("", segment))))
    if address := _ADDRESS.fullmatch(name):
        is_others = address["host"].split(".")[-1].lower() in _WORDS["hosts"]
        return None if is_others else re.sub(r"^(?:https?://)?(?:www\.)?|/.*$", "", name)
    if not 2 <= len(name) <= 60 or len(name.split()) > 7 or "?" in segment:
        return None
    if name.casefold() in _WORDS["pronouns"] or _NAMELESS.search(name) or _is_place_or_role(name):
        return None
    return None if _NO_NAME.match(name) or _TOWN.search(name) else name


def _before_comma(name: str) -> str:
    """The name without the place behind its comma ("Acme, Edinburgh or remote")."""
    first, comma, rest = name.partition(", ")
    if not comma or not first or is_place(first):
        return name
    is_part = len(rest.split()) > 1 and _PARTNERS.search(rest) is None  # "Acme, Advanced Products"
    return first if is_part or starts_with_place(rest) or _PLACE.match(rest) else name


@lru_cache(maxsize=1 << 15)
def employer_key(name: str | None) -> str | None:
    """Normalised name, equal for spellings of one employer; None for None."""
    if name is None:
        return None
    name = " ".join(name[:KEY_REACH].split())
    bare = _REMARK.sub("", _JUNK.sub(" ", name)).strip() or name
    plain = unicodedata.normalize("NFKD", bare).encode("ascii", "ignore").decode() or name
    plain = re.sub(r"^(?:https?://)?(?:www\.)?", "", plain.casefold().strip())
    plain = _COMMON_DOMAIN.sub("", re.sub(r"(?<=\b\w)\.(?=\w\b)", "", plain).strip(" .,/"))
    before = None
    while before != plain:
        before = plain
        plain = _LEGAL_FORM.sub("", " ".join(re.sub(r"[.,]+(?=\s|$)", " ", plain).split()))
    plain = re.sub(r"^the\s+(?=\w)", "", plain).replace("&", "and")
    return re.sub(r"[\W_]+", "", plain) or None
