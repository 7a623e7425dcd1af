"""What a crawl guards against while it is under way: a full disk, a wrong clock, a dead source, endless fields."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.records import Posting
from spiders import bounds, clock, coverage, landing, room
from spiders.answer import Answer
from spiders.bounds import bounded
from spiders.errors import ClockWrong
from spiders.room import Room
from spiders.visit import GIVE_UP_AFTER, PROBES
from tests.spiders.small_web import NIGHT, Crawl, Reply, Web, greenhouse, greenhouse_path
from tests.spiders.test_visit import URL, Nights

GB = 1024**3


def at(number: int) -> timedelta:
    return timedelta(days=number)


def test_fields_without_end_are_cut_and_counted(web: Web, crawl: Crawl) -> None:
    page = json.loads(greenhouse(1, 2))
    page["jobs"][0] |= {"title": "Senior " * 30_000, "location": {"name": "Berlin, " * 30_000}}
    web.says(greenhouse_path("acme"), Reply(body=json.dumps(page).encode()))
    crawled = crawl("greenhouse", "acme")
    assert crawled.rows["acme"]["status"] == "complete"
    assert crawled.summary is not None
    assert crawled.summary.warnings == (
        "2 fields were too long and cut, first: board acme posting 1: title of 209999 characters",
    )


def test_every_field_has_its_bound_and_an_identity_is_never_cut() -> None:
    plain = Posting("1", "https://x.example/1", html="<p>a</p>", title="Engineer", places=("Berlin",))
    assert bounded(plain) == (plain, ())
    wide = Posting(
        "1", "https://x.example/1", html="a" * (bounds.TEXT + 1), title="b" * 5_000, places=("c" * 5_000,) * 300
    )
    cut, what = bounded(wide)
    assert (len(cut.html or ""), len(cut.title or ""), len(cut.places)) == (bounds.TEXT, bounds.NAME, bounds.ITEMS)
    assert {len(place) for place in cut.places} == {bounds.NAME}
    assert [words.split()[0] for words in what] == ["title", "html", "places"]
    with pytest.raises(ValueError, match="ref of 3000 characters"):
        bounded(Posting("1" * 3_000, "https://x.example/1"))


def test_crawl_stops_where_the_disk_runs_short_and_keeps_what_it_read(web: Web, crawl: Crawl, tmp_path: Path) -> None:
    web.says(greenhouse_path("a"), Reply(body=greenhouse(1)))
    crawl("greenhouse", "a")
    short = crawl("greenhouse", "a", "b", "c", least_disk=10**18)
    assert {token: row["status"] for token, row in short.rows.items()} == {
        "a": "complete",
        "b": "failed",
        "c": "failed",
    }
    assert short.rows["c"]["reason"].startswith("not asked for: ")
    assert "of disk free, 953674316406 MB are to stay free" in short.rows["c"]["reason"]
    assert greenhouse_path("b") not in web.paths()
    for token in "bc":
        web.says(greenhouse_path(token), Reply(body=greenhouse(1)))
    again = crawl("greenhouse", "a", "b", "c")
    assert {row["status"] for row in again.rows.values()} == {"complete"}
    assert sum(len(list(landing.pages(part))) for part in landing.parts(tmp_path)) == 3


def test_disk_and_memory_are_looked_at_while_a_crawl_is_under_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = {"disk": 3 * GB, "memory": 3 * GB}
    looks: list[str] = []

    def disk(_: Path) -> SimpleNamespace:
        looks.append("disk")
        return SimpleNamespace(free=free["disk"])

    monkeypatch.setattr("spiders.room.shutil.disk_usage", disk)
    monkeypatch.setattr("spiders.room.psutil.virtual_memory", lambda: SimpleNamespace(available=free["memory"]))
    patient = Room(tmp_path, GB, GB)
    assert [patient.shortage() for _ in range(100)] == [None] * 100
    assert looks == ["disk"]  # once a second
    monkeypatch.setattr(room, "EVERY", 0.0)
    free["memory"] = GB // 2
    assert patient.shortage() == "512 MB of memory available, 1024 MB are to stay free"
    free["memory"] = 3 * GB
    assert patient.shortage() is not None  # what is free again belongs to the next step
    free["disk"] = GB // 4
    assert Room(tmp_path, GB, GB).shortage() == "256 MB of disk free, 1024 MB are to stay free"


def test_source_that_was_silent_for_three_nights_is_probed_until_it_answers(web: Web, crawl: Crawl) -> None:
    tokens = [f"b{number:02d}" for number in range(20)]
    down = Reply(404, b"<html>gone for lunch</html>")  # a failure that is not asked again
    for token in tokens:
        web.says(greenhouse_path(token), down)
    asked = []
    for number in range(5):
        web.asked.clear()
        rows = crawl("greenhouse", *tokens, night=NIGHT + at(number), concurrency=1).rows
        assert {row["status"] for row in rows.values()} == {"failed"}
        asked.append([path for path in web.paths() if "boards" in path and "robots" not in path])
    assert [len(paths) for paths in asked] == [GIVE_UP_AFTER] * 3 + [PROBES] * 2
    assert set(asked[3]).isdisjoint(asked[4])  # other boards each night
    for token in tokens:
        web.says(greenhouse_path(token), Reply(body=greenhouse(1)))
    rows = crawl("greenhouse", *tokens, night=NIGHT + at(5)).rows
    assert {row["status"] for row in rows.values()} == {"complete"}


def test_silence_is_counted_from_the_ledger_by_source(tmp_path: Path) -> None:
    def covered(number: int, source: str, status: str) -> None:
        ledger = coverage.Ledger(tmp_path, source, NIGHT + at(number), f"2026030{2 + number}T020000000Z")
        ledger.write("a", "failed", postings=0, requests=1, errors=1, reason="broken")
        ledger.write("b", status, postings=0, requests=1, errors=0, reason=None)  # type: ignore[arg-type]  # of a row

    for number in range(5):
        covered(number, "lever", "absent" if number == 1 else "failed")
        covered(number, "ashby", "complete")
    nights = [coverage.silent_nights(tmp_path, "lever", NIGHT + at(number)) for number in range(6)]
    assert nights == [0, 1, 0, 1, 2, 3]
    assert coverage.silent_nights(tmp_path, "ashby", NIGHT + at(5)) == 0


@pytest.mark.parametrize("days", [-400, -1, 1, 400])
def test_clock_that_is_a_day_wrong_keeps_nothing(tmp_path: Path, days: int) -> None:
    visit = Nights(tmp_path).visit(0)
    said = format_datetime(datetime.now(UTC) + timedelta(days=days), usegmt=True)
    with pytest.raises(ClockWrong, match=r"set the clock right, then run again; nothing was kept"):
        visit.answered("acme", Answer(URL, 200, (("Date", said),), greenhouse(1)))
    visit.state.close()
    assert not list((tmp_path / "landing").rglob("*.warc*"))
    assert not list(coverage.rows(tmp_path))


@pytest.mark.parametrize(
    ("headers", "warned"),
    [
        ({"Date": 0.0}, False),
        ({"Date": 2.0}, True),
        ({"Date": -2.0}, True),
        ({"Date": -40.0, "Age": str(40 * 3600)}, False),  # out of a cache
        ({"Date": "no date"}, False),
        ({}, False),
    ],
)
def test_clock_that_is_hours_wrong_is_a_warning(tmp_path: Path, headers: dict[str, float | str], warned: bool) -> None:
    given = tuple(
        (name, value if isinstance(value, str) else format_datetime(datetime.now(UTC) + timedelta(hours=value)))
        for name, value in headers.items()
    )
    visit = Nights(tmp_path).visit(0)
    visit.answered("acme", Answer(URL, 200, given, greenhouse(1)))
    assert any("the clock of this machine" in warning for warning in visit.warnings()) is warned
    visit.archive.close()
    visit.state.close()
    assert [row["status"] for row in coverage.rows(tmp_path)] == ["complete"]


def test_crawl_after_a_clock_was_put_back_is_still_the_later_one(tmp_path: Path) -> None:
    future = "29990101T000000999Z"
    coverage.Ledger(tmp_path, "greenhouse", NIGHT, future).write(
        "a", "failed", postings=0, requests=1, errors=1, reason=None
    )
    assert clock.crawl_id(tmp_path, "greenhouse", NIGHT.isoformat()) == "29990101T000001000Z"
    part = tmp_path / "landing" / "greenhouse" / NIGHT.isoformat() / "29990101T000005000Z-001.warc.gz"
    part.parent.mkdir(parents=True)
    part.touch()
    assert clock.crawl_id(tmp_path, "greenhouse", NIGHT.isoformat()) == "29990101T000005001Z"
    assert clock.crawl_id(tmp_path, "lever", NIGHT.isoformat()) < "2999"
