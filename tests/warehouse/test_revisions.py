"""Thirty revisions of four causes, planted one a month: each is named right, and its parts add up to the change."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from unittest.mock import patch

import duckdb
import pandas as pd
import pytest
from typer.testing import CliRunner

from flows.cli import app
from tests.warehouse.raw_tables import FETCHED, Raw, nights
from warehouse import published, revisions, statements
from warehouse.build import build
from warehouse.kept import NotKept
from warehouse.publish import publish
from warehouse.revisions import Cause, Change, explain_change
from warehouse.series import NotOneMeasure, UnknownName, series

LATER = FETCHED.replace(day=21)
EMPLOYERS, SIZE = 20, 60
PLANTS = (  # one a month from January 2022 on
    "late posting", "late posting", "late posting", "two late postings", "two late postings", "late posting",
    "edit", "edit",
    "merge", "merge", "merge", "merge", "split", "split", "one text", "one text",
    "tagged", "tagged", "tagged", "no IT", "no IT", "other level", "tagged",
)  # fmt: skip
CAUSES: dict[str, Cause] = {
    "late posting": "late_data", "two late postings": "late_data", "edit": "late_data",
    "merge": "openings", "split": "openings", "one text": "openings",
    "tagged": "taxonomy", "no IT": "taxonomy", "other level": "taxonomy",
}  # fmt: skip
HN = [(date(2022 + at // 12, at % 12 + 1, 1), plant) for at, plant in enumerate(PLANTS)]
QUIET, MIXED, RUNNING = date(2025, 1, 1), date(2025, 2, 1), date(2026, 11, 1)
OTHERS = ((QUIET, "nothing"), (MIXED, "tagged"), (RUNNING, "nothing"))
WATCHED = nights(date(2026, 1, 1), date(2026, 8, 31))
BOARD_MONTHS = [date(2026, month, 1) for month in range(2, 9)]


def state(data: Path, is_after: bool) -> None:
    """Threads of 60 openings, a third with RAG; boards of which three are watched only, and then part of the sample."""
    raw = Raw(data)
    late: list[date] = []
    for month, plant in [*HN, *OTHERS]:
        thread = f"{month:%y%m}"
        raw.covered("hn", thread, [date(2026, 11, 20)])
        first = len(raw.rows.get("postings", [])) + 1
        for number in range(SIZE):
            _comment(raw, month, thread, number, first, plant if is_after else None, plant)
        late += [month] * (("late posting", "two late postings").index(plant) + 1 if "late posting" in plant else 0)
    for number in range(33):
        board = f"b{number:02}"
        is_strange = number >= 30
        raw.board("lever", board, frame="watch" if is_strange and not is_after else "sample")
        raw.covered("lever", board, WATCHED)
        for month in BOARD_MONTHS:
            seen = [night for night in WATCHED if night >= month.replace(day=3)]
            for copy in range(2):
                raw.posting(
                    "lever", board, employer=board, seen=seen, posted_on=month.replace(day=3),
                    asks=["rag"] if is_strange or number % 3 == copy == 0 else [],
                )  # fmt: skip
    if is_after:
        for month in [*late, MIXED, RUNNING]:
            raw.comment(f"{month:%y%m}", month, employer="Late", asks=["rag"], ai_level="builds")
    for posting in raw.rows["postings"]:
        for version in (1, 2) if posting["fetched_at"] == LATER else (1,):
            night = date(2026, 11, 19 + version)
            raw.add(
                "versions", posting_id=posting["posting_id"], version=version, night=night, text_hash=version, skills=[]
            )
    (data / "work.duckdb").unlink(missing_ok=True)
    raw.write()


def _comment(raw: Raw, month: date, thread: str, number: int, first: int, done: str | None, planned: str) -> None:
    """The openings 0 to 2 are what plants touch: 0 and 2 ask for RAG, 1 does not."""
    has_rag = number % 3 != 1 if number < 3 else number % 3 == 0
    columns: dict[str, object] = {}
    if number == 1 and done == "merge":
        columns["opening"] = first
    if number == 1 and planned == "split" and done is None:
        columns["opening"] = first
    if number == 1 and done == "one text":
        columns["text"] = first
    if number == 2 and done == "edit":
        has_rag, columns["fetched_at"] = False, LATER
    if number == 1 and done == "tagged":
        has_rag = True
    if number == 2 and done == "no IT":
        columns["is_it"] = False
    level = "builds" if has_rag else "none"
    if number == 2 and done == "other level":
        has_rag, level = False, "mentions"
    asks = ["rag"] if has_rag else ["python"]
    raw.comment(thread, month, employer=f"E{number % EMPLOYERS}", asks=asks, ai_level=level, **columns)


@dataclass(frozen=True)
class Told:
    """The data folder of two snapshots, and their ids."""

    data: Path
    before: str
    after: str

    def change(self, month: date, panel: str = "hn", relation: str = "skill_share_monthly") -> Change:
        """What is said of RAG, or of the ladder's RAG-like rung."""
        key = {"panel": panel, "unit": "opening"}
        key |= {"definition": "asked", "skill": "rag"} if relation.startswith("skill") else {"definition": "specific"}
        return explain_change(self.data, relation, key, month, before=self.before)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    data = tmp_path_factory.mktemp("revisions")
    ids = []
    for is_after in (False, True):
        state(data, is_after)
        build(data)
        snapshot = publish(data, "r1")
        assert snapshot is not None
        ids.append(snapshot.snapshot_id)
    return Told(data, *ids)


