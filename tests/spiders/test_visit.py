"""What an answer means for a board's coverage, without a network."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from spiders import coverage, landing
from spiders.answer import Answer, asked_pause
from spiders.archive import Archive
from spiders.boards import Board
from spiders.hosts import Host
from spiders.order import Order
from spiders.room import Room
from spiders.sources import SOURCES
from spiders.state import State, forget
from spiders.visit import GIVE_UP_AFTER, Visit, wanted
from tests.spiders.small_web import greenhouse

FIRST = date(2026, 3, 2)
SOURCE = SOURCES["greenhouse"]
URL = SOURCE.page_url("acme")


class Nights:
    """Visits to one board, night by night."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def visit(self, night: int) -> Visit:
        on, crawl_id = FIRST + timedelta(days=night), f"202603{2 + night:02d}T020000000Z"
        order = Order("greenhouse", on, self.data, replay="http://127.0.0.1:1", delay=0.0)
        archive = Archive(self.data, "greenhouse", on, crawl_id)
        ledger = coverage.Ledger(self.data, "greenhouse", on, crawl_id)
        host = Host(self.data, SOURCE.host, None)
        return Visit(order, SOURCE, crawl_id, archive, ledger, State(self.data, SOURCE), host, Room(self.data))

    def answer(self, night: int, body: bytes, status: int = 200, **headers: str) -> dict[str, Any]:
        visit = self.visit(night)
        visit.answered("acme", Answer(URL, status, tuple(headers.items()), body))
        visit.archive.close()
        visit.state.close()
        return list(coverage.rows(self.data))[-1]

    def pages(self) -> int:
        return sum(1 for part in landing.parts(self.data) for _ in landing.pages(part))


@pytest.fixture
def nights(tmp_path: Path) -> Nights:
    return Nights(tmp_path)


def test_whole_board_is_complete(nights: Nights) -> None:
    row = nights.answer(0, greenhouse(1, 2))
    assert row | {"finished_at": ""} == {
        "night": "2026-03-02",
        "source": "greenhouse",
        "board": "acme",
        "crawl_id": "20260302T020000000Z",
        "status": "complete",
        "postings": 2,
        "requests": 1,
        "errors": 0,
        "reason": None,
        "finished_at": "",
    }
    assert nights.pages() == 1


def test_page_with_fewer_postings_than_its_source_says_is_partial(nights: Nights) -> None:
    row = nights.answer(0, greenhouse(1, 2, total=2000))
    assert (row["status"], row["postings"]) == ("partial", 2)
    assert row["reason"] == "the source says 2000, the page has 2"


def test_unreadable_posting_makes_a_board_partial(nights: Nights) -> None:
    row = nights.answer(0, greenhouse(1, 2).replace(b'"title": "Engineer 2"', b'"name": "Engineer 2"'))
    assert (row["status"], row["postings"]) == ("partial", 1)
    assert row["reason"] == "1 of 2 unreadable, first: posting 2: KeyError: 'title'"


def test_board_that_was_always_empty_is_complete(nights: Nights) -> None:
    assert nights.answer(0, greenhouse())["status"] == "complete"


def test_empty_page_is_believed_in_the_third_night_in_a_row(nights: Nights) -> None:
    nights.answer(0, greenhouse(1))
    statuses = [nights.answer(night, greenhouse())["status"] for night in (1, 1, 2, 3)]
    assert statuses == ["suspect", "suspect", "suspect", "complete"]


def test_postings_in_between_start_the_count_of_empty_nights_anew(nights: Nights) -> None:
    answers = [greenhouse(1), greenhouse(), greenhouse(), greenhouse(1), greenhouse()]
    statuses = [nights.answer(night, body)["status"] for night, body in enumerate(answers)]
    assert statuses == ["complete", "suspect", "suspect", "unchanged", "suspect"]


def test_same_bytes_again_are_unchanged_and_kept_once(nights: Nights) -> None:
    nights.answer(0, greenhouse(1, 2))
    row = nights.answer(1, greenhouse(1, 2))
    assert (row["status"], row["postings"]) == ("unchanged", 2)
    assert nights.pages() == 1
    assert len(landing.parts(nights.data)) == 2


def test_304_stands_for_the_last_complete_page(nights: Nights) -> None:
    nights.answer(0, greenhouse(1, 2), ETag='"a"')
    assert nights.visit(1).known("acme")
    row = nights.answer(1, b"", 304)
    assert (row["status"], row["postings"]) == ("unchanged", 2)


def test_304_to_a_board_never_read_is_a_failure(nights: Nights) -> None:
    assert nights.answer(0, b"", 304)["status"] == "failed"


def test_partial_page_is_never_a_reason_to_ask_only_for_changes(nights: Nights) -> None:
    nights.answer(0, greenhouse(1, total=9), ETag='"a"')
    assert nights.visit(1).known("acme") is None
    assert nights.answer(1, greenhouse(1, total=9))["status"] == "partial"
    assert nights.pages() == 2


def test_page_lost_from_the_landing_zone_is_asked_for_whole(nights: Nights) -> None:
    nights.answer(0, greenhouse(1), ETag='"a"')
    landing.parts(nights.data)[0].path.unlink()
    assert nights.visit(1).known("acme") is None
    assert nights.answer(1, greenhouse(1))["status"] == "complete"
    assert nights.pages() == 1


