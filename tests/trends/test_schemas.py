"""A frame that is not what a statistic needs is refused, and the column is named."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.trends.schemas import CELLS, Schema, WrongFrame


def cells() -> pd.DataFrame:
    return pd.DataFrame({"month": pd.to_datetime(["2024-01-01"]), "employer": ["a"], "n": [3], "x": [1]})


def test_a_frame_that_fits_comes_back_as_it_is_with_its_other_columns() -> None:
    frame = cells().assign(more=1)
    assert CELLS(frame) is frame


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"n": None}, "no column n"),
        ({"n": [-1]}, "column n is negative"),
        ({"n": [0.5]}, "column n must be whole numbers, is float64"),
        ({"month": ["2024-01-01"]}, "column month must be timestamps"),
        ({"month": pd.to_datetime(["2024-01-15"])}, r"column month has days that begin no month \(2024-01-15\)"),
        ({"employer": [None]}, "column employer has 1 nulls"),
        ({"employer": [7]}, "column employer must be text, is int64"),
    ],
)
def test_what_is_wrong_is_named(wrong: dict[str, list[str] | None], said: str) -> None:
    frame = cells().assign(**{name: value for name, value in wrong.items() if value is not None})
    frame = frame.drop(columns=[name for name, value in wrong.items() if value is None])
    with pytest.raises(WrongFrame, match=f"^cells: {said}"):
        CELLS(frame)


def test_nulls_are_taken_only_where_the_kind_says_so() -> None:
    schema = Schema("told", {"share_pct": "number?", "reason": "text?", "is_ai": "flag"})
    frame = schema.frame([(None, None, True), (1.5, "few", False)])
    assert frame["share_pct"].isna().tolist() == [True, False]
    with pytest.raises(WrongFrame, match="column is_ai must be bool, is int64"):
        schema(frame.assign(is_ai=1))


def test_an_empty_frame_fits() -> None:
    assert CELLS(CELLS.empty()).empty
    assert list(CELLS.frame([])) == ["month", "employer", "n", "x"]
