"""Words of others are words: in a picture, a table, a data sheet, a page and a terminal."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from defusedxml import ElementTree

from pipeline.charts import charts
from pipeline.charts.pack import drawn, picture, written
from pipeline.charts.safe import FORMULA, cell, markdown, one_line
from pipeline.charts.style import style
from pipeline.charts.values import read_csv, settled
from tests.charts.guards import outside, overlaps, texts
from tests.charts.packs import plotted

HOSTILE = (
    "<script>alert(1)</script>",
    "</title></svg><img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x.example","a")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\u202eevil\u202c \u0627\u0644\u0639\u0631\u0628\u064a\u0629",
    "\U0001f916 robots \U0001f468\u200d\U0001f4bb",
    "a" * 500,
    "word " * 100,
    "$x^2$ \\frac{1}{0} $",
    "two\nlines\rand \x1b[31mred\x07",
    ']]> & " \u2028 \u0000',
    "\ud800 half a character",
)


@pytest.fixture
def frame() -> pd.DataFrame:
    """The leading skills with labels that mean harm."""
    found = plotted()["leading_skills"][0]
    words = [label for label in HOSTILE if "\ud800" not in label]  # neither a warehouse nor a frame can hold it
    latest = found[found["period"] == "latest"].head(len(words)).reset_index(drop=True)
    return settled(latest.assign(label=words))


def test_a_picture_shows_them_and_nothing_else(frame: pd.DataFrame) -> None:
    chart, about = charts()["leading_skills"], plotted()["leading_skills"][1]
    with style():
        figure = picture(chart, frame, about)
        boxes = texts(figure)
        assert overlaps(boxes) == []
        assert outside(boxes, figure.bbox) == []
        plt.close(figure)
    files = drawn(chart, frame, about, ["svg", "png", "pdf"])
    tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(files["svg"].decode()).iter()}
    assert not tags & {"script", "img", "a", "foreignObject", "image"}
    assert b"onerror=alert(1)>" not in files["svg"]


def test_a_spreadsheet_takes_none_for_a_formula(frame: pd.DataFrame) -> None:
    table = written(charts()["leading_skills"], frame, plotted()["leading_skills"][1])["csv"].decode()
    rows = list(csv.DictReader(io.StringIO(table)))
    assert len(rows) == len(frame)
    assert not any(row["label"].startswith((*FORMULA, "\t", "\r")) for row in rows)
    assert "\r" not in table
    assert table.count("\n") == len(rows) + 1


def test_a_data_sheet_can_stand_in_a_page(frame: pd.DataFrame) -> None:
    files = written(charts()["leading_skills"], frame, plotted()["leading_skills"][1])
    text = files["json"].decode()
    facts = json.loads(text)
    assert "<" not in text
    assert facts["finding"].count("\u2019=") <= 3
    again = read_csv(files["csv"].decode(), facts["columns"])
    pd.testing.assert_frame_equal(again, frame)


@pytest.mark.parametrize("words", HOSTILE)
def test_one_line_is_one_line_without_orders_to_a_terminal(words: str) -> None:
    told = one_line(words)
    assert len(told) <= 200
    assert not any(unicodedata.category(mark) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for mark in told)
    assert cell(cell(words)) == cell(words)


@pytest.mark.parametrize("words", HOSTILE)
def test_markdown_shows_the_words(words: str) -> None:
    told = markdown(words)
    assert not re.search(r"(?<!\\)[<>\[\]`*_$|]", told)
    assert "\n" not in told
