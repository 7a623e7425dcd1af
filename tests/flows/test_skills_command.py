"""`jobshift skills`: the taxonomy listed, shown, proven, held against the warehouse, and what it lacks."""

from __future__ import annotations

import csv
import json
import tomllib
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.errors import DONE, FAILED, WRONG_USE
from pipeline.taxonomy import VERSION, skills
from tests.flows.conftest import Jobshift
from warehouse.lake_rows import SCHEMA

EMPLOYERS = 90
SAID = ("We make invoices for bakers.", "Ovens and flour are measured.", "Routes are planned for vans.")


@pytest.fixture
def published(folder: Path) -> Path:
    """A warehouse with three openings that count and one that does not; Python in two, Go in one, one without any."""
    (folder / "data").mkdir()
    with duckdb.connect(str(folder / "data" / "jobshift.duckdb")) as con:
        con.execute("""
            create table openings as select * from (values
                (1, 'acme', true), (2, 'acme', true), (3, null, true), (4, 'quill', false)
            ) as rows (opening_id, employer_key, is_counted);
            create table opening_skills as select * from (values
                (1, 'python', true, true), (2, 'python', false, true), (2, 'go', true, true), (4, 'python', true, true)
            ) as rows (opening_id, skill, is_asked, is_any);
            create table evidence as select * from (values
                (1, 'python', 'Python', 'required', 'requirements'), (2, 'python', 'python', 'context', 'about')
            ) as rows (opening_id, skill, form, status, section);
        """)
    (folder / "data" / "jobshift.json").write_text('{"snapshot_id": "x", "taxonomy_version": "0123456789ab"}')
    return folder / "data"


@pytest.fixture
def lake(folder: Path) -> Path:
    """A lake of three years: in the last one many employers ask for Quokka Mesh; each text stands there twice."""
    rows = []
    for year in range(3):
        for n in range(EMPLOYERS):
            planted = "You will use Quokka Mesh." if n < (0, 3, 50)[year] else ""
            text = f"{SAID[n % 3]} {planted}"
            rows.append(
                {"source": "hn", "board": "b", "ref": f"{year}-{n}", "employer_key": f"e{n}", "language": "en"}
                | {"is_posting": True, "is_it": True, "thread_month": date(2021 + year, 1 + n % 12, 1)}
                | {"night": date(2024, 1, 1), "text": text, "text_hash": year * 1_000 + n}
            )
    for night in ("2024-01-01", "2024-01-02"):
        place = folder / "data" / "lake" / "hn" / night
        place.mkdir(parents=True)
        pq.write_table(pa.Table.from_pylist(rows, SCHEMA), place / "a.parquet")
    return folder / "data"


def test_list_finds_by_words_group_tier_and_ai(jobshift: Jobshift) -> None:
    done = jobshift("skills", "list", "retrieval", "--group", "retrieval_vector", "--tier", "core", "--ai", "--json")
    assert done.returncode == DONE
    assert [row["skill"] for row in json.loads(done.stdout)] == ["retrieval_augmented_generation"]
    everything = json.loads(jobshift("skills", "list", "--json").stdout)
    assert [row["skill"] for row in everything] == list(skills())


def test_list_is_a_table_for_people(jobshift: Jobshift) -> None:
    done = jobshift("skills", "list", "golang")
    assert done.stdout.split()[:2] == ["skill", "label"]
    assert "trad_scripting_dev" in done.stdout
    assert done.stderr.strip() == "1 skills"


def test_show_tells_the_entry_without_a_warehouse(jobshift: Jobshift) -> None:
    done = jobshift("skills", "show", "go", "--json")
    assert done.returncode == DONE
    about = json.loads(done.stdout)
    assert (about["label"], about["since"], about["exact"]) == ("Go", 2009, ["Go"])
    assert about["file"] == "pipeline/taxonomy/skills/trad_scripting_dev.toml"
    assert "published" not in about
    assert "nothing is published" in done.stderr


