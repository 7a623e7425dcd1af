"""What an editor would send back, looked for in every figure of the demo, at every width."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure

from pipeline.charts import charts
from pipeline.charts.pack import WIDTHS, picture
from pipeline.charts.sheet import alt_text, caption
from pipeline.charts.style import style
from tests.charts.guards import faint, grey_twins, invented, outside, overlaps, texts
from tests.charts.packs import plotted

FIGURES = sorted(plotted())


@contextmanager
def looked_at(chart_id: str, width: str) -> Iterator[Figure]:
    frame, about = plotted()[chart_id]
    with style():
        figure = picture(charts()[chart_id], frame, about, width)
        yield figure
        plt.close(figure)


def test_every_figure_is_looked_at() -> None:
    assert sorted(charts()) == FIGURES


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("chart_id", FIGURES)
def test_a_figure_can_go_to_print(chart_id: str, width: str) -> None:
    with looked_at(chart_id, width) as figure:
        boxes = texts(figure)
        assert overlaps(boxes) == []
        assert outside(boxes, figure.bbox) == []
        assert faint(boxes) == []
        assert grey_twins(figure) == []


@pytest.mark.parametrize("chart_id", FIGURES)
def test_alt_text_and_caption_tell_numbers_of_the_table(chart_id: str) -> None:
    frame, about = plotted()[chart_id]
    assert invented(alt_text(charts()[chart_id], frame), frame) == []
    assert invented(caption(charts()[chart_id], frame, about), frame) == []
