"""Files from elsewhere, by command line and by their parts: taken in whole or not at all, and once."""

from __future__ import annotations

import csv
import json
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows import night
from flows.backfill_files import take_in
from spiders import coverage, foreign
from spiders.landing import pages as kept_pages
from spiders.landing import parts
from spiders.sources import SOURCES
from tests.flows import swedish_archive
from tests.flows.conftest import Jobshift
from tests.nights.inside import Household
from tests.nights.running import count_again
from tests.spiders import web_archive
from tests.spiders.career_pages import pages as career_pages

MAPPING = """
collection = "made_up_ads"
chosen = "every ad that the test made up, one a day and employer"
represents = "nothing but the test"
ignore = ["recruiter"]

[columns]
ref = "id"
title = "job"
text = "about"
employer = "firm"
place = ["city", "land"]
posted_on = "day"
pay_min = "pay"

[fixed]
pay_currency = "EUR"
pay_period = "year"
"""
AI = "You build retrieval-augmented generation with large language models in Python."
OTHER = "You run Kubernetes clusters and write runbooks for our operators."
ROWS = 120


def csv_rows() -> list[dict[str, str]]:
    """Ads of one month, every third with AI in its duties, of 20 firms."""
    return [
        {
            "id": f"a{number}",
            "job": "Software Engineer",
            "about": f"Firm {number % 20} looks for a software engineer for its team {number} in the north.\n\n"
            f"What you will do\n- {AI if number % 3 == 0 else OTHER}\n\nRequirements\n- {number % 7 + 1} years of SQL",
            "firm": f"Firm {number % 20}",
            "city": "Berlin",
            "land": "Germany",
            "day": f"2022-03-{number % 28 + 1:02d}",
            "pay": str(50_000 + number),
            "recruiter": "Erika Mustermann",
        }
        for number in range(ROWS)
    ]


def write_csv(path: Path, rows: list[dict[str, str]] | None = None) -> Path:
    rows = rows or csv_rows()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def order(data: Path, kind: str, *files: Path, night: str = "2026-03-02", **more: Any) -> dict[str, Any]:
    return {"kind": kind, "files": [str(file) for file in files], "data": str(data), "night": night, **more}


def landed(data: Path) -> Counter[tuple[str, str, str]]:
    """What readers find in the landing zone: source, board and ref of every posting."""
    return Counter(
        (part.source, page.board, posting.ref)
        for part in parts(data)
        for page in kept_pages(part)
        for posting in SOURCES[part.source].read(page)
    )


def covered(data: Path) -> dict[tuple[str, str, str], tuple[str, int]]:
    rows = coverage.rows(data)
    return {(row["source"], row["night"], row["board"]): (row["status"], row["postings"]) for row in rows}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "crawl.warc.gz"
    web_archive.write(path, career_pages(seed=3, count=120))
    return path


def test_planted_postings_of_a_web_archive_land_by_month_and_listings_by_night(tmp_path: Path, archive: Path) -> None:
    (done,) = take_in(order(tmp_path / "d", "warc", archive))["files"]
    found, told = landed(tmp_path / "d"), covered(tmp_path / "d")
    planted = sum(len(page.planted) for page in career_pages(seed=3, count=120))
    careers = Counter(board for source, board, _ in found if source == "careers_archive")
    assert set(careers) == {"2024-10", "2024-11"}
    assert careers.total() == planted == done["postings"] - 2
    assert told["greenhouse", "2024-10-03", "acme"] == ("complete", 2)
    assert told["careers_archive", "2026-03-02", "2024-10"] == ("complete", careers["2024-10"])
    for why in (
        "3 revisits",
        "3 answers without a page",
        "3 pages of another kind",
        "1 pages at addresses of greenhouse",
    ):
        assert why in done["words"]


def test_the_same_file_twice_changes_nothing(tmp_path: Path, archive: Path) -> None:
    take_in(order(tmp_path / "d", "warc", archive))
    files = sorted((tmp_path / "d").rglob("*.*"))
    (again,) = take_in(order(tmp_path / "d", "warc", archive, night="2026-03-03"))["files"]
    assert again["was_known"]
    assert sorted((tmp_path / "d").rglob("*.*")) == files


def test_an_archive_that_ends_in_the_middle_gives_what_is_whole_and_says_so(tmp_path: Path, archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])
    (done,) = take_in(order(tmp_path / "d", "warc", archive))["files"]
    assert 20 < done["postings"] < 80
    assert "damaged after" in done["damage"]


