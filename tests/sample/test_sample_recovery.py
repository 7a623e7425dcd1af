"""Holding the warehouse against the truth: what counts as missed, and what must not exist at all."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from flows import demo
from flows.sample import Sample, sample
from flows.sample.plan import Planted
from flows.sample.recovery import MARTS, agreement, missed_pct, recovered, too_early, write_truth, wrongly_closed
from spiders.boards import read_boards

MONTH = date(2022, 1, 1)
INSIDE, OUTSIDE, ABSENT, HIDDEN = (Planted("skill", key, MONTH, 40.0) for key in ("python", "rust", "java", "kafka"))


def planted(*rows: Planted) -> Sample:
    return replace(sample(), planted=rows)


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    """A warehouse of four monthly marts, empty but for four skills in one month."""
    found = duckdb.connect()
    for mart, key, _ in MARTS.values():
        other = "" if key == "definition" else f"{key} varchar, "
        found.execute(
            f"create table {mart} (panel varchar, unit varchar, definition varchar, month date, month_status varchar, "
            f"{other}n int, share_pct double, low_pct double, high_pct double, suppressed_because varchar)"
        )
    row = "('hn', 'opening', 'asked', date '2022-01-01', 'complete', ?, 50, ?, ?, ?, ?)"
    for values in (
        ("python", 42.0, 31.0, 54.0, None),
        ("rust", 10.0, 4.0, 22.0, None),
        ("kafka", None, None, None, "fewer than 50 openings"),
    ):
        found.execute(f"insert into skill_share_monthly values {row}", values)
    found.execute("create table spells (source varchar, month date)")
    return found


def test_a_share_is_missed_when_its_interval_leaves_the_truth_out(con: duckdb.DuckDBPyConnection) -> None:
    missed = recovered(con, planted(INSIDE, OUTSIDE)).set_index("key")["is_missed"]
    assert not missed["python"]
    assert missed["rust"]


def test_a_share_that_the_warehouse_lacks_is_missed_and_a_suppressed_one_is_not(
    con: duckdb.DuckDBPyConnection,
) -> None:
    shares = recovered(con, planted(INSIDE, OUTSIDE, ABSENT, HIDDEN))
    missed = shares.set_index("key")["is_missed"]
    assert missed["java"]
    assert not missed["kafka"]
    assert missed_pct(shares) == pytest.approx(100 * 2 / 3)  # rust and java of python, rust, java


def test_an_incomplete_month_is_no_recovery(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("update skill_share_monthly set month_status = 'incomplete' where skill = 'python'")
    assert recovered(con, planted(INSIDE))["is_missed"].all()


def test_boards_must_not_have_flow_before_their_first_night(con: duckdb.DuckDBPyConnection) -> None:
    night = date(2025, 1, 6)
    con.execute("insert into spells values ('hn', date '2022-01-01'), ('lever', date '2025-01-01'), ('lever', null)")
    assert too_early(con, ("greenhouse", "lever"), night) == []
    con.execute("insert into spells values ('lever', date '2024-12-01')")
    con.execute("update skill_share_monthly set panel = 'ats_sample'")
    assert too_early(con, ("greenhouse", "lever"), night) == ["skill_share_monthly: 3 rows", "spells: 1 rows"]


def test_a_posting_that_is_open_to_the_end_must_not_be_closed(con: duckdb.DuckDBPyConnection) -> None:
    world = sample()
    first, last = (world.nights[world.world.nights[place]] for place in (0, -1))
    still = {truth.ref for board in last for truth in board.truth}
    gone = next(truth for board in first for truth in board.truth if truth.ref not in still)
    kept = last[0].truth[0]
    rows = [(t.source, t.board, t.ref, date(2025, 1, 8)) for t in (gone, kept)]
    con.register("postings", pd.DataFrame(rows, columns=["source", "board", "ref", "closed_on"]))
    assert wrongly_closed(con, world) == [f"greenhouse {kept.board} {kept.ref}, closed 2025-01-08"]


def test_agreement_counts_postings_one_by_one(con: duckdb.DuckDBPyConnection) -> None:
    asking = [t for t in sample().truth if t.is_counted and len(t.asked) == 2 and t.ai_level == "none"]
    small = replace(sample(), truth=tuple(asking[:4]))
    rows = [(number, t.source, t.board, t.ref, "none", True) for number, t in enumerate(asking[:3])]
    rows[0] = (*rows[0][:4], "governs", True)
    con.register(
        "postings", pd.DataFrame(rows, columns=["posting_id", "source", "board", "ref", "ai_level", "is_counted"])
    )
    skills = [(number, skill, True) for number, t in enumerate(asking[:3]) for skill in sorted(t.asked)]
    skills[5] = (2, "tensorflow", True)  # which it does not ask for
    con.register("opening_skills", pd.DataFrame(skills, columns=["posting_id", "skill", "is_asked"]))
    assert agreement(con, small) == pytest.approx(
        {
            "collected": 75.0,
            "IT postings told from others": 100.0,
            "AI level as planted": 100 * 2 / 3,
            "skills asked for found": 100 * 5 / 8,
            "skills found asked for": 100 * 5 / 6,
        }
    )


def test_the_truth_is_kept_as_json(tmp_path: Path) -> None:
    world = sample()
    write_truth(world, 7, tmp_path / "truth.json")
    kept = json.loads((tmp_path / "truth.json").read_text())
    assert kept["seed"] == 7
    assert len(kept["postings"]) == len(world.truth)
    assert len(kept["planted"]) == len(world.planted)
    assert kept["postings"][0]["asked"] == sorted(world.truth[0].asked)


def test_the_demos_boards_are_a_sample_that_the_spiders_read(tmp_path: Path) -> None:
    demo._write_boards(sample(), tmp_path / "boards.csv")
    boards = read_boards(tmp_path / "boards.csv")
    assert len(boards) == 40
    assert {board.frame for board in boards} == {"sample"}


def test_the_demo_uses_nothing_of_the_users_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.config import settings

    monkeypatch.setenv("JOBSHIFT_CONTACT", "someone@host.example")
    monkeypatch.setenv("PREFECT_API_URL", "http://elsewhere.example/api")
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    with demo._environment(tmp_path, "http://127.0.0.1:9"):
        found = settings()
        assert (found.contact, found.data, found.replay_url) == (None, tmp_path, "http://127.0.0.1:9")
        assert found.of("lever").delay == 0
        assert not {"PREFECT_API_URL", "https_proxy"} & set(os.environ)
    assert os.environ["JOBSHIFT_CONTACT"] == "someone@host.example"
    assert os.environ["PREFECT_API_URL"] == "http://elsewhere.example/api"
    assert "JOBSHIFT_CONFIG" not in os.environ
