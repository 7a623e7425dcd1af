"""Labels put a share right: in worlds with a planted truth the corrected interval holds it, the naive one does not."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.records import AI_LEVELS, IN_DUTIES
from pipeline.trends.correction import ERRORS, checks, corrected, errors, rogan_gladen
from pipeline.trends.drawing import drawn

TRUE, POSTINGS, LABELS, WORLDS = 0.02, 8_000, 400, 200
YEARS = pd.to_datetime(["2022-03-01", "2023-03-01", "2024-03-01", "2025-03-01"])
TAGGED_AS = {  # how openings with and without AI in their duties are tagged: one in ten missed, one in twenty invented
    True: {"none": 0.02, "mentions": 0.08, "uses": 0.3, "builds": 0.6, "governs": 0.0},
    False: {"none": 0.8, "mentions": 0.15, "uses": 0.04, "builds": 0.01, "governs": 0.0},
}


def world(seed: int) -> pd.DataFrame:
    """8,000 openings of four years, 2 % of them truly with AI in the duties, 6.7 % tagged so."""
    random = np.random.default_rng(seed)
    true = random.random(POSTINGS) < TRUE
    tagged = np.where(
        true,
        random.choice(AI_LEVELS, POSTINGS, p=list(TAGGED_AS[True].values())),
        random.choice(AI_LEVELS, POSTINGS, p=list(TAGGED_AS[False].values())),
    )
    months = YEARS[random.integers(0, len(YEARS), POSTINGS)]
    return pd.DataFrame(
        {"panel": "hn", "posting_id": range(POSTINGS), "month": months, "ai_level": tagged, "is_true": true}
    )


def labelled(openings: pd.DataFrame, seed: int) -> pd.DataFrame:
    """A sample of the world with the labels of a reader who is always right."""
    sample = drawn(openings, LABELS, seed)
    return sample.assign(labelled=np.where(sample["is_true"], "builds", "none"))


def of_all(openings: pd.DataFrame, error: pd.DataFrame) -> pd.Series:
    """The corrected share of AI in the duties over all openings of a world."""
    counts = pd.DataFrame([openings["ai_level"].value_counts().reindex(AI_LEVELS, fill_value=0)]).assign(deff=1.0)
    return corrected(counts, error[error["definition"] == "in_duties"]).iloc[0]


@pytest.fixture(scope="module")
def worlds() -> pd.DataFrame:
    """What is estimated in each of 200 worlds: naive, corrected with its interval, as drawn, Rogan–Gladen."""
    rows = []
    for seed in range(WORLDS):
        openings = world(seed)
        answers = labelled(openings, seed)
        naive = openings["ai_level"].isin(IN_DUTIES).mean()
        estimate = of_all(openings, errors(answers))
        [told] = checks(answers).query("definition == 'in_duties'").to_dict("records")
        rows.append(
            {
                "naive": naive,
                "corrected": estimate["share"],
                "low": estimate["low"],
                "high": estimate["high"],
                "as drawn": naive + told["correction"],
                "rogan_gladen": rogan_gladen(naive, told["sensitivity"], told["specificity"]),
            }
        )
    return pd.DataFrame(rows)


def test_the_naive_share_is_three_times_the_truth_and_the_corrected_one_is_right(worlds: pd.DataFrame) -> None:
    means = worlds.mean()
    assert means["naive"] == pytest.approx(0.067, abs=0.001)
    assert means["corrected"] == pytest.approx(TRUE, abs=0.002)
    assert means["as drawn"] == pytest.approx(TRUE, abs=0.002)
    assert means["rogan_gladen"] == pytest.approx(TRUE, abs=0.004)


def test_the_interval_holds_the_truth_in_nineteen_of_twenty_worlds(worlds: pd.DataFrame) -> None:
    covered = ((worlds["low"] <= TRUE) & (worlds["high"] >= TRUE)).mean()
    assert covered >= 0.92
    assert (worlds["high"] - worlds["low"]).median() < 0.03  # and is no barn door
    assert (worlds["naive"] > worlds["high"]).mean() > 0.95


def test_half_of_a_sample_estimates_the_same_with_a_wider_interval() -> None:
    openings = world(1)
    answers = labelled(openings, 1)
    whole, half = of_all(openings, errors(answers)), of_all(openings, errors(answers.iloc[: LABELS // 2]))
    assert half["low"] <= TRUE <= half["high"]
    assert half["high"] - half["low"] > whole["high"] - whole["low"]


def test_right_tags_are_left_as_they_are() -> None:
    openings = world(2)
    answers = drawn(openings, LABELS, 2)
    estimate = of_all(openings, errors(answers.assign(labelled=answers["ai_level"])))
    assert estimate["share"] == pytest.approx(openings["ai_level"].isin(IN_DUTIES).mean())
    assert checks(answers.assign(labelled=answers["ai_level"]))["correction"].abs().max() == pytest.approx(0)


def answer(posting_id: int, tagged: str, said: str, weight: float = 1.0) -> dict[str, object]:
    return {"panel": "hn", "posting_id": posting_id, "ai_level": tagged, "labelled": said, "weight": weight}


def test_two_labellers_of_an_opening_count_as_their_mean() -> None:
    answers = pd.DataFrame([answer(1, "uses", "uses"), answer(1, "uses", "none"), answer(2, "uses", "builds")])
    error = errors(answers).set_index(["definition", "ai_level"])
    assert list(errors(answers).columns) == ERRORS
    assert error.loc[("in_duties", "uses"), "labels"] == 2
    assert error.loc[("in_duties", "uses"), "mean"] == 0.75
    assert error.loc[("uses", "uses"), "mean"] == 0.25


def test_a_level_that_nobody_labelled_keeps_the_word_of_the_tag_and_says_that_anything_can_be() -> None:
    error = errors(pd.DataFrame([answer(1, "none", "none")])).set_index(["definition", "ai_level"])
    assert tuple(error.loc[("in_duties", "builds"), ["labels", "mean", "variance"]]) == (0, 1.0, 0.25)
    assert tuple(error.loc[("in_duties", "mentions"), ["labels", "mean", "variance"]]) == (0, 0.0, 0.25)


def test_weights_count() -> None:
    answers = pd.DataFrame([answer(1, "uses", "uses", 3.0), answer(2, "uses", "none", 1.0)])
    assert errors(answers).set_index(["definition", "ai_level"]).loc[("in_duties", "uses"), "mean"] == 0.75


def test_rogan_gladen_by_hand() -> None:
    assert rogan_gladen(0.067, 0.9, 0.95) == pytest.approx(0.02)
    assert rogan_gladen(0.01, 0.9, 0.95) == 0.0
    assert rogan_gladen(0.5, 0.5, 0.5) is None
