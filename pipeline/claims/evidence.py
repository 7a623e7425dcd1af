"""The openings of a panel as claims ask them: which ask for what, who advertises them, when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.records import AiLevel

Mask = NDArray[np.bool_]

YEAR = 12  # complete months
BACK = 36  # months between the two years that are compared

# The frames of `Evidence.of`, and the queries of `pipeline.claims.queries`, have these columns.
OPENINGS = ["posting_id", "month", "employer", "ai_level", "roles", "seniority", "workplace", "country", "length"]
SKILLS = ["posting_id", "skill", "skill_group", "tier", "is_asked"]
ROLES = ["posting_id", "role", "family"]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which openings: those that have one of the names in every field that is given; none given: all."""

    skills: tuple[str, ...] = ()  # one of them, or of the groups or tiers, is asked for
    groups: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()  # skills named in any way: what an employer offers is no requirement
    levels: tuple[AiLevel, ...] = ()
    roles: tuple[str, ...] = ()  # openings with one role alone, for only there do skills and level belong to it
    families: tuple[str, ...] = ()  # likewise
    titled: tuple[str, ...] = ()  # roles, whatever others the opening names
    seniority: tuple[str, ...] = ()
    workplace: tuple[str, ...] = ()


ALL = Selection()


@dataclass(frozen=True, slots=True)
class Tokens:
    """Names that openings have, several each: row (of the opening) and code (into names), one pair per name."""

    row: NDArray[np.int64]
    code: NDArray[np.int64]
    names: tuple[str, ...]

    def having(self, wanted: tuple[str, ...], size: int) -> Mask:
        """Whether each of `size` openings has one of the names."""
        places = [place for place, name in enumerate(self.names) if name in set(wanted)]
        found = np.zeros(size, dtype=bool)
        found[self.row[np.isin(self.code, places)]] = True
        return found


@dataclass(frozen=True)
class Evidence:
    """The counted openings of a panel, one row per opening and month, copies of one text once.

    Only complete months. `month` counts months from year 0; `employer` numbers clusters from 0.
    """

    month: NDArray[np.int64]  # (N,)
    employer: NDArray[np.int64]  # (N,)
    alone: Mask  # (N,) the opening names one role
    length: NDArray[np.int64]  # (N,) characters of the text
    country: NDArray[np.int64]  # (N,) the first country, as a number; -1 unknown
    tokens: Mapping[str, Tokens]  # skills, groups, tiers, offered, levels, roles, seniority, workplace, ...
    last: int  # the last complete month of the panel
    _known: dict[Selection, Mask] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, openings: pd.DataFrame, skills: pd.DataFrame, roles: pd.DataFrame) -> Evidence:
        """From OPENINGS (seniority, workplace: lists), SKILLS and ROLES (family: of the role)."""
        place = pd.DataFrame({"posting_id": openings["posting_id"].to_numpy(), "row": np.arange(len(openings))})
        months = pd.DatetimeIndex(openings["month"])
        month = np.asarray(months.year * 12 + months.month - 1, dtype=np.int64)
        asked = skills[skills["is_asked"]]
        everything = np.arange(len(openings), dtype=np.int64)
        tokens = {
            "skills": _tokens(place, asked, "skill"),
            "groups": _tokens(place, asked, "skill_group"),
            "tiers": _tokens(place, asked, "tier"),
            "offered": _tokens(place, skills, "skill"),
            "roles": _tokens(place, roles, "role"),
            "families": _tokens(place, roles, "family"),
            "levels": _coded(everything, openings["ai_level"]),
            "seniority": _listed(openings["seniority"]),
            "workplace": _listed(openings["workplace"]),
        }
        return cls(
            month=month,
            employer=_numbered(openings["employer"]),
            alone=(openings["roles"] == 1).to_numpy(dtype=bool),
            length=openings["length"].fillna(0).to_numpy(dtype=np.int64),
            country=_numbered(openings["country"]),
            tokens=tokens,
            last=int(month.max()) if len(month) else 0,
        )

    @property
    def size(self) -> int:
        return len(self.month)

    def having(self, selection: Selection) -> Mask:
        """Which openings are of the selection."""
        if selection not in self._known:
            self._known[selection] = self._having(selection)
        return self._known[selection]

    def _having(self, selection: Selection) -> Mask:
        found = np.ones(self.size, dtype=bool)
        asks = [(kind, getattr(selection, kind)) for kind in ("skills", "groups", "tiers", "offered")]
        if any(names for _, names in asks):
            found &= np.logical_or.reduce([self.tokens[kind].having(names, self.size) for kind, names in asks])
        for kind in ("levels", "seniority", "workplace"):
            if names := getattr(selection, kind):
                found &= self.tokens[kind].having(names, self.size)
        for kind in ("roles", "families"):
            if names := getattr(selection, kind):
                found &= self.alone & self.tokens[kind].having(names, self.size)
        if selection.titled:
            found &= self.tokens["roles"].having(selection.titled, self.size)
        return found

    def latest(self, years: int = 1) -> Mask:
        """The last `years` years."""
        return self.window(self.last, years)

    def earlier(self, years: int = 1) -> Mask:
        """As many years, three years before."""
        return self.window(self.last - BACK, years)

    def window(self, last: int, years: int = 1) -> Mask:
        """The `years` years that end with the month `last`."""
        return (self.month > last - YEAR * years) & (self.month <= last)

    @cached_property
    def quarter(self) -> NDArray[np.int64]:
        """(N,) quarters from year 0."""
        return self.month // 3

    @cached_property
    def role(self) -> NDArray[np.int64]:
        """(N,) the one role of each opening that has one alone, as a number; -1 for the others."""
        roles, found = self.tokens["roles"], np.full(self.size, -1, dtype=np.int64)
        found[roles.row] = roles.code
        return np.where(self.alone, found, -1)

    @cached_property
    def groups(self) -> NDArray[np.float64]:
        """(N,) how many groups of skills each opening asks for."""
        groups = self.tokens["groups"]
        pairs = np.unique(groups.row * len(groups.names) + groups.code)
        return np.bincount(pairs // max(1, len(groups.names)), minlength=self.size).astype(np.float64)


def strata(*codes: NDArray[np.int64]) -> NDArray[np.int64]:
    """One number for each combination of codes that occurs."""
    return np.unique(np.stack(codes, axis=1), axis=0, return_inverse=True)[1].reshape(-1).astype(np.int64)


def _numbered(names: pd.Series) -> NDArray[np.int64]:
    return np.asarray(pd.factorize(names)[0], dtype=np.int64)


def _tokens(place: pd.DataFrame, frame: pd.DataFrame, column: str) -> Tokens:
    """A posting advertised in several months has a row in each."""
    named = place.merge(frame[["posting_id", column]], on="posting_id")
    return _coded(named["row"].to_numpy(dtype=np.int64), named[column])


def _listed(lists: pd.Series) -> Tokens:
    rows = np.repeat(np.arange(len(lists), dtype=np.int64), [len(names) for names in lists])
    return _coded(rows, pd.Series([name for names in lists for name in names], dtype="str"))


def _coded(rows: NDArray[np.int64], names: pd.Series) -> Tokens:
    codes, known = pd.factorize(names)
    told = codes >= 0
    return Tokens(rows[told], np.asarray(codes[told], dtype=np.int64), tuple(str(name) for name in known))
