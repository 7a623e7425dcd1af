"""`jobshift claims` and `jobshift compare` on a small published world."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from flows.comparing import Period
from flows.errors import WrongUse
from tests.flows.conftest import Jobshift
from tests.warehouse.small_world import built_world
from warehouse.publish import publish
from warehouse.series import by_employer, series


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published world of eight months, with a thread of 60 openings in January 2024."""
    world = built_world(tmp_path_factory.getbasetemp())
    copy = Path(shutil.copytree(world.data, tmp_path_factory.mktemp("claims") / "data"))
    publish(copy, "by hand")
    return copy


def test_every_claim_has_a_verdict_and_a_small_world_decides_none_it_cannot(data: Path, jobshift: Jobshift) -> None:
    done = jobshift("claims", "--json", JOBSHIFT_DATA=str(data))
    assert done.returncode == 0
    found = json.loads(done.stdout)
    assert [claim["claim_id"] for claim in found["claims"]] == list(range(1, 46))
    verdicts = {claim["claim_id"]: claim["verdict"] for claim in found["claims"]}
    assert verdicts[2] == "not_measurable"
    assert verdicts[5] == "undecided"  # three years are not there
    assert found["snapshot"] in done.stderr


def test_one_claim_is_told_with_rule_and_parts(data: Path, jobshift: Jobshift) -> None:
    done = jobshift("claims", "16", JOBSHIFT_DATA=str(data))
    assert done.returncode == 0
    assert "Rule: More than 5 %" in done.stdout
    assert "scikit-learn" in done.stdout


def test_an_unknown_claim_or_panel_is_wrong_use(data: Path, jobshift: Jobshift) -> None:
    done = jobshift("claims", "99", JOBSHIFT_DATA=str(data))
    assert (done.returncode, done.stdout) == (2, "")
    assert "no claim 99" in done.stderr
    done = jobshift("claims", "--panel", "nowhere", JOBSHIFT_DATA=str(data))
    assert done.returncode == 2
    assert "unknown panel 'nowhere'" in done.stderr


def test_employers_add_up_to_the_series(data: Path) -> None:
    """What a comparison counts is what the marts count, month by month."""
    measures: list[dict[str, Any]] = [{"skill": "rag"}, {"role": "sysadmin"}, {"level": "uses"}]
    for measure in measures:
        told = series(data, **measure).set_index("month")
        summed = by_employer(data, **measure).groupby("month")[["n", "x"]].sum()
        assert len(summed)
        assert (told.loc[summed.index, "n"] == summed["n"]).all()
        assert (told.loc[summed.index, "count"] == summed["x"]).all()


def test_a_comparison_ends_in_a_sentence_or_says_that_nothing_can_be_told(data: Path, jobshift: Jobshift) -> None:
    words = ("compare", "--skill", "rag", "--from", "2024-01", "--to", "2024-06")
    done = jobshift(*words, "--json", JOBSHIFT_DATA=str(data))
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["from"]["n"], found["from"]["count"]) == (60, 12)
    assert found["from"]["share_pct"] == pytest.approx(20.0)
    assert jobshift(*words, JOBSHIFT_DATA=str(data)).stdout.strip() == found["sentence"]


def test_mistakes_of_a_comparison_are_named(data: Path, jobshift: Jobshift) -> None:
    for words, said in (
        (("--skill", "rag", "--from", "2024-01", "--to", "2024-01"), "2024-01 and 2024-01 share months"),
        (("--skill", "rag", "--from", "2012", "--to", "2024-01"), "no complete month in 2012"),
        (("--skill", "rog", "--from", "2012", "--to", "2024-01"), "unknown skill 'rog'"),
        (("--from", "2012", "--to", "2024-01"), "exactly one of"),
    ):
        done = jobshift("compare", *words, JOBSHIFT_DATA=str(data))
        assert done.returncode == 2
        assert said in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2024", "2024-01", "2024-12"),
        ("2024-Q3", "2024-07", "2024-09"),
        ("2024-05", "2024-05", "2024-05"),
        ("2023-Q4..2024-02", "2023-10", "2024-02"),
    ],
)
def test_periods(words: str, first: str, last: str) -> None:
    period = Period.of(words)
    assert (f"{period.first:%Y-%m}", f"{period.last:%Y-%m}") == (first, last)


@pytest.mark.parametrize("words", ["2024-13", "24", "2024-Q5", "2024..2023", "2020..2021..2022", ""])
def test_no_period(words: str) -> None:
    with pytest.raises(WrongUse, match=r"period|ends before"):
        Period.of(words)
