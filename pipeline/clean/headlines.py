"""The lines of a posting that speak about the job as a whole: its header, its lists of titles, its labels."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.clean.triggers import triggers

URL = re.compile(r"https?://\S+|www\.\S+")
HEADER_LENGTH, HEADER_REACH, HEADER_LINES = 500, 1200, 8
TITLE_LENGTH = 110
SHORT = 40
WANTED_REACH = 160  # characters that "looking for" governs, within its sentence
SEPARATED = re.compile(r"[|•·]| [-–—] ")
JOB = re.compile(
    r"engineer|developer|scientist|designer|manager|analyst|architect|programmer|lead\b|researcher|head of|director"
    r"|devops|sre\b|intern\b|interns\b|internship|administrator|consultant|specialist|hacker|full[- ]?stack"
    r"|back[- ]?end|front[- ]?end|devs?\b|eng\b|engs\b|cto\b|qa\b|tester|marketer|writer|associate|recruiter"
)
SENTENCE = re.compile(r"[.!?] +[A-Z]|\b(?:[Yy]ou|[Yy]our|[Ww]e|[Oo]ur|us|they|is|are|was|will|has|have)\b")
FULL_STOP = re.compile(r"[a-z]{2}[.!?](?:\s|$)")
LABEL = re.compile(
    r"\W{0,4}(?:job|employment|position|work|contract|role|engagement|location|workplace|schedule|seniority"
    r"|experience)?"
    r"[ _]?(?:types?|level|mode|model|status|arrangement|locations?|policy|term|workplace"
    r"|schedule)\W{0,3}\s*[:\-–—]\s*(\S.{0,120})",
    re.I,
)


@lru_cache(maxsize=32)
def header(text: str) -> str:
    """The first line without addresses, if it is no prose, and the short lines and lines with bars that follow soon."""
    lines = [line for line in text[:HEADER_REACH].split("\n") if line.strip()][:HEADER_LINES]
    heads = [
        line for line in lines[1:] if len(line) <= (TITLE_LENGTH if "|" in line else SHORT) and not has_full_stop(line)
    ]
    if lines and (SEPARATED.search(lines[0][:HEADER_LENGTH]) or not _is_prose(lines[0])):
        heads.insert(0, lines[0])
    joined = " | ".join(heads)
    if "http" in joined or "www." in joined:
        joined = URL.sub(" ", joined)
    return joined[:HEADER_LENGTH]


def _is_prose(line: str) -> bool:
    return len(line) > TITLE_LENGTH * 2 or has_full_stop(line)


def has_full_stop(line: str) -> bool:
    """Whether a sentence ends in the line."""
    return ("." in line or "!" in line or "?" in line) and FULL_STOP.search(line) is not None


@lru_cache(maxsize=32)
def labelled(text: str) -> tuple[str, ...]:
    """What stands behind labels such as "Employment type:" and "Location:"."""
    out: dict[int, str] = {}
    for cue in triggers(text)["label"]:
        start = text.rfind("\n", 0, cue) + 1
        if cue - start <= 24 and start not in out and (match := LABEL.match(text, start, start + 200)):
            out[start] = match.group(1).split("\n", 1)[0]
    return tuple(out.values())


def is_about_the_job(text: str, at: int) -> bool:
    """Whether a word stands where jobs are named: header, a list of titles, or behind "we are looking for"."""
    start = text.rfind("\n", 0, at) + 1
    if not text[:start].strip() and header(text):
        return True
    end = text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    if len(line) <= TITLE_LENGTH and ("|" in line or (JOB.search(line.lower()) and not SENTENCE.search(line))):
        return True
    for cue in reversed(triggers(text)["wanted"]):
        if cue < at:
            return at - cue <= WANTED_REACH and not re.search(r"[.!?]\s|\n", text[cue:at])
    return False
