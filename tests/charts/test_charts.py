"""Figures: the same data gives the same bytes; gaps are gaps; findings are computed."""

import io
import json
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from PIL import Image

from pipeline.charts import Chart, Provenance, charts
from pipeline.charts.ai_ladder import chart as ladder
from pipeline.charts.pack import drawn, save
from pipeline.charts.phrases import change, years
from pipeline.charts.sheet import credit, identified
from pipeline.charts.sheet import provenance as told_by
from pipeline.charts.style import Line, draw_share, runs
from pipeline.charts.values import read_csv, settled

ABOUT = Provenance(
    panel="hn",
    represents="hiring threads of Hacker News",
    snapshot_id="2025-01-08T0200Z-0123abcd",
    published_at="2025-01-08T02:00:00+00:00",
    taxonomy_version="test",
)


def months(definition: str = "in_duties") -> pd.DataFrame:
    """January to June 2024: 10, 12, gap, 14, 16, and an incomplete June with 18 %."""
    return pd.DataFrame(
        {
            "month": pd.date_range("2024-01-01", periods=6, freq="MS"),
            "month_status": ["complete", "complete", "gap", "complete", "complete", "incomplete"],
            "definition": definition,
            "n": [100, 100, 0, 100, 100, 100],
            "count": [10, 12, 0, 14, 16, 18],
            "share_pct": [10.0, 12.0, None, 14.0, 16.0, 18.0],
            "low_pct": [5.0, 6.0, None, 8.0, 9.0, 10.0],
            "high_pct": [18.0, 20.0, None, 22.0, 24.0, 27.0],
        }
    )


def test_the_same_data_gives_the_same_bytes(tmp_path: Path) -> None:
    first = save(ladder, months(), ABOUT, tmp_path / "a")
    second = save(ladder, months(), ABOUT, tmp_path / "b")
    assert [path.suffix for path in first] == [".svg", ".png", ".csv", ".json"]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_the_same_data_gives_the_same_pdf() -> None:
    twice = [drawn(ladder, settled(months()), ABOUT, ["pdf"], width="column") for _ in range(2)]
    assert twice[0] == twice[1]
    assert twice[0]["pdf"].startswith(b"%PDF")


def test_a_figure_is_drawn_from_what_its_csv_says(tmp_path: Path) -> None:
    first = save(ladder, settled(months()), ABOUT, tmp_path / "a")
    facts = json.loads(first[3].read_text())
    again = save(ladder, read_csv(first[2].read_text(), facts["columns"]), told_by(facts), tmp_path / "b")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]


def test_a_picture_names_its_figure_and_snapshot(tmp_path: Path) -> None:
    svg, png, *_ = save(ladder, months(), ABOUT, tmp_path)
    name = "jobshift:figure:ai_ladder?snapshot=2025-01-08T0200Z-0123abcd&panel=hn&code="
    with Image.open(png) as picture:
        assert str(picture.info["Source"]).startswith(name)
    assert name.replace("&", "&amp;") in svg.read_text()
    assert identified(name) == ("ai_ladder", {"snapshot": "2025-01-08T0200Z-0123abcd", "panel": "hn"})


@pytest.mark.parametrize(("width", "pixels"), [("page", 1520), ("column", 1052), ("social", 1200)])
def test_a_figure_comes_in_the_width_that_is_asked_for(width: str, pixels: int) -> None:
    png = drawn(ladder, settled(months()), ABOUT, ["png"], width)["png"]
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.width == pixels
        if width == "social":
            assert picture.height == 675


def test_print_resolution_keeps_the_size_on_paper() -> None:
    png = drawn(ladder, settled(months()), ABOUT, ["png"], "column", dpi=600)["png"]
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.width == round(600 * 3.507)


def test_no_line_crosses_a_gap_or_reaches_an_incomplete_month() -> None:
    assert [list(part["share_pct"]) for part in runs(months())] == [[10.0, 12.0], [14.0, 16.0]]


def test_a_month_that_is_missing_breaks_the_line_too() -> None:
    assert [len(part) for part in runs(months().drop(index=3))] == [2, 1]


def test_quarters_are_joined_as_months_are() -> None:
    quarters = months().assign(month=pd.date_range("2023-01-01", periods=6, freq="QS"))
    assert [len(part) for part in runs(quarters)] == [2, 2]


def test_an_incomplete_month_is_drawn_hollow() -> None:
    figure, ax = plt.subplots()
    draw_share(ax, months(), Line("", "#0b5fa5"))
    hollow = ax.lines[-1]
    assert hollow.get_markerfacecolor() == "white"
    assert np.asarray(hollow.get_ydata()).tolist() == [18.0]
    plt.close(figure)


def test_the_data_sheet_says_what_an_article_has_to_answer_for(tmp_path: Path) -> None:
    sheet = json.loads(save(ladder, months(), ABOUT, tmp_path)[3].read_text())
    assert sheet["n"] == 500
    assert sheet["coverage"] == {"step": "month", "complete": 4, "incomplete": 1, "gaps": 1}
    assert "from 10.0 % (5.0 to 18.0) in January 2024 to 16.0 % (9.0 to 24.0) in May 2024" in sheet["alt_text"]
    wanted = {
        "question",
        "definition",
        "denominator",
        "panel",
        "first_month",
        "last_month",
        "snapshot",
        "query",
        "interval",
    }
    assert wanted <= sheet.keys()


def test_the_caption_says_whether_the_extractors_own_error_is_included() -> None:
    plain = ladder.finding(months())
    assert "not in the bands" in credit(ladder, months(), ABOUT)
    assert "read by people" not in plain
    corrected = months().assign(
        error_included=True, labels=240, share_corrected_pct=8.0, low_corrected_pct=3.0, high_corrected_pct=15.0
    )
    assert "extractor's own error is in the corrected headline" in credit(ladder, corrected, ABOUT)
    assert "Put right by 240 openings read by people: from 8.0 % (3.0 to 15.0) in January 2024" in ladder.finding(
        corrected
    )


def test_a_finding_without_a_complete_month_says_so() -> None:
    assert change("AI in the duties", months().iloc[5:]) == "No complete month shows AI in the duties."


def test_a_chart_is_named_after_its_file() -> None:
    assert charts()
    assert all(chart.id == name for name, chart in charts().items())


@pytest.mark.parametrize("chart", charts().values(), ids=lambda chart: chart.id)
def test_every_chart_asks_or_describes_and_names_its_panel(chart: Chart) -> None:
    assert chart.question.endswith("?")
    assert "$panel" in chart.select
    assert all(relation in chart.select for relation in chart.relations)
    assert chart.denominator
    assert chart.definition


def test_years_are_named_by_where_they_begin_and_end() -> None:
    frame = pd.DataFrame(
        {
            "period": ["before", "latest"],
            "first_month": pd.to_datetime(["2020-01-01", "2022-11-01"]),
            "last_month": pd.to_datetime(["2021-12-01", "2024-10-01"]),
        }
    )
    assert years(frame) == ("2020 to 2021", "Nov 2022 to Oct 2024")
    assert years(frame.assign(first_month=pd.to_datetime(["2021-01-01", "2024-01-01"])))[0] == "2021"