@pytest.mark.parametrize(
    ("panel", "month", "cause"),
    [
        *(("hn", month, CAUSES[plant]) for month, plant in HN),
        *(("ats_sample", month, "sources") for month in BOARD_MONTHS),
    ],
)
def test_each_planted_revision_is_named(told: Told, panel: str, month: date, cause: Cause) -> None:
    change = told.change(month, panel)
    assert [part.cause for part in change.parts] == [cause]
    assert change.before.share_pct is not None
    assert change.after.share_pct is not None
    assert change.parts[0].points == pytest.approx(change.after.share_pct - change.before.share_pct, abs=1e-9)
    assert change.parts[0].points != 0
    assert [part.cause for part in told.change(month, panel, "ai_ladder_monthly").parts] == [cause]


def test_two_causes_of_one_change_are_told_apart_and_add_up(told: Told) -> None:
    """Of 60 openings 21 ask for RAG; one more is tagged so, and one that came late does."""
    change = told.change(MIXED)
    assert {part.cause: (part.n_change, part.count_change, part.postings) for part in change.parts} == {
        "late_data": (1, 1, 1),
        "taxonomy": (0, 1, 1),
    }
    assert (change.before.n, change.before.count, change.after.n, change.after.count) == (60, 21, 61, 23)
    points = sum(part.points or 0 for part in change.parts)
    assert points == pytest.approx(100 * 23 / 61 - 100 * 21 / 60, abs=1e-9)
    assert change.cause == "taxonomy"  # the late posting is in the denominator too


def test_a_month_that_was_not_over_grows_by_new_data(told: Told) -> None:
    assert [part.cause for part in told.change(RUNNING).parts] == ["new_data"]


def test_what_did_not_change_has_no_cause(told: Told) -> None:
    change = told.change(QUIET)
    assert not change.is_changed
    assert change.cause is None
    assert change.before.n == SIZE


def test_a_revision_within_the_published_interval_says_so(told: Told) -> None:
    assert told.change(HN[0][0]).is_within_interval is True


def test_of_other_relations_the_causes_of_the_month_are_named(told: Told) -> None:
    key = {"panel": "hn", "unit": "opening", "definition": "own_evidence", "kind": "traditional_without_ai"}
    change = explain_change(told.data, "role_kind_share_monthly", key, HN[0][0], before=told.before)
    assert [(part.cause, part.points) for part in change.parts] == [("late_data", None)]


def test_days_name_the_snapshot_that_stood_at_their_end(told: Told) -> None:
    today = published.snapshot(told.data)["published_at"][:10]
    assert revisions.between(told.data, today).empty
    with pytest.raises(NotKept, match="nothing was published by 2020-01-01: the first snapshot is of"):
        revisions.between(told.data, "2020-01-01")
    with pytest.raises(NotKept, match="no snapshot 'yesterday'"):
        revisions.between(told.data, "yesterday")
    with pytest.raises(NotKept, match="older"):
        revisions.between(told.data, told.after, told.before)


def test_published_revisions_are_those_of_complete_months_and_of_the_ladder(told: Told) -> None:
    with published.connect(told.data) as con:
        rows = con.execute("select distinct relation, status_before from revisions order by all").fetchall()
        ((sums,),) = con.execute(
            "select max(abs(share_after_pct - share_before_pct - total)) from ("
            "  select any_value(share_after_pct) as share_after_pct, any_value(share_before_pct) as share_before_pct,"
            "  sum(points) as total from revisions group by relation, panel, unit, definition, series, month)"
        ).fetchall()
    assert rows == [
        ("ai_ladder_monthly", "complete"),
        ("ai_ladder_monthly", "incomplete"),
        ("ai_level_monthly", "complete"),
        ("role_share_monthly", "complete"),
        ("skill_share_monthly", "complete"),
    ]
    assert sums < 1e-9


def test_a_series_as_of_a_snapshot_is_the_one_published_then(told: Told) -> None:
    then = series(told.data, skill="rag", as_of=told.before).set_index("month").loc["2025-02-01"]
    now = series(told.data, skill="rag").set_index("month").loc["2025-02-01"]
    assert (then["n"], then["count"]) == (60, 21)
    assert (now["n"], now["count"]) == (61, 23)
    pd.testing.assert_frame_equal(
        series(told.data, skill="rag", as_of=told.after), series(told.data, skill="rag"), check_dtype=False
    )
    with pytest.raises(UnknownName, match="unknown skill 'ragg'"):
        series(told.data, skill="ragg", as_of=told.before)
    with pytest.raises(NotOneMeasure, match="term has no series of then"):
        series(told.data, term="rag", as_of=told.before)


def test_a_rebuilt_warehouse_keeps_the_revisions_of_the_ledger(told: Told) -> None:
    with duckdb.connect() as con:
        statements.run(con, "raw")
        revisions.give(con, told.data)
        found = con.execute("select count(*) from raw.revisions").fetchall()
    with published.connect(told.data) as con:
        assert con.execute("select count(*) from revisions").fetchall() == found
    assert found[0][0] > 100


def test_the_command_lists_them_and_gives_all_to_programs(told: Told) -> None:
    def asked(*words: str) -> str:
        with patch.dict(os.environ, {"JOBSHIFT_DATA": str(told.data)}):
            return CliRunner().invoke(app, ["revisions", *words]).stdout

    rows = json.loads(asked("--relation", "ai_ladder_monthly", "--json"))
    assert {row["cause"] for row in rows} == {"late_data", "openings", "taxonomy"}
    assert {row["status_before"] for row in rows} == {"complete"}
    assert "new_data" in asked("--running", "--csv", "--since", told.before)
    assert "late_data" in asked()
