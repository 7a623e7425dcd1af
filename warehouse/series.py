"""One series of one measure: skill, role or AI level from the marts, a form from the evidence, words from the texts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import duckdb
import pandas as pd
from rapidfuzz import process

from pipeline.records import AI_LEVELS, ASKED
from pipeline.trends.shares import shares
from warehouse import kept, lake, published

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


class NoTexts(FileNotFoundError):
    """The lake, which alone keeps texts, is empty; names its folder."""


def series(
    data: Path,
    *,
    skill: str | None = None,
    form: str | None = None,
    term: str | None = None,
    role: str | None = None,
    level: str | None = None,
    panel: str = "hn",
    status: Asked = "asked",
    unit: Unit = "opening",
    as_of: str | None = None,
) -> pd.DataFrame:
    """month, month_status, n, count, share_pct, low_pct, high_pct of every month of `panel`.

    Exactly one measure: ids of a skill, a role or an AI level; a `form` as it stands in the texts, in any case; or a
    `term`, any words, whole and in any case. `status` asked leaves out context; a role, a level and a term have none.
    `as_of`: a snapshot's id or a day; the series of a skill, role or level is then the one published then.
    Reads the published warehouse, for a term the lake too, for a series of then the ledger. Raises UnknownName,
    NotOneMeasure, NoTexts, NothingPublished, NotKept.
    """
    measures = {"skill": skill, "form": form, "term": term, "role": role, "level": level}
    given = {kind: name for kind, name in measures.items() if name is not None}
    if len(given) != 1:
        raise NotOneMeasure(f"give exactly one of {', '.join(measures)}; given: {', '.join(given) or 'none'}")
    [(kind, name)] = given.items()
    if as_of is not None:
        return _of_then(data, kind, name, status, panel, unit, as_of)
    with published.connect(data) as con:
        _known(con, "panel", panel, "select panel from panels")
        if kind == "skill":
            _known(con, kind, name, "select skill from skills")
            return _of_mart(con, *MARTS[kind], name, status, panel, unit)
        if kind == "role":
            _known(con, kind, name, "select role from roles")
            return _of_mart(con, *MARTS[kind], name, "title", panel, unit)
        if kind == "level":
            if name not in AI_LEVELS:
                raise UnknownName(kind, name, list(AI_LEVELS))
            return _of_mart(con, *MARTS[kind], name, "level", panel, unit)
        hits = _with_form(con, name, status) if kind == "form" else _with_term(con, data, name)
        return _of_hits(con, hits, panel, unit)


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


def _with_term(con: Connection, data: Path, term: str) -> pd.DataFrame:
    """posting_id of the postings whose newest text in the lake holds the words."""
    files = [str(file) for file in lake.files(data)]
    if not files:
        raise NoTexts(f"no texts in {(data / 'lake').resolve()}: a term is counted in the lake")
    return con.execute(
        """
        with texts as (
            select source, board, ref, source || '/' || night || '/' || part as part, fetched_at, text
            from read_parquet($files)
        )
        select distinct postings.posting_id
        from texts
        join postings using (source, board, ref, part, fetched_at)
        where regexp_matches(texts.text, $words)
        """,
        {"files": files, "words": _whole_words(term)},
    ).df()


def _whole_words(term: str) -> str:
    """A pattern for the words of `term` in that order, in any case, with any space between."""
    if not term.split():
        raise NotOneMeasure("a term needs at least one word")
    words = r"\s+".join(re.escape(word) for word in term.split())
    return rf"(?i)(?:^|[^\pL\pN_]){words}(?:$|[^\pL\pN_])"


def _of_hits(con: Connection, hits: pd.DataFrame, panel: str, unit: str, basis: Basis = "text") -> pd.DataFrame:
    """The series of the postings in `hits`, over the same openings as the marts and with the same interval."""
    con.register("hits", hits)
    clusters = con.execute(
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
    months = con.execute(
        "select distinct month, month_status from ai_ladder_monthly where panel = ? and unit = ? order by month",
        [panel, unit],
    ).df()
    counted = months.merge(shares(clusters, by=["month"], unit=unit), on="month", how="left")
    counted[["n", "count"]] = counted[["n", "count"]].fillna(0).astype("int64")
    return counted[COLUMNS]
