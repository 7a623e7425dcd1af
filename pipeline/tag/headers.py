"""Titles in the first lines of a posting and after words that announce them ("we are hiring …")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.tag.naming import Areas, Found, named
from pipeline.tag.nouns import Scan
from pipeline.tag.pieces import begins

_SEGMENT = re.compile(r"\s*\|+\s*|\s*[•·]\s+|\s+//\s+")
_DASHED = re.compile(r"\s+[-–—]+\s+|\s*[–—]\s*|\s+//?\s+|\s+@\s+|\s+(?=https?://)|\s+\(?(?=www\.)|:\s+|;\s+")
_NO_TITLE = re.compile(
    r"(?:https?:|www\.|\$|€|£|\d)|(?:on-?site|remote|full[- ]?time|part[- ]?time|contract|visa|hybrid|equity|salary"
    r"|usa?|uk|eu|nyc|sf)\b[^|]{0,25}$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:we|our|is|are|was|that|which|founded|you|your|who|makes?|builds?|helps?|platform for|marketplace"
    r"|engine for|software for|tools? for)\b",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"(?:hiring|looking (?:to (?:hire|add|recruit|bring(?: on)?|find|grow our team with|fill)(?: for)?|for)"
    r"|seeking(?: to (?:hire|add|recruit))?|searching for|in search of|(?:to )?recruit(?:ing)?|(?:want )?to hire"
    r"|bringing on|(?:trying )?to find|(?:hunt|lookout) for"
    r"|seeks|(?:we |in )?needs?(?: of)?|wanted|(?:roles?|positions?|openings?|jobs?|vacancy|vacancies"
    r"|opportunit(?:y|ies))(?: titles?| available| open| include| including| are)*"
    r"(?:\s+(?:for|of|in|as|include|including|are|available for|such as|like))?|to add|adding| as"
    r"|(?:job )?title)(?:\s*[:\-–\])]+\s*|(?:(?<=open)|(?<=available))\.\s+(?-i:(?=[A-Z]))|\s+)",
    re.IGNORECASE,
)
_IN_SOFTWARE = re.compile(r"\b(?:user|access|permission|account)\s$", re.IGNORECASE)  # roles that are no jobs
_ONE_JOB = re.compile(r"\b(?:the|this|your)\s$", re.IGNORECASE)  # "The role:" heads duties, not titles
_SURE = re.compile(r"(?:Engineer|Developer|Programmer|Scientist|Designer|Analyst|Administrator)s?")
_CAPITALS = re.compile(r"(?:(?<![\w@./])\d?[A-Z][\w+#./-]*(?: [&+] | ))+$")
_AS = re.compile(r"(?:join (?:us|our team|the team|our \w+ team|\w+)|working|work|us)$", re.IGNORECASE)
_AREAS_AFTER = re.compile(r"(?:hiring|role|position|opening|job|vacanc|title)", re.IGNORECASE)
_SENTENCE = re.compile(r"[a-z]\.\s")
_BEFORE = re.compile(
    r"\b(?:for|of|our|in|are|have|has|hiring|multiple|several|various|many|all|open|the|fill|both"
    r"|some|few|also|new)\s",
    re.IGNORECASE,
)
_IN_A_LINK = tuple("/-_.=")
_FIRM = re.compile(r"(?:engineering|development)$", re.IGNORECASE)
_SPACED_DASH = re.compile(r"\s+[-–—]+\s+")
_BRACKETED = re.compile(r"\(([^()]{4,60})\)")
_ADDRESSED = re.compile(
    r"\b(?:as (?:a|an|our|the)|if you(?:['’]re| are) (?:a|an))\s+(?=[^.,\n]{3,60}(?:,| you|who|interested|with|to"
    r"|looking|\())",
    re.IGNORECASE,
)
_NOT_CUE = re.compile(
    r"(?:hiring|the|this|a|an|our|your)?\s*(?:manager|process|partner|team lead|managers|and firing|to you|forward"
    r"|at(?! least)|like|into|back|after|up|out|who|is|will|requires?|you|we|us|with|that|which|on|across|page"
    r"|listed|here|can|have|has|may|was|below|see|description|(?<= in )an?"
    r"|(?:platforms?|software|tools?|marketplaces?|solutions?|criteria|practices|decisions)"
    r"(?=\s+(?:for|to|that|which|is|are)\b|[.]|, (?:and )?(?:we|which|that|our|it)\b))\b",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"(?<![A-Z]r)(?<!\b[A-Za-z]s)[.](?!\w)|[!?\n]|\s(?:to(?! (?:senior|mid|staff|principal|junior|sr)\b)|who|that"
    r"|with|in(?! test\b)|at(?! least)|on(?! rails)|having|interested|passionate (?:about|for)|based|which|because|so|as|if|we"
    r"|you|from"
    r"|across|experienced in|capable|willing|excited|http\S*|responsible|familiar"
    r"|proficient|skilled|available|working|ready|whose|where|by|about|around|into|will|can|is|are)\b|\s[-–—]\s|—"
    r"|\bhttps?:|\(http|\blet['’]s|\bthis\b",
    re.IGNORECASE,
)


def header(scanned: Scan) -> tuple[list[Found], int]:
    """Titles of the header, and where it ends: with the first line, or a later one of the first few that has them."""
    text = scanned.text
    start = len(text) - len(text.lstrip(" \n\t=-*#_"))
    end = _line_end(text, start)
    found = _header_line(scanned, start, end) or _bracketed(scanned, start, end)
    following = end + 1
    while not found and following < len(text) and following - start < 400:
        stop = _line_end(text, following)
        line = text[following:stop]
        if line.strip() and (
            (len(line) > 90 and "|" not in line) or following - start > 250 or line.lstrip()[0] in "-*•–"
        ):
            break
        names = _header_line(scanned, following, stop) if line.strip() else []
        if "|" not in line:
            names = [found for found in names if found.role != "non_it"]
        if "|" in line or (names and not names[0].is_generic and not begins(text, following, names[0].start)):
            found = names
        end, following = (stop, stop + 1) if found or "|" in line else (end, stop + 1)
    return found, end


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _header_line(scanned: Scan, start: int, end: int) -> list[Found]:
    text = scanned.text
    barred = any(bar in text[start:end] for bar in "|•·")
    stretches = list(_split(_SEGMENT if barred else _DASHED, text, start, min(end, start + 600)))
    if barred and not scanned.nouns(start, stretches[0][0] + len(_SPACED_DASH.split(text[slice(*stretches[0])])[0])):
        stretches = [*_split(_SPACED_DASH, text, *stretches[0]), *stretches[1:]]
    found: list[Found] = []
    for i, (a, b) in enumerate(stretches):
        if (
            b - a > 140 * max(1, len(scanned.nouns(a, b)))
            or (i and b - a > 60 and _ABOUT.search(text, a, b))
            or (not scanned.nouns(a, b) and _NO_TITLE.match(text, a, b))
        ):
            continue
        names = named(scanned, a, b, "weak" if barred else "plain" if i or scanned.nouns(a, b) else "none")
        if i == 0 and names and not _is_title(scanned, a, b, names, alone=len(stretches) == 1):
            continue
        found += names
    return found


def _is_title(scanned: Scan, start: int, end: int, names: list[Found], *, alone: bool) -> bool:
    """Whether a first segment is titles and nothing else: it is an employer as a rule."""
    words = scanned.text[start:end]
    before = words[: names[0].start - start].strip(" :-*[(")
    if not alone and names[0].is_generic and len(words.split()) == 1 and not words.rstrip().endswith("s"):
        return False
    if len(before) > 12 or names[0].role == "non_it" or (not alone and _FIRM.search(names[-1].title)):
        return (
            alone
            and ("," in words or "(" in words)
            and _SENTENCE.search(words) is None
            and (len(words) <= 60 or _ABOUT.search(words) is None)
        )
    if alone or _SPACED_DASH.match(scanned.text, names[-1].end):
        return True
    return names[-1].end - start >= len(words.rstrip(" .:!)]")) - 14


def _bracketed(scanned: Scan, start: int, end: int) -> list[Found]:
    """Titles in a bracket of the first line: "Company, Town (Senior Data Analyst)"."""
    brackets = _BRACKETED.finditer(scanned.text, start, min(end, start + 300))
    return [
        found
        for bracket in brackets
        for found in named(scanned, *bracket.span(1), "none")
        if begins(scanned.text, bracket.start(1), found.start)
    ]


def _split(mark: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in mark.finditer(text, start, end):
        yield at, found.start()
        at = found.end()
    yield at, end


def announced(scanned: Scan, start: int, areas: Areas = "none") -> Iterator[Found]:
    """Titles after an announcement ("We are hiring a …", "Open roles: …").

    `areas`: whether words without a noun of a job count after words that announce people ("looking for").
    """
    text, done = scanned.text, start
    for at in scanned.cues:
        if at < done or text[at - 1 : at] in _IN_A_LINK:
            continue
        cue = _CUE.match(text, at)
        if (
            cue is None
            or _NOT_CUE.match(text, cue.end())
            or (text.find("\n", at, cue.end()) > 0 and _ONE_JOB.search(text, max(0, at - 10), at))
            or _IN_SOFTWARE.search(text, max(0, at - 12), at)
            or (text[at] == " " and not _AS.search(text, max(0, at - 20), at))
        ):
            continue
        begin = cue.end()
        stop = _STOP.search(text, begin, begin + 220)
        done = stop.start() if stop else min(len(text), begin + 220)
        names = named(scanned, begin, done, "plain" if _AREAS_AFTER.match(text, at) else areas)
        yield from (
            found for found in names if not (cue[0][0] in "oO" and _FIRM.search(found.title) and "pp" in cue[0])
        )


def departments(scanned: Scan) -> Iterator[Found]:
    """Areas that stand before "roles" or "positions" ("frontend and security roles"): where nothing else is said."""
    text = scanned.text
    for at in scanned.cues:
        if text[at : at + 4].lower() in ("role", "posi", "open"):
            begin = max(text.rfind(mark, max(0, at - 90), at) + 1 for mark in ".!?:\n(")
            for word in _BEFORE.finditer(text, max(begin, at - 90), at):
                begin = word.end()
            yield from named(scanned, max(begin, at - 90), at, "plain")


def addressed(scanned: Scan) -> Iterator[Found]:
    """Titles by which the reader is addressed ("As a Founding Engineer, you …"): where nothing else is said."""
    text = scanned.text
    for cue in _ADDRESSED.finditer(text):
        stop = _STOP.search(text, cue.end(), cue.end() + 90)
        end = min(stop.start() if stop else len(text), cue.end() + 70)
        comma = text.find(",", cue.end(), end)
        yield from named(scanned, cue.end(), comma if comma > 0 else end, "none")


def capitalised(scanned: Scan) -> Iterator[Found]:
    """Titles in capitals anywhere in the first part of a text ("... a Go Engineer ..."): where nothing else is said."""
    text = scanned.text
    for i in scanned.nouns(0, 1500):
        last = scanned.ends[i - 1] if i else 0
        begin = _CAPITALS.search(text, max(last, scanned.starts[i] - 60), scanned.starts[i])
        if begin is not None and _SURE.fullmatch(text, scanned.starts[i], scanned.ends[i]):
            yield from (
                found
                for found in named(scanned, begin.start(), scanned.ends[i], "none")
                if not found.is_generic and found.role != "non_it"
            )
