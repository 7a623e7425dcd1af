"""mapping.toml: which column of a foreign file says what. Whatever is not understood in either is refused by name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from spiders.errors import WrongMapping

NAME = re.compile(r"[a-z][a-z0-9_]{2,39}")
TAKEN = frozenset({"hn", "ats_sample", "all_raw", "jobtech_se", "usajobs_it", "careers_archive"})
Column = Annotated[str, Field(min_length=1)]


class Strict(BaseModel):
    """A part of the mapping."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Columns(Strict):
    """[columns]: the column that each field is read from; several for a place."""

    posted_on: Column
    text: Column | None = None  # one of text and html
    html: Column | None = None
    ref: Column | None = None  # None: a digest of the row
    title: Column | None = None
    employer: Column | None = None
    place: Column | tuple[Column, ...] = ()
    country: Column | None = None
    url: Column | None = None
    employment: Column | None = None
    language: Column | None = None
    department: Column | None = None
    pay_min: Column | None = None
    pay_max: Column | None = None
    pay_currency: Column | None = None
    pay_period: Column | None = None

    @model_validator(mode="after")
    def _has_one_text(self) -> Columns:
        if (self.text is None) == (self.html is None):
            raise ValueError("one of `text` and `html` is needed")
        return self

    def of(self, field: str) -> tuple[str, ...]:
        """The columns of a field."""
        named = getattr(self, field)
        return () if named is None else (named,) if isinstance(named, str) else named


class Fixed(Strict):
    """[fixed]: what is the same in every row and stands in no column."""

    employer: str | None = None
    country: str | None = None
    language: str | None = None
    pay_currency: str | None = None
    pay_period: str | None = None


class Mapping(Strict):
    """What is to be known of a foreign collection to read it and to say what it stands for."""

    collection: Annotated[str, Field(pattern=f"^{NAME.pattern}$")]  # becomes the panel's name
    chosen: Annotated[str, Field(min_length=10)]  # how its postings were chosen
    represents: Annotated[str, Field(min_length=10)]  # what it stands for, and what not
    columns: Columns
    fixed: Fixed = Fixed()
    date_format: str | None = None  # as strptime has it; None: ISO
    ignore: tuple[Column, ...] = ()  # columns that are not kept, personal data above all

    @model_validator(mode="after")
    def _is_a_new_panel(self) -> Mapping:
        if self.collection in TAKEN:
            raise ValueError(f"collection {self.collection!r} is a panel of jobshift's own")
        return self

    def used(self) -> dict[str, str]:
        """Field by column: the columns that are read."""
        return {name: field for field in Columns.model_fields for name in self.columns.of(field)}

    def check_known(self, file: Path, columns: Iterable[str]) -> None:
        """WrongMapping names the first column of the file that the mapping does not."""
        for column in columns:
            if column not in self.used() and column not in self.ignore:
                where = "put it under [columns], or under `ignore`"
                raise WrongMapping(f"{file.name}: column {column!r} is not in the mapping: {where}")

    def check_present(self, file: Path, columns: Collection[str]) -> None:
        """WrongMapping names the first column that the mapping names and the file has not."""
        for column, field in self.used().items():
            if column not in columns:
                raise WrongMapping(
                    f"{file.name} has no column {column!r}, which the mapping names for `{field}`; "
                    f"there are {', '.join(columns)}"
                )

    def as_dict(self) -> dict[str, Any]:
        """As a page of the landing zone holds it: what reading a row needs."""
        return {
            "collection": self.collection,
            "columns": {
                field: list(self.columns.of(field)) for field in Columns.model_fields if self.columns.of(field)
            },
            "fixed": self.fixed.model_dump(exclude_none=True),
            "date_format": self.date_format,
        }


def read_mapping(path: Path) -> Mapping:
    """The mapping of a file; WrongMapping names the key that is wrong."""
    try:
        return Mapping(**tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise WrongMapping(f"{path}: {error}") from None
    except ValidationError as error:
        told = error.errors()[0]
        key = ".".join(str(part) for part in told["loc"])
        what = "unknown key" if told["type"] == "extra_forbidden" else told["msg"].removeprefix("Value error, ")
        raise WrongMapping(f"{path}: `{key}`: {what}" if key else f"{path}: {what}") from None
