"""What must not matter does not: doubled postings, shuffled dates, permuted flags (METHODS 6.5)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import kstest

from pipeline.trends.bootstrap import headline
from pipeline.trends.growth import growth
from pipeline.trends.mix import adjusted
from pipeline.trends.role_gap import reach
from pipeline.trends.roles import profiles
from pipeline.trends.vintages import growth as by_words
from pipeline.trends.weights import weighted
from tests.trends.world import Source, World, months, roles, two_periods


def test_doubling_every_posting_changes_no_share() -> None:
    cells = World(1, months=6).cells("is_ai", "role")
    twice = cells.assign(n=2 * cells["n"], x=2 * cells["x"])
    assert headline(cells, draws=19)["share_pct"].equals(headline(twice, draws=19)["share_pct"])
    plain, doubled = weighted(cells), weighted(twice)
    for name in ("share_pct", "employer_weighted_pct"):
        assert plain[name].to_numpy() == pytest.approx(doubled[name].to_numpy())
    # Whole employers are drawn, so doubling makes nothing surer either.
    assert headline(cells, draws=99)["low_pct"].to_numpy() == pytest.approx(headline(twice, draws=99)["low_pct"])
    first, second = (adjusted(each, ["role"], list(months(6))) for each in (cells, twice))
    assert first["adjusted_pct"].to_numpy() == pytest.approx(second["adjusted_pct"].to_numpy(), abs=0.5)


def test_shuffled_dates_leave_no_growth_and_a_uniform_p() -> None:
    found, moving = [], 0
    for seed in range(4):
        random = np.random.default_rng(seed)
        hits, sizes = two_periods(random, items=150, real=150)
        swap = dict(zip(sizes["employer"].unique(), random.random(sizes["employer"].nunique()) < 0.5, strict=True))
        for frame in (hits, sizes):  # each employer's two periods change places, or not
            frame["period"] = np.where(frame["employer"].map(swap), 1 - frame["period"], frame["period"])
        told = growth(hits, sizes).query("is_tested")
        found.append(told["p"].to_numpy(float))
        moving += int(told["is_moving"].sum())
    p = np.concatenate(found)
    assert moving <= 6
    assert kstest(p, "uniform", alternative="greater").pvalue > 0.001  # not more small ones than chance gives
    assert np.mean(p < 0.05) <= 0.07


def test_the_order_of_rows_does_not_matter() -> None:
    openings, mentions = roles(3)
    mixed = openings.sample(frac=1, random_state=1), mentions.sample(frac=1, random_state=2)
    plain, shuffled = (reach(profiles(*frames, draws=19), "sysadmin") for frames in ((openings, mentions), mixed))
    pd.testing.assert_frame_equal(plain, shuffled)


def test_a_permuted_flag_leaves_intervals_that_hold_the_mean() -> None:
    """AI permuted within role and month: every employer's true share is that of its cell."""
    made = World(2, months=8, correlation=0.02, sources=(Source("a", 200),)).openings
    held = []
    for seed in range(10):
        random = np.random.default_rng(seed)
        flag = made.groupby(["role", "month"])["is_ai"].transform(lambda part, draw=random: draw.permutation(part))
        half = made.assign(x=flag.astype(int), n=1)[random.random(len(made)) < 0.5]
        cells = half.groupby(["month", "employer"])[["n", "x"]].sum().reset_index()
        found = headline(cells, draws=99, seed=seed).merge(
            made.groupby("month")["is_ai"].mean().rename("true").reset_index(), on="month"
        )
        held += list((found["low_pct"] <= 100 * found["true"]) & (100 * found["true"] <= found["high_pct"]))
    assert np.mean(held) >= 0.92


def test_new_words_alone_are_growth_of_new_words() -> None:
    """A flat world whose lexicon learns a word every half year."""
    world = World(4, months=24, share=0.2, correlation=0.01, ways=5, new_words=(6, 12, 18), sources=(Source("a", 600),))
    rows = []
    frozen = world.known(lexicon=0)
    for known, month in zip(range(24), months(24), strict=True):
        inside = world.openings["month"] == month
        now = world.known(lexicon=known)[inside]
        shares = [100 * float(part.mean()) for part in (now, frozen[inside], now & ~frozen[inside])]
        rows.append((month, "complete", *shares))
    columns = ["month", "month_status", "share_pct", "share_frozen_pct", "share_added_pct"]
    [found] = by_words(pd.DataFrame(rows, columns=columns)).to_dict("records")
    assert found["growth_points"] > 8
    assert found["old_words_points"] == pytest.approx(0, abs=3)
    assert found["new_words_points"] > 0.7 * found["growth_points"]


MANY = (Source("a", 500), Source("b", 500))


def test_a_loud_employer_moves_the_share_and_not_the_employer_weighted_one() -> None:
    quiet, loud = (
        weighted(World(5, months=3, loud=loud, per_employer=4, correlation=0.02, sources=MANY).cells())
        for loud in (False, True)
    )
    assert (loud["share_pct"] - quiet["share_pct"]).mean() > 0.8
    assert (loud["employer_weighted_pct"] - quiet["employer_weighted_pct"]).abs().max() < 1
    assert (loud["without_largest_pct"] - quiet["without_largest_pct"]).abs().max() < 1.5


def test_reposts_and_copies_counted_as_openings_change_what_is_counted() -> None:
    world = World(6, months=6, reposts=0.2, copies=0.15)
    extra = world.openings["is_repost"] | (world.openings["copy_of"] >= 0)
    assert extra.mean() == pytest.approx((0.2 * 5 / 6 + 0.15) / (1 + 0.2 * 5 / 6 + 0.15), abs=0.03)
    assert world.openings.loc[~extra, "opening_id"].is_unique
    assert set(world.openings.loc[extra, "opening_id"]) <= set(world.openings.loc[~extra, "opening_id"])
