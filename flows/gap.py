"""What is missing on the way from a role, or from some skills, to another role: `jobshift gap` and the page's tool."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pandas as pd

from flows.errors import WrongUse
from pipeline.charts.role_gap import MONTHS
from warehouse import published
from warehouse.role_openings import role_openings

if TYPE_CHECKING:
    from pipeline.trends.roles import Profiles

LIMITS = "Postings show what employers ask for; a coverage is no probability of being hired."


@dataclass(frozen=True, slots=True)
class Profiled:
    """The profiles of all roles of a panel, and the months they stand on (YYYY-MM)."""

    profiles: Profiles
    first_month: str
    last_month: str


@dataclass(frozen=True, slots=True)
class Gap:
    """An answer: `rows` are skills of a target (GAP), or roles within reach (REACH) where no target was named."""

    snapshot: str
    panel: str
    first_month: str
    last_month: str
    origin: str
    target: str | None
    n: int | None  # openings of the target
    coverage: float | None  # of the target by the origin, 0 to 1
    rows: pd.DataFrame


def profiled(con: duckdb.DuckDBPyConnection, panel: str, months: int = MONTHS) -> Profiled | None:
    """Profiles from the newest complete months; None where no opening has one role alone."""
    from pipeline.trends.roles import profiles

    found = role_openings(con, panel, months)
    if found is None:
        return None
    return Profiled(profiles(found.openings, found.mentions), found.first_month, found.last_month)


def gap(
    data: Path,
    origin: str | None,
    target: str | None,
    *,
    have: Sequence[str] = (),
    panel: str = "hn",
    months: int = MONTHS,
) -> Gap:
    """From a role (`origin`) or from skills (`have`) to a role; without a target all roles, the nearest first.

    Raises WrongUse for a role, skill or panel that is not known, or has too few openings; NothingPublished.
    """
    from pipeline.taxonomy.roles import roles_table
    from pipeline.trends import role_gap

    if (origin is None) == (not have):
        raise WrongUse("give either a role to start from or --have SKILL,SKILL")
    with published.connect(data) as con:
        panels = {row[0] for row in con.execute("select panel from panels").fetchall()}
        _check(panel, panels, "panel")
        found = profiled(con, panel, months)
    if found is None:
        raise WrongUse(f"panel {panel!r} has no complete month with openings of one role")
    known = found.profiles
    for role in filter(None, (origin, target)):
        _check(role, set(roles_table()), "role")
        if role not in known.roles:
            raise WrongUse(f"no opening of {found.first_month} to {found.last_month} has the role {role!r} alone")
    owned = _skills(have)
    start = (
        origin if origin is not None else role_gap.owning(known, [skill for skill in owned if skill in known.skills])
    )
    if target is None:
        n, coverage, rows = None, None, role_gap.reach(known, start)
    else:
        rows, n = role_gap.gap(known, start, target), int(known.n[known.role(target)])
        if rows.empty:
            raise WrongUse(f"too few employers ask anything of {target!r} openings (n = {n}) to tell what is missing")
        coverage = 1 - float(rows["missing"].sum())
    return Gap(
        str(published.snapshot(data)["snapshot_id"]), panel, found.first_month, found.last_month,
        origin or ", ".join(owned), target, n, coverage, rows,
    )  # fmt: skip


def _skills(words: Sequence[str]) -> list[str]:
    """The skills meant by ids, labels or forms of the taxonomy; WrongUse for a word that is none."""
    from pipeline.taxonomy import skills

    written = {
        name.casefold(): skill.id
        for skill in skills().values()
        for name in (*skill.guarded, *skill.exact, *skill.forms, skill.label, skill.id)  # an id is sure
    }
    for word in words:
        _check(word.casefold(), set(written), "skill")
    return [written[word.casefold()] for word in words]


def _check(name: str, known: set[str], kind: str) -> None:
    if name not in known:
        near = get_close_matches(name, sorted(known), 3)
        raise WrongUse(f"unknown {kind} {name!r}{': did you mean ' + ', '.join(near) + '?' if near else ''}")
