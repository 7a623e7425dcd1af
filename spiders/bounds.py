"""How long a posting's fields may be: what a hostile or broken page makes longer is cut as it is read, and counted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pipeline.records import Posting

NAME = 2_000  # characters of a title, place, employer …; the longest of 111,000 postings has 998 (2026-01)
TEXT = 500_000  # of a description
ITEMS = 200  # of a list
IDENTITY = ("ref", "url")  # cut, they would be another posting's
NAMES = ("title", "employer", "requisition", "department", "language")
TEXTS = ("html", "text")
LISTS = ("places", "countries", "workplace", "employment")


def bounded(posting: Posting) -> tuple[Posting, tuple[str, ...]]:
    """The posting within its bounds, and what was cut of it, in words; ValueError where `ref` or `url` is too long."""
    for name in IDENTITY:
        if len(getattr(posting, name)) > NAME:
            raise ValueError(f"{name} of {len(getattr(posting, name))} characters")
    changes: dict[str, Any] = {}
    cut: list[str] = []
    for names, most in ((NAMES, NAME), (TEXTS, TEXT)):
        for name in names:
            value = getattr(posting, name)
            if value is not None and len(value) > most:
                changes[name] = value[:most]
                cut.append(f"{name} of {len(value)} characters")
    for name in LISTS:
        values = getattr(posting, name)
        if len(values) > ITEMS or any(len(value) > NAME for value in values):
            changes[name] = tuple(value[:NAME] for value in values[:ITEMS])
            cut.append(f"{name} of {len(values)} items, {sum(map(len, values))} characters")
    return (replace(posting, **changes) if changes else posting), tuple(cut)
