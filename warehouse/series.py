"""One series of one measure: skill, role or AI level from the marts, a form from the evidence, words from the texts."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import duckdb
import pandas as pd
from rapidfuzz import process

from pipeline.records import AI_LEVELS, ASKED
from pipeline.trends.shares import shares
from warehouse import kept, published, terms

COLUMNS = ["month", "month_status", "n", "count", "share_pct", "low_pct", "high_pct"]
NEAR = 5  # names that an error offers

MARTS = {  # the measures whose series are published, with their mart and its column
    "skill": ("skill_share_monthly", "skill"),
    "role": ("role_share_monthly", "role"),
    "level": ("ai_level_monthly", "ai_level"),
}

Asked = Literal["asked", "any"]
Unit = Literal["opening", "posting"]
Basis = Literal["text", "opening"]  # copies of one text count once, or each: as in steps.employer_months
Connection = duckdb.DuckDBPyConnection


class UnknownName(LookupError):
    """A skill, form, role, level or panel that the warehouse does not have; names it and what comes near."""

    def __init__(self, kind: str, name: str, known: list[str]) -> None:
        self.near = [match for match, _, _ in process.extract(name, known, limit=NEAR, score_cutoff=50)]
        offer = f": did you mean {', '.join(self.near)}?" if self.near else ""
        super().__init__(f"unknown {kind} {name!r}{offer}")


class NotOneMeasure(ValueError):
    """A series needs exactly one of skill, form, term, role and level."""


def series(
    data: Path,
    *,
    skill: str | None = None,
    form: str | None = None,
    term: str | None = None,
    role: str | None = None,
    level: str | None = None,
    panel: str = "hn",
    status: Asked | None = None,
    near: str | None = None,
    section: str | None = None,
    unit: Unit = "opening",
    as_of: str | None = None,
) -> pd.DataFrame:
    """month, month_status, n, count, share_pct, low_pct, high_pct of every month of `panel`.

    Exactly one measure: ids of a skill, a role or an AI level; a `form` as it stands in the texts, in any case; or a
    `term`, any words, whole and in any case. `status` asked (what skills and forms have if not told) leaves out
    context, any only what is negated; a term without one counts wherever it stands. `near`: other words in the term's
    sentence; `section`: the part of the posting in which it stands (pipeline.records.Section).
    `as_of`: a snapshot's id or a day; the series of a skill, role or level is then the one published then.
    Reads the published warehouse, for a term the lake too, for a series of then the ledger. Raises UnknownName,
    NotOneMeasure, NothingPublished, NotKept; terms.NoTexts, terms.NoWords, terms.UnknownSection.
    """
    kind, name = _one({"skill": skill, "form": form, "term": term, "role": role, "level": level})
    if kind != "term" and (near is not None or section is not None):
        raise NotOneMeasure(f"near and in are asked of a term, not of a {kind}")
    if as_of is not None:
        return _of_then(data, kind, name, status or "asked", panel, unit, as_of)
    with published.connect(data) as con:
        known_panel(con, panel)
        if kind in MARTS:
            _known_name(con, kind, name)
            definition = {"skill": status or "asked", "role": "title", "level": "level"}[kind]
            return _of_mart(con, *MARTS[kind], name, definition, panel, unit)
        if kind == "form":
            hits = _with_form(con, name, status or "asked")
        else:
            hits = terms.postings(con, data, terms.Question.of(name, near, section, status), panel, unit)
        return _of_hits(con, hits, panel, unit)


def by_employer(
    data: Path,
    *,
    skill: str | None = None,
    form: str | None = None,
    term: str | None = None,
    role: str | None = None,
    level: str | None = None,
    panel: str = "hn",
    status: Asked | None = None,
    unit: Unit = "opening",
) -> pd.DataFrame:
    """month, month_status, employer, n, x: what `series` sums up, a row per employer with openings in a month.

    For statistics over several months, which need to know whose openings they are. Takes and raises what `series` does.
    """
    kind, name = _one({"skill": skill, "form": form, "term": term, "role": role, "level": level})
    with published.connect(data) as con:
        known_panel(con, panel)
        if kind == "form":
            hits = _with_form(con, name, status or "asked")
        elif kind == "term":
            hits = terms.postings(con, data, terms.Question.of(name, None, None, status), panel, unit)
        else:
            _known_name(con, kind, name)
            hits = _with_name(con, kind, name, status or "asked")
        found = _clusters(con, hits, panel, unit, "opening" if kind == "role" else "text")
        return found.merge(_months(con, panel, unit), on="month")


def known_panel(con: Connection, panel: str) -> None:
    """Raises UnknownName where there is no such panel."""
    _known(con, "panel", panel, "select panel from panels")


def _one(measures: dict[str, str | None]) -> tuple[str, str]:
    """The one measure that is given, and its name."""
    given = {kind: name for kind, name in measures.items() if name is not None}
    if len(given) != 1:
        raise NotOneMeasure(f"give exactly one of {', '.join(measures)}; given: {', '.join(given) or 'none'}")
    [(kind, name)] = given.items()
    return kind, name


def _known_name(con: Connection, kind: str, name: str) -> None:
    if kind == "level":
        if name not in AI_LEVELS:
            raise UnknownName(kind, name, list(AI_LEVELS))
    else:
        _known(con, kind, name, f"select {kind} from {kind}s")


def _with_name(con: Connection, kind: str, name: str, status: Asked) -> pd.DataFrame:
    """posting_id of the postings that the mart of the skill, role or level counts, each once."""
    counts = "is_asked" if status == "asked" else "is_any"
    queries = {
        "skill": f"select posting_id from opening_skills where skill = ? and {counts}",
        "role": "select distinct posting_id from opening_roles where role = ?",
        "level": "select posting_id from postings where ai_level = ?",
    }
    return con.execute(queries[kind], [name]).df()


def _of_then(data: Path, kind: str, name: str, status: Asked, panel: str, unit: Unit, as_of: str) -> pd.DataFrame:
    """The series of a mart as a snapshot published it."""
    if kind not in MARTS:
        raise NotOneMeasure(f"a {kind} has no series of then: snapshots keep those of skills, roles and levels")
    mart, column = MARTS[kind]
    definition = {"skill": str(status), "role": "title", "level": "level"}[kind]
    snapshot_id = kept.standing(data, as_of)
    key = {"panel": panel, "unit": unit, "definition": definition}
    found = kept.rows(data, snapshot_id, mart, key | {column: name}, ", ".join(COLUMNS))
    if found.empty:
        known = kept.rows(data, snapshot_id, mart, key, f"month, {column}")[column]
        raise UnknownName(kind, name, sorted(known.unique()))
    return found


def _known(con: Connection, kind: str, name: str, query: str) -> None:
    known = [str(value) for (value,) in con.execute(query).fetchall()]
    if name not in known:
        raise UnknownName(kind, name, known)


def _of_mart(
    con: Connection, mart: str, column: str, name: str, definition: str, panel: str, unit: str
) -> pd.DataFrame:
    """The mart's rows; a name that the panel never had is counted anew, as zero."""
    found = con.execute(
        f"select {', '.join(COLUMNS)} from {mart} "
        f"where panel = ? and unit = ? and definition = ? and {column} = ? order by month",
        [panel, unit, definition, name],
    ).df()
    if len(found):
        return found
    basis: Basis = "opening" if mart == "role_share_monthly" else "text"
    return _of_hits(con, pd.DataFrame({"posting_id": pd.Series(dtype="int64")}), panel, unit, basis)