def test_a_killed_taking_in_leaves_nothing_and_the_next_gives_all(tmp_path: Path) -> None:
    years = tmp_path / "2021.jsonl.zip"
    swedish_archive.write(years, 2021, 3_000)
    take_in(order(tmp_path / "whole", "jobtech", years, years=[2021]))
    given = json.dumps(order(tmp_path / "d", "jobtech", years, years=[2021]))
    program = "import json, sys; from flows.backfill_files import take_in; take_in(json.loads(sys.argv[1]))"
    for moment in ("incoming/*/landing", "incoming/*/landing/*/*/*", "incoming/*.ready"):
        child = subprocess.Popen([sys.executable, "-c", program, given])
        until = time.monotonic() + 20
        while not list((tmp_path / "d").glob(moment)) and child.poll() is None and time.monotonic() < until:
            time.sleep(0.0005)
        child.send_signal(signal.SIGKILL)
        child.wait()
        if foreign.archives(tmp_path / "d"):
            break  # it was quicker
        assert not list((tmp_path / "d").glob("ledger/coverage/*/*")) or moment.endswith("ready")
    take_in(json.loads(given))
    assert landed(tmp_path / "d") == landed(tmp_path / "whole")
    assert covered(tmp_path / "d") == covered(tmp_path / "whole")
    assert not list((tmp_path / "d" / "incoming").glob("*"))
    assert len(foreign.archives(tmp_path / "d")) == 1


