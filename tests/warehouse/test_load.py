"""Loading is set-based, all or nothing, and the same twice."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.house import House, Job
from warehouse.load import LoadSummary, load
from warehouse.work import WorkBusy

FIRST, SECOND, THIRD = date(2026, 11, 1), date(2026, 11, 2), date(2026, 11, 3)
EVERYTHING = ("postings", "sightings", "roles", "mentions", "coverage", "posting_ids", "opening_id_changes")
SEEN = "select ref, day(night) from raw.sightings join raw.postings using (posting_id) order by all"


def everything(house: House) -> dict[str, list[tuple[object, ...]]]:
    """Every fact of the work warehouse."""
    return {name: house.rows(f"from raw.{name} order by all") for name in EVERYTHING}


def test_a_load_counts_parts_and_postings(house: House) -> None:
    house.night(FIRST, [Job("1"), Job("2")])
    house.night(FIRST, [Job("9", employer="Globex")], board="globex")
    assert house.load() == LoadSummary(parts=2, postings=3, new_postings=3, changed=0)


def test_an_empty_house_loads(house: House) -> None:
    assert house.load() == LoadSummary(0, 0, 0, 0)


def test_the_same_load_twice_changes_nothing(house: House) -> None:
    house.night(FIRST, [Job("1"), Job("2", skills=("python", "rag"))])
    house.night(SECOND, [], status="unchanged")
    house.load()
    before = everything(house)
    assert house.load() == LoadSummary(parts=0, postings=2, new_postings=0, changed=0)
    assert everything(house) == before


def test_ids_are_dense_in_the_order_of_night_source_board_and_ref(house: House) -> None:
    house.night(SECOND, [Job("1")], source="ashby", board="zeta")
    house.night(FIRST, [Job("5")], source="lever", board="initech")
    house.night(FIRST, [Job("3"), Job("2")], source="greenhouse", board="acme")
    house.load()
    assert house.rows("select source, ref from raw.postings order by posting_id") == [
        ("greenhouse", "2"),
        ("greenhouse", "3"),
        ("lever", "5"),
        ("ashby", "1"),
    ]
    assert house.rows("select max(posting_id), count(*) from raw.postings") == [(4, 4)]


def test_later_loads_leave_ids_alone(house: House) -> None:
    house.night(SECOND, [Job("b")])
    house.load()
    house.night(FIRST, [Job("a")])
    house.load()
    assert house.rows("select posting_id, ref from raw.postings order by all") == [(1, "b"), (2, "a")]


def test_new_content_becomes_the_version_and_replaces_its_mentions(house: House) -> None:
    house.night(FIRST, [Job("1", skills=("python", "rag")), Job("2")])
    house.load()
    house.night(SECOND, [Job("1", title="AI Engineer", skills=("go",)), Job("2")])
    assert house.load() == LoadSummary(parts=1, postings=2, new_postings=0, changed=1)
    assert house.rows("select title from raw.postings order by posting_id") == [("AI Engineer",), ("Data Engineer",)]
    assert house.rows("select posting_id, skill from raw.mentions order by all") == [(1, "go"), (2, "python")]
    assert house.rows("select posting_id, title from raw.roles order by all") == [
        (1, "AI Engineer"),
        (2, "Data Engineer"),
    ]


def test_an_older_page_loaded_later_does_not_become_the_version(house: House) -> None:
    house.night(SECOND, [Job("1", title="New title")])
    house.load()
    house.night(FIRST, [Job("1", title="Old title", skills=("go",))])
    house.load()
    assert house.rows("select title, first_seen_on, last_seen_on from raw.postings") == [("New title", FIRST, SECOND)]
    assert house.rows("select skill from raw.mentions") == [("python",)]


def test_sightings_are_the_nights_a_listing_showed_a_posting(house: House) -> None:
    house.night(FIRST, [Job("1"), Job("2")])
    house.night(SECOND, [Job("1")])
    house.night(THIRD, [Job("1"), Job("3")])
    house.load()
    assert house.rows(SEEN) == [("1", 1), ("1", 2), ("1", 3), ("2", 1), ("3", 3)]


def test_an_unchanged_board_shows_what_its_last_complete_night_showed(house: House) -> None:
    house.night(FIRST, [Job("1"), Job("2")])
    house.night(SECOND, [Job("1")])
    house.night(THIRD, [], status="unchanged")
    house.night(THIRD, [], status="unchanged", board="globex")  # never read: shows nothing
    house.load()
    assert house.rows(SEEN) == [("1", 1), ("1", 2), ("1", 3), ("2", 1)]
    assert house.rows("select ref, last_seen_on from raw.postings order by all") == [("1", THIRD), ("2", FIRST)]


def test_a_failed_night_shows_nothing_and_a_partial_one_is_no_base(house: House) -> None:
    house.night(FIRST, [Job("1"), Job("2")])
    house.night(SECOND, [Job("1")], status="partial")
    house.night(THIRD, [], status="unchanged")
    house.night(date(2026, 11, 4), [], status="failed")
    house.load()
    assert house.rows(SEEN) == [("1", 1), ("1", 2), ("1", 3), ("2", 1), ("2", 3)]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_sightings_do_not_depend_on_the_order_of_loading(house: House, order: tuple[int, ...]) -> None:
    def unchanged() -> None:
        house.night(THIRD, [], status="unchanged")

    steps = (
        lambda: house.night(FIRST, [Job("1"), Job("2")]),
        lambda: house.night(SECOND, [Job("1")]),
        unchanged,
    )
    for step in order:
        steps[step]()
        house.load()
    assert house.rows(SEEN) == [("1", 1), ("1", 2), ("1", 3), ("2", 1)]


def test_a_late_part_of_the_base_night_is_filled_in_too(house: House) -> None:
    crawl = house.night(FIRST, [Job("1")])
    house.night(SECOND, [], status="unchanged")
    house.load()
    at = datetime(2026, 11, 1, 3, tzinfo=UTC)
    house.part(FIRST, [Job("2")], source="greenhouse", board="acme", crawl_id=f"{crawl}-late", at=at)
    house.load()
    assert house.rows(SEEN) == [("1", 1), ("1", 2), ("2", 1), ("2", 2)]


def test_a_night_that_turns_out_complete_loses_what_was_filled_in(house: House) -> None:
    house.night(FIRST, [Job("1"), Job("2")])
    house.night(SECOND, [], status="unchanged")
    house.load()
    house.night(SECOND, [Job("2")], hour=5)
    house.load()
    assert house.rows(SEEN) == [("1", 1), ("2", 1), ("2", 2)]


def test_the_best_line_of_a_night_is_its_coverage(house: House) -> None:
    house.night(FIRST, [], status="failed")
    house.night(FIRST, [Job("1")], status="complete", hour=3)
    house.night(FIRST, [], status="blocked", hour=4)
    house.night(SECOND, [], status="failed")
    house.night(SECOND, [], status="failed", hour=3)
    house.load()
    assert house.rows("select night, status, crawl_id from raw.coverage order by all") == [
        (FIRST, "complete", "c0002"),
        (SECOND, "failed", "c0005"),
    ]


def test_a_torn_line_of_the_coverage_ledger_is_passed_over(house: House) -> None:
    house.night(FIRST, [Job("1")])
    (file,) = (house.data / "ledger" / "coverage").glob("*/*.jsonl")
    with file.open("a") as ledger:
        ledger.write('{"night": "2026-11-01", "source": "green')
    house.load()
    assert house.rows("select board, status from raw.coverage") == [("acme", "complete")]


def test_a_thread_read_again_replaces_its_comments(house: House) -> None:
    month = date(2026, 11, 1)
    first = [Job("1", title=None, month=month), Job("2", title=None, month=month)]
    house.night(SECOND, first, source="hn", board="4242")
    house.load()
    again = [Job("1", title=None, month=month, skills=("go", "rag")), Job("3", title=None, month=month)]
    house.night(THIRD, again, source="hn", board="4242")
    assert house.load() == LoadSummary(parts=1, postings=3, new_postings=1, changed=1)
    assert house.rows("select ref, thread_month from raw.postings order by all") == [(r, month) for r in "123"]
    assert house.rows("select count(*) from raw.mentions") == [(4,)]


def test_a_rewritten_part_replaces_what_it_said(house: House) -> None:
    crawl = house.night(FIRST, [Job("1"), Job("2")])
    house.night(SECOND, [Job("1")])
    house.load()
    at = datetime(2026, 11, 1, 2, tzinfo=UTC)
    house.part(FIRST, [Job("2", skills=("rag",))], source="greenhouse", board="acme", crawl_id=crawl, at=at)
    assert house.load() == LoadSummary(parts=2, postings=2, new_postings=0, changed=1)
    assert house.rows(SEEN) == [("1", 2), ("2", 1)]
    assert house.rows("select posting_id, ref from raw.postings order by all") == [(1, "1"), (2, "2")]


def test_a_warehouse_rebuilt_from_nothing_gives_every_posting_its_old_id(house: House) -> None:
    house.night(SECOND, [Job("b"), Job("c", text="Another text, long enough to be believed as a text of its own.")])
    house.load()
    house.night(FIRST, [Job("a")])
    house.night(THIRD, [Job("c")])
    house.load()
    before = everything(house)
    assert before["opening_id_changes"] == [(2, 2, 1, THIRD, "merge", "same_text")]
    (house.data / "work.duckdb").unlink()
    house.load()
    assert everything(house) == before


def test_tables_of_an_older_version_are_made_anew(house: House) -> None:
    house.night(FIRST, [Job("1"), Job("2")])
    house.load()
    before = everything(house)
    with duckdb.connect(str(house.data / "work.duckdb")) as con:
        con.execute("drop table raw.version")
        con.execute("alter table raw.postings drop column place")
    house.load()
    assert everything(house) == before


def test_many_nights_are_read_in_portions_with_the_same_result(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = House(tmp_path / "other")
    for twin in (house, other):
        twin.night(FIRST, [Job("3"), Job("1")])
        twin.night(FIRST, [Job("9")], source="ashby", board="zeta")
        twin.night(SECOND, [], status="unchanged")
        twin.night(THIRD, [Job("1", title="Other"), Job("0")])
    house.load()
    monkeypatch.setattr("warehouse.load.BATCH", 1)
    other.load()
    assert everything(other) == everything(house)


def test_runs_take_the_last_event_and_the_present_run_is_among_them(house: House) -> None:
    house.data.mkdir()
    old = {"run_id": "r1", "kind": "nightly", "night": "2026-11-01", "sources": ["hn"], "message": ""}
    new = old | {"run_id": "r2", "night": "2026-11-02", "event": "started", "at": "2026-11-02T02:00:00+00:00"}
    ledger = house.data / "ledger" / "runs.jsonl"
    ledger.parent.mkdir()
    ledger.write_text(
        json.dumps(old | {"event": "started", "at": "2026-11-01T02:00:00+00:00", "state": "running"})
        + '\n{"run_id": "ha\n'
        + json.dumps(old | {"event": "ended", "at": "2026-11-01T02:30:00+00:00", "state": "degraded"})
        + "\n"
    )
    load(house.data, house.boards, new | {"state": "running"})
    rows = house.rows("select run_id, state, started_at, ended_at, sources from raw.runs order by run_id")
    assert rows == [
        ("r1", "degraded", datetime(2026, 11, 1, 2), datetime(2026, 11, 1, 2, 30), ["hn"]),  # noqa: DTZ001
        ("r2", "running", datetime(2026, 11, 2, 2), None, ["hn"]),  # noqa: DTZ001
    ]


def test_a_board_that_left_the_file_keeps_its_frame(house: House) -> None:
    house.load()
    house.boards = [("greenhouse", "acme", "Acme Inc", "watch")]
    house.load()
    assert house.rows("select board, employer, frame from raw.boards order by all") == [
        ("acme", "Acme Inc", "watch"),
        ("globex", "Globex", "sample"),
        ("initech", "Initech", "watch"),
    ]


def test_a_posting_without_a_named_employer_is_its_boards(house: House) -> None:
    house.night(FIRST, [Job("1", employer=None), Job("2", employer="Daughter")], source="lever", board="initech")
    house.night(FIRST, [Job("3", employer=None)], source="lever", board="unlisted")
    house.load()
    house.load()
    assert house.rows("select ref, employer, employer_key from raw.postings order by ref") == [
        ("1", "Initech", "initech"),
        ("2", "Daughter", "daughter"),
        ("3", None, None),
    ]


def test_panels_skills_and_roles_are_loaded(house: House) -> None:
    house.load()
    assert house.rows("select panel, sources[1], frame from raw.panels order by panel") == [
        ("all_raw", "hn", "sample"),
        ("ats_sample", "greenhouse", "sample"),
        ("careers_archive", "careers_archive", None),
        ("hn", "hn", None),
        ("jobtech_se", "jobtech_ads", None),
        ("usajobs_it", "usajobs_history", None),
    ]
    assert house.rows("select count(*) > 100, count(skill_group) = count(*) from raw.skills") == [(True, True)]
    assert house.rows("select count(*) > 10 from raw.role_names") == [(True,)]


def test_a_merge_and_a_split_are_noted_and_other_openings_keep_their_ids(house: House) -> None:
    """Its source drops the employer that made it a copy: what was merged by that is split again."""
    ids = "select opening_id from raw.postings order by posting_id"
    other, numbered = Job("3", title="QA"), Job("1", title="Go Developer", requisition="R-77", text="y" * 50)
    house.night(FIRST, [Job("1"), Job("2", title="Go Developer", requisition="R-77", text="x" * 50), other])
    house.load()
    assert house.rows(ids) == [(1,), (2,), (3,)]
    house.night(SECOND, [numbered, other])
    house.load()
    assert house.rows(ids) == [(1,), (1,), (3,)]
    house.night(THIRD, [replace(numbered, employer="Globex"), other])
    house.load()
    assert house.rows(ids) == [(1,), (2,), (3,)]
    assert house.rows("from raw.opening_id_changes order by changed_on") == [
        (2, 2, 1, SECOND, "merge", "requisition"),
        (2, 1, 2, THIRD, "split", "first"),
    ]


def test_an_edited_posting_stays_in_its_opening(house: House) -> None:
    house.night(FIRST, [Job("1"), Job("2")])
    house.load()
    house.night(SECOND, [Job("1"), Job("2", title="Go Developer", text="y" * 50)])
    house.load()
    reasons = "select opening_id, opening_reason, matched_posting_id from raw.postings order by posting_id"
    assert house.rows(reasons) == [
        (1, "first", None),
        (1, "same_text", 1),
    ]
    assert house.rows("from raw.opening_id_changes") == []


KILLED = """
import os, signal, sys
from pathlib import Path
from warehouse import identity, load, statements