def _with_form(con: Connection, form: str, status: Asked) -> pd.DataFrame:
    """posting_id of the postings in which the form stands as a mention."""
    counted = sorted(ASKED if status == "asked" else ASKED | {"context"})
    known = con.execute("select distinct lower(form) from evidence").fetchall()
    if (form.lower(),) not in known:
        raise UnknownName("form", form, [str(value) for (value,) in known])
    return con.execute(
        "select distinct posting_id from evidence where lower(form) = lower(?) and list_contains(?, status)",
        [form, counted],
    ).df()


def quotes(
    data: Path,
    term: str,
    *,
    panel: str = "hn",
    status: Asked | None = None,
    near: str | None = None,
    section: str | None = None,
    unit: Unit = "opening",
    most: int = 20,
) -> pd.DataFrame:
    """The evidence of a term: month, employer, url, sentence (200 characters at most), the newest `most` postings."""
    question = terms.Question.of(term, near, section, status)
    with published.connect(data) as con:
        _known(con, "panel", panel, "select panel from panels")
        return terms.quotes(con, data, question, panel, unit, most)


def bound_pct(frame: pd.DataFrame) -> float | None:
    """Of a series that was never seen, the share in % below which it lies (95 %): the rule of three over all of its n.

    None where it was seen, or where nothing was counted.
    """
    n = int(frame["n"].sum())
    return None if n == 0 or frame["count"].sum() else min(100.0, 300 / n)


def _of_hits(con: Connection, hits: pd.DataFrame, panel: str, unit: str, basis: Basis = "text") -> pd.DataFrame:
    """The series of the postings in `hits`, over the same openings as the marts and with the same interval."""
    clusters = _clusters(con, hits, panel, unit, basis)
    counted = _months(con, panel, unit).merge(shares(clusters, by=["month"], unit=unit), on="month", how="left")
    counted[["n", "count"]] = counted[["n", "count"]].fillna(0).astype("int64")
    return counted[COLUMNS]


def _clusters(con: Connection, hits: pd.DataFrame, panel: str, unit: str, basis: Basis) -> pd.DataFrame:
    """month, employer, n and x (openings among `hits`)."""
    con.register("hits", hits)
    return con.execute(
        """
        select
            month, employer_cluster as employer,
            count(*) as n,
            count(*) filter (posting_id in (select posting_id from hits)) as x
        from opening_months
        where panel = ? and unit = ? and (is_first_of_text or ? = 'opening')
        group by month, employer_cluster
        """,
        [panel, unit, basis],
    ).df()


def _months(con: Connection, panel: str, unit: str) -> pd.DataFrame:
    """month and month_status of every month of the panel."""
    return con.execute(
        "select distinct month, month_status from ai_ladder_monthly where panel = ? and unit = ? order by month",
        [panel, unit],
    ).df()
