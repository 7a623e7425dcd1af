"""A file renewed in part is the one that would be written whole, and holds no trace of what was taken out."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.drawn_world import published_world
from warehouse import parts, published, removals, renewal, work
from warehouse.content import order_free_hash
from warehouse.publish import FACTS, TABLES, publish

# What nights do: postings seen again, one edited, one new, one that joins another opening, months that grow, one gone.
NIGHTS = (
    """
    update postings set last_seen_on = last_seen_on + 1, fetched_at = fetched_at + interval 1 day
    where posting_id > 500
    """,
    """
    update opening_skills set status = 'duty' where posting_id between 7 and 9;
    update evidence set status = 'duty' where posting_id between 7 and 9
    """,
    """
    insert into opening_skills
    select * replace (posting_id + 100000 as posting_id) from opening_skills where posting_id < 9;
    insert into postings
    select * replace (posting_id + 100000 as posting_id, ref || 'x' as ref) from postings where posting_id < 9
    """,
    """
    update skill_share_monthly set n = n + 1 where panel = 'hn' and month = date '2025-04-01';
    update opening_skills set opening_id = 3 where posting_id in (11, 900)
    """,
    """
    delete from evidence where posting_id between 12 and 19;
    delete from opening_skills where posting_id between 12 and 19;
    update runs set ended_at = started_at
    """,
)


@pytest.fixture
def data(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The drawn world, published a moment ago; every table is large and a block of ids small."""
    world = published_world(tmp_path_factory.getbasetemp()).data
    shutil.copytree(world, tmp_path / "data", ignore=shutil.ignore_patterns("dbt", "lake"))
    return tmp_path / "data"


