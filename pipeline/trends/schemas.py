"""What a frame must hold before a statistic believes it: names and kinds of columns, checked by one small class.

A schema is declared beside the function that takes or gives it, so that the docs, the check and the tests are one.
More columns than declared are allowed and kept; a missing or wrong one is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

Kind = Literal["month", "text", "text?", "count", "number", "number?", "flag", "id"]

DTYPES: dict[Kind, str] = {
    "month": "datetime64[us]",
    "text": "str",
    "text?": "str",
    "count": "int64",
    "number": "float64",
    "number?": "float64",
    "flag": "bool",
    "id": "int64",
}


class WrongFrame(ValueError):
    """A frame that is not what its schema says; names schema, column and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Schema:
    """Columns and their kinds.

    month: timestamps on the first of a month. text: strings ("text?": or null). count: whole numbers, not negative.
    number: floats or whole numbers ("number?": or null). flag: bool. id: whole numbers or strings, never null.
    """

    name: str
    columns: dict[str, Kind]

    def __call__(self, frame: pd.DataFrame) -> pd.DataFrame:
        """`frame` itself if it fits; else WrongFrame."""
        missing = [name for name in self.columns if name not in frame.columns]
        if missing:
            raise WrongFrame(f"{self.name}: no column {', '.join(missing)} (there are {', '.join(map(str, frame))})")
        for name, kind in self.columns.items():
            wrong = _wrong(frame[name], kind)
            if wrong:
                raise WrongFrame(f"{self.name}: column {name} {wrong}")
        return frame

    def also(self, **columns: Kind) -> Schema:
        """The same schema with more columns."""
        return Schema(self.name, {**self.columns, **columns})

    def empty(self) -> pd.DataFrame:
        """A frame without rows that fits."""
        return pd.DataFrame({name: pd.Series(dtype=DTYPES[kind]) for name, kind in self.columns.items()})

    def frame(self, rows: list[tuple[object, ...]]) -> pd.DataFrame:
        """Rows in the order of the columns, with the schema's types."""
        if not rows:
            return self.empty()
        made = pd.DataFrame(rows, columns=list(self.columns))
        return self(made.astype({name: DTYPES[kind] for name, kind in self.columns.items() if kind != "id"}))


def _wrong(column: pd.Series, kind: Kind) -> str | None:
    """What is wrong with a column of that kind, in words."""
    if not kind.endswith("?") and column.isna().any():
        return f"has {int(column.isna().sum())} nulls"
    types = pd.api.types
    told = column.dropna()
    if kind == "month":
        if not types.is_datetime64_any_dtype(column):
            return f"must be timestamps, is {column.dtype}"
        return (
            None
            if (told.dt.day == 1).all()
            else f"has days that begin no month ({told[told.dt.day != 1].iloc[0]:%Y-%m-%d})"
        )
    if kind in ("text", "text?"):
        is_text = types.is_string_dtype(told) or isinstance(column.dtype, pd.CategoricalDtype) or told.empty
        return None if is_text else f"must be text, is {column.dtype}"
    if kind == "count":
        if not types.is_integer_dtype(column):
            return f"must be whole numbers, is {column.dtype}"
        return "is negative" if (told < 0).any() else None
    if kind == "flag":
        return None if types.is_bool_dtype(column) else f"must be bool, is {column.dtype}"
    if kind == "id":
        is_id = types.is_integer_dtype(column) or types.is_string_dtype(told)
        return None if is_id else f"must be whole numbers or text, is {column.dtype}"
    return (
        None
        if types.is_numeric_dtype(column) and not types.is_bool_dtype(column)
        else f"must be numbers, is {column.dtype}"
    )


# Counts of one employer in one month: n openings, x of them hit. An unresolved employer is a cluster of its own.
CELLS = Schema("cells", {"month": "month", "employer": "text", "n": "count", "x": "count"})
SOURCE_CELLS = CELLS.also(source="text")
# One opening of a month, as statistics that cross its facts take it; functions ask for more columns.
OPENINGS = Schema("openings", {"opening_id": "id", "month": "month", "employer": "text"})
# One skill asked for by one opening, at most once.
MENTIONS = Schema("mentions", {"opening_id": "id", "skill": "text"})
