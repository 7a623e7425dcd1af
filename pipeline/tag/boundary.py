"""Where a word ends: the character rules around a form, and the stretches of a text that are addresses."""

from __future__ import annotations

import re
from bisect import bisect_right

_TLD = "ai com io org net dev co edu gov app tech jobs eu uk de fr us me xyz so sh gg cloud info biz inc".replace(
    " ", "|"
)
_ADDRESS = re.compile(rf"[:@.w](?:(?<=:)//|(?<=@)|(?<=w)ww\.|(?<=\.)(?:{_TLD}|{_TLD.upper()})\b(?![-'’]))")
_DOT_NET = re.compile(r"(?i:asp|vb|ado|ml|[^\w])\.net$|\.NET$")  # a platform, not a domain
_CHUNK_END = re.compile(r"[\s<>()\[\]{}|\"“”,;]")
_OUTSIDE = frozenset('<>()[]{}|"“”,;')
PARTED = ord(" ")
_NEAR = 200  # characters on each side in which the ends of a form's stretch are looked for
_STOPS = b".:!"  # no question mark: what is not ASCII is shown as one
_EDGES = bytes(PARTED if chr(code).isspace() or chr(code) in _OUTSIDE else code for code in range(256))
_LETTER_AND = "&'’"
_LIBRARY = re.compile(r"\.js(?![A-Za-z0-9])", re.IGNORECASE)  # Angular.JS
_WHOLE = re.compile(r"-(?:language|based|programming)\b", re.IGNORECASE)  # C-based
_CJK = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]")


def edges(text: str) -> bytes:
    """A byte for the character before each offset of the text, and one after it: PARTED where it surely parts words."""
    return b" " + text.encode("ascii", "replace").translate(_EDGES) + b"  "


def is_parted(edges: bytes, start: int, end: int) -> bool:
    """Whether a form at these offsets surely stands whole and in no address: white space or brackets around it."""
    return (
        edges[start] == PARTED
        and (edges[end + 1] == PARTED or (edges[end + 1] in _STOPS and edges[end + 2] == PARTED))
        and end - start > 1
    )


def is_in_address(text: str, start: int, end: int) -> bool | None:
    """Whether `addresses` of the text would cover a form, by the stretch it begins in; None: too far from its ends."""
    first, least = start, max(0, start - _NEAR)
    while first > least and text[first - 1] not in _OUTSIDE and not text[first - 1].isspace():
        first -= 1
    stop = _CHUNK_END.search(text, start, start + _NEAR)
    if (first == least > 0) or (stop is None and start + _NEAR < len(text)):
        return None
    last = stop.start() if stop is not None else len(text)
    hits = _ADDRESS.finditer(text, first, last)
    return (start > first or end < last - 1) and not all(_is_word(text, hit) for hit in hits)


def addresses(text: str) -> tuple[list[int], list[int]]:
    """Starts and ends of URLs, e-mail addresses and domains, in order."""
    starts: list[int] = []
    ends: list[int] = []
    for hit in _ADDRESS.finditer(text):
        begun = ends[-1] if ends else 0
        if hit.start() < begun or _is_word(text, hit):
            continue
        start = hit.start()
        while start > begun and text[start - 1] not in _OUTSIDE and not text[start - 1].isspace():
            start -= 1
        stop = _CHUNK_END.search(text, hit.end())
        starts.append(start)
        ends.append(stop.start() if stop else len(text))
    return starts, ends


def _is_word(text: str, hit: re.Match[str]) -> bool:
    """Whether the sign belongs to no address: ".NET", "ASP.NET", "engineer @ Acme"."""
    if hit.group() == "@":
        return hit.end() >= len(text) or not text[hit.end()].isalnum()
    return hit.group()[0] == "." and (
        hit.start() == 0
        or not text[hit.start() - 1].isalnum()
        or _DOT_NET.search(text, hit.start() - 4, hit.end()) is not None
    )


def covered(start: int, end: int, spans: tuple[list[int], list[int]]) -> bool:
    """Whether the stretch lies in one of the spans but is not one itself ("fast.ai" is a form of its own)."""
    where = bisect_right(spans[0], start) - 1
    return where >= 0 and start < spans[1][where] and not (start == spans[0][where] and end >= spans[1][where] - 1)


def _foreign(char: str) -> bool:
    return not char.isascii() and char.isalnum() and _CJK.match(char) is None


def _single_letter_stands(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if after == "-" and _WHOLE.match(text, end) and not (before in _LETTER_AND and before):
        return True
    if (before in _LETTER_AND and before) or (after in _LETTER_AND and after):  # R&D, C&A, O'R
        return False
    if (before in ("-", "‑", "–", ".") and before) or (after in ("-", "‑", "+") and after):  # Objective-C, C-level, R+D
        return False
    around = text[max(0, start - 2) : end + 3]
    return re.search(r"\w\s?&\s?\w", around) is None


def stands(text: str, start: int, end: int) -> bool:
    """Whether the characters around a form make it a whole word; the form itself is already compared."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if (before and _foreign(before)) or (after and _foreign(after)):
        return False
    if after == "#" or text.startswith("++", end):
        return False
    if before == "." and start > 1 and text[start - 2].isalnum() and not text[start].isupper():  # example.python
        return False
    if after == "." and end + 1 < len(text):
        following = text[end + 1 : end + 3]
        begins = following[0].isupper() and following[1:].islower()  # a sentence
        goes_on = text[end - 1].isdigit() and following[0].isdigit()  # a version: Llama 3.1
        if following[0].isalnum() and not (begins or goes_on or _LIBRARY.match(text, end)):  # asp.net, gpt.5
            return False
    if end - start == 1:
        return _single_letter_stands(text, start, end)
    return not (before == "#" and start > 1 and text[start - 2].isalnum())
