"""The macros of the published file say what the marts, the command line, the figures and pandas say."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from pipeline.charts import charts
from pipeline.charts.values import csv_text
from pipeline.records import AI_LEVELS, ASKED, IN_DUTIES
from pipeline.trends.shares import shares
from tests.warehouse.drawn_world import COUNTRIES, ROLE_IDS, SKILL_IDS, published_world
from warehouse import publish_macros, published
from warehouse.figures import frame
from warehouse.series import series

QUESTIONS = 500  # all of them by hand (`make faults`), the first of them at every check
SOON = 120
SEED = 7
LADDER = ("any_word", "generic_only", "specific", "two_skills", "in_duties", "ai_title")
THINGS: dict[str, list[str]] = {"skill": SKILL_IDS, "role": ROLE_IDS, "level": [*AI_LEVELS], "definition": list(LADDER)}
MEASURES = ["n", "count", "share_pct", "low_pct", "high_pct"]
OTHER_CLIENTS = ("1.4.5", "2.0.0")


@dataclass(frozen=True)
class Question:
    """The arguments of one call of `share`."""

    what: str
    of: str
    panel: str
    by: str
    role: str | None
    country: str | None
    status: str
    unit: str

    @property
    def sql(self) -> str:
        named = ", ".join(
            f"{name} := {_literal(value)}" for name, value in asdict(self).items() if name not in ("what", "of")
        )
        return f"from share('{self.what}', \"of\" := '{self.of}', {named})"


def _literal(value: str | None) -> str:
    return "null" if value is None else f"'{value}'"


@cache
def drawn_questions() -> list[Question]:
    """What the seed asks."""
    chance = random.Random(SEED)
    found = []
    for _ in range(QUESTIONS):
        of = chance.choice(list(THINGS))
        found.append(
            Question(
                what=chance.choice(THINGS[of]),
                of=of,
                panel=chance.choice(["hn", "ats_sample", "all_raw"]),
                by=chance.choice(["week", "month", "quarter", "year"]),
                role=chance.choice([None, None, *ROLE_IDS]),
                country=chance.choice([None, None, *COUNTRIES]),
                status=chance.choice(["asked", "any"]),
                unit=chance.choice(["opening", "posting"]),
            )
        )
    return found


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published_world(tmp_path_factory.getbasetemp()).data


@pytest.fixture(scope="module")
def con(data: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with published.connect(data) as open_file:
        yield open_file


@pytest.fixture(scope="module")
def tables(con: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    names = ("opening_months", "postings", "opening_roles", "posting_places", "evidence", "skills", "panel_periods")
    found = {name: con.execute(f"from {name}").df() for name in names}
    for column in ("month", "flow_on"):
        found["opening_months"][column] = pd.to_datetime(found["opening_months"][column])
    return found


def hits(tables: dict[str, pd.DataFrame], question: Question) -> set[int]:
    """The postings that the question's thing is true of, from mentions, titles and levels one by one."""
    counted = ASKED if question.status == "asked" else ASKED | {"context"}
    mentions = tables["evidence"].merge(tables["skills"][["skill", "tier", "is_ai"]], on="skill")
    titles, postings = tables["opening_roles"], tables["postings"]
    if question.of == "skill":
        found = mentions[(mentions["skill"] == question.what) & mentions["status"].isin(counted)]
        return set(found["posting_id"])
    if question.of == "role":
        return set(titles[titles["role"] == question.what]["posting_id"])
    if question.of == "level":
        return set(postings[postings["ai_level"] == question.what]["posting_id"])
    if question.what == "in_duties":
        return set(postings[postings["ai_level"].isin(IN_DUTIES)]["posting_id"])
    if question.what == "ai_title":
        return set(titles[titles["family"] == "ai"]["posting_id"])
    words = mentions[(mentions["status"] != "negated") & mentions["is_ai"]].groupby("posting_id")
    tiers = words["tier"].agg(set)
    skills = mentions[(mentions["status"] != "negated") & mentions["tier"].isin(["core", "specific"])]
    specific = skills.groupby("posting_id")["skill"].nunique()
    return {
        "any_word": set(tiers.index),
        "generic_only": set(tiers[tiers == {"generic"}].index),
        "specific": set(specific.index),
        "two_skills": set(specific[specific >= 2].index),
    }[question.what]


