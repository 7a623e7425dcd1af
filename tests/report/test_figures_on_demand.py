"""One figure as somebody needs it: on a slice, as an older snapshot gave it, with its proof."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from flows.errors import WrongUse
from flows.figures import Wanted, figure
from flows.report import report
from pipeline.charts import Slice, charts
from tests.charts.test_claim_figures import result
from warehouse import figure_records, published
from warehouse.figures import frame
from warehouse.proof import NoProof, proof
from warehouse.series import UnknownName
from warehouse.slices import NotSliced, TooFew, sliced

LADDER = charts()["ai_ladder"]
JANUARY = pd.Timestamp("2024-01-01")


def current(data: Path) -> str:
    return str(published.snapshot(data)["snapshot_id"])


def test_a_slice_that_holds_everything_gives_the_figures_own_numbers(published_world: Path) -> None:
    chart = LADDER
    with published.connect(published_world) as con:
        whole = frame(con, chart, "hn")
        _, found = sliced(con, chart, whole, "hn", Slice(source="hn"))
    both = whole.merge(found, on=["month", chart.line], suffixes=("", "_slice"))
    assert len(both) == len(whole) == len(found)
    for name in ("month_status", "n", "count", "share_pct", "low_pct", "high_pct"):
        pd.testing.assert_series_equal(both[name], both[f"{name}_slice"], check_names=False)


def test_a_slice_that_cannot_be_is_named(published_world: Path) -> None:
    with published.connect(published_world) as con:
        whole = frame(con, LADDER, "hn")
        pooled = frame(con, charts()["leading_skills"], "hn")
        with pytest.raises(UnknownName, match="country"):
            sliced(con, LADDER, whole, "hn", Slice(country="XX"))
        with pytest.raises(NotSliced, match="leading_skills"):
            sliced(con, charts()["leading_skills"], pooled, "hn", Slice(country="US"))
        with pytest.raises(NotSliced, match="diffusion"):
            sliced(con, charts()["diffusion"], whole, "hn", Slice(country="US"))


def test_a_slice_with_too_little_is_refused_with_how_little_there_is(published_world: Path) -> None:
    # six sysadmins in January, of three employers
    with published.connect(published_world) as con:
        whole = frame(con, LADDER, "hn")
        with pytest.raises(TooFew, match="role sysadmin: at most 6 openings of 3 employers a year"):
            sliced(con, LADDER, whole, "hn", Slice(role="sysadmin"))


def test_since_cuts_the_figure_without_counting_anew(published_world: Path, tmp_path: Path) -> None:
    wanted = Wanted("ai_ladder", part=Slice(since="2024-06"), formats=("csv", "json"))
    csv, sheet = figure(published_world, wanted, tmp_path)
    assert pd.read_csv(csv)["month"].min() == "2024-06-01"
    facts = json.loads(sheet.read_text())
    assert (facts["slice"], facts["first_month"]) == ({"since": "2024-06"}, "2024-06")
    assert "since=2024-06" in facts["identifier"]


def test_a_snapshot_gives_the_bytes_of_its_day(data: Path, tmp_path: Path) -> None:
    report(data)
    then = {path.name: path.read_bytes() for path in (data / "report" / "figures" / "ai_ladder").iterdir()}
    shutil.rmtree(data / "report")
    again = figure(data, Wanted("ai_ladder", as_of=current(data)), tmp_path)
    assert {path.name: path.read_bytes() for path in again} == then


def test_a_snapshot_without_figures_gives_its_series(data: Path, tmp_path: Path) -> None:
    now = figure(data, Wanted("ai_ladder", formats=("csv",)), tmp_path / "now")
    then = figure(data, Wanted("ai_ladder", as_of=current(data), formats=("csv",)), tmp_path / "then")
    assert now[0].read_bytes() == then[0].read_bytes()
    with pytest.raises(figure_records.NoRecord, match="leading_skills"):
        figure(data, Wanted("leading_skills", as_of=current(data)), tmp_path)


def test_what_was_published_stays_in_the_ledger(data: Path) -> None:
    report(data)
    [record] = (data / "ledger" / "figures" / current(data)).iterdir()
    kept = record.read_bytes()
    report(data)
    assert record.read_bytes() == kept


def test_mistakes_are_told_in_a_line(data: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="no figure 'ladder': ai_ladder"):
        figure(data, Wanted("ladder"), tmp_path)
    with pytest.raises(WrongUse, match="no snapshot '2020'"):
        figure(data, Wanted("ai_ladder", as_of="2020"), tmp_path)
    with pytest.raises(WrongUse, match="not slices"):
        figure(data, Wanted("ai_ladder", part=Slice(country="US"), as_of=current(data)), tmp_path)


def test_a_point_leads_to_the_openings_that_it_counts(published_world: Path) -> None:
    # January: 12 build with RAG and machine learning, 6 use Copilot; E00 to E08 advertise two each
    found = proof(published_world, LADDER, "hn", JANUARY, "in_duties", 100)
    with published.connect(published_world) as con:
        rows = frame(con, LADDER, "hn").set_index(["month", "definition"])
    assert found.total == len(found.openings) == rows.loc[(JANUARY, "in_duties"), "count"] == 18
    assert [opening["employer"] for opening in found.openings[:9]] == [
        f"E{n:02}" for n in (0, 1, 2, 3, 4, 5, 9, 10, 11)
    ]
    assert {quote["skill"] for opening in found.openings for quote in opening["quotes"]} <= {
        "rag",
        "machine_learning",
        "copilot",
    }
    assert all(len(quote["sentence"]) <= 200 for opening in found.openings for quote in opening["quotes"])


@pytest.mark.parametrize("chart_id", [name for name, chart in charts().items() if chart.hits and chart.basis])
def test_a_point_counts_what_its_proof_lists(published_world: Path, chart_id: str) -> None:
    chart = charts()[chart_id]
    with published.connect(published_world) as con:
        rows = frame(con, chart, "hn")
    if "period" in rows:
        rows = rows[rows["period"] == "latest"]
    for row in rows[rows["count"] > 0].to_dict("records") if len(rows) else []:
        month = row.get("month")
        assert proof(published_world, chart, "hn", month, row[chart.line], 1).total == row["count"]


def test_a_point_that_is_none_is_named(published_world: Path) -> None:
    with pytest.raises(NoProof, match="has no 2030-01: 2024-01 to"):
        proof(published_world, LADDER, "hn", pd.Timestamp("2030-01-01"), None, 5)
    with pytest.raises(NoProof, match="no line 'rag'"):
        proof(published_world, LADDER, "hn", JANUARY, "rag", 5)
    with pytest.raises(NoProof, match="plots estimates"):
        proof(published_world, charts()["kinds_of_roles"], "hn", JANUARY, None, 5)


def test_figures_of_claims_stand_beside_the_others(data: Path) -> None:
    report(data, [result("bars")])
    folder = data / "report" / "figures"
    assert "claim_04_governance" in json.loads((folder / "figures.json").read_text())
    facts = json.loads((folder / "claim_04_governance" / "claim_04_governance.json").read_text())
    assert facts["panel"] == "hn"
    assert figure_records.read(data, current(data), "claim_04_governance").facts == facts