@pytest.mark.usefixtures("published")
def test_show_counts_the_published_openings(jobshift: Jobshift) -> None:
    assert json.loads(jobshift("skills", "show", "python", "--json").stdout)["published"] == {
        "openings": 2,
        "asked": 1,
        "employers": 1,
        "statuses": {"context": 1, "required": 1},
        "sections": {"about": 1, "requirements": 1},
        "forms_seen": {"python": 2},
    }
    assert "python 2" in jobshift("skills", "show", "python").stdout


def test_test_proves_one_entry_and_says_how_much_it_read(jobshift: Jobshift) -> None:
    done = jobshift("skills", "test", "go")
    assert done.returncode == DONE
    assert done.stdout == ""
    sentences = len(skills()["go"].hits) + len(skills()["go"].misses)
    assert done.stderr.strip() == f"1 skills, {sentences} sentences, 0 failures"


@pytest.mark.usefixtures("published")
def test_coverage_counts_openings_employers_and_what_is_missing(jobshift: Jobshift) -> None:
    done = jobshift("skills", "coverage", "--json")
    found = json.loads(done.stdout)
    assert (found["openings"], found["without_any_skill"], found["without_any_skill_pct"]) == (3, 1, 33.33)
    assert len(found["never_seen"]) == len(skills()) - 2
    assert [(row["skill"], row["openings"], row["asked"], row["employers"]) for row in found["skills"][:2]] == [
        ("python", 2, 1, 1),
        ("go", 1, 1, 1),
    ]


@pytest.mark.usefixtures("published")
def test_coverage_says_with_which_taxonomy_they_were_tagged(jobshift: Jobshift) -> None:
    done = jobshift("skills", "coverage", "--never")
    assert "kubernetes" in done.stdout
    assert "python" not in done.stdout.split()
    assert f"they were tagged with taxonomy 0123456789ab; that of today is {VERSION}" in done.stderr


@pytest.mark.usefixtures("lake")
def test_candidates_writes_a_review_file_that_is_toml(folder: Path, jobshift: Jobshift) -> None:
    done = jobshift("skills", "candidates", "--since", "2023-01", "--out", "review.toml")
    assert done.returncode == DONE, done.stderr
    assert done.stderr.strip() == "1 candidates since 2023-01 in review.toml"
    [candidate] = tomllib.loads((folder / "review.toml").read_text(encoding="utf-8"))["candidate"]
    assert (candidate["term"], candidate["employers"], candidate["employers_before"]) == ("quokka mesh", 50, 3)
    assert candidate["evidence"][0] == "You will use Quokka Mesh."
    assert candidate["entry"]["quokka_mesh"]["forms"] == ["Quokka Mesh"]


@pytest.mark.usefixtures("lake")
def test_candidates_are_rows_for_programs_and_for_spreadsheets(folder: Path, jobshift: Jobshift) -> None:
    [row] = json.loads(jobshift("skills", "candidates", "--json").stdout)
    assert (row["term"], row["is_rising"]) == ("quokka mesh", True)
    assert jobshift("skills", "candidates", "--out", "review.csv").returncode == DONE
    with (folder / "review.csv").open(encoding="utf-8") as lines:
        assert [line["written"] for line in csv.DictReader(lines)] == ["Quokka Mesh"]
    assert "Quokka Mesh" in jobshift("skills", "candidates").stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("show", "kubernets"), WRONG_USE, "did you mean kubernetes"),
        (("test", "kubernets"), WRONG_USE, "did you mean kubernetes"),
        (("list", "--group", "agent"), WRONG_USE, "unknown group 'agent': did you mean agents"),
        (("list", "--tier", "cor"), WRONG_USE, "unknown tier 'cor'"),
        (("coverage",), FAILED, "nothing is published"),
        (("candidates",), FAILED, "candidates come from the lake"),
        (("candidates", "--since", "soon"), WRONG_USE, "soon"),
        (("candidates", "--out", "review.xlsx"), WRONG_USE, ".toml or .csv"),
    ],
)
def test_mistakes_are_one_line_with_the_right_exit_code(
    jobshift: Jobshift, words: tuple[str, ...], code: int, said: str
) -> None:
    done = jobshift("skills", *words)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
