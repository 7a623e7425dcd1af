"""A figure for every measured claim, drawn generically from its result."""

from __future__ import annotations

from typing import get_args

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from pipeline.charts import Provenance
from pipeline.charts.claim_figures import claim_figure
from pipeline.charts.pack import WIDTHS, drawn, picture
from pipeline.charts.sheet import sheet
from pipeline.charts.style import style
from pipeline.charts.values import settled
from pipeline.claims.entry import Claim, Figure, Kind, Part, Result, Unit
from pipeline.claims.evidence import Selection
from pipeline.claims.measures import Level
from tests.charts.guards import faint, grey_twins, outside, overlaps, texts

ABOUT = Provenance("hn", "an invented sample", "2025-01-08T0200Z-0123abcd", "2025-01-08T02:00:00Z", "test")
LABELS = ("governance", "integration", "ethical computing and what goes with it")


def result(kind: Kind, unit: Unit = "%", labels: tuple[str, ...] = LABELS) -> Result:
    """Three parts of 10, 11 and 12 (± 2), and sixteen quarters of each."""
    quarters = pd.date_range("2021-01-01", periods=16, freq="QS")
    series = pd.concat(
        pd.DataFrame(
            {
                "label": label,
                "quarter": quarters,
                "quarter_status": "complete",
                "n": 200,
                "count": [20 + 2 * at + step for step in range(16)],
                "share_pct": [10.0 + at + step / 2 for step in range(16)],
                "low_pct": [8.0 + at + step / 2 for step in range(16)],
                "high_pct": [12.0 + at + step / 2 for step in range(16)],
                "suppressed_because": None,
            }
        )
        for at, label in enumerate(labels)
    )
    return Result(
        claim=Claim(
            id=4,
            section="1.1",
            claim="Governance, integration and ethical computing are needed.",
            question="Do openings ask for governance, integration and ethical computing more than before?",
            rule="each rose",
            measures=(Level("governance", Selection(skills=("ai_governance",)), above=10),),
            figure=Figure("claim_04_governance", kind, "Share of each quarter's openings that ask for it, %"),
        ),
        panel="hn",
        verdict="undecided",
        sentence="Governance: 10.0 (8.0 to 12.0).",
        parts=tuple(
            Part(label, unit, 1.0, 10.0 + at, 8.0 + at, 12.0 + at, n=500, employers=90)
            for at, label in enumerate(labels)
        ),
        first_month="2021-01",
        last_month="2024-12",
        series=series,
    )


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_claims_figure_can_go_to_print(kind: Kind, width: str) -> None:
    unit: Unit = "odds ratio" if kind == "forest" else "%"
    labels = ("focus: AI side", "focus: classical side", "tools: AI side") if kind == "heat_map" else LABELS
    made = claim_figure(result(kind, unit, labels))
    assert made is not None
    chart, frame = made
    with style():
        figure = picture(chart, settled(frame), ABOUT, width)
        boxes = texts(figure)
        assert overlaps(boxes) == []
        assert outside(boxes, figure.bbox) == []
        assert faint(boxes) == []
        assert grey_twins(figure) == []
        plt.close(figure)


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_claims_figure_says_the_claims_own_sentence(kind: Kind) -> None:
    made = claim_figure(result(kind))
    assert made is not None
    chart, frame = made
    facts = sheet(chart, settled(frame), ABOUT)
    assert facts["finding"] == "Governance: 10.0 (8.0 to 12.0)."
    assert "It counts as true when: each rose" in facts["definition"]
    assert (facts["first_month"], facts["last_month"]) == ("2021-01", "2024-12")


def test_a_claims_figure_has_the_same_bytes_twice() -> None:
    twice = []
    for _ in range(2):
        made = claim_figure(result("bars"))
        assert made is not None
        twice.append(drawn(made[0], settled(made[1]), ABOUT, ["svg", "png"]))
    assert twice[0] == twice[1]


def test_a_part_without_a_number_is_not_drawn() -> None:
    empty = result("bars")
    nothing = Result(empty.claim, "hn", "undecided", "Too little.", parts=(Part("a", "%", 1.0),))
    assert claim_figure(nothing) is None
