"""Lines that begin with titles: headings, bullets, "Title: duties", "Title (link)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.tag.naming import Found, named
from pipeline.tag.nouns import Scan
from pipeline.tag.pieces import begins
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
_FIELD = re.compile(r"(?:engineering|development|people|person)$", re.IGNORECASE)
_LABELLED = re.compile(r"[\s\-*•#]*" + _LABEL.pattern, re.IGNORECASE)
_WORDS = re.compile(r"[^\n:(|–—]{2,45}?(?=\s*(?:$|\n|:|\s[-–—]|\(|\||https?:))")
_BREAKS = re.compile(
    r"\s*:\s|:$|\s+[-–—]+\s|[-–—]\s+|\s+\|\s*|\shttps?:|\(?https?:|\s\(?<EMAIL>|\s@\s|(?<![SJsj][Rr])\.\s|\.$"
    r"|\s\+\s*$|\sx\d|->|=>|→"
)
_PROSE = re.compile(
    r"\b(?:we|our|you|your|is|are|was|were|have|has|who|that|this|to|work|working|worked"
    r"|(?<!user )experience(?! (?:design|engineer|lead|manager|research))"
    r"|experiences|help(?! ?desk)|love|be|years?|degree|by|an?|the|it|us|i|i'm|knowledge|understanding|ability"
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
_OPENS = re.compile(
    r"(?:hiring|looking for|seeking|positions?|roles?|openings?|jobs?|opportunit\w+|vacanc\w+|engineers?"
    r"|developers?|people|recruiting|need|talent|following|areas?)\b[^.!?\n]{0,60}(?::|-|–|…|\.\.\.)?\s*$",
    re.IGNORECASE,
)
_ONE_JOB = re.compile(  # a heading of duties, not of titles
    r"\W*(?:(?:about|in) )?(?:the|this|your) (?:role|job|position|opportunity)\W*$"
    r"|\W*(?:(?:key|main|core|your|the) )*(?:responsibilit\w+|duties|tasks|requirements|qualifications)\b",
    re.IGNORECASE,
)
_JOINING = re.compile(r"(?:\W|\b(?:and|or|etc|more|the|an?|of|team|roles?|positions?|jobs?|engineers?|hiring)\b)*")


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
                if in_list or scanned.nouns(at, at + 120) or _LABELLED.match(text, at, end)
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
    if _ONE_JOB.match(text, start, end) or (end - start > 80 and text[end - 1] not in ":-–….") or (end - start > 220 and text[end - 1] != ":"):
        return False
    return (scanned.announces(near, end) or "ollowing" in text[near:end]) and _OPENS.search(text, near, end) is not None


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
    if not scanned.nouns(begin, stop):
        is_area = is_labelled or (in_list and stop - begin <= 60 and area_of(text[begin:stop])[0] is not None)
        return named(scanned, begin, stop, "weak") if is_area else []
    found = named(scanned, begin, stop, "plain" if in_list else "none")
    if found and found[0].is_area and not _is_whole(text, begin, stop, found):
        return []
    if not found or not _advertises(text, begin, end, found, in_list=in_list):
        return []
    return [*found, *_barred(scanned, stop, end)] if text.count("|", stop, end) > 1 else found


def _barred(scanned: Scan, start: int, end: int) -> Iterator[Found]:
    """The titles of the other fields of a line like "Data Engineer | Android Developer | Product Designer"."""
    at = scanned.text.find("|", start, end)
    while 0 <= at < end:
        stop = scanned.text.find("|", at + 1, end)
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
    return bool(scanned.nouns(start, min(end, start + 60)))


def _is_prose(text: str, begin: int, noun: int, *, after_bullet: bool) -> bool:
    """Whether the words up to the first noun are a sentence and not a title."""
    first = _FIRST.match(text, begin, noun)
    if (first and first[0].lower() in _sentences()) or (after_bullet and text[begin].islower()):
        return True
    return _BREAKS.search(text, begin + 2, noun) is not None or _PROSE.search(text, begin, noun) is not None


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


def _advertises(text: str, begin: int, end: int, found: Sequence[Found], *, in_list: bool) -> bool:
    """Whether the line offers the titles, and does not sign, describe colleagues or name a field."""
    first = found[0]
    if not begins(text, begin, first.start) or _SIGNED.match(text, first.end, end):
        return False
    if _PROSE.search(text, begin, first.start + len(first.title.split("(")[0])):
        return False
    return (in_list or _FIELD.search(found[-1].title) is None) and _AFTER.match(text, first.end, end) is not None


def _is_whole(text: str, begin: int, stop: int, found: Sequence[Found]) -> bool:
    """Whether a stretch that begins with an area names areas and titles, and is no sentence ("Design and run ...")."""
    if not begins(text, begin, found[0].start):
        return False
    at = found[0].end
    for one in found[1:]:
        if _JOINING.fullmatch(text, at, one.start) is None:
            return False
        if not one.is_area:
            return _PROSE.search(text, begin, one.end) is None
        at = one.end
    return _JOINING.fullmatch(text, at, stop) is not None or text[at:stop].lstrip()[:1] in "(:-–,"


def _specialty(scanned: Scan, start: int, end: int) -> int | None:
    """The end of a specialty after a dash: "Software Engineer - Frontend"."""
    text = scanned.text
    mark = _WORDS.match(text, start, end)
    if mark is None or text[start - 2 : start].strip() not in ("-", "–", "—"):
        return None
    return (
        mark.end()
        if area_of(mark[0])[0]
        or (len(mark[0].split()) <= 4 and mark[0][0].isupper() and bool(scanned.nouns(*mark.span())))
        else None
    )
