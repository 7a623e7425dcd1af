"""Agreement by hand-counted tables and published values."""

from __future__ import annotations

import pytest

from pipeline.trends.agreement import kappa, rate, scored, wilson


def test_kappa_of_a_hand_counted_table() -> None:
    # 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: agreed 0.7, by chance 0.5, kappa 0.4
    first = ["yes"] * 25 + ["no"] * 25
    second = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    found = kappa(first, second)
    assert found.n == 50
    assert found.agreed == pytest.approx(0.7)
    assert found.kappa == pytest.approx(0.4)
    assert found.low == pytest.approx(0.4 - 1.96 * 0.1266, abs=0.002)
    assert found.high == pytest.approx(0.4 + 1.96 * 0.1266, abs=0.002)


def test_kappa_of_readers_who_always_agree_is_one() -> None:
    found = kappa(["a", "b", "c"], ["a", "b", "c"])
    assert (found.kappa, found.low, found.high) == (1.0, 1.0, 1.0)


def test_kappa_is_unknown_where_everything_is_one_answer_or_nothing_is_there() -> None:
    assert kappa(["a"], ["a"]).kappa is None
    assert kappa([], []).agreed is None


def test_precision_and_recall_are_weighted() -> None:
    found = scored([True, True, False, False], [True, False, True, False], [3.0, 1.0, 1.0, 5.0])
    assert found.precision.value == 0.75
    assert found.recall.value == 0.75
    assert found.f1 == 0.75


def test_nothing_said_gives_no_precision() -> None:
    found = scored([False, False], [True, False])
    assert found.precision.value is None
    assert found.recall.value == 0.0
    assert found.f1 is None


def test_wilson_of_ten_in_a_hundred() -> None:
    low, high = wilson(10, 100)
    assert low == pytest.approx(0.0552, abs=1e-4)
    assert high == pytest.approx(0.1744, abs=1e-4)


def test_unequal_weights_widen_the_interval() -> None:
    even, uneven = rate([1, 0] * 50), rate([1, 0] * 50, [1.0, 1.0] * 45 + [50.0, 50.0] * 5)
    assert even.value == uneven.value == 0.5
    assert even.low is not None
    assert uneven.low is not None
    assert uneven.low < even.low