last_step, data = sys.argv[1], Path(sys.argv[2])
run, remember = statements.run, identity.remember

def die_after(step):
    if step == last_step:
        os.kill(os.getpid(), signal.SIGKILL)

def dying_run(con, step, **values):
    run(con, step, **values)
    die_after(step)

def dying_remember(con, data, night):
    remember(con, data, night)
    die_after("remember")

statements.run, identity.remember = dying_run, dying_remember
load.load(data, [], {})
"""


@pytest.mark.parametrize("step", ["before", "postings", "nested", "seen", "sightings", "given", "remember"])
def test_a_load_killed_at_any_step_is_completed_by_the_next(
    house: House, root: Path, tmp_path: Path, step: str
) -> None:
    house.boards = []
    house.night(FIRST, [Job("1"), Job("2", skills=("python", "rag"))])
    house.load()
    house.night(SECOND, [Job("2", title="Other"), Job("3")])
    killed = subprocess.run([sys.executable, "-c", KILLED, step, str(house.data)], cwd=root, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert house.rows("select count(*), max(title) from raw.postings") == [(2, "Data Engineer")]
    assert house.load().postings == 3

    calm = House(tmp_path / "calm", boards=[])
    calm.night(FIRST, [Job("1"), Job("2", skills=("python", "rag"))])
    calm.load()
    calm.night(SECOND, [Job("2", title="Other"), Job("3")])
    calm.load()
    assert everything(house) == everything(calm)


def test_a_warehouse_in_use_is_named(house: House) -> None:
    house.load()
    holder = "import sys, duckdb; con = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", holder, str(house.data / "work.duckdb")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdin is not None
        assert writer.stdout.readline().strip() == "open"
        with pytest.raises(WorkBusy, match=r"work\.duckdb is open in another process"):
            house.load()
        writer.stdin.close()
