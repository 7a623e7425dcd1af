"""The employer-clustered interval: by hand, against the macro in SQL, and its limits."""

import math
from pathlib import Path
from typing import Any

import duckdb
import jinja2
import numpy as np
import pandas as pd
import pytest
from dbt.clients.yaml_helper import load_yaml_text
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import warehouse
from pipeline.records import AI_LEVELS, ASKED, IN_DUTIES
from pipeline.trends import shares
from pipeline.trends.shares import Share, clustered_wilson

PROJECT = Path(warehouse.__file__).parent
VARIABLES: dict[str, Any] = (load_yaml_text((PROJECT / "dbt_project.yml").read_text()) or {})["vars"]


def macro_sql(relation: str) -> str:
    """What dbt renders for `clustered_interval(relation)`."""
    environment = jinja2.Environment(extensions=["jinja2.ext.do"])
    environment.globals["var"] = VARIABLES.__getitem__
    module = environment.from_string((PROJECT / "macros/clustered_interval.sql").read_text()).module
    return str(module.clustered_interval(relation))  # type: ignore[attr-defined]  # macros are attributes of a module


CON = duckdb.connect()
IN_SQL = f"""
    with counted as (
        select 'opening' as unit, 'complete' as month_status,
            sum(n)::bigint as n, sum(x)::bigint as count, count(*) as employers, max(n) as largest,
            sum(n * n)::double as sum_nn, sum(x * x)::double as sum_xx, sum(x * n)::double as sum_xn
        from clusters
    )
    select n, count, employers, share_pct, low_pct, high_pct, deff, suppressed_because
    from ({macro_sql("counted")})
"""


def in_sql(clusters: pd.DataFrame) -> Share:
    """The macro's answer for employers with n and x."""
    CON.register("clusters", clusters)
    row = CON.execute(IN_SQL).fetchone()
    assert row is not None
    return Share(*row)


def employers(*sizes: tuple[int, int]) -> pd.DataFrame:
    """One row per employer with its (n, x)."""
    return pd.DataFrame(
        {"employer": [f"E{i}" for i in range(len(sizes))], "n": [n for n, _ in sizes], "x": [x for _, x in sizes]}
    )


def employer(largest: int) -> st.SearchStrategy[tuple[int, int]]:
    """An employer's n and x."""
    return st.integers(1, largest).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))


@given(st.lists(employer(40), min_size=1, max_size=60))
@settings(max_examples=100)
def test_macro_and_pandas_agree(sizes: list[tuple[int, int]]) -> None:
    clusters = employers(*sizes)
    python, sql = clustered_wilson(clusters), in_sql(clusters)
    assert (python.n, python.count, python.employers) == (sql.n, sql.count, sql.employers)
    assert python.suppressed_because == sql.suppressed_because
    for name in ("share_pct", "low_pct", "high_pct", "deff"):
        ours, theirs = getattr(python, name), getattr(sql, name)
        assert (ours is None) == (theirs is None)
        assert ours is None or math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-9)
    if sql.share_pct is not None:
        assert sql.low_pct is not None
        assert sql.high_pct is not None
        assert 0 <= sql.low_pct <= sql.share_pct <= sql.high_pct <= 100


@given(st.lists(employer(9), min_size=50, max_size=60))
@settings(max_examples=30)
def test_doubling_every_posting_changes_neither_share_nor_interval(sizes: list[tuple[int, int]]) -> None:
    once, twice = clustered_wilson(employers(*sizes)), clustered_wilson(employers(*[(2 * n, 2 * x) for n, x in sizes]))
    assume(once.deff != 1)  # employers that agree exactly count as independent, and then more of them say more
    assert twice.share_pct == pytest.approx(once.share_pct)
    assert twice.low_pct == pytest.approx(once.low_pct)
    assert twice.high_pct == pytest.approx(once.high_pct)


def test_the_interval_covers_where_openings_of_an_employer_resemble_each_other() -> None:
    """400 worlds with a true share of 20 %, employers of Pareto sizes, correlation 0.3 within them (METHODS 5.2)."""
    draw = np.random.default_rng(20260101)
    worlds, firms, truth, tightness = 400, 60, 0.2, (1 - 0.3) / 0.3
    n = np.ceil(draw.pareto(1.5, (worlds, firms)) + 1).clip(max=40).astype(int)
    x = draw.binomial(n, draw.beta(truth * tightness, (1 - truth) * tightness, (worlds, firms)))
    clusters = pd.DataFrame(
        {
            "world": np.repeat(np.arange(worlds), firms),
            "employer": [f"E{i}" for i in range(worlds * firms)],
            "n": n.ravel(),
            "x": x.ravel(),
        }
    )
    found = shares.shares(clusters, by=["world"]).dropna(subset=["share_pct"])
    covered = (found["low_pct"] <= 100 * truth) & (100 * truth <= found["high_pct"])
    binomial = 1.96 * np.sqrt(found["share_pct"] * (100 - found["share_pct"]) / found["n"])
    assert covered.mean() > 0.88
    assert (abs(found["share_pct"] - 100 * truth) <= binomial).mean() < 0.8  # far too sure of itself


