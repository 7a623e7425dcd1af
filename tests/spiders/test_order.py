"""Orders, summaries, replay addresses: what is refused before anything is asked for, and what travels."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from spiders.boards import Board
from spiders.errors import ContactMissing, DelayTooLow, UnknownSource
from spiders.order import Order, Summary
from spiders.sources import SOURCES
from spiders.wire import replayed, true_location

REPLAY = "http://127.0.0.1:8765"
LIVE: dict[str, Any] = {"contact": "ops@example.org"}


def order(**changes: Any) -> Order:
    return Order("greenhouse", date(2026, 3, 2), Path("data"), **changes)


def test_order_and_summary_travel_as_json() -> None:
    whole = order(boards=(Board("greenhouse", "A b", "Ä", "watch"),), since=date(2024, 1, 1), replay=REPLAY, delay=0.0)
    assert Order.from_json(whole.to_json()) == whole
    summary = Summary("hn", date(2026, 3, 2), "x", 3, 1, 0.5, {"complete": 2}, 7, ("b: failed, why",), 4)
    assert Summary.from_json(summary.to_json()) == summary


@pytest.mark.parametrize("contact", [None, "", "  ", "me\r\nX-Evil: 1"])
def test_live_order_without_a_contact_is_refused(contact: str | None) -> None:
    with pytest.raises(ContactMissing, match="JOBSHIFT_CONTACT"):
        order(contact=contact).check()


def test_replay_needs_no_contact() -> None:
    assert order(replay=REPLAY).check().name == "greenhouse"


@pytest.mark.parametrize(
    ("changes", "is_allowed"),
    [
        (LIVE, True),
        ({**LIVE, "delay": 1.0}, True),
        ({**LIVE, "delay": 5.0}, True),
        ({**LIVE, "delay": 0.0}, False),
        ({**LIVE, "delay": 0.9}, False),
        ({"replay": REPLAY, "delay": 0.0}, True),
        ({"replay": "http://localhost:1", "delay": 0.0}, True),
        ({"replay": "http://[::1]:1", "delay": 0.0}, True),
        ({"replay": REPLAY, "delay": -1.0}, False),
        ({"replay": "http://192.168.0.7:1", "delay": 0.0}, False),
        ({"replay": "http://example.org", "delay": 0.0}, False),
    ],
)
def test_only_a_loopback_replay_may_be_asked_without_delay(changes: dict[str, Any], is_allowed: bool) -> None:
    if is_allowed:
        order(**changes).check()
    else:
        with pytest.raises(DelayTooLow, match="greenhouse"):
            order(**changes).check()


def test_unknown_source_is_named_beside_the_known() -> None:
    with pytest.raises(UnknownSource, match="'nosuch'; there are: " + ", ".join(sorted(SOURCES))):
        Order("nosuch", date(2026, 3, 2), Path("data"), replay=REPLAY).check()


@pytest.mark.parametrize(
    ("boards", "skipped", "state"),
    [
        ({"complete": 2}, 0, "completed"),
        ({"unchanged": 2, "absent": 1}, 0, "completed"),
        ({}, 3, "completed"),
        ({"complete": 9, "failed": 1}, 0, "degraded"),
        ({"complete": 9, "suspect": 1}, 0, "degraded"),
        ({}, 0, "failed"),
        ({"absent": 5}, 0, "failed"),
        ({"failed": 5}, 0, "failed"),
    ],
)
def test_crawl_with_nothing_is_failed(boards: dict[str, int], skipped: int, state: str) -> None:
    assert Summary("hn", date(2026, 3, 2), "x", 0, 0, 0.0, boards, 0, (), skipped).state == state


def test_replay_serves_a_true_url_under_its_host() -> None:
    assert replayed("https://a.example/p/q?x=1&y=%20", REPLAY) == f"{REPLAY}/a.example/p/q?x=1&y=%20"
    assert replayed("https://a.example", f"{REPLAY}/") == f"{REPLAY}/a.example/"


@pytest.mark.parametrize(
    ("location", "true"),
    [
        (f"{REPLAY}/a.example/p?x=1", "https://a.example/p?x=1"),
        ("/a.example/p?x=1", "https://a.example/p?x=1"),
        ("/v1/boards/x", "/v1/boards/x"),
        ("/v1.2/boards", "/v1.2/boards"),
        ("next?page=2", "next?page=2"),
        ("https://b.example/p", "https://b.example/p"),
        ("//b.example/p", "//b.example/p"),
        ("http://127.0.0.1:9/p", "http://127.0.0.1:9/p"),
    ],
)
def test_location_of_a_replay_is_mapped_back(location: str, true: str) -> None:
    assert true_location(location, REPLAY) == true


def test_a_loopback_replay_is_read_without_delay_and_a_live_source_at_its_own() -> None:
    assert order(replay=REPLAY).pace() == 0.0
    assert order(replay=REPLAY, delay=0.5).pace() == 0.5
    assert order(contact="ops@example.org").pace() == 1.0
