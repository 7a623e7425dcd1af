"""Hostile pages: whatever a page says, a reader gives postings, names what it could not read, or says WrongShape."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Callable
from datetime import date
from html import escape
from typing import Any

import pytest

from pipeline.records import Posting
from pipeline.understand import understand
from spiders.errors import WrongShape
from spiders.source import UNREADABLE
from spiders.sources import SOURCES
from tests.spiders.test_readers import GOLDEN, page

HOSTILE: tuple[Any, ...] = (
    None, True, -1, 0, 1e308, 10**30, "", " ", "\x00", "\ud800", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59-23:00",
    "<" * 3000, "<div>" * 5000, "&amp;" * 2000, "a" * 100_000, "\u202e\u200b\ufeff", "№ ²³ ﬀ ẞ İ", "NaN", [], {}, [[]],
    {"": {"": ""}}, ["x"] * 1000, "$" + "9" * 400, "1" * 5000 + " years", "(" * 2000, "https://" + "a." * 5000,
    "Berlin, " * 3000, "- " * 5000, "Senior " * 3000,
)  # fmt: skip
SPOTS = 400  # nodes of a page that may be hit


def nodes(document: Any) -> list[tuple[Any, Any]]:
    """Every place of a document that holds a value: container and key."""
    found: list[tuple[Any, Any]] = []
    waiting = [document]
    while waiting and len(found) < SPOTS * 10:
        inner = waiting.pop()
        for key in inner if isinstance(inner, dict) else range(len(inner)):
            found.append((inner, key))
            if isinstance(inner[key], dict | list):
                waiting.append(inner[key])
    return found


def replaced(document: Any, dice: random.Random) -> bytes:
    """Some values changed for hostile ones, some keys lost."""
    changed = copy.deepcopy(document)
    for _ in range(dice.randint(1, 5)):
        spots = nodes(changed)
        if not spots:
            break
        container, key = dice.choice(spots)
        if isinstance(container, dict) and dice.random() < 0.3:
            del container[key]
        else:
            container[key] = copy.deepcopy(dice.choice(HOSTILE))
    return json.dumps(changed).encode("utf-8", "surrogatepass")


def rewritten(body: bytes, dice: random.Random) -> bytes:
    """Markup with some texts changed for hostile ones, some elements lost."""
    parts = re.split(rb"(?<=>)([^<>]+)(?=<)", body)
    for _ in range(dice.randint(1, 5)):
        at = dice.randrange(len(parts))
        hostile = dice.choice([value for value in HOSTILE if isinstance(value, str)])
        parts[at] = b"" if dice.random() < 0.3 else escape(hostile).encode("utf-8", "replace")
    return b"".join(parts)


def damaged(document: Any, dice: random.Random) -> bytes:
    """Bytes lost, doubled, or of another charset."""
    return marred(json.dumps(document, ensure_ascii=False).encode(), dice)


def marred(page: bytes, dice: random.Random) -> bytes:
    """The same of a page that is no JSON."""
    body = bytearray(page)
    for _ in range(dice.randint(1, 20)):
        body[dice.randrange(len(body))] = dice.randrange(256)
    cut = dice.randrange(len(body)) if dice.random() < 0.3 else len(body)
    return bytes(body[:cut])


def nested(document: Any, dice: random.Random) -> bytes:
    """A value buried deeper than any reader should follow."""
    changed = copy.deepcopy(document)
    container, key = dice.choice(nodes(changed))
    container[key] = "@"
    depth = dice.choice((100, 5_000, 100_000))
    return json.dumps(changed).encode().replace(b'"@"', b"[" * depth + b"]" * depth, 1)


WAYS: tuple[Callable[[Any, random.Random], bytes], ...] = (replaced, replaced, replaced, damaged, nested)


def survive(source: str, body: bytes) -> int:
    """Read and understand a page; gives how many postings came of it."""
    try:
        reading = SOURCES[source].reading(page(source, body))
    except WrongShape:
        return 0
    for posting in reading.postings:
        assert isinstance(posting, Posting)
        assert isinstance(posting.ref, str)
        assert posting.posted_on is None or isinstance(posting.posted_on, date)
        try:
            tagged = understand(posting)
        except UNREADABLE:  # the tagger quarantines it by name
            continue
        assert all(tagged.text[m.start : m.end] == m.form for m in tagged.mentions if m.end)
    return len(reading.postings)


def run(pages: int, seed: int) -> int:
    dice = random.Random(seed)
    read = 0
    for _ in range(pages):
        path = dice.choice(GOLDEN)
        if path.suffix == ".json":
            body = dice.choice(WAYS)(json.loads(path.read_bytes()), dice)
        else:
            body = dice.choice((rewritten, marred))(path.read_bytes(), dice)
        read += survive(path.parent.name, body)
    return read


def test_a_thousand_mutated_pages_end_in_postings_or_declared_errors() -> None:
    assert run(1_000, 20260105) > 500


@pytest.mark.faults
def test_ten_thousand_mutated_pages_end_in_postings_or_declared_errors() -> None:
    assert run(10_000, 20260106) > 5_000
