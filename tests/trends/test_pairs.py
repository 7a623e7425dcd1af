"""Skills that belong together are told from those that only stand in long postings."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.trends.pairs import mantel_haenszel, pairs

SKILLS = [f"s{number:02d}" for number in range(20)]


def world(seed: int, openings: int = 4_000, employers: int = 400) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Long postings name every skill more often; s00 and s01 alone are asked for together."""
    random = np.random.default_rng(seed)
    length = random.choice([800, 2_000, 6_000], openings)
    p = np.choose(np.searchsorted([800, 2_000, 6_000], length), [0.05, 0.15, 0.4])
    asked = random.random((openings, len(SKILLS))) < p[:, None]
    asked[:, 1] |= asked[:, 0] & (random.random(openings) < 0.5)
    employer = random.integers(0, employers, openings)
    frame = pd.DataFrame(
        {"opening_id": range(openings), "employer": [f"e{number}" for number in employer], "text_length": length}
    )
    row, skill = np.nonzero(asked)
    return frame, pd.DataFrame({"opening_id": row, "skill": np.array(SKILLS)[skill]})


def test_the_planted_pair_alone_is_an_edge() -> None:
    for seed in range(3):
        found = pairs(*world(seed))
        assert found.loc[found["is_edge"], ["skill", "other"]].to_numpy().tolist() == [["s00", "s01"]]
        assert found["lift"].median() > 1.5  # what length alone would make of every pair
        assert found.loc[1:, "odds_ratio"].median() == pytest.approx(1, abs=0.1)
        assert found["is_backbone"].tolist()[:2] == [True, False]


def test_copies_by_one_employer_prove_nothing() -> None:
    """The same posting sixty times by one employer and nine others once: no edge."""
    openings, mentions = world(1)
    ids = np.arange(10_000, 10_069)
    more = pd.DataFrame(
        {"opening_id": ids, "employer": ["loud"] * 60 + [f"e{at}" for at in range(9)], "text_length": 2_000}
    )
    named = pd.DataFrame({"opening_id": np.repeat(ids, 2), "skill": ["rare_one", "rare_two"] * len(ids)})
    found = pairs(pd.concat([openings, more]), pd.concat([mentions, named]))
    [rare] = found[found["skill"] == "rare_one"].to_dict("records")
    assert (rare["count"], rare["employers"]) == (69, 10)
    assert rare["high"] / rare["low"] > 50


def test_mantel_haenszel_is_that_of_statsmodels() -> None:
    from statsmodels.stats.contingency_tables import StratifiedTable

    both, first, second = np.array([[9.0], [20], [30]]), np.array([[30.0], [50], [70]]), np.array([[25.0], [60], [80]])
    size = np.array([100.0, 150, 200])
    value, error = mantel_haenszel(both, first, second, size)
    tables = [
        np.array([[a, b - a], [c - a, n - b - c + a]]) + 0.5
        for a, b, c, n in zip(both[:, 0], first[:, 0], second[:, 0], size, strict=True)
    ]
    theirs = StratifiedTable(tables)
    assert value[0] == pytest.approx(theirs.logodds_pooled)
    assert error[0] == pytest.approx(theirs.logodds_pooled_se)


def test_no_mentions_are_no_pairs() -> None:
    openings, mentions = world(1, openings=30)
    assert pairs(openings, mentions.iloc[:0]).empty
    assert pairs(openings.head(5), mentions[mentions["opening_id"] < 5]).empty
