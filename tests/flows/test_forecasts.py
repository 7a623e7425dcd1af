"""Forecasts are kept as they were made, and held against what came."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from flows import children
from pipeline.trends.forecasts import backtest, scores
from tests.flows.conftest import Jobshift
from warehouse import forecasts

RUNGS = ("any_word", "specific", "two_skills", "in_duties", "ai_title", "use_only")
MONTHS = pd.date_range("2020-01-01", periods=72, freq="MS").as_unit("us")
FIRST = 60  # complete months when the first forecast is made


@pytest.fixture(scope="module")
def ladder() -> pd.DataFrame:
    """Rungs that rise slowly, seen through 400 openings a month."""
    random = np.random.default_rng(5)
    level = random.normal(-2, 0.5, len(RUNGS))[:, None] + np.cumsum(random.normal(0.01, 0.04, (len(RUNGS), 72)), axis=1)
    item, month = np.indices(level.shape)
    return pd.DataFrame(
        {
            "item": np.array(RUNGS, dtype=object)[item.ravel()],
            "month": MONTHS[month.ravel()],
            "n": 400,
            "count": random.binomial(400, expit(level)).ravel(),
            "deff": 1.0,
        }
    )


def published(data: Path, ladder: pd.DataFrame, months: int) -> None:
    """The ladder of panel hn with so many complete months and one that is not, as readers see it."""
    known = ladder[ladder["month"] <= MONTHS[min(months, len(MONTHS) - 1)]].rename(columns={"item": "definition"})
    is_open = known["month"] == (MONTHS[months] if months < len(MONTHS) else pd.NaT)
    known = known.assign(panel="hn", unit="opening", month_status=np.where(is_open, "open", "complete"))
    (data / "jobshift.duckdb").unlink(missing_ok=True)
    with duckdb.connect(str(data / "jobshift.duckdb")) as con:
        con.register("known", known)
        con.execute("create table ai_ladder_monthly as from known")
        con.execute("create table panels as select 'hn' as panel")
    (data / "jobshift.json").write_text(json.dumps({"snapshot_id": f"after-{months}"}))


def soon_after(months: int) -> datetime:
    """The third of the month that follows so many complete ones."""
    return datetime(2020, 1, 3, tzinfo=UTC) + pd.DateOffset(months=months)


def test_what_was_forecast_in_a_month_stays_whatever_becomes_of_its_data(data: Path, ladder: pd.DataFrame) -> None:
    published(data, ladder, FIRST)
    [file] = forecasts.freeze(data, soon_after(FIRST))
    assert file.relative_to(data).as_posix() == "ledger/forecasts/hn/2024-12.parquet"
    first = forecasts.kept(data, "hn")
    assert set(first["made_in"]) == {MONTHS[FIRST - 1]}  # the month that is not complete tells nothing
    assert set(first["snapshot_id"]) == {"after-60"}

    published(data, ladder.assign(count=ladder["count"] // 2), FIRST)
    assert forecasts.freeze(data, soon_after(FIRST)) == []
    published(data, ladder, FIRST + 1)
    assert len(forecasts.freeze(data, soon_after(FIRST + 1))) == 1
    both = forecasts.kept(data, "hn")
    pd.testing.assert_frame_equal(both[both["made_in"] == MONTHS[FIRST - 1]].reset_index(drop=True), first)


def test_kept_month_by_month_they_score_as_the_backtest_says(data: Path, ladder: pd.DataFrame) -> None:
    """Where no data are revised, what was kept is what the backtest makes anew, and so is its score."""
    for months in range(FIRST, len(MONTHS)):
        published(data, ladder, months)
        forecasts.freeze(data, soon_after(months))
    published(data, ladder, len(MONTHS))
    found = forecasts.standing(data, "hn")
    again = backtest(ladder)
    expected = scores(again[again["made_in"].between(MONTHS[FIRST - 1], MONTHS[-2])], ladder)
    pd.testing.assert_frame_equal(found.record, expected, check_dtype=False)
    told = found.record[(found.record["method"] == "smoothed") & (found.record["item"] == "in_duties")]
    assert dict(zip(told["horizon"], told["scored"], strict=True)) == {3: 10, 6: 7, 12: 1}

    one = found.standing[(found.standing["item"] == "in_duties") & (found.standing["horizon"] == 3)]
    came = ladder[(ladder["item"] == "in_duties") & (ladder["month"] == MONTHS[FIRST + 2])]["count"].iloc[0] / 4
    assert one.iloc[0]["came_pct"] == pytest.approx(came)
    assert one.iloc[0]["is_inside"] == (one.iloc[0]["low_pct"] <= came <= one.iloc[0]["high_pct"])
    assert one.tail(2)["is_inside"].isna().all()


def test_a_forecast_kept_after_its_month_began_is_shown_and_not_scored(data: Path, ladder: pd.DataFrame) -> None:
    """An archive taken in late: of the months after it, what had come by then was there to be known."""
    published(data, ladder, FIRST)
    forecasts.freeze(data, soon_after(FIRST + 4))
    published(data, ladder, len(MONTHS))
    found = forecasts.standing(data, "hn")
    assert set(found.standing.loc[found.standing["came_pct"].notna(), "horizon"]) == {3, 6, 12}
    assert set(found.record["horizon"]) == {6, 12}


def test_a_short_panel_has_no_forecast(data: Path, ladder: pd.DataFrame) -> None:
    published(data, ladder, 20)
    assert forecasts.freeze(data, soon_after(20)) == []
    assert forecasts.standing(data, "hn").standing.empty
    assert forecasts.standing(data, "hn").record.empty


def test_each_publication_keeps_the_forecasts_of_its_month(
    data: Path, ladder: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(data, ladder, FIRST)
    monkeypatch.setattr("warehouse.publish.publish", lambda *_: None)
    assert children.publish({"data": str(data), "run_id": "r"}) == {}
    assert len(forecasts.kept(data, "hn"))


def test_the_command_tells_what_came(data: Path, ladder: pd.DataFrame, jobshift: Jobshift) -> None:
    published(data, ladder, 20)
    assert "none has been kept" in jobshift("forecasts", JOBSHIFT_DATA=str(data)).stderr
    published(data, ladder, FIRST)
    forecasts.freeze(data, soon_after(FIRST))
    published(data, ladder, FIRST + 3)
    home = {"JOBSHIFT_DATA": str(data)}
    done = jobshift("forecasts", **home)
    assert done.returncode == 0
    assert "2024-12" in done.stdout
    assert "3 months ahead: 1 have come" in done.stdout
    found = json.loads(jobshift("forecasts", "--json", **home).stdout)
    assert {row["method"] for row in found["record"]} == {"smoothed", "no_change", "drift"}
    assert {row["month"] for row in found["forecasts"]} == {"2025-03", "2025-06", "2025-12"}
    done = jobshift("forecasts", "--definition", "headline", **home)
    assert done.returncode == 2
    assert "no rung 'headline': there are ai_title, any_word" in done.stderr


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder
