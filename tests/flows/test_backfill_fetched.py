"""What a backfill fetches itself, from a small web: federal announcements month by month, Swedish years as files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.backfill_downloads import months
from flows.backfill_files import take_in
from flows.errors import WrongUse
from spiders import download, foreign
from spiders.errors import NotDownloaded, WrongShape
from tests.flows import swedish_archive
from tests.flows.test_backfill_files import covered, landed
from tests.spiders.small_web import Reply, Web

GOLDEN = json.loads((Path(__file__).parents[1] / "pages/usajobs_history/2020-03.json").read_bytes())["data"]
ADS = "/data.usajobs.gov/api/historicjoa?PositionSeries=2210&StartPositionOpenDate={}&EndPositionOpenDate={}"
TEXTS = ADS.replace("historicjoa?", "historicjoa/announcementtext?")
MARCH, APRIL = ("2020-03-01", "2020-03-31"), ("2020-04-01", "2020-04-30")
SAMPLE = "/data.jobtechdev.se/annonser/historiska/berikade/exempel/2021_beta1_1_percent_jsonl.zip"


@pytest.fixture
def web() -> Iterator[Web]:
    made = Web()
    yield made
    made.close()


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "PAUSE", 0.0)


def answer(rows: list[Any], total: int, **paging: Any) -> Reply:
    said = {"metadata": {"totalCount": total, "pageSize": 1, "continuationToken": paging.pop("token", None)}, **paging}
    return Reply(200, json.dumps({"paging": said, "data": rows}).encode())


def serve_march(web: Web) -> None:
    """Two announcements on two pages each way, the second page by link and by token."""
    ads, texts = [row["announcement"] for row in GOLDEN], [row["text"] for row in GOLDEN if row["text"]]
    web.says(ADS.format(*MARCH), answer(ads[:1], 2, next="/api/historicjoa?continuationtoken=AB%3D"))
    web.says("/data.usajobs.gov/api/historicjoa?continuationtoken=AB%3D", answer(ads[1:], 2))
    other = {"usajobsControlNumber": 7, "summary": "of another series"}
    web.says(TEXTS.format(*MARCH), Reply(500), answer([other], 2, token="x/y"))
    web.says(TEXTS.format(*MARCH) + "&continuationtoken=x%2Fy", answer(texts, 2))
    web.says(ADS.format(*APRIL), Reply(204))


def order(data: Path, web: Web, kind: str, night: str = "2026-03-02", **more: Any) -> dict[str, Any]:
    wire = {"contact": None, "replay": web.url}
    return {"kind": kind, "files": [], "data": str(data), "night": night, **wire, **more}


def test_months_of_announcements_land_with_their_texts_and_are_asked_for_once(tmp_path: Path, web: Web) -> None:
    serve_march(web)
    march, april = take_in(order(tmp_path, web, "usajobs", months=["2020-03", "2020-04"]))["files"]
    assert (march["postings"], april["postings"]) == (2, 0)
    assert march["words"] == "passed over: 1 announcements without a text"
    assert set(landed(tmp_path)) == {
        ("usajobs_history", "2020-03", "560000101"),
        ("usajobs_history", "2020-03", "560000102"),
    }
    assert covered(tmp_path) == {("usajobs_history", "2026-03-02", "2020-03"): ("complete", 2)}
    asked = len(web.asked)
    again = take_in(order(tmp_path, web, "usajobs", "2026-03-03", months=["2020-03", "2020-04"]))["files"]
    assert all(month["was_known"] for month in again)
    assert len(web.asked) <= asked + 1


def test_a_month_that_is_not_over_is_read_again(tmp_path: Path, web: Web) -> None:
    serve_march(web)
    take_in(order(tmp_path, web, "usajobs", "2020-03-15", months=["2020-03"]))
    (again,) = take_in(order(tmp_path, web, "usajobs", "2020-04-02", months=["2020-03"]))["files"]
    assert not again["was_known"]


def test_a_list_that_is_not_whole_is_refused_and_months_before_it_stay(tmp_path: Path, web: Web) -> None:
    serve_march(web)
    web.says(ADS.format(*APRIL), answer([GOLDEN[0]["announcement"]], 3))
    with pytest.raises(WrongShape, match="it says 3 rows, its pages have 1"):
        take_in(order(tmp_path, web, "usajobs", months=["2020-03", "2020-04"]))
    assert [row["file"] for row in foreign.archives(tmp_path)] == ["usajobs 2020-03"]
    assert not list((tmp_path / "incoming").glob("*"))


def test_a_year_is_fetched_to_disk_taken_in_and_not_fetched_again(tmp_path: Path, web: Web) -> None:
    made = swedish_archive.write(tmp_path / "made.zip", 2021, 400)
    whole = (tmp_path / "made.zip").read_bytes()
    web.says(SAMPLE, Reply(503), Reply(200, whole, sent=len(whole) // 2), Reply(200, whole))
    asked = order(tmp_path / "d", web, "jobtech", years=[2021], sample=True)
    (done,) = take_in(asked)["files"]
    assert done["postings"] == made.total()
    assert not list((tmp_path / "d" / "downloads").glob("*"))
    assert take_in(asked)["files"] == []
    assert web.paths().count(SAMPLE) == 3


def test_robots_are_obeyed_and_refusals_named(tmp_path: Path, web: Web) -> None:
    asked = order(tmp_path, web, "jobtech", years=[2021], sample=True)
    with pytest.raises(NotDownloaded, match="answered 404"):
        take_in(asked)
    web.says("/data.jobtechdev.se/robots.txt", Reply(200, b"User-agent: *\nDisallow: /annonser/"))
    with pytest.raises(NotDownloaded, match=r"forbidden by robots\.txt"):
        take_in(asked)
    web.says("/data.jobtechdev.se/robots.txt", Reply(503))
    with pytest.raises(NotDownloaded, match=r"robots\.txt answered 503"):
        take_in(asked)
    assert web.paths().count(SAMPLE) == 1


def test_months_are_both_included_and_in_order() -> None:
    def day(month: str) -> date:
        return date.fromisoformat(f"{month}-01")

    assert months(day("2019-11"), day("2020-02")) == ["2019-11", "2019-12", "2020-01", "2020-02"]
    with pytest.raises(WrongUse, match="--since 2020-02 is after --until 2020-01"):
        months(day("2020-02"), day("2020-01"))