def test_the_limits_are_the_warehouses() -> None:
    assert VARIABLES["z"] == shares.Z
    assert VARIABLES["fewest_openings"] == shares.FEWEST_OPENINGS
    assert VARIABLES["fewest_employers"] == shares.FEWEST_EMPLOYERS
    assert VARIABLES["largest_employer_pct"] == shares.LARGEST_EMPLOYER_PCT


def test_the_words_are_the_records() -> None:
    assert tuple(VARIABLES["ai_levels"]) == AI_LEVELS
    assert set(VARIABLES["in_duties"]) == IN_DUTIES
    assert set(VARIABLES["asked"]) == ASKED


def test_employers_that_answer_as_one_halve_the_effective_n() -> None:
    """30 employers of two, six of them all hits: v = 30/29 * sum (x - 0.2 n)^2 / 60^2, twice the binomial and 30/29."""
    share = clustered_wilson(employers(*[(2, 2)] * 6, *[(2, 0)] * 24))
    squares = 6 * (2 - 0.4) ** 2 + 24 * 0.4**2
    deff = 30 / 29 * squares / 60**2 / (0.2 * 0.8 / 60)
    n = 60 / deff
    root = 1.959964 * math.sqrt(0.2 * 0.8 / n + 1.959964**2 / (4 * n * n))
    low = (0.2 + 1.959964**2 / (2 * n) - root) / (1 + 1.959964**2 / n)
    assert share.share_pct == pytest.approx(20)
    assert share.deff == pytest.approx(deff) == pytest.approx(2 * 30 / 29)
    assert share.low_pct == pytest.approx(100 * low, abs=1e-4)


def test_single_openings_give_the_plain_wilson_interval_nearly() -> None:
    share = clustered_wilson(employers(*[(1, 1)] * 20, *[(1, 0)] * 80))
    assert share.deff == pytest.approx(100 / 99)
    assert share.low_pct == pytest.approx(13.3, abs=0.1)  # Wilson: 13.3 to 28.9
    assert share.high_pct == pytest.approx(28.9, abs=0.1)


def test_no_hit_has_the_rule_of_three_as_upper_bound() -> None:
    share = clustered_wilson(employers(*[(1, 0)] * 60))
    assert (share.share_pct, share.low_pct) == (0, 0)
    assert share.high_pct == pytest.approx(5)


def test_only_hits_mirror_no_hits() -> None:
    share = clustered_wilson(employers(*[(1, 1)] * 60))
    assert (share.share_pct, share.high_pct) == (100, 100)
    assert share.low_pct == pytest.approx(95)


def test_no_hit_among_few_large_employers_says_less() -> None:
    """Ten employers of ten: at worst ten answers, not a hundred."""
    assert clustered_wilson(employers(*[(10, 0)] * 10)).high_pct == pytest.approx(30)


def test_employers_that_agree_exactly_show_no_clustering() -> None:
    share = clustered_wilson(employers(*[(2, 1)] * 30))
    assert share.deff == 1
    assert share.low_pct is not None
    assert share.low_pct < 40


def test_an_unresolved_employer_is_its_own_cluster() -> None:
    clusters = pd.DataFrame({"employer": [None] * 60, "n": [1] * 60, "x": [1] * 30 + [0] * 30})
    assert clustered_wilson(clusters).employers == 60


def test_rows_of_one_employer_are_one_cluster() -> None:
    clusters = pd.DataFrame({"employer": [f"E{i % 20}" for i in range(60)], "n": [1] * 60, "x": [0] * 60})
    assert clustered_wilson(clusters).employers == 20


@pytest.mark.parametrize(
    ("sizes", "reason"),
    [
        ([(1, 1)] * 49, "fewer than 50 openings"),
        ([(10, 1)] * 9, "fewer than 10 employers"),
        ([(31, 1)] + [(1, 1)] * 29, "one employer has more than 50 %"),
        ([(30, 1)] + [(1, 1)] * 30, None),
    ],
)
def test_too_little_gives_no_share_but_a_reason(sizes: list[tuple[int, int]], reason: str | None) -> None:
    share = clustered_wilson(employers(*sizes))
    assert share.suppressed_because == reason
    assert (share.share_pct is None) == (reason is not None)
    assert (share.low_pct is None) == (reason is not None)
