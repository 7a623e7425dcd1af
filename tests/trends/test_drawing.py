"""A sample is drawn heavier near the threshold, weighted back, and the same for the same seed."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.trends.drawing import drawn


def openings() -> pd.DataFrame:
    """900 openings without AI, 60 that mention it, 30 that use it, 10 that build it, in two years."""
    levels = ["none"] * 900 + ["mentions"] * 60 + ["uses"] * 30 + ["builds"] * 10
    months = pd.to_datetime(["2024-01-01", "2025-06-01"] * 500)
    return pd.DataFrame({"posting_id": range(1000), "month": months, "ai_level": levels})


def test_the_same_seed_gives_the_same_sample_and_another_another() -> None:
    pd.testing.assert_frame_equal(drawn(openings(), 100, 1), drawn(openings(), 100, 1))
    assert list(drawn(openings(), 100, 1)["posting_id"]) != list(drawn(openings(), 100, 2)["posting_id"])


def test_levels_near_the_threshold_are_drawn_more_often() -> None:
    sample = drawn(openings(), 100, 1)
    assert len(sample) == 100
    assert sample["posting_id"].is_unique
    often = sample["ai_level"].value_counts() / openings()["ai_level"].value_counts()
    assert often["uses"] > 2 * often["none"]
    assert often["mentions"] > 2 * often["none"]
    assert set(sample["stratum"]) == {f"{level} {year}" for level in often.index for year in (2024, 2025)}


def test_weights_give_back_the_mix_of_all_openings() -> None:
    sample = drawn(openings(), 100, 1)
    assert sample["weight"].mean() == pytest.approx(1)
    mix = sample.groupby("ai_level")["weight"].sum() / len(sample)
    assert mix.to_dict() == pytest.approx({"none": 0.9, "mentions": 0.06, "uses": 0.03, "builds": 0.01})


def test_a_small_panel_is_drawn_whole_with_weight_one() -> None:
    sample = drawn(openings().tail(20), 100, 1)
    assert len(sample) == 20
    assert sample["weight"].tolist() == pytest.approx([1.0] * 20)


def test_an_empty_panel_gives_an_empty_sample() -> None:
    sample = drawn(openings().head(0), 100, 1)
    assert sample.empty
    assert {"stratum", "weight"} <= set(sample.columns)