@pytest.mark.parametrize(
    ("status", "body", "covered"),
    [
        (404, b'{"status":404,"error":"Job not found"}', "absent"),
        (404, b"Not Found", "absent"),
        (410, b"", "absent"),
        (404, b"<!doctype html><html>This service has moved</html>", "failed"),
        (401, b"", "blocked"),
        (403, b"<html>Just a moment...</html>", "blocked"),
        (429, b"slow down", "failed"),
        (500, b"", "failed"),
        (302, b"", "failed"),
        (200, b"<html>Sign in</html>", "failed"),
        (200, greenhouse(1, 2)[:100], "failed"),
        (200, b'{"jobs": {}}', "failed"),
        (200, b"", "failed"),
    ],
)
def test_answer_without_a_list_covers_nothing(nights: Nights, status: int, body: bytes, covered: str) -> None:
    row = nights.answer(0, body, status)
    assert row["status"] == covered
    assert row["reason"]
    assert row["postings"] == 0


def test_page_of_an_unknown_shape_is_kept_for_a_mended_reader(nights: Nights) -> None:
    nights.answer(0, b'{"postings": []}')
    nights.answer(1, b"<html>Sign in</html>")
    assert nights.pages() == 1


def test_board_finished_tonight_is_not_visited_again(nights: Nights) -> None:
    nights.answer(0, greenhouse(1))
    visit = nights.visit(0)
    boards = [board(token) for token in ("acme", "bravo")]
    assert wanted(visit.order, SOURCE, visit.state, boards) == ["bravo"]
    visit = nights.visit(1)
    assert wanted(visit.order, SOURCE, visit.state, boards) == ["acme", "bravo"]


def test_board_that_failed_tonight_is_visited_again(nights: Nights) -> None:
    nights.answer(0, b"", 500)
    visit = nights.visit(0)
    assert wanted(visit.order, SOURCE, visit.state, [board("acme")]) == ["acme"]


def test_rest_is_not_asked_for_after_too_many_failures_in_a_row(nights: Nights) -> None:
    visit = nights.visit(0)
    for number in range(GIVE_UP_AFTER):
        assert visit.stopped() is None
        visit.answered(f"b{number}", Answer(URL, 503, (), b""))
    assert visit.stopped() == "the boards before it gave nothing"


def test_absent_boards_are_no_failures_of_the_host(nights: Nights) -> None:
    visit = nights.visit(0)
    for number in range(GIVE_UP_AFTER):
        visit.answered(f"b{number}", Answer(URL, 404, (), b"{}"))
    assert visit.stopped() is None


def test_host_that_asks_for_an_hour_is_left_alone(nights: Nights) -> None:
    visit = nights.visit(0)
    visit.answered("acme", Answer(URL, 429, (("Retry-After", "3600"),), b""))
    assert visit.stopped() == "the boards before it gave nothing"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7.0), ("Mon, 02 Mar 2020 00:00:00 GMT", 0.0), (None, None), ("soon", None), ("", None)],
)
def test_retry_after_is_a_number_or_a_date(header: str | None, seconds: float | None) -> None:
    assert asked_pause(header) == seconds


def test_state_is_rebuilt_from_archives_and_ledger(nights: Nights) -> None:
    nights.answer(0, greenhouse(1, 2), ETag='"a"')
    nights.answer(1, greenhouse(1, 2))
    nights.answer(2, greenhouse())
    before = dump(nights.data)
    (nights.data / "landing" / "greenhouse" / "state.sqlite").unlink()
    State(nights.data, SOURCE).close()
    assert dump(nights.data) == before


def test_damaged_state_is_set_aside_and_rebuilt(nights: Nights) -> None:
    nights.answer(0, greenhouse(1, 2), ETag='"a"')
    before = dump(nights.data)
    path = nights.data / "landing" / "greenhouse" / "state.sqlite"
    path.write_bytes(b"no database" * 1000)
    State(nights.data, SOURCE).close()
    assert dump(nights.data) == before
    assert path.with_suffix(".damaged").exists()


def test_torn_last_line_of_the_ledger_is_no_row(nights: Nights) -> None:
    nights.answer(0, greenhouse(1))
    (path,) = (nights.data / "ledger" / "coverage" / "2026-03-02").iterdir()
    with path.open("a") as lines:
        lines.write('{"night": "2026-03-02", "sour')
    assert [row["status"] for row in coverage.rows(nights.data)] == ["complete"]


def test_pages_of_a_damaged_part_are_asked_for_whole_again(nights: Nights) -> None:
    nights.answer(0, greenhouse(1, 2), ETag='"a"')
    visit = nights.visit(1)
    place = visit.known("acme")
    assert place is not None
    forget(nights.data, SOURCE, place.part)
    assert visit.known("acme") is None
    visit.state.close()
    assert nights.answer(1, greenhouse(1, 2))["status"] == "complete"


def test_state_is_rebuilt_from_what_a_damaged_archive_still_gives(nights: Nights) -> None:
    nights.answer(0, greenhouse(1, 2))
    nights.answer(1, greenhouse(1, 2, 3))
    first, second = landing.parts(nights.data)
    second.path.write_bytes(second.path.read_bytes()[:-40])
    (nights.data / "landing" / "greenhouse" / "state.sqlite").unlink()
    visit = nights.visit(2)
    place = visit.known("acme")
    assert place is not None
    assert place.part == first.name
    visit.state.close()


def dump(data: Path) -> list[Any]:
    base = sqlite3.connect(data / "landing" / "greenhouse" / "state.sqlite")
    rows = [*base.execute("select * from boards"), *base.execute("select * from pages")]
    base.close()
    return rows


def board(token: str) -> Board:
    return Board("greenhouse", token, token, "sample")