def expected(tables: dict[str, pd.DataFrame], question: Question) -> pd.DataFrame:
    """The answer by pandas and `pipeline.trends`: period, month_status, n, count, share_pct, low_pct, high_pct."""
    flow = tables["opening_months"]
    flow = flow[(flow["panel"] == question.panel) & (flow["unit"] == question.unit)].copy()
    postings = tables["postings"].set_index("posting_id")
    if question.role:
        titles = tables["opening_roles"].groupby("posting_id")["role"].agg(list)
        flow = flow[flow["posting_id"].map(titles).map(lambda roles: roles == [question.role])]
    if question.country:
        flow = flow[flow["posting_id"].map(postings["countries"]).map(lambda held: question.country in list(held))]
    if question.of != "role" and question.unit == "opening":
        flow = flow.merge(tables["postings"][["posting_id", "text_group_id"]], on="posting_id")
        flow = flow.sort_values("posting_id").drop_duplicates(["month", "text_group_id"])
    frequency = {"week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}[question.by]
    flow["period"] = flow["flow_on" if question.by == "week" else "month"].dt.to_period(frequency).dt.start_time
    clusters = flow.assign(
        employer=flow["employer_cluster"].astype(str),
        n=1,
        x=flow["posting_id"].isin(hits(tables, question)).astype(int),
    )
    periods = tables["panel_periods"]
    grid = periods[(periods["panel"] == question.panel) & (periods["grain"] == question.by)][["period", "month_status"]]
    grid = grid.assign(period=pd.to_datetime(grid["period"])).sort_values("period")
    if clusters.empty:
        return grid.assign(n=0, count=0, share_pct=None, low_pct=None, high_pct=None)
    counted = grid.merge(shares(clusters, by=["period"], unit=question.unit), on="period", how="left")
    return counted.fillna({"n": 0, "count": 0})


def assert_same(ours: pd.DataFrame, theirs: pd.DataFrame, about: object) -> None:
    """The measures of both, row by row, to 1e-9."""
    assert len(ours) == len(theirs) > 0, about
    for name in MEASURES:
        left = pd.to_numeric(ours[name]).astype("float64").to_numpy()
        right = pd.to_numeric(theirs[name]).astype("float64").to_numpy()
        difference = pd.Series(abs(left - right))
        assert ((difference < 1e-9) | (pd.isna(left) & pd.isna(right))).all(), (about, name)


@pytest.mark.parametrize("asked", [SOON, pytest.param(QUESTIONS, marks=pytest.mark.faults)])
def test_questions_get_the_answer_that_pandas_gives(
    asked: int, con: duckdb.DuckDBPyConnection, tables: dict[str, pd.DataFrame]
) -> None:
    shown = 0
    for question in drawn_questions()[:asked]:
        answer = con.execute(question.sql).df()
        wanted = expected(tables, question)
        assert_same(answer, wanted, question)
        assert list(answer["month_status"]) == list(wanted["month_status"]), question
        shown += int(answer["share_pct"].notna().sum())
    assert shown > asked  # not all of them are suppressed


def test_share_equals_every_row_of_the_marts(con: duckdb.DuckDBPyConnection) -> None:
    marts = {
        "skill_share_monthly": ("skill", "skill", "month", "month"),
        "role_share_monthly": ("role", "role", "month", "month"),
        "ai_level_monthly": ("level", "ai_level", "month", "month"),
        "ai_ladder_monthly": ("definition", "definition", "month", "month"),
        "skill_share_quarterly": ("skill", "skill", "quarter", "quarter"),
    }
    for mart, (of, column, by, period) in marts.items():
        key = f"panel, unit, definition, {column}".replace("definition, definition", "definition")
        rows = con.execute(f"select * from {mart} order by {key}, {period}").df()
        for about, found in rows.groupby(["panel", "unit", "definition", column]):
            panel, unit, definition, what = map(str, about)
            status = definition if of == "skill" else "asked"
            question = Question(what, of, panel, by, None, None, status, unit)
            answer = con.execute(question.sql).df()
            assert_same(answer, found, (mart, question))
            assert list(answer["suppressed_because"].fillna("")) == list(found["suppressed_because"].fillna(""))
            assert set(answer["definition"]) == {definition}


def test_share_equals_the_command_line(data: Path) -> None:
    asked = [question for question in drawn_questions() if question.of != "definition"][:40]
    for question in asked:
        plain = Question(
            question.what, question.of, question.panel, "month", None, None, question.status, question.unit
        )
        told = series(data, **_measured(plain))
        with published.connect(data) as con:
            assert_same(con.execute(plain.sql).df(), told, plain)


def _measured(question: Question) -> dict[str, Any]:
    """As `series` is asked."""
    named = {"panel": question.panel, "status": question.status, "unit": question.unit}
    return {question.of: question.what, **named}


def test_share_equals_the_csv_of_the_figures(con: duckdb.DuckDBPyConnection) -> None:
    ladder = frame(con, charts()["ai_ladder"], "hn")
    printed = pd.read_csv(StringIO(csv_text(ladder)))
    assert {"in_duties", "ai_title"} < set(printed["definition"])
    for definition, found in printed.groupby("definition"):
        answer = con.execute("from share(?, \"of\" := 'definition')", [str(definition)]).df()
        assert_same(answer, found.sort_values("month"), definition)


def test_weeks_months_quarters_and_years_count_the_same_openings(con: duckdb.DuckDBPyConnection) -> None:
    for panel in ("hn", "ats_sample", "all_raw"):
        totals = {
            by: con.execute(f"select sum(n), sum(count) from share('rag', panel := '{panel}', by := '{by}')").fetchall()
            for by in ("week", "month", "quarter", "year")
        }
        assert len({str(total) for total in totals.values()}) == 1, (panel, totals)


def test_evidence_holds_the_postings_that_the_share_counts(con: duckdb.DuckDBPyConnection) -> None:
    for arguments in ("'rag'", "'python', panel := 'all_raw', country := 'US'", "'ai', status := 'any', by := 'year'"):
        differing = con.execute(f"""
            with found as (
                select period, count(distinct posting_id) as postings from evidence({arguments}) group by period
            )
            select period, count, postings
            from share({arguments})
            left join found using (period)
            where count <> coalesce(postings, 0)
        """).fetchall()
        assert differing == [], arguments
    assert con.execute("select count(*) > 50 from evidence('rag')").fetchone() == (True,)


def test_compare_gives_both_shares_and_the_difference_of_the_same_openings(con: duckdb.DuckDBPyConnection) -> None:
    compared = con.execute("from compare('rag', 'python', by := 'quarter')").df()
    for side in ("a", "b"):
        single = con.execute(f"from share('{'rag' if side == 'a' else 'python'}', by := 'quarter')").df()
        names = {f"count_{side}": "count", **{f"{name}_{side}_pct": f"{name}_pct" for name in ("share", "low", "high")}}
        assert_same(compared.drop(columns="count", errors="ignore").rename(columns=names), single, side)
    told = compared.dropna(subset="share_a_pct")
    assert len(told) > 2
    assert (told["difference_points"] - (told["share_a_pct"] - told["share_b_pct"])).abs().max() < 1e-9
    assert (told["low_points"] < told["difference_points"]).all()
    assert (told["difference_points"] < told["high_points"]).all()


def test_a_difference_is_as_wide_as_employers_make_it() -> None:
    """Ten employers with ten openings each: half ask for rag alone in all of theirs, half for python alone."""
    with duckdb.connect() as con:
        con.execute(
            "create table drawn as select i + 1 as posting_id, i // 10 as employer_cluster, i < 50 as is_a"
            " from range(100) as r (i)"
        )
        con.execute("create table panels as select 'hn' as panel")
        con.execute(
            "create table panel_periods as select 'hn' as panel, 'month' as grain, date '2025-01-01' as period,"
            " 'complete' as month_status"
        )
        con.execute(
            "create table opening_months as select 'hn' as panel, 'opening' as unit, date '2025-01-01' as month,"
            " date '2025-01-02' as flow_on, posting_id, posting_id as opening_id, employer_cluster,"
            " true as is_first_of_text from drawn"
        )
        con.execute(
            "create table opening_skills as select posting_id, case when is_a then 'rag' else 'python' end as skill,"
            " true as is_asked, true as is_any from drawn"
        )
        con.execute("create table skills as select unnest(['rag', 'python']) as skill, 'core' as tier, true as is_ai")
        con.execute("create table roles as select 'developer' as role")
        con.execute("create table opening_roles as select posting_id, 'developer' as role, '' as family from drawn")
        con.execute(
            "create table postings as select posting_id, posting_id as text_group_id, 'none' as ai_level,"
            " 1 as n_roles, ['US'] as countries,"
            " '' as employer, '' as title, '' as url from drawn"
        )
        con.execute(
            "create table evidence as select posting_id, '' as skill, '' as status, '' as section, '' as form,"
            " '' as sentence, 0 as start_offset from drawn"
        )
        publish_macros.create(con, "memory")
        row = con.execute("select difference_points, low_points, high_points, count_both from compare('rag', 'python')")
        difference, low, high, both = row.fetchall()[0]
    # d_e = 10 or -10, so v = 10/9 * sum (d_e)^2 / 100^2 = 10/9 * 1000 / 10000 and the half width is 1.96 * sqrt(v)
    half = 100 * 1.959963984540054 * (10 / 9 * 1000 / 10000) ** 0.5
    assert (difference, both) == (0, 0)
    assert abs(low + half) < 1e-9
    assert abs(high - half) < 1e-9


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("share('pyton')", "unknown skill pyton: did you mean python"),
        ("share(null)", "unknown skill null"),
        ("share('rag', panel := 'nh')", "unknown panel nh"),
        ("share('rag', by := 'day')", "unknown by day"),
        ("share('rag', role := 'develper')", "did you mean developer"),
        ("share('rag', country := 'ZZ')", "unknown country ZZ"),
        ("share('rag', status := 'wanted')", "unknown status wanted"),
        ("share('rag', unit := 'openings')", "unknown unit openings"),
        ("share('rag', \"of\" := 'words')", "unknown of words"),
        ("share('rag', \"of\" := 'role')", "unknown role rag"),
        ("compare('rag', 'pyton')", "unknown skill pyton"),
        ("evidence('pyton')", "unknown skill pyton"),
    ],
)
def test_what_is_not_known_is_an_error_that_names_it(con: duckdb.DuckDBPyConnection, call: str, message: str) -> None:
    with pytest.raises(duckdb.InvalidInputException, match=message):
        con.execute(f"from {call}").fetchall()


