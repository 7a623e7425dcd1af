"""Two periods beside each other: the difference, its interval and the sentence."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.claims.comparison import compared, sentence
from pipeline.trends.shares import clustered_wilson


def period(hits: int, n: int, employers: str = "a") -> pd.DataFrame:
    """One opening per employer; the first ones hit."""
    names = [f"{employers}{number}" for number in range(n)]
    return pd.DataFrame({"employer": names, "n": 1, "x": (np.arange(n) < hits).astype(int)})


def test_both_shares_are_the_published_ones() -> None:
    before, after = period(20, 200), period(50, 200, "b")
    found = compared(before, after)
    assert found.before == clustered_wilson(before)
    assert found.after == clustered_wilson(after)
    assert found.difference_points == pytest.approx(15.0)


def test_the_interval_is_newcombes_where_no_employer_is_in_both() -> None:
    """Newcombe's hybrid score interval of 56/70 against 48/80 (1998, table II): 0.0524 to 0.3339."""
    found = compared(period(48, 80), period(56, 70, "b"))
    assert found.low_points == pytest.approx(5.24, abs=0.15)  # the clustered variance has K / (K − 1)
    assert found.high_points == pytest.approx(33.39, abs=0.15)
    assert found.is_told_apart


def test_employers_in_both_periods_make_it_narrower() -> None:
    apart, same = compared(period(60, 200), period(90, 200, "b")), compared(period(60, 200), period(90, 200))
    assert apart.low_points is not None
    assert same.low_points is not None
    assert same.low_points > apart.low_points


def test_the_sentence_says_more_or_that_nothing_can_be_told() -> None:
    words = sentence(
        "Openings asking for rust", ("2021", "2024"), compared(period(20, 200), period(50, 200, "b")), "hn"
    )
    assert words.startswith("Openings asking for rust: from 10.00 % in 2021 (")
    assert "15.00 points more (95 % interval " in words
    assert "n = 200 and 200 openings, panel hn" in words
    close = compared(period(20, 200), period(22, 200, "b"))
    assert not close.is_told_apart
    words = sentence("Openings asking for rust", ("2021", "2024"), close, "hn")
    assert words.startswith("Openings asking for rust cannot be told apart (n = 200 and 200 openings, panel hn): ")
    assert f"{close.detectable_points:.2f} points would have been seen" in words


def test_a_suppressed_period_gives_no_difference() -> None:
    found = compared(period(3, 20), period(50, 200, "b"))
    assert found.difference_points is None
    words = sentence("Openings asking for rust", ("2021", "2024"), found, "hn")
    assert words == "Openings asking for rust: no comparison, 2021: fewer than 50 openings (panel hn)."


def test_no_hit_at_all_still_says_what_would_have_been_seen() -> None:
    found = compared(period(0, 200), period(0, 200, "b"))
    assert found.difference_points == 0
    assert found.detectable_points is not None
    assert 0.5 < found.detectable_points < 3


def test_what_would_be_seen_is_seen_four_times_in_five() -> None:
    """At the difference that is promised, the interval leaves out zero in about 80 of 100 drawings."""
    random, planned = np.random.default_rng(7), 0.2
    step = (compared(period(120, 600), period(120, 600, "b")).detectable_points or 0) / 100
    seen = 0
    for _ in range(100):
        before, after = random.binomial(600, planned), random.binomial(600, planned + step)
        seen += compared(period(before, 600), period(after, 600, "b")).is_told_apart
    assert 70 <= seen <= 90
