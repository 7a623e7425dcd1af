"""From parts to verdicts, with p that one can count by hand."""

from __future__ import annotations

import pytest

from pipeline.claims.entry import Part
from pipeline.claims.verdicts import adjusted, judged, verdict


def parts(*p: tuple[float, float]) -> list[Part]:
    """Parts by their p of lying above and below."""
    return [
        Part(f"part {number}", "%", 5, value=1.0, above=above, below=below) for number, (above, below) in enumerate(p)
    ]


def test_a_claim_that_needs_every_part_is_as_sure_as_its_least_sure_part() -> None:
    found = judged(parts((0.001, 0.999), (0.01, 0.99)))
    assert found.is_above
    assert found.p == pytest.approx(0.02)
    assert found.deciding.label == "part 1"


def test_one_part_that_fails_contradicts_it_after_all_were_tried() -> None:
    found = judged(parts((0.001, 0.999), (0.999, 0.001)))
    assert not found.is_above
    assert found.p == pytest.approx(2 * 2 * 0.001)
    assert found.deciding.label == "part 1"


def test_two_of_three_may_be_enough() -> None:
    """The second smallest of three p, times two (Benjamini and Heller)."""
    found = judged(parts((0.001, 0.999), (0.004, 0.996), (0.9, 0.1)), need=2)
    assert found.is_above
    assert found.p == pytest.approx(2 * 2 * 0.004)


def test_a_part_without_a_number_decides_nothing() -> None:
    found = judged([Part("none", "%", 5), *parts((0.0001, 0.9999))])
    assert found.p == 1
    assert verdict(found, found.p) == "undecided"
    assert found.deciding.label == "none"


def test_a_missing_part_does_not_hide_one_that_fails() -> None:
    found = judged([Part("none", "%", 5), *parts((0.9999, 0.0001))])
    assert verdict(found, found.p) == "contradicted"


def test_p_are_adjusted_as_benjamini_and_hochberg_did() -> None:
    """The example of their paper's kind: ranks 1 to 4 of four."""
    assert adjusted([0.01, 0.04, 0.03, 0.5]) == pytest.approx([0.04, 0.16 / 3, 0.16 / 3, 0.5])
    assert adjusted([]) == []


def test_a_verdict_needs_the_adjusted_p() -> None:
    found = judged(parts((0.01, 0.99)))
    assert verdict(found, 0.05) == "supported"
    assert verdict(found, 0.051) == "undecided"
