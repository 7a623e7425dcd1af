"""What was not watched is a gap and never a fall."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.trends.gaps import filled, month_status, spans


def nights(days: pd.DatetimeIndex, source: str = "a") -> pd.DataFrame:
    return pd.DataFrame({"source": source, "day": days, "is_read": True})


def test_a_month_is_complete_when_nearly_all_of_its_nights_were_read() -> None:
    days = pd.date_range("2024-01-01", "2024-04-20")
    missing = [*pd.date_range("2024-02-10", "2024-02-11"), *pd.date_range("2024-03-01", "2024-03-31")]
    found = month_status(nights(days.drop(missing)), pd.Timestamp("2024-04-20"))
    assert found["month_status"].tolist() == ["complete", "incomplete", "gap", "incomplete"]
    assert found["read"].tolist() == [31, 27, 0, 20]
    one = month_status(nights(days.drop(missing[:1])), pd.Timestamp("2024-04-20"))
    assert one["month_status"].tolist()[1] == "complete"  # 28 of 29 nights


def test_a_source_that_fell_silent_has_gaps_until_today() -> None:
    found = month_status(nights(pd.date_range("2024-01-01", "2024-01-31")), pd.Timestamp("2024-03-31"))
    assert found["month_status"].tolist() == ["complete", "gap", "gap"]


def test_missing_days_follow_the_sources_own_week_and_are_marked() -> None:
    day = pd.date_range("2024-01-01", periods=70)
    n = np.where(day.dayofweek < 5, 20.0, 4.0)
    days = pd.DataFrame({"source": "a", "day": day, "n": n})
    days.loc[30:36, "n"] = np.nan
    found = filled(days)
    assert found["n"].tolist() == n.tolist()
    assert found["is_imputed"].sum() == 7
    lonely = days.assign(n=days["n"].where(days.index < 3))
    assert filled(lonely)["n"].notna().sum() == 3  # three days tell nothing of a week


def test_runs_of_gap_months_are_told() -> None:
    months = pd.date_range("2024-01-01", periods=6, freq="MS")
    status = ["gap", "complete", "gap", "gap", "incomplete", "complete"]
    found = spans(pd.DataFrame({"month": months, "month_status": status}))
    assert found["months"].tolist() == [1, 2]
    assert found["first_month"].tolist() == [months[0], months[2]]
    assert found["last_month"].tolist() == [months[0], months[3]]


def test_nights_need_their_columns() -> None:
    with pytest.raises(ValueError, match="nights: no column is_read"):
        month_status(pd.DataFrame({"source": ["a"]}), pd.Timestamp("2024-01-31"))
