"""Words that make a closer look worthwhile, found for all fields in one pass over a posting."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from pipeline.clean.patterns import lower, lowered

CERTIFICATIONS = Path(__file__).with_name("certifications.toml")
LINE = 500  # characters; what is shorter may be a line, and of those none is remembered in lower case
DIGITS = "0123456789"

TRIGGERS: dict[str, tuple[str, ...]] = {
    "workplace": (
        "remot", "hybrid", "híbrido", "onsite", "on-site", "on site", "in-person", "in person", "in-office",
        "in office", "the office", "our office", "work from", "work at home", "telecommut", "telework", "#li-",
        "days a week", "days per week", "days/week", "days in", "situated anywhere", "of their work time",
        "of the time", "office", "wfh", "work anywhere", "work wherever", "presencial",
    ),
    "employment": (
        "full-time", "full time", "fulltime", "fte", "part-time", "part time", "parttime", "part-and", "part and full",
        "vollzeit", "teilzeit", "permanent", "contract", "freelanc", "c2c", "corp to corp", "corp-to-corp", "1099",
        "intern", "co-op", "coop", "temporary", "temp ", "seasonal", "fixed-term", "fixed term", "tempo integral",
    ),
    "label": (
        "type", "location", "status", "arrangement", "work mode", "mode:", "workplace", "work model", "schedule",
        "seniority", "experience level",
    ),
    "level": (
        "intern", "co-op", "coop", "working student", "werkstudent", "praktik", "trainee", "apprentice", "estag",
        "stagiaire", "junior", "júnior", "jr", "entry-level", "entry level", "graduate", "new grad", "new-grad",
        "recent grad", "college grad", "early-career", "early career", "early in career", "mid", "intermediate",
        "medior", "pleno", "senior", "sênior", "sénior", "sr", "snr", "staff", "principal", "lead", "distinguished",
        "head", "director", "vp", "svp", "avp", "vice president", "cto", "ceo", "cio", "ciso", "coo", "cpo", "cdo",
        "cmo", "chief", "manager", "em", "all levels",
    ),
    "wanted": (
        "looking for", "hiring", "seeking", "searching for", "in need of", "need", "want", "recruiting", "opening",
        "position", "welcome", "join us as", "look for", "to hire",
    ),
    "years": ("year", "yrs", "yoe", "jahr", "anos", " yr"),
    "pay": (
        "$", "€", "£", "₹", "¥", "₪", "₩", "₴", "zł", "usd", "eur", "gbp", "cad", "aud", "nzd", "sgd", "hkd", "inr",
        "jpy", "cny", "rmb", "chf", "sek", "nok", "dkk", "pln", "czk", "huf", "ron ", "brl", "mxn", "zar", "ils",
        "aed", "pkr", "ngn", "kes", "egp", "thb", "myr", "vnd", "idr", "twd", "krw", "uah", "bgn", "rub",
        "lpa", "lakh", "lacs", "crore", "rs.", " kr",
        *(f"{digit}{behind}" for digit in DIGITS for behind in ("k", " k")), *(f"php {digit}" for digit in DIGITS),
    ),
    "certification": ("certif",),
    "seat": ("based",),
}  # fmt: skip


@lru_cache(maxsize=1)
def _certifications() -> dict[str, list[str]]:
    return tomllib.loads(CERTIFICATIONS.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def certification_names() -> frozenset[str]:
    """Names of certifications.toml, as they are written."""
    return frozenset(name for group in _certifications().values() for name in group)


@lru_cache(maxsize=1)
def ambiguous_certifications() -> frozenset[str]:
    """Those that also stand for something else."""
    return frozenset(_certifications()["beside_the_word"])


@lru_cache(maxsize=1)
def _finder() -> tuple[AhoCorasick, list[tuple[str, ...]]]:
    """The automaton over all words and, per word, the fields it is for."""
    fields: dict[str, list[str]] = {}
    for field, words in (*TRIGGERS.items(), ("certification", sorted(certification_names()))):
        for word in words:
            fields.setdefault(word.lower(), []).append(field)
    finder = AhoCorasick(list(fields), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA)
    return finder, [tuple(dict.fromkeys(names)) for names in fields.values()]


@lru_cache(maxsize=32)
def triggers(text: str) -> dict[str, list[int]]:
    """Per field where its words start in the text, in order. Callers must not change it."""
    finder, fields = _finder()
    found: dict[str, list[int]] = {field: [] for field in TRIGGERS}
    for word, start, _ in finder.find_matches_as_indexes(lower(text) if len(text) > LINE else lowered(text)):
        for field in fields[word]:
            found[field].append(start)
    return found


def windows(text: str, starts: Iterable[int], before: int, after: int) -> list[tuple[int, int]]:
    """Stretches of single lines around the starts, joined where they overlap."""
    out: list[tuple[int, int]] = []
    for start in starts:
        low = max(text.rfind("\n", max(0, start - before), start) + 1, start - before, 0)
        high = text.find("\n", start, start + after)
        high = min(start + after, len(text)) if high < 0 else high
        if out and low <= out[-1][1]:
            out[-1] = (out[-1][0], max(high, out[-1][1]))
        else:
            out.append((low, high))
    return out
