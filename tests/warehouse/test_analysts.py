"""What docs/analysts.md shows works as it stands there, and what is exported says what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

import warehouse
from pipeline.taxonomy import skills
from tests.warehouse.drawn_world import published_world
from warehouse import published
from warehouse.export import FolderInUse, UnknownTable, export
from warehouse.publish import TABLES

PAGE = (Path(warehouse.__file__).parent.parent / "docs" / "analysts.md").read_text()
QUESTIONS = re.findall(r"\*\*(\d+)\. (.*?)\*\*.*?```sql\n(.*?)```", PAGE, re.DOTALL)
MAY_BE_EMPTY = {"10"}  # nothing lasts long enough in a small world


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published_world(tmp_path_factory.getbasetemp()).data


@pytest.fixture(scope="module")
def con(data: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with published.connect(data) as open_file:
        yield open_file


def test_there_are_twelve_questions() -> None:
    assert [int(number) for number, _, _ in QUESTIONS] == list(range(1, 13))
    assert len(re.findall("```sql", PAGE)) == 14  # and those about comments and older evidence (test_evidence)


@pytest.mark.parametrize(("number", "question", "sql"), QUESTIONS, ids=[number for number, _, _ in QUESTIONS])
def test_a_worked_query_gives_an_answer(number: str, question: str, sql: str, con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute(sql).fetchall()
    assert rows or number in MAY_BE_EMPTY, question


def test_worked_queries_ask_for_skills_of_the_taxonomy() -> None:
    named = set(re.findall(r"(?:share|compare|evidence)\('(\w+)'(?:, '(\w+)')?", PAGE))
    assert {skill for pair in named for skill in pair if skill} <= set(skills())


def test_the_comments_are_where_the_page_says(con: duckdb.DuckDBPyConnection) -> None:
    (query,) = re.findall(r"```sql\n(select column_name.*?)```", PAGE, re.DOTALL)
    told = dict(con.execute(query).fetchall())
    assert "95 % interval" in told["low_pct"]


def test_an_export_holds_every_table_and_says_what_it_is(data: Path, tmp_path: Path) -> None:
    rows = export(data, tmp_path / "all")
    assert set(rows) == set(TABLES)
    about = (tmp_path / "all" / "README.md").read_text()
    assert published.snapshot(data)["snapshot_id"] in about
    assert "## Licence" in about
    for name, count in rows.items():
        found = duckdb.read_parquet(str(tmp_path / "all" / f"{name}.parquet")).aggregate("count(*)").fetchall()
        assert found == [(count,)]
        assert f"### {name}.parquet" in about
    assert "| `low_pct` | DOUBLE |" in about


def test_an_export_of_some_tables_writes_those_alone(data: Path, tmp_path: Path) -> None:
    export(data, tmp_path / "two", ["panels", "skills"])
    assert {file.name for file in (tmp_path / "two").iterdir()} == {"panels.parquet", "skills.parquet", "README.md"}


def test_an_export_refuses_unknown_tables_and_folders_in_use(data: Path, tmp_path: Path) -> None:
    with pytest.raises(UnknownTable, match="skillz"):
        export(data, tmp_path / "new", ["skillz"])
    assert not (tmp_path / "new").exists()
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FolderInUse, match="not empty"):
        export(data, tmp_path)
