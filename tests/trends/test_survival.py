"""How long ads live comes out right though some were already up when first seen and some are up still."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.trends.survival import median, survival

MEAN = 30.0  # days; half are gone after 20.8
HALF = MEAN * np.log(2)


def spells(seed: int, ads: int = 1_500, employers: int = 120, every: int = 1) -> pd.DataFrame:
    """Ads begin over 200 days and live exponentially; they are read every few days of 60 to 200."""
    random = np.random.default_rng(seed)
    begins, lives = random.uniform(-60, 200, ads), random.exponential(MEAN, ads)
    ends = begins + lives
    seen = (ends > 60) & (begins < 200)
    first = np.maximum(60, np.ceil(begins / every) * every)
    last = np.minimum(200, np.floor(ends / every) * every)
    frame = pd.DataFrame(
        {
            "employer": [f"e{number}" for number in random.integers(0, employers, ads)],
            "entry": first - begins,
            "age": last - begins,
            "gone": np.where(ends < 200, last + every - begins, np.nan),
        }
    )
    kept: pd.DataFrame = frame.loc[seen & (last >= first)].reset_index(drop=True)
    return kept


def test_the_median_is_right_with_late_entry_and_open_ends() -> None:
    held = []
    for seed in range(12):
        [row] = median(spells(seed), draws=49).to_dict("records")
        held.append(row["low_days"] <= HALF <= row["high_days"])
        assert row["median_days"] == pytest.approx(HALF, rel=0.15)
        assert row["ended"] < row["n"]
    assert sum(held) >= 10


def test_without_late_entry_ads_would_look_longer() -> None:
    """Length bias: what is up on the first night has lived long."""
    made = spells(1)
    naive = median(made.assign(entry=0.0), draws=9)["median_days"][0]
    assert naive > 1.2 * median(made, draws=9)["median_days"][0]


def test_survival_stands_between_its_bounds_and_ends_where_nobody_was_seen() -> None:
    found = survival(spells(2, every=7), days=[7, 14, 30, 5_000], draws=19).set_index("days")
    told = found.loc[[7, 14, 30]]
    assert ((told["up_if_gone_early_pct"] <= told["up_pct"]) & (told["up_pct"] <= told["up_if_gone_late_pct"])).all()
    true = 100 * np.exp(-np.array([7, 14, 30]) / MEAN)
    assert (told["up_if_gone_early_pct"].to_numpy() - 3 <= true).all()
    assert (true <= told["up_if_gone_late_pct"].to_numpy() + 3).all()
    assert found["up_pct"].isna().tolist() == [False, False, False, True]


def test_more_than_half_still_up_gives_no_median() -> None:
    made = spells(3)
    [row] = median(made.assign(gone=np.nan), draws=9).to_dict("records")
    assert np.isnan(row["median_days"])
    assert row["ended"] == 0


def test_a_few_employers_give_nothing() -> None:
    with pytest.raises(ValueError, match="fewer than 10 employers"):
        median(spells(1, employers=5))