def test_macros_work_under_another_name_and_attached(data: Path, tmp_path: Path) -> None:
    moved = shutil.copy(published.path(data), tmp_path / "mine.duckdb")
    with duckdb.connect() as con:
        con.execute(f"attach '{moved}' as theirs (read_only)")
        con.execute("use theirs")
        assert con.execute("select count(*) > 10 from share('rag')").fetchone() == (True,)


def test_macros_tell_in_the_file_what_they_do(con: duckdb.DuckDBPyConnection) -> None:
    told = con.execute(
        "select function_name, comment from duckdb_functions() where list_contains(?, function_name) and comment <> ''",
        [list(publish_macros.NAMES)],
    ).fetchall()
    assert {name for name, comment in told if comment.startswith("One row per ")} == set(publish_macros.NAMES)


ASK = """
import json, sys, duckdb
con = duckdb.connect(sys.argv[1], read_only=True)
answers = [con.execute(query).fetchall() for query in json.load(sys.stdin)]
print(json.dumps(answers, default=str))
"""


@pytest.mark.faults
@pytest.mark.parametrize("version", OTHER_CLIENTS)
def test_other_clients_give_the_same_answers(
    version: str, data: Path, con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    """A bare client of another version, in an environment of its own that holds nothing else."""
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "client"], check=True)
    python = tmp_path / "client" / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"duckdb=={version}"]
    subprocess.run(install, check=True)
    queries = [question.sql for question in drawn_questions()]
    queries.append(
        "select count(*), sum(length(sentence)) from evidence('rag')"
    )  # its sentences are compressed by zstd
    asked = subprocess.run(
        [python, "-c", ASK, published.path(data)], input=json.dumps(queries), capture_output=True, text=True, check=True
    )
    answers = json.loads(asked.stdout.splitlines()[-1])  # DuckDB may print a bar of its own before it
    for query, theirs in zip(queries, answers, strict=True):
        ours: list[Any] = json.loads(json.dumps(con.execute(query).fetchall(), default=str))
        assert len(ours) == len(theirs), query
        for own, other in zip(ours, theirs, strict=True):
            assert _words(own) == _words(other), query
            assert _figures(own) == pytest.approx(_figures(other), abs=1e-9, rel=1e-12), query


def _words(row: list[Any]) -> list[Any]:
    return [None if isinstance(value, float) else value for value in row]


def _figures(row: list[Any]) -> list[float]:
    return [value for value in row if isinstance(value, float)]
