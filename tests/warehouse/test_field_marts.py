"""Fields on their way to the published tables: places, evidence, quarantined pay; what one night of boards tells."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path

import duckdb
import pytest

from pipeline.records import Page, Posting
from pipeline.understand import understand
from spiders.sources.greenhouse import Greenhouse
from tests.warehouse.house import House, Job
from tests.warehouse.raw_tables import Raw
from warehouse import lake
from warehouse.build import build
from warehouse.load import load
from warehouse.publish import TABLES

NIGHT = date(2026, 11, 20)
BOARDS = [f"board{number}" for number in range(12)]
MONTHS = [date(2025 + (5 + back) // 12, (5 + back) % 12 + 1, 10) for back in range(18)]  # June 2025 to November 2026


def rows(data: Path, query: str) -> list[tuple[object, ...]]:
    """What the work warehouse answers."""
    with duckdb.connect(str(data / "work.duckdb"), read_only=True) as con:
        return con.execute(query).fetchall()


def test_the_share_that_states_pay_is_a_series_of_its_own(tmp_path: Path) -> None:
    """60 openings of 30 employers: 24 state pay, six more an amount that was quarantined."""
    raw, month = Raw(tmp_path), date(2024, 1, 1)
    raw.covered("hn", "2401", [NIGHT])
    for number in range(60):
        amounts: dict[str, object] = {"pay_min": None, "pay_max": None, "pay_quarantine": None}
        if number < 24:
            amounts |= {"pay_max": 100_000.0, "pay_currency": "USD", "pay_period": "year"}
        elif number < 30:
            amounts |= {"pay_quarantine": "bounds swapped", "pay_evidence": "$9 - $3"}
        raw.comment("2401", month, employer=f"E{number % 30}", **amounts)
    raw.write()
    build(tmp_path)
    found = rows(
        tmp_path,
        "select definition, month, n, count, share_pct, low_pct < share_pct, high_pct > share_pct "
        "from pay_posted_monthly where panel = 'hn' and unit = 'opening' order by definition",
    )
    assert found == [
        ("any_amount", month, 60, 30, 50.0, True, True),
        ("posted", month, 60, 24, 40.0, True, True),
    ]


def test_places_evidence_and_quarantine_reach_the_published_tables(tmp_path: Path) -> None:
    house = House(tmp_path)
    posting = Posting(
        ref="1",
        url="https://boards.example.org/acme/1",
        title="Data Engineer",
        text="We are a remote-first company.\n\nSalary: $150,000 - $120,000\n\nYou will write SQL.",
        places=("Berlin / Remote (EU)", "Austin, TX"),
    )
    at = datetime(2026, 11, 20, 2, tzinfo=UTC)
    page = Page("greenhouse", "acme", "https://boards.example.org/acme", at, 200, "0" * 64, b"")
    lake.write(tmp_path, "greenhouse", NIGHT, "c1-000", "c1", 1, [lake.Entry(page, posting, understand(posting))])
    house.cover(NIGHT, "greenhouse", "acme", "c1", "complete", 1, at)
    house.load()
    build(tmp_path)
    assert rows(tmp_path, "select * exclude (opening_id, posting_id) from posting_places order by place_index") == [
        (0, "Berlin", "Berlin", "DE", None, None, "Berlin"),
        (1, None, None, "EU", "EU", "area", "EU"),
        (2, "Austin", "Texas", "US", None, None, "Austin, TX"),
    ]
    [(countries, workplace, words, low, high, reason, amount)] = rows(
        tmp_path,
        "select countries, workplace, workplace_evidence, pay_min, pay_max, pay_quarantine, pay_evidence from postings",
    )
    assert (countries, workplace, words) == (["DE", "EU", "US"], ["remote"], ["Berlin / Remote (EU)"])
    assert (low, high, reason, amount) == (None, None, "bounds swapped", "$150,000 - $120,000")


def test_every_date_says_where_it_comes_from(tmp_path: Path) -> None:
    """One posting was there when watching began, one appeared and went, one board never changed, one is of a thread."""
    nights, house = [date(2026, 11, day) for day in (16, 17, 18, 19, 20)], House(tmp_path)
    old, new = Job("1", posted_on=date(2025, 3, 1)), Job("2", text="Another text.", posted_on=nights[1])
    for night, jobs in zip(nights, ([old], [old, new], [old, new], [old], [old]), strict=True):
        house.night(night, jobs)
    house.night(nights[0], [Job("3", text="Third text.", posted_on=date(2099, 1, 1))], board="globex")
    for night in nights[1:]:
        house.night(night, [], board="globex", status="unchanged")
    house.night(nights[0], [Job("4", text="A comment.", month=date(2026, 9, 1))], source="hn", board="77")
    house.load()
    build(tmp_path)
    kinds = "posted_kind, first_seen_kind, last_seen_kind, closed_kind"
    assert rows(tmp_path, f"select ref, {kinds}, closed_on from postings order by ref") == [
        ("1", "posted", "already_open", "listed", None, None),
        ("2", "posted", "listed", "listed", "listed_no_more", nights[3]),
        ("3", "posted", "already_open", "unchanged", None, None),
        ("4", "thread", "thread", "thread", None, None),
    ]
    said = rows(tmp_path, "select ref, posted_on from postings where ref in ('1', '3') order by ref")
    assert said == [("1", date(2025, 3, 1)), ("3", None)]  # nobody posts a job 70 years ahead


@pytest.fixture(scope="module")
def one_night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve boards read once: of each, two postings of every month since June 2025; one in four asks for RAG."""
    data = tmp_path_factory.mktemp("one_night")
    house = House(data)
    for board in BOARDS:
        page = Page(
            source="greenhouse",
            board=board,
            url=f"https://boards.example.org/{board}",
            fetched_at=datetime(2026, 11, 20, 2, tzinfo=UTC),
            status=200,
            sha256="0" * 64,
            body=json.dumps({"jobs": list(_jobs(board)), "meta": {"total": 36}}).encode(),
        )
        entries = [lake.Entry(page, posting, understand(posting)) for posting in Greenhouse.read(page)]
        lake.write(data, "greenhouse", NIGHT, f"{board}-000", board, 1, entries)
        house.cover(NIGHT, "greenhouse", board, board, "complete", len(entries), page.fetched_at)
    load(data, [("greenhouse", board, board.title(), "sample") for board in BOARDS], {})
    build(data)
    return data


