"""Pages lose the postings that are to be forgotten, and nothing else."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline.records import Page
from spiders.forgetting import CannotForget, without
from spiders.sources import SOURCES

AT = datetime(2026, 11, 1, tzinfo=UTC)
COMMENTS = [
    {"id": 11, "parent_id": 1, "text": "Acme | Berlin", "created_at_i": 1793491200, "children": []},
    {"id": 12, "parent_id": 1, "text": "Globex | Paris", "created_at_i": 1793491200, "children": [
        {"id": 13, "parent_id": 12, "text": "Ada here, call me", "created_at_i": 1793491200, "children": []},
    ]},
]  # fmt: skip
TITLE = "Ask HN: Who is hiring? (November 2026)"
THREAD: dict[str, Any] = {"id": 1, "title": TITLE, "created_at_i": 1793491200, "children": COMMENTS}
BODY = json.dumps(THREAD).encode()


def page(body: bytes) -> Page:
    return Page("hn", "1", "https://hn.example/1", AT, 200, "0" * 64, body)


def test_a_comment_goes_with_its_replies_and_the_others_stay() -> None:
    body = without(page(BODY), {"12"}, SOURCES["hn"].reading)
    assert body is not None
    assert [posting.ref for posting in SOURCES["hn"].read(page(body))] == ["11"]
    assert b"Ada" not in body


def test_a_page_without_the_posting_stays_byte_for_byte() -> None:
    assert without(page(BODY), {"99"}, SOURCES["hn"].reading) == BODY


def test_what_cannot_be_taken_out_alone_is_named() -> None:
    """Both comments bear the ref 12 in a field: taking out what names it would take the other too."""
    strange = THREAD | {"children": [COMMENTS[0] | {"story_id": 12}, COMMENTS[1]]}
    with pytest.raises(CannotForget, match=r"hn board 1, https://hn\.example/1: 12 cannot be taken out"):
        without(page(json.dumps(strange).encode()), {"12"}, SOURCES["hn"].reading)
