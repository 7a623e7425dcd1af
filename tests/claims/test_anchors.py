"""Our series beside another: what goes the same way, what parts, and what is too short to say."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.trends.anchors import agreement, monthly


def line(values: list[float], first: str = "2020-01-01") -> pd.DataFrame:
    months = pd.date_range(first, periods=len(values), freq="MS")
    return pd.DataFrame({"month": months, "value": values})


def test_a_series_goes_with_itself() -> None:
    found = agreement(line([float(n) for n in range(36)]), line([2.0 * n for n in range(36)]))
    assert (found.months, found.first_month, found.last_month) == (36, "2020-01", "2022-12")
    assert found.rank_correlation == pytest.approx(1)
    assert found.direction == "same"
    assert (found.own_change, found.other_change) == (12, 24)
    assert found.opposite == 0
    assert not found.is_diverging


def test_only_common_months_count() -> None:
    found = agreement(line([1.0] * 40), line([1.0] * 40, first="2021-01-01"))
    assert (found.months, found.first_month, found.last_month) == (28, "2021-01", "2023-04")
    assert found.direction == "unknown"
    assert found.rank_correlation is None


def test_two_years_in_common_are_the_least() -> None:
    found = agreement(line([1.0, 2.0] * 11), line([1.0, 2.0] * 11))
    assert (found.months, found.direction, found.rank_correlation) == (22, "unknown", None)


def test_rising_lines_rank_alike_but_their_changes_need_not() -> None:
    """Both rise; ours by chance in its own months."""
    random = np.random.default_rng(5)
    own, other = (np.arange(60) + 6 * random.random(60) for _ in range(2))
    found = agreement(line(list(own)), line(list(other)))
    assert found.rank_correlation is not None
    assert found.rank_correlation_of_changes is not None
    assert found.rank_correlation > 0.95
    assert abs(found.rank_correlation_of_changes) < 0.4


def test_an_alarm_is_raised_where_the_last_year_went_the_other_way() -> None:
    """Together for three years, then ours falls and theirs rises."""
    own = [float(n) for n in range(36)] + [35.0 - 4 * n for n in range(12)]
    found = agreement(line(own), line([float(n) for n in range(48)]))
    assert found.opposite == pytest.approx(9 / 12)
    assert found.is_diverging


def test_a_daily_series_gives_its_whole_months() -> None:
    days = pd.DataFrame({"date": pd.date_range("2024-01-01", "2024-02-20"), "value": 2.0})
    days.loc[days["date"] == "2024-01-31", "value"] = 33.0
    found = monthly(days)
    assert list(found["month"]) == [pd.Timestamp("2024-01-01")]
    assert found["value"].iloc[0] == pytest.approx(3.0)


def test_a_monthly_series_stays_as_it_is() -> None:
    days = pd.DataFrame({"date": ["2024-01-31", "2024-02-29"], "value": [1.0, 2.0]})
    assert list(monthly(days)["value"]) == [1.0, 2.0]
