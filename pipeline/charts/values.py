"""What a figure plots is what its CSV says: frames are settled through the CSV before anything is drawn or told."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pandas as pd
from pandas.api import types

from pipeline.charts.safe import cell

DIGITS = "%.12g"  # the marts and the macros to 1e-9


def kinds(frame: pd.DataFrame) -> dict[str, str]:
    """The kind of each column: date, integer, number, boolean or text."""
    return {str(name): _kind(frame[name]) for name in frame.columns}


def csv_text(frame: pd.DataFrame) -> str:
    """The frame as CSV: ISO days, twelve significant digits, nothing where nothing is known."""
    return frame.to_csv(index=False, date_format="%Y-%m-%d", float_format=DIGITS, lineterminator="\n")


def read_csv(text: str, columns: Mapping[str, str]) -> pd.DataFrame:
    """The frame that `csv_text` wrote; `columns` as `kinds` gave them."""
    frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, na_values=[""])
    return pd.DataFrame({name: _read(frame[name], columns[name]) for name in frame.columns})


def settled(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame as its CSV tells it: rounded, days as timestamps, texts harmless."""
    plain = frame.copy()
    for name, kind in kinds(frame).items():
        if kind == "date":
            plain[name] = pd.to_datetime(frame[name])
        elif kind == "text":
            plain[name] = [None if pd.isna(value) else cell(str(value)) for value in frame[name]]
        elif kind == "number":
            plain[name] = frame[name].astype(float)
    return read_csv(csv_text(plain), kinds(frame))


def _kind(column: pd.Series) -> str:
    if types.is_bool_dtype(column.dtype):
        return "boolean"
    if types.is_datetime64_any_dtype(column.dtype) or column.name == "month" or str(column.name).endswith("_month"):
        return "date"
    if types.is_integer_dtype(column.dtype):
        return "number" if column.isna().any() else "integer"
    return "number" if types.is_numeric_dtype(column.dtype) else "text"


def _read(column: pd.Series, kind: str) -> pd.Series:
    if kind == "date":
        return pd.to_datetime(column, format="%Y-%m-%d")
    if kind == "integer":
        return column.astype("int64")
    if kind == "number":
        return column.astype("float64")
    return column.map({"True": True, "False": False}).astype(bool) if kind == "boolean" else column.astype("str")
