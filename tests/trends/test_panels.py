"""A source that comes or goes moves the raw share; panel and source effects stay, and the alarm says why."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.trends.panels import SOURCE_CHANGE, alive, index, volume
from pipeline.trends.two_way import effects
from tests.trends.world import Source, World, months

ENTERING = (Source("a"), Source("b", level=0.4), Source("new", level=2.0, enters=12, employers=200))


def change(found: pd.DataFrame, name: str) -> float:
    """Per cent by which the second year's mean is above the first's."""
    share = found[f"{name}_pct"].to_numpy()
    return float(100 * (share[13:24].mean() / share[:12].mean() - 1))


def test_a_new_source_makes_a_jump_in_the_raw_share_alone() -> None:
    found = [index(World(seed, sources=ENTERING).cells(), draws=99) for seed in range(5)]
    raw, panel, net = (np.mean([change(each, name) for each in found]) for name in ("raw", "panel", "source_effects"))
    assert raw > 60
    assert abs(panel) < 10
    assert abs(net) < 10
    assert all((each["alarm"][13:] == SOURCE_CHANGE).mean() > 0.9 for each in found)
    assert all(each["alarm"][:12].isna().all() for each in found)


def test_without_a_source_change_no_alarm_sounds() -> None:
    two = (Source("a"), Source("b", level=0.4, outages=(7,)), Source("c", level=0.2))
    sounded = [index(World(seed, sources=two).cells(), draws=99)["alarm"].notna().any() for seed in range(12)]
    assert sum(sounded) <= 2


def test_a_true_rise_is_seen_by_all_three() -> None:
    found = index(World(3, rise=0.7, sources=(Source("a", 300), Source("b", 300))).cells(), draws=99)
    for name in ("raw", "panel", "source_effects"):
        odds = found[f"{name}_pct"] / (100 - found[f"{name}_pct"])
        assert np.log(odds[18:].mean() / odds[:6].mean()) == pytest.approx(0.7 * 1.5, abs=0.35)


@pytest.mark.parametrize("span", [24, 48])
def test_sources_that_bounce_return_to_where_they_were(span: int) -> None:
    """Two sources double and halve in turn, and now and then one is not read; the last month is as the first."""
    rows = []
    for number, month in enumerate(months(span)):
        for source, phase in (("a", 0), ("b", 1), ("c", 2)):
            if number % 7 == 3 and source == "b":
                continue
            big = (number + phase) % 3 == 0 and 0 < number < span - 1
            rows.append((month, source, source, 200 if big else 100, 0))
    cells = pd.DataFrame(rows, columns=["month", "source", "employer", "n", "x"])
    assert volume(cells)["index"].iloc[-1] == pytest.approx(1, abs=0.01)


def test_an_outage_moves_the_raw_volume_and_not_the_index() -> None:
    cells = World(1, sources=(Source("a", 500), Source("b", 500, outages=(10, 11)))).cells()
    found = volume(cells)
    assert found["raw"][10:12].mean() < 0.6 * found["raw"][8:10].mean()
    assert found["index"][10:12].mean() == pytest.approx(found["index"][[8, 9, 12, 13]].mean(), rel=0.15)


def test_the_panel_of_a_window_is_what_was_there_throughout() -> None:
    cells = World(1, months=24, sources=ENTERING).cells()
    first, second = months(24)[0], months(24)[12]
    assert alive(cells, first, months(24)[-1]) == ["a", "b"]
    assert alive(cells, second, months(24)[-1]) == ["a", "b", "new"]


def test_an_empty_source_and_a_source_in_two_halves_change_nothing() -> None:
    cells = World(2, months=12).cells()
    plain = index(cells, draws=0)
    nothing = cells.assign(source="empty", n=0, x=0)
    pd.testing.assert_frame_equal(plain, index(pd.concat([cells, nothing]), draws=0))
    half = cells[cells["source"] == "a"].assign(source="a2")
    doubled = pd.concat([cells, cells[cells["source"] == "b"], half])  # twice everything, a as two sources
    again = index(doubled, draws=0)
    for name in ("raw_pct", "panel_pct", "source_effects_pct"):
        np.testing.assert_allclose(again[name], plain[name], atol=1e-6)


def test_source_effects_are_those_of_statsmodels() -> None:
    import statsmodels.api as sm

    random = np.random.default_rng(5)
    n = random.integers(20, 80, (3, 8)).astype(float)
    n[1, 5:] = 0
    x = random.binomial(n.astype(int), 0.2).astype(float)
    source, month = effects(n[None], x[None])
    seen = n > 0
    s, t = np.nonzero(seen)
    design = np.column_stack([np.eye(3)[s], np.eye(8)[t][:, 1:]])
    fitted = sm.GLM(np.column_stack([x[seen], n[seen] - x[seen]]), design, family=sm.families.Binomial()).fit(tol=1e-12)
    mine = source[0][s] + month[0][t]
    np.testing.assert_allclose(mine, fitted.predict(which="linear"), atol=1e-5)
