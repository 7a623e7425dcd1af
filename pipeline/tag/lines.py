"""Lines that begin with titles: headings, bullets, "Title: duties", "Title (link)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.clean.patterns import caseless, lower
from pipeline.tag.naming import Found, named
from pipeline.tag.nouns import Scan
from pipeline.tag.offers import PROSE, advertises, is_whole
from pipeline.tag.titles import area_of
from pipeline.taxonomy.advertising import words

_BULLET = re.compile(
    r"(?:[\s\-*•–—·#>=_~+◦▪●►→✔🔹]|o(?=\s))*(?:\(?(?:\d{1,2}[.):>/]|(?:[a-hA-H]|[ivx]{1,4})[.):>])\s*|\[\d\]\s*)?"
    r"(?:\d{1,2}\s?x\s+|x\d\s+)?[\s*_\"'“‘(\[:#]*"
)
_LABEL = re.compile(
    r"(?:job (?:titles?|positions?|description)|titles?|positions?|roles?|jobs?|openings?|open positions?"
    r"|open roles?|we(?:'re| are) hiring|hiring|now hiring|job|who|what|wanted|summary|key words|opportunity"
    r"|looking for)\s*[:\-–]\s*",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(
    r"(?:engineering|design|product|data|sales|marketing|operations|recruiting|finance|people|research|security|it"
    r"|infrastructure|mobile|support|customer success)(?: team)?\s*(?::|\s[-–—])\s+",
    re.IGNORECASE,
)
_FIRST = re.compile(r"[A-Za-z'’]+")
_LABELLED = re.compile(r"[\s\-*•#]*" + _LABEL.pattern, re.IGNORECASE)
_WORDS = re.compile(r"[^\n:(|–—]{2,45}?(?=\s*(?:$|\n|:|\s[-–—]|\(|\||https?:))")
_BREAKS = re.compile(
    r"\s*:\s|:$|\s+[-–—]+\s|[-–—]\s+|\s+\|\s*|\shttps?:|\(?https?:|\s\(?<EMAIL>|\s@\s|(?<![SJsj][Rr])\.\s|\.$"
    r"|\s\+\s*$|\sx\d|->|=>|→"
)
_OPENS = caseless(
    r"(?:hiring|to hire|looking for|seeking|positions?|roles?|openings?|jobs?|opportunit\w+|vacanc\w+|engineers?"
    r"|developers?|people|recruiting|need|talent|following|areas?)\b[^.!?\n]{0,60}(?::|-|–|…|\.\.\.)?\s*$",
)
_ONE_JOB = re.compile(  # a heading of duties, not of titles
    r"\W*(?:(?:about|in) )?(?:the|this|your) (?:role|job|position|opportunity)\W*$"
    r"|\W*(?:(?:key|main|core|your|the) )*(?:responsibilit\w+|duties|tasks|requirements|qualifications)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _sentences() -> frozenset[str]:
    return frozenset(words("sentences"))


def titled(scanned: Scan, start: int) -> Iterator[tuple[tuple[Found, ...], int, int]]:
    text, in_list, at = scanned.text, False, start
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if end - at > 1:
            found = (
                _line(scanned, at, end, in_list=in_list)
                if in_list or scanned.names(at, at + 120) or _LABELLED.match(text, at, end)
                else []
            )
            if found:
                yield tuple(found), at, end
            else:
                in_list = _opens(scanned, at, end) or (in_list and end - at <= 220 and _is_item(text, at))
        at = end + 1


def _opens(scanned: Scan, start: int, end: int) -> bool:
    """Whether a list of jobs may follow the line."""
    text, near = scanned.text, max(start, end - 110)
    if (end - start > 80 and text[end - 1] not in ":-–….") or (end - start > 220 and text[end - 1] != ":"):
        return False
    if not (scanned.announces(near, end) or "ollowing" in text[near:end]) or _ONE_JOB.match(text, start, end):
        return False
    return _OPENS.search(lower(text), near, end) is not None


def _is_item(text: str, at: int) -> bool:
    return text[at] in "-*•–+·#123456789 (h<"


def _line(scanned: Scan, start: int, end: int, *, in_list: bool) -> list[Found]:
    """The titles that the line begins with."""
    text = scanned.text
    begin, in_list, is_labelled = _opening(scanned, start, end, in_list=in_list)
    if text.startswith(("http", "www."), begin):
        return []
    nouns = scanned.nouns(begin, min(end, begin + 110))
    noun = scanned.ends[nouns[0]] if nouns else begin + 2
    if nouns and not in_list and (noun - begin > 75 or _is_prose(text, begin, noun, after_bullet=begin > start)):
        return []
    stop = _stop(scanned, noun if nouns and not in_list else begin + 2, begin, end)
    if stop is None and not in_list:
        return []
    stop = _bracketed(text, begin, stop or min(end, begin + 110), end)
    if not scanned.names(begin, stop):
        is_area = is_labelled or (in_list and stop - begin <= 60 and area_of(text[begin:stop])[0] is not None)
        return named(scanned, begin, stop, "weak") if is_area else []
    found = named(scanned, begin, stop, "plain" if in_list else "none")
    if found and found[0].is_area and not is_whole(text, begin, stop, found):
        return []
    if not found or not advertises(text, begin, end, found, in_list=in_list):
        return []
    return [*found, *_fields(scanned, stop, end)]


def _fields(scanned: Scan, start: int, end: int) -> Iterator[Found]:
    """The titles of the other fields of a line like "Data Engineer | Android Developer | Product Designer"."""
    text = scanned.text
    bar = next((bar for bar in "|;" if text.count(bar, start, end) > 1), None)
    at = text.find(bar, start, end) if bar else -1
    while bar and 0 <= at < end:
        stop = text.find(bar, at + 1, end)
        stop = end if stop < 0 else stop
        if stop - at <= 80:
            yield from named(scanned, at + 1, stop, "none")
        at = stop


def _opening(scanned: Scan, start: int, end: int, *, in_list: bool) -> tuple[int, bool, bool]:
    """Where the line begins after bullet and label, whether a job may be expected, and whether a label says so."""
    text = scanned.text
    bullet = _BULLET.match(text, start, end)
    begin = bullet.end() if bullet else start
    label = _LABEL.match(text, begin, end)
    if label:
        return label.end(), True, True
    department = _DEPARTMENT.match(text, begin, end)
    if department and _nouns_follow(scanned, department.end(), end):
        return department.end(), True, False
    return begin, in_list, False


def _nouns_follow(scanned: Scan, start: int, end: int) -> bool:
    return scanned.names(start, min(end, start + 60))


def _is_prose(text: str, begin: int, noun: int, *, after_bullet: bool) -> bool:
    """Whether the words up to the first noun are a sentence and not a title."""
    first = _FIRST.match(text, begin, noun)
    if (first and first[0] != "IT" and first[0].lower() in _sentences()) or (after_bullet and text[begin].islower()):
        return True
    return _BREAKS.search(text, begin + 2, noun) is not None or PROSE.search(text, begin, noun) is not None


def _stop(scanned: Scan, start: int, begin: int, end: int) -> int | None:
    """Where the title ends by a colon, a dash, a link …; None for a line that goes on."""
    limit = min(end, begin + 110)
    if cut := _BREAKS.search(scanned.text, start, limit):
        return _specialty(scanned, cut.end(), end) or cut.start()
    return limit if end - begin <= 110 else None


def _bracketed(text: str, begin: int, stop: int, end: int) -> int:
    """The stop, with a bracket that it cuts taken in whole or left out."""
    opening = text.find("(", begin, stop)
    closing = text.find(")", opening, end) if opening >= 0 else -1
    if opening <= begin or opening < closing < stop:
        return stop
    return closing + 1 if 0 < closing - opening <= 120 else opening


def _specialty(scanned: Scan, start: int, end: int) -> int | None:
    """The end of a specialty after a dash: "Software Engineer - Frontend"."""
    text = scanned.text
    mark = _WORDS.match(text, start, end)
    if mark is None or text[start - 2 : start].strip() not in ("-", "–", "—"):
        return None
    return (
        mark.end()
        if area_of(mark[0])[0] or (len(mark[0].split()) <= 4 and mark[0][0].isupper() and scanned.names(*mark.span()))
        else None
    )
