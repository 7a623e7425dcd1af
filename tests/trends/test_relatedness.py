"""AI-relatedness comes from the company a skill keeps, never from itself."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.trends.relatedness import agreement, prior, relatedness, scores

CORE = ("machine_learning", "llm")


def world(seed: int, openings: int = 3_000) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A third are AI openings: they ask for pytorch, others for css, all of them alike for git."""
    random = np.random.default_rng(seed)
    is_ai = random.random(openings) < 1 / 3
    asked = {
        "machine_learning": is_ai & (random.random(openings) < 0.7),
        "llm": is_ai & (random.random(openings) < 0.4),
        "pytorch": random.random(openings) < np.where(is_ai, 0.5, 0.02),
        "python": random.random(openings) < np.where(is_ai, 0.8, 0.4),
        "git": random.random(openings) < 0.3,
        "css": random.random(openings) < np.where(is_ai, 0.03, 0.3),
        "rare": np.arange(openings) < 5,
        "lone": ~is_ai & (random.random(openings) < 0.1),
    }
    mentions = pd.concat(
        [pd.DataFrame({"opening_id": np.flatnonzero(flag), "skill": skill}) for skill, flag in asked.items()]
    )
    cores = [" ".join(skill for skill in CORE if asked[skill][at]) or None for at in range(openings)]
    # An opening that asks for "lone" would be AI by it alone.
    cores = [name or ("lone" if asked["lone"][at] else None) for at, name in enumerate(cores)]
    return pd.DataFrame({"opening_id": range(openings), "core": pd.Series(cores, dtype="str")}), mentions


def test_skills_are_ordered_by_their_company_and_rare_ones_left_out() -> None:
    found = relatedness(*world(1)).set_index("skill")["relatedness"]
    assert found["pytorch"] > found["python"] > found["git"] > found["css"]
    assert found["git"] == pytest.approx(0, abs=0.25)
    assert "rare" not in found.index


def test_a_core_skill_does_not_make_itself_ai() -> None:
    found = relatedness(*world(1)).set_index("skill")
    assert found["with_ai"].to_dict()["lone"] == 0
    assert found["relatedness"].to_dict()["lone"] < -2


def test_openings_are_scored_by_their_most_ai_skills() -> None:
    openings, mentions = world(2)
    related = relatedness(openings, mentions)
    value = related.set_index("skill")["relatedness"].to_dict()
    some = pd.DataFrame({"opening_id": [1, 1, 2, 3], "skill": ["pytorch", "css", "css", "unheard"]})
    found = scores(some, related).set_index("opening_id")["score"].to_dict()
    assert found == pytest.approx({1: (value["pytorch"] + value["css"]) / 2, 2: value["css"]})


def test_it_agrees_with_tiers_set_by_hand() -> None:
    related = relatedness(*world(3))
    assert agreement(related, {"pytorch": 2, "python": 1, "git": 0, "css": 0}) > 0.9
    assert np.isnan(agreement(related, {"pytorch": 2}))


def test_the_prior_is_that_of_the_shares() -> None:
    random = np.random.default_rng(1)
    n = np.full(800, 60.0)
    hits = random.binomial(60, random.beta(2, 8, 800)).astype(float)
    assert prior(n, hits) == pytest.approx((2, 8), rel=0.25)