def test_what_was_ready_when_it_was_killed_is_finished_once(
    tmp_path: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(foreign, "settle", lambda _: None)
        take_in(order(tmp_path / "d", "warc", archive))
    assert not landed(tmp_path / "d")
    (ready,) = (tmp_path / "d" / "incoming").glob("*.ready")
    shutil.copytree(ready, tmp_path / "copy")
    foreign.settle(tmp_path / "d")
    once, told = landed(tmp_path / "d"), covered(tmp_path / "d")
    shutil.copytree(tmp_path / "copy", ready)  # as if the kill had come after the moves
    foreign.settle(tmp_path / "d")
    assert (landed(tmp_path / "d"), covered(tmp_path / "d")) == (once, told)
    assert len(foreign.archives(tmp_path / "d")) == 1


def test_months_of_another_year_are_not_taken_for_whole(tmp_path: Path) -> None:
    made = [swedish_archive.ad(random.Random(number), 2021, number) for number in range(400)]
    for ad in made[:200]:
        ad["publication_date"] = "2020-12-30T10:00:00"
    (tmp_path / "2021.jsonl").write_text("\n".join(map(json.dumps, made)), encoding="utf-8")
    take_in(order(tmp_path / "d", "jobtech", tmp_path / "2021.jsonl", years=[2021]))
    told = covered(tmp_path / "d")
    assert told["jobtech_ads", "2026-03-02", "2020-12"][0] == "partial"
    assert {status for (_, _, month), (status, _) in told.items() if month > "2021"} == {"complete"}


def test_a_file_that_is_no_archive_of_jobtech_is_refused_and_nothing_written(tmp_path: Path) -> None:
    (tmp_path / "2021.jsonl").write_text('{"id": 1}\n' * 300, encoding="utf-8")
    with pytest.raises(ValueError, match=r"2021\.jsonl: these are no ads of JobTech"):
        take_in(order(tmp_path / "d", "jobtech", tmp_path / "2021.jsonl", years=[2021]))
    assert not list((tmp_path / "d").rglob("*.*"))


WRONG = {
    "a column the file has not": ('ref = "id"', 'ref = "number"', "no column 'number'"),
    "a column the mapping has not": ('ignore = ["recruiter"]', "ignore = []", "column 'recruiter' is not in the mapp"),
    "a text that is none": ('text = "about"', 'text = "city"\ndepartment = "about"', "'city', mapped to `text`"),
    "a day that is none": ('posted_on = "day"', 'posted_on = "job"\nurl = "day"', "'job', mapped to `posted_on`"),
    "a pay that is none": ('pay_min = "pay"', 'pay_min = "land"\nurl = "pay"', "'land', mapped to `pay_min`"),
    "a number that is not one row's": ('ref = "id"', 'ref = "firm"\nurl = "id"', "'firm', mapped to `ref`"),
    "a key that is misspelt": ("represents", "represent", "`represents`: Field required"),
    "a name that is taken": ("made_up_ads", "jobtech_se", "panel of jobshift's own"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_mapping_is_refused_by_name_and_nothing_written(what: str, folder: Path, jobshift: Jobshift) -> None:
    was, wrong, told = WRONG[what]
    (folder / "map.toml").write_text(MAPPING.replace(was, wrong), encoding="utf-8")
    write_csv(folder / "ads.csv")
    done = jobshift("backfill", "file", "ads.csv", "--map", "map.toml", "--yes")
    assert done.returncode == 2
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (folder / "data").exists()


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_other_formats_give_the_same_postings(kind: str, tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(MAPPING, encoding="utf-8")
    file = tmp_path / f"ads.{kind}"
    if kind == "jsonl":
        file.write_text("\n".join(map(json.dumps, csv_rows())), encoding="utf-8")
    else:
        duckdb.read_csv(str(write_csv(tmp_path / "given.csv"))).write_parquet(str(file))
    mapping = str(tmp_path / "map.toml")
    take_in(order(tmp_path / "a", "file", file, mapping=mapping))
    take_in(order(tmp_path / "b", "file", write_csv(tmp_path / "ads.csv"), mapping=mapping))
    assert landed(tmp_path / "a") == landed(tmp_path / "b")
    assert landed(tmp_path / "a").total() == ROWS


def test_rows_without_a_day_are_kept_in_no_month_and_those_without_a_text_are_not(tmp_path: Path) -> None:
    rows = csv_rows()
    rows[0]["day"], rows[1]["day"], rows[2]["about"] = "soon", "", ""
    (tmp_path / "map.toml").write_text(MAPPING, encoding="utf-8")
    mapping = str(tmp_path / "map.toml")
    take_in(order(tmp_path / "d", "file", write_csv(tmp_path / "ads.csv", rows), mapping=mapping))
    assert covered(tmp_path / "d") == {
        ("foreign", "2026-03-02", "made_up_ads/2022-03"): ("complete", ROWS - 3),
        ("foreign", "2026-03-02", "made_up_ads/undated"): ("partial", 2),
    }
    assert landed(tmp_path / "d").total() == ROWS - 1


def shares(data: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(data / "jobshift.duckdb"), read_only=True) as con:
        return con.execute(query).fetchall()


YEARS = "select panel, year, year_status, postings, n, count, share_pct, suppressed_because from ai_ladder_yearly"
YEARS += " where unit = 'opening' and definition = 'in_duties' order by panel, year"


@pytest.mark.slow
def test_each_file_becomes_a_panel_that_a_rebuild_gives_again(
    folder: Path, jobshift: Jobshift, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One run for all three kinds of files; then the lake and the warehouses are lost, and the file comes again."""
    data, variables = folder / "data", {"JOBSHIFT_REPORT__ON": "false"}
    months = swedish_archive.write(folder / "2021.zip", 2021, 3_000)
    take_in(order(data, "jobtech", folder / "2021.zip", years=[2021]))
    take_in(order(data, "warc", archive))
    (folder / "map.toml").write_text(MAPPING, encoding="utf-8")
    write_csv(folder / "ads.csv")
    command = ("backfill", "file", "ads.csv", "--map", "map.toml")

    shown = jobshift(*command)
    assert shown.returncode == 0
    assert "120 rows, 120 dated postings, 2022-03 to 2022-03" in shown.stdout
    assert "Erika" not in shown.stdout
    assert not foreign.archives(data)[2:]

    done = jobshift(*command, "--yes", **variables)
    assert done.returncode == 0, done.stderr
    rows = {(row[0], row[1]): row[2:] for row in shares(data, YEARS)}
    status, postings, n, count, share, _ = rows["made_up_ads", date(2022, 1, 1)]
    assert (status, postings, n, count) == ("incomplete", ROWS, ROWS, ROWS // 3)
    assert share == pytest.approx(100 / 3)
    swedish = rows["jobtech_se", date(2021, 1, 1)]
    assert swedish[:2] == ("complete", months.total())
    assert rows["careers_archive", date(2024, 1, 1)][1] > 100
    (described,) = shares(data, "select chosen, represents, boards from panels where panel = 'made_up_ads'")
    assert described == ("every ad that the test made up, one a day and employer", "nothing but the test", 1)
    assert "Mustermann" not in str([page.body for part in parts(data) for page in kept_pages(part)])

    for lost in ("lake", "work.duckdb"):
        shutil.rmtree(data / lost) if (data / lost).is_dir() else (data / lost).unlink()
    before = shares(data, YEARS)
    (again,) = take_in(order(data, "file", folder / "ads.csv", mapping=str(folder / "map.toml")))["files"]
    assert again["was_known"]
    monkeypatch.setenv("JOBSHIFT_DATA", str(data))
    monkeypatch.setattr(night, "Family", Household)
    assert count_again(date(2026, 3, 3)).snapshot == {}
    assert shares(data, YEARS) == before
