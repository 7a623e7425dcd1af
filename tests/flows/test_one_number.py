"""One question, one number: figure, mart, macro, notebook, command line and statistic tell the same share."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from flows.claims import evidence
from flows.figures import Wanted, figure
from pipeline.claims.measures import Level
from pipeline.claims.selections import IN_DUTIES
from pipeline.trends.ladder import rungs
from pipeline.trends.shares import shares
from tests.flows.conftest import Jobshift
from tests.warehouse.small_world import built_world
from warehouse import published
from warehouse.publish import publish
from warehouse.series import by_employer

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "how_many_openings_involve_ai.ipynb"
MONTH = pd.Timestamp("2024-01-01")
MEASURES = ["n", "count", "share_pct", "low_pct", "high_pct"]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published world whose January 2024 can be counted by hand."""
    world = built_world(tmp_path_factory.getbasetemp())
    copy = Path(shutil.copytree(world.data, tmp_path_factory.mktemp("one") / "data"))
    publish(copy, "by hand")
    return copy


def asked(data: Path, query: str) -> dict[str, float]:
    """MEASURES of January 2024, of a query that gives months (or periods)."""
    with duckdb.connect(str(published.path(data)), read_only=True) as con:
        return january(con.execute(query).df())


def january(frame: pd.DataFrame) -> dict[str, float]:
    months = frame.rename(columns={"period": "month"}).assign(month=lambda rows: pd.to_datetime(rows["month"]))
    [row] = months[months["month"] == MONTH][MEASURES].astype(float).to_dict("records")
    return {str(key): value for key, value in row.items()}


def notebook_cells() -> list[str]:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def test_the_headline_is_one_number(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """AI in the duties: 12 build and 6 use it, of 60."""
    mart = asked(data, "from ai_ladder_monthly where panel = 'hn' and unit = 'opening' and definition = 'in_duties'")
    assert (mart["n"], mart["count"]) == (60, 18)

    macro = asked(data, """select * from share('in_duties', "of" := 'definition')""")
    assert macro == pytest.approx(mart, rel=1e-9)

    [file] = figure(data, Wanted("ai_ladder", formats=("csv",)), tmp_path)
    drawn = pd.read_csv(file)
    assert january(drawn[drawn["definition"] == "in_duties"]) == pytest.approx(mart, rel=1e-5)  # six digits

    monkeypatch.setenv("JOBSHIFT_DATA", str(data))
    cells: dict[str, Any] = {}
    for cell in notebook_cells()[:2]:
        exec(cell, cells)
    ladder = cells["ladder"]
    assert january(ladder[ladder["definition"] == "in_duties"]) == pytest.approx(mart, rel=1e-9)

    with published.connect(data) as con:
        found = evidence(con, "hn")
    inside = found.month == 2024 * 12
    cells_of_claims = pd.DataFrame(
        {"month": MONTH, "employer": found.employer[inside], "n": 1, "x": found.having(IN_DUTIES)[inside].astype(int)}
    )
    assert january(shares(cells_of_claims, by=["month"])) == pytest.approx(mart, rel=1e-9)


def test_a_skill_is_one_number(data: Path, jobshift: Jobshift) -> None:
    """RAG: 12 of 60."""
    where = "panel = 'hn' and unit = 'opening' and definition = 'asked' and skill = 'rag'"
    mart = asked(data, f"from skill_share_monthly where {where}")
    assert (mart["n"], mart["count"]) == (60, 12)
    assert asked(data, "from share('rag')") == pytest.approx(mart, rel=1e-9)

    series = jobshift("series", "--skill", "rag", "--csv", JOBSHIFT_DATA=str(data))
    assert january(pd.read_csv(io.StringIO(series.stdout))) == pytest.approx(mart, rel=1e-9)

    words = ("compare", "--skill", "rag", "--from", "2024-01", "--to", "2024-06", "--json")
    compared = json.loads(jobshift(*words, JOBSHIFT_DATA=str(data)).stdout)["from"]
    assert {name: float(compared[name]) for name in MEASURES} == pytest.approx(mart, rel=1e-9)

    counted = january(shares(by_employer(data, skill="rag"), by=["month"]))
    assert counted == pytest.approx(mart, rel=1e-9)


def test_a_claim_tells_the_share_of_its_series(data: Path) -> None:
    """What a claim measures over its last year is the sum of the months it is made of."""
    with published.connect(data) as con:
        found = evidence(con, "hn")
    part = Level("AI in the duties", IN_DUTIES, above=5).part(found)
    query = """
        select sum(n) as n, sum(count) as count from ai_ladder_monthly
        where panel = 'hn' and unit = 'opening' and definition = 'in_duties' and month_status = 'complete'
          and month > (select last_complete_month - interval 12 months from panels where panel = 'hn')
    """
    with published.connect(data) as con:
        row = con.execute(query).fetchone()
    assert row is not None
    assert part.n == row[0]
    assert part.value == pytest.approx(100 * row[1] / row[0])


def test_the_rungs_of_the_ladder_are_one_number(data: Path) -> None:
    """Counted by the statistic from openings and mentions, each rung of each panel and month is what the mart says."""
    texts = "from opening_months where unit = 'opening' and is_first_of_text"
    with published.connect(data) as con:
        openings = con.execute(f"""
            select posting_id as opening_id, coalesce(ai_level, 'none') as ai_level,
                posting_id in (select posting_id from opening_roles where family = 'ai') as has_ai_title
            from (select distinct posting_id, ai_level {texts})
        """).df()
        mentions = con.execute(f"""
            select posting_id as opening_id, skill, tier from opening_skills join skills using (skill)
            where is_any and is_ai and posting_id in (select posting_id {texts})
        """).df()
        months = con.execute(f"select panel, month, posting_id as opening_id {texts}").df()
        mart = con.execute("""
            select panel, definition, month, n, count from ai_ladder_monthly where unit = 'opening' and n > 0
        """).df()
    definitions = sorted(set(mart["definition"]))
    assert definitions == ["ai_title", "any_word", "generic_only", "in_duties", "specific", "two_skills"]
    flagged = months.merge(rungs(openings, mentions), on="opening_id").groupby(["panel", "month"])
    counted = flagged[definitions].sum().melt(ignore_index=False, var_name="definition", value_name="count")
    counted["n"] = flagged.size()
    key = ["panel", "definition", "month"]
    ours, theirs = (frame.reset_index().set_index(key)[["n", "count"]].sort_index() for frame in (counted, mart))
    pd.testing.assert_frame_equal(ours, theirs, check_dtype=False)
    told = theirs.groupby("definition")["count"].sum()
    assert (told > 0).all()
    assert told.nunique() > 3