def _jobs(board: str) -> Iterator[dict[str, object]]:
    """As Greenhouse shows them; what was edited yesterday was not posted yesterday."""
    for number in range(36):
        posted = MONTHS[number // 2]
        work = "build retrieval-augmented generation" if (number // 2 * 2 + number % 2) % 4 == 0 else "run databases"
        text = f"<p>You will {work} for team {board}-{number} of {board}, kitchen {number * 7} in house {board}.</p>"
        yield {
            "id": 1000 + number,
            "internal_job_id": number,
            "absolute_url": f"https://boards.example.org/{board}/{number}",
            "title": f"Software Engineer, Kitchen {board} {number}",
            "company_name": board.title(),
            "location": {"name": "Berlin, Germany"},
            "offices": [],
            "departments": [],
            "first_published": f"{posted}T09:00:00-05:00",
            "updated_at": "2026-11-19T09:00:00-05:00",
            "requisition_id": f"R-{board}-{number}",
            "language": "en",
            "content": escape(text),
        }


def test_postings_keep_the_day_they_were_posted_and_not_the_day_of_their_last_edit(one_night: Path) -> None:
    found = rows(one_night, "select distinct posted_on, posted_kind, is_left_truncated, month from postings order by 1")
    assert found == [(posted, "posted", True, None) for posted in MONTHS]


def test_one_night_of_old_postings_gives_no_flow_for_months_before_it(one_night: Path) -> None:
    flows = [name for name in TABLES if name.endswith("_monthly") and "stock" not in name]
    columns = "select distinct month, n from {} where panel = 'ats_sample'"
    for name in flows:
        assert set(rows(one_night, columns.format(name))) <= {(date(2026, 11, 1), 0)}, name


def test_one_night_of_old_postings_gives_one_point_of_stock_with_the_true_share(one_night: Path) -> None:
    found = rows(
        one_night,
        "select month, n, count, share_pct from ai_level_stock_monthly "
        "where panel = 'ats_sample' and unit = 'opening' and ai_level = 'builds'",
    )
    assert found == [(date(2026, 11, 1), 432, 108, 25.0)]
