"""Titles after words that announce them ("we are hiring …"), and where nothing else names one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.tag.naming import Areas, Found, named
from pipeline.tag.nouns import Scan

_CUE = re.compile(
    r"(?:hiring|looking (?:to (?:hire|add|recruit|bring(?: on)?|find|grow our team with|fill)(?: for)?|for)"
    r"|seeking(?: to (?:hire|add|recruit))?|searching for|in search of|(?:to )?recruit(?:ing)?|(?:want )?to hire"
    r"|bringing on|(?:trying )?to find|(?:hunt|lookout) for"
    r"|we seek|seeks|(?:we |in )?needs?(?: of)?|wanted|(?:roles?|positions?|openings?|jobs?|vacancy|vacancies"
    r"|opportunit(?:y|ies))(?: titles?| available| open| include| including| are)*"
    r"(?:\s+(?:for|of|in|as|include|including|are|available for|such as|like))?|to add|adding| as"
    r"|(?:job )?title)(?:\s*[:\-–\])]+\s*|(?:(?<=open)|(?<=available))\.\s+(?-i:(?=[A-Z]))|\s+)",
    re.IGNORECASE,
)
_FIRM = re.compile(r"(?:engineering|development)$", re.IGNORECASE)
_IN_SOFTWARE = re.compile(r"\b(?:user|access|permission|account)\s$", re.IGNORECASE)  # roles that are no jobs
_ONE_JOB = re.compile(r"\b(?:the|this|your)\s$", re.IGNORECASE)  # "The role:" heads duties, not titles
_SURE = re.compile(r"(?:Engineer|Developer|Programmer|Scientist|Designer|Analyst|Administrator)s?")
_CAPITALS = re.compile(r"(?:(?<![\w@./])\d?[A-Z][\w+#./-]*(?: [&+] | ))+$")
_AS = re.compile(r"(?:join (?:us|our team|the team|our \w+ team|\w+)|working|work|us)$", re.IGNORECASE)
_AREAS_AFTER = re.compile(r"(?:hiring|role|position|opening|job|vacanc|title)", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:for|of|our|in|are|have|has|hiring|multiple|several|various|many|all|open|the|fill|both"
    r"|some|few|also|new)\s",
    re.IGNORECASE,
)
_IN_A_LINK = tuple("/-_.=")
_ADDRESSED = re.compile(
    r"\b(?:as (?:a|an|our|the)|if you(?:['’]re| are) (?:a|an))\s+(?=[^.,\n]{3,60}(?:,| you|who|interested|with|to"
    r"|looking|\())",
    re.IGNORECASE,
)
_NOT_CUE = re.compile(
    r"(?:hiring|the|this|a|an|our|your)?\s*(?:manager|process|partner|team lead|managers|and \w+ing|to you|forward"
    r"|at(?! least)|like|into|back|after|up|out|who|is|will|requires?|you|we|us|with|that|which|on|across|page"
    r"|listed|here|can|have|has|may|was|below|see|description|(?<= in )an?"
    r"|(?:platforms?|software|tools?|marketplaces?|solutions?|criteria|practices|decisions)"
    r"(?=\s+(?:for|to|that|which|is|are)\b|[.]|, (?:and )?(?:we|which|that|our|it)\b))\b",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"(?<![A-Z]r)(?<!\b[A-Za-z]s)[.](?!\w)|[!?\n]|\s(?:to(?! (?:senior|mid|staff|principal|junior|sr)\b)|who|that"
    r"|with|in(?! test\b)|at(?! least)|on(?! rails)|having|interested|passionate (?:about|for)|based|which|because|so"
    r"|as|if|we|you|from|across|experienced in|capable|willing|excited|http\S*|responsible|familiar"
    r"|proficient|skilled|available|working|ready|whose|where|by|about|around|into|will|can|is|are)\b|\s[-–—]\s|—"
    r"|\bhttps?:|\(http|\blet['’]s|\bthis\b",
    re.IGNORECASE,
)


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
