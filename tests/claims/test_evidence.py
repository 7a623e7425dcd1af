"""Selections of openings: what they take and what they leave."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.claims.evidence import ALL, Evidence, Selection, strata


@pytest.fixture
def evidence() -> Evidence:
    """Four openings of three employers; posting 1 is advertised in two months."""
    openings = pd.DataFrame(
        {
            "posting_id": [1, 1, 2, 3],
            "month": pd.to_datetime(["2021-01-01", "2024-01-01", "2024-01-01", "2023-02-01"]),
            "employer": ["a", "a", "b", "c"],
            "ai_level": ["none", "none", "uses", "builds"],
            "roles": [1, 1, 2, 1],
            "seniority": [[], [], ["junior", "senior"], ["senior"]],
            "workplace": [["remote"], ["remote"], [], ["onsite"]],
            "country": ["DE", "DE", None, "US"],
            "length": [100, 100, 200, None],
        }
    )
    skills = pd.DataFrame(
        [
            (1, "python", "data_engineering", "adjacent", True),
            (1, "sql", "data_engineering", "adjacent", True),
            (2, "python", "data_engineering", "adjacent", False),
            (3, "pytorch", "dl_frameworks", "specific", True),
            (3, "python", "data_engineering", "adjacent", True),
        ],
        columns=["posting_id", "skill", "skill_group", "tier", "is_asked"],
    )
    roles = pd.DataFrame(
        [(1, "sysadmin", "traditional"), (2, "sysadmin", "traditional"), (2, "dba", "traditional")],
        columns=["posting_id", "role", "family"],
    )
    return Evidence.of(openings, skills, roles)


def test_only_what_is_asked_counts_unless_it_is_offered(evidence: Evidence) -> None:
    assert list(evidence.having(Selection(skills=("python",)))) == [True, True, False, True]
    assert list(evidence.having(Selection(offered=("python",)))) == [True, True, True, True]


def test_kinds_of_skills_are_alternatives_and_fields_are_conditions(evidence: Evidence) -> None:
    either = Selection(skills=("sql",), groups=("dl_frameworks",))
    assert list(evidence.having(either)) == [True, True, False, True]
    both = Selection(skills=("python",), levels=("builds",))
    assert list(evidence.having(both)) == [False, False, False, True]


def test_a_role_is_of_openings_that_name_it_alone(evidence: Evidence) -> None:
    assert list(evidence.having(Selection(roles=("sysadmin",)))) == [True, True, False, False]
    assert list(evidence.having(Selection(titled=("sysadmin",)))) == [True, True, True, False]


def test_lists_and_windows(evidence: Evidence) -> None:
    assert list(evidence.having(Selection(seniority=("senior",)))) == [False, False, True, True]
    assert list(evidence.having(Selection(workplace=("remote",)))) == [True, True, False, False]
    assert list(evidence.latest()) == [False, True, True, True]
    assert list(evidence.earlier()) == [True, False, False, False]
    assert evidence.having(ALL).all()


def test_groups_are_counted_once_per_opening(evidence: Evidence) -> None:
    assert list(evidence.groups) == [1, 1, 0, 2]


def test_strata_number_the_combinations_that_occur(evidence: Evidence) -> None:
    assert list(strata(evidence.country, evidence.role)) == [1, 1, 0, 2]