@pytest.fixture
def large(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables of some hundred rows are treated as those of millions, once the world is there."""
    assert published.path(data).exists()
    monkeypatch.setattr(renewal, "SMALL", 20)
    monkeypatch.setattr(parts, "BLOCK", 6)


def change(data: Path, changes: str) -> None:
    """Change the work warehouse as a build would."""
    with duckdb.connect(str(work.path(data))) as con:
        con.execute(changes)


def hashes(data: Path) -> dict[str, str]:
    """An order-free hash of every published fact."""
    with published.connect(data) as con:
        return {name: order_free_hash(con, name) for name in FACTS}


def written_whole_at(data: Path) -> datetime:
    with published.connect(data) as con:
        ((moment,),) = con.execute("select whole_at from publication.file").fetchall()
    assert isinstance(moment, datetime)
    return moment


@pytest.mark.usefixtures("large")
def test_nights_renewed_in_part_give_what_one_whole_publication_gives(data: Path, tmp_path: Path) -> None:
    assert publish(data, "first") is not None  # in other blocks than the file has it
    before = written_whole_at(data)
    for number, changes in enumerate(NIGHTS):
        change(data, changes)
        assert publish(data, f"r{number}") is not None
        assert publish(data, f"r{number}") is None
    assert written_whole_at(data) == before
    whole = tmp_path / "whole"
    whole.mkdir()
    shutil.copy(work.path(data), work.path(whole))
    publish(whole, "r9")
    assert hashes(data) == hashes(whole)
    with duckdb.connect() as con:
        for name, folder in (("renewed", data), ("anew", whole)):
            published.attach(con, folder, name)
        assert set(renewal.described(con, "renewed")) == set(renewal.described(con, "anew"))
        known = "select table_name, panel, period, block, rows, facts, whole from {}.publication.parts order by all"
        assert con.execute(known.format("renewed")).fetchall() == con.execute(known.format("anew")).fetchall()
    with published.connect(data) as con:
        assert con.execute("select count(*) > 10 from share('rag')").fetchall() == [(True,)]
        runs = con.execute("select run_id from snapshots order by published_at").fetchall()
    assert [run for (run,) in runs] == ["r1", "first", *(f"r{number}" for number in range(len(NIGHTS)))]


def test_of_a_large_table_only_what_changed_is_written(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renewal, "SMALL", 20)
    change(data, "update postings set last_seen_on = last_seen_on + 1 where posting_id in (3, 800)")
    created: list[str] = []
    create = renewal.create

    def told(con: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str], order: str, source: str) -> None:
        created.append(name)
        create(con, name, columns, order, source)

    monkeypatch.setattr(renewal, "create", told)
    assert publish(data, "r2") is not None
    assert set(created) == set(TABLES) - set(FACTS)
    with published.connect(data) as con:
        last = con.execute("select posting_id from postings order by rowid desc limit 2").fetchall()
    assert sorted(last) == [(3,), (800,)]


def test_a_copy_with_other_rows_than_it_should_have_is_written_anew(
    data: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(renewal, "SMALL", 20)
    monkeypatch.setattr(renewal, "_replaced", lambda *_: True)  # replaces nothing
    change(data, NIGHTS[2])
    assert publish(data, "r2") is not None
    assert "the copy has other rows than it should in postings, opening_skills: all is written anew" in caplog.text
    with published.connect(data) as con:
        assert con.execute("select count(*) from postings where posting_id > 100000").fetchall() == [(8,)]


def test_a_copy_is_renewed_only_where_it_would_do(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = written_whole_at(data)

    def can_copy(after: timedelta = timedelta(hours=1), removed: timedelta | None = None) -> bool:
        with duckdb.connect() as con:
            published.attach(con, data, "last")
            return renewal.can_copy(con, data, begun + after, None if removed is None else begun + removed)

    assert can_copy()
    assert can_copy(timedelta(days=6, hours=23))
    assert not can_copy(timedelta(days=7)), "a week"
    assert can_copy(removed=timedelta(seconds=-1))
    assert not can_copy(removed=timedelta(seconds=1)), "something was taken out since"
    with monkeypatch.context() as patch:
        patch.setattr(renewal, "MOST_FREE", -0.1)
        assert not can_copy(), "much is free"
    with monkeypatch.context() as patch:
        patch.setattr(parts, "MADE_BY", "DuckDB 1.4.9, 1")
        assert not can_copy(), "another DuckDB"
    os.utime(published.path(data))
    assert not can_copy(), "other hands"


def test_what_was_forgotten_leaves_no_byte_in_the_file(data: Path) -> None:
    """A copy would keep the rows of a posting in blocks that nothing refers to."""
    secret = "zq" * 40
    change(data, f"update evidence set sentence = '{secret}' where posting_id = 5")
    publish(data, "r2")
    with published.connect(data) as con:
        (key,) = con.execute("select source, board, ref from postings where posting_id = 5").fetchall()
    whole = written_whole_at(data)
    removals.add(
        data, removals.Tombstone("posting", "/".join(key), (key,), "asked", "ana", "2999-01-01T00:00:00+00:00")
    )
    for name in ("evidence", "postings", "opening_skills", "opening_roles", "posting_places", "posting_versions"):
        change(data, f"delete from {name} where posting_id = 5")
    assert publish(data, "r3") is not None
    assert written_whole_at(data) > whole
    with published.connect(data) as con:
        assert con.execute("select count(*) from postings where posting_id = 5").fetchall() == [(0,)]
    assert b"zqzqzqzq" not in published.path(data).read_bytes()


def test_a_file_of_a_later_program_is_named_by_reader_and_publisher(data: Path) -> None:
    with duckdb.connect(str(published.path(data))) as con:
        assert con.execute("select schema_version from publication.file").fetchall() == [(published.SCHEMA,)]
        con.execute("update publication.file set schema_version = 99")
    with pytest.raises(published.TooNew, match=r"jobshift\.duckdb is of schema 99, newer than this program"):
        published.connect(data)
    with pytest.raises(published.TooNew, match="update jobshift"):
        publish(data, "r2")
