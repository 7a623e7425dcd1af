"""A work warehouse of another version is upgraded in place where a way leads, else made anew, and says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.house import House, Job
from warehouse import migrations, statements

OLD = Path(__file__).with_name("schema_1.sql")
NIGHT = date(2026, 11, 1)
COLUMNS = """
    select table_name, column_name, data_type, column_index from duckdb_columns()
    where schema_name = 'raw' and not internal order by all
"""


def age(house: House) -> None:
    """Make a loaded warehouse one of the first version: its tables, with the rows they had."""
    with duckdb.connect(str(house.data / "work.duckdb")) as con:
        names = "select table_name from duckdb_tables() where schema_name = 'raw'"
        con.execute("create schema now")
        for (name,) in con.execute(names).fetchall():
            con.execute(f"create table now.{name} as from raw.{name}")
        con.execute("drop schema raw cascade")
        con.execute(OLD.read_text())
        for (name,) in con.execute(names + " and table_name <> 'version'").fetchall():
            con.execute(f"insert into raw.{name} from now.{name}")
        con.execute("insert into raw.version values (?)", [migrations.FIRST])
        con.execute("drop schema now cascade")
    (house.data / "ledger" / "boards.jsonl").unlink()


def test_an_older_warehouse_is_upgraded_in_place_with_its_rows(house: House) -> None:
    house.night(NIGHT, [Job("1"), Job("2")])
    house.load()
    before = house.rows("from raw.postings order by posting_id")
    age(house)
    house.boards = house.boards[:1]  # the others are known to the old warehouse alone
    summary = house.load()
    assert summary.parts == 0
    assert summary.schema == f"the work warehouse was upgraded in place from schema 1 to {migrations.SCHEMA}"
    assert house.rows("from raw.postings order by posting_id") == before
    assert house.rows("select count(*) from raw.boards") == [(3,)]
    upgraded = house.rows(COLUMNS)
    (house.data / "work.duckdb").unlink()
    assert house.load().schema == ""
    assert house.rows(COLUMNS) == upgraded


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("update raw.version set made_by = 'x', schema = 99", "of schema 99, newer than this program's, was made anew"),
        (
            "update raw.version set made_by = 'x'; alter table raw.version drop schema",
            "of unknown schema, was made anew",
        ),
        ("drop table raw.version", "of unknown schema, was made anew"),
        ("delete from raw.version", "of unknown schema, was made anew"),
    ],
)
def test_a_warehouse_of_another_hand_is_made_anew_and_says_so(house: House, change: str, said: str) -> None:
    house.night(NIGHT, [Job("1"), Job("2")])
    house.load()
    before = house.rows("from raw.postings order by posting_id")
    with duckdb.connect(str(house.data / "work.duckdb")) as con:
        con.execute(change)
    summary = house.load()
    assert said in summary.schema
    assert summary.parts == 1
    assert house.rows("from raw.postings order by posting_id") == before


def test_a_warehouse_of_this_version_is_left_alone(house: House) -> None:
    house.load()
    assert house.load().schema == ""
    assert house.rows("select schema from raw.version") == [(migrations.SCHEMA,)]


def test_every_version_since_the_first_has_its_step() -> None:
    steps = sorted(int(file.stem) for file in (statements.FOLDER / "migrations").glob("*.sql"))
    assert steps == list(range(2, migrations.SCHEMA + 1))
