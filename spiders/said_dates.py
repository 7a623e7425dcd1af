"""A day as a web page says it: ISO in all its spellings, words, seconds. What could be two days is none."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?=$|T)")
NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
IN_WORDS = re.compile(
    rf"(?:(?P<before>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+)?(?P<month>{'|'.join(MONTHS)})[a-z]*\.?[\s,-]+"
    r"(?:(?P<after>\d{1,2})(?:st|nd|rd|th)?[\s,]+)?(?P<year>(?:19|20)\d{2})",
    re.I,
)
EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")


def said_day(value: Any) -> date | None:
    """The day as written, without a shift of time zones; None where it cannot be told or never was."""
    if isinstance(value, dict):
        value = value.get("@value")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = str(value).strip()
    try:
        return _day(text)
    except (ValueError, OverflowError):
        return None


def _day(text: str) -> date | None:
    if found := ISO.match(text) or COMPACT.match(text):
        return _likely(int(found[1]), int(found[2]), int(found[3]))
    if EPOCH.fullmatch(text):
        seconds = float(text) / (1000 if len(text.partition(".")[0]) > 10 else 1)
        return datetime.fromtimestamp(seconds, UTC).date()
    if found := NUMBERS.match(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if found[2] == "." or first > 12:
            return _likely(year, second, first)
        return _likely(year, first, second) if second > 12 or first == second else None
    found = IN_WORDS.search(text)
    if found and (number := found["before"] or found["after"]):
        return _likely(int(found["year"]), MONTHS.index(found["month"].lower()) + 1, int(number))
    return None


def _likely(year: int, month: int, day: int) -> date | None:
    """None for the days that mean nothing (0001-01-01, 1970-01-01)."""
    return date(year, month, day) if 1990 <= year <= 2100 else None
