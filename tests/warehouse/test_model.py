"""The model is described whole: grain, keys and columns, in the project, in the file and in the dictionary."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import duckdb
import pytest

import warehouse
from tests.warehouse.drawn_world import published_world
from warehouse import published
from warehouse.build import documented
from warehouse.catalog import tables
from warehouse.descriptions import Described, described
from warehouse.dictionary import dictionary
from warehouse.publish import TABLES

PROJECT = Path(warehouse.__file__).parent
PAGE = PROJECT.parent / "docs" / "data-dictionary.md"
LONGEST = 200  # characters of any text of the published file
OWN_WORDS = {"panels.represents", "panels.chosen", "runs.message", "snapshots.forced", "coverage_nightly.reason"}
E_MAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,}"
PHONE = r"(?:\+|\b00[1-9])\d[\d ().-]{7,}\d|\(\d{3}\) ?\d{3}[- ]\d{4}|\b\d{3}[-. ]\d{3}[-. ]\d{4}\b"
ADDRESSES = re.compile("url|sha256|^part$|_id$|^ref$|^requisition$|_version$")  # numbers that are no telephone


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published_world(tmp_path_factory.getbasetemp()).data


def undescribed(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Tables and columns of the open file without a comment."""
    own = "database_name = current_catalog() and schema_name = 'main' and coalesce(trim(comment), '') = ''"
    return con.execute(f"""
        select table_name, '' from duckdb_tables() where {own}
        union all
        select table_name, column_name from duckdb_columns() where {own}
        order by all
    """).fetchall()


def unreal(held: dict[str, dict[str, str]], told: dict[str, Described]) -> list[tuple[str, str]]:
    """Described tables and columns that the file does not have."""
    return [
        (name, column)
        for name, table in told.items()
        for column in ("", *table.columns)
        if name not in held or (column and column not in held[name])
    ]


def without_grain(told: dict[str, Described]) -> list[str]:
    """Tables whose description does not begin with what a row is."""
    return [name for name, table in told.items() if not re.match(r"One row per [^.]+", table.description)]


def test_every_column_of_the_published_file_has_its_comment(data: Path) -> None:
    with published.connect(data) as con:
        assert undescribed(con) == []


def test_a_column_without_a_comment_is_found() -> None:
    with duckdb.connect() as con:
        con.execute("create table postings (posting_id integer, title varchar)")
        con.execute("comment on table postings is 'One row per posting'")
        con.execute("comment on column postings.title is 'Title'")
        assert undescribed(con) == [("postings", "posting_id")]


def test_every_described_column_exists_and_is_published(data: Path) -> None:
    with published.connect(data) as con:
        held = tables(con, "jobshift")
    assert set(held) == set(TABLES) == set(described())
    assert unreal(held, described()) == []


def test_a_described_column_that_does_not_exist_is_found() -> None:
    told = {"postings": Described("postings", "One row per posting.", {"posting_id": "Id.", "gone": "Gone."}, (), ())}
    assert unreal({"postings": {"posting_id": "UINTEGER"}}, told) == [("postings", "gone")]
    assert unreal({}, told)[0] == ("postings", "")


def test_every_mart_says_its_grain_first_and_in_its_file() -> None:
    assert without_grain(described()) == []
    for name in described():
        lead = (PROJECT / "models" / "marts" / f"{name}.sql").read_text().splitlines()[0]
        assert lead.startswith("-- One row per "), name


def test_a_mart_without_a_grain_is_found() -> None:
    assert without_grain({"x": Described("x", "Postings of the panel.", {}, (), ())}) == ["x"]


def test_every_mart_has_a_key_that_is_checked() -> None:
    assert [name for name, table in described().items() if not table.key] == []
    for table in described().values():
        assert set(table.key) <= set(table.columns), table.name


def test_a_column_is_described_in_one_place() -> None:
    """The same words for the same column stand in one block or anchor, not twice in the sources."""
    sources = "".join(path.read_text() for path in (PROJECT / "models").rglob("*.yml"))
    written = Counter(re.findall(r'\{name: (\w+), description: "([^{"]+)"\}', sources))
    assert [entry for entry, times in written.items() if times > 1] == []
    blocks = re.findall(r"{% docs (\w+) %}", (PROJECT / "models" / "columns.md").read_text())
    used = set(re.findall(r"doc\('(\w+)'\)", sources))
    assert Counter(blocks) == Counter(dict.fromkeys(used, 1))


def test_the_dictionary_is_current_and_complete() -> None:
    assert PAGE.read_text() == dictionary(), "python -m warehouse.dictionary > docs/data-dictionary.md"
    for name in TABLES:
        assert f"\n## {name}\n" in PAGE.read_text()


def test_no_text_is_longer_than_a_quote(data: Path) -> None:
    """No description leaves the machine: nothing that came from a page is longer than 200 characters."""
    with published.connect(data) as con:
        for name, columns in tables(con, "jobshift").items():
            for column, kind in columns.items():
                if "VARCHAR" not in kind or f"{name}.{column}" in OWN_WORDS or column.endswith("url"):
                    continue
                value = f'unnest("{column}")' if kind.endswith("[]") else f'"{column}"'
                longest = con.execute(f"select max(len(value)) from (select {value} as value from {name})").fetchall()
                assert (longest[0][0] or 0) <= LONGEST, (name, column)


def personal(con: duckdb.DuckDBPyConnection, catalog: str) -> list[tuple[str, str, str]]:
    """Table, column and text where an e-mail address or a telephone number stands."""
    found = []
    for name, columns in tables(con, catalog).items():
        for column, kind in columns.items():
            if "VARCHAR" not in kind or ADDRESSES.search(column):
                continue
            value = f'unnest("{column}")' if kind.endswith("[]") else f'"{column}"'
            hits = con.execute(
                f"select value from (select {value} as value from {name})"
                " where regexp_matches(value, ?) or regexp_matches(value, ?) limit 3",
                [E_MAIL, PHONE],
            ).fetchall()
            found += [(name, column, str(hit)) for (hit,) in hits]
    return found


def test_no_address_and_no_telephone_number_is_published(data: Path) -> None:
    with published.connect(data) as con:
        assert personal(con, "jobshift") == []


def test_addresses_and_telephone_numbers_are_found() -> None:
    with duckdb.connect() as con:
        con.execute("create table evidence (sentence varchar, tags varchar[])")
        told = ["Write to jo.doe@example.com", "Call (415) 555-0100", "+49 30 1234567"]
        for text in (*told, "Pay 120000 to 150000 USD", "EUR 50.000 - 80.000", "7"):
            con.execute("insert into evidence values (?, [])", [text])
        con.execute("insert into evidence values ('', ['a@b.org'])")
        assert {text for _, _, text in personal(con, "memory")} == {*told, "a@b.org"}


def test_dbt_docs_are_generated(data: Path, tmp_path: Path) -> None:
    assert documented(data, tmp_path) == tmp_path / "index.html"
    assert (tmp_path / "index.html").stat().st_size > 100_000
    assert "skill_share_monthly" in (tmp_path / "catalog.json").read_text()
    assert "One row per posting" in (tmp_path / "manifest.json").read_text()
