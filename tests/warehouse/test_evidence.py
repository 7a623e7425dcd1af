"""Evidence of older months lies in Parquet beside the published file, and is as much a part of the snapshot."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from flows.config import Settings
from flows.doctor import warehouse as looked_at
from flows.query import answer
from tests.warehouse.drawn_world import published_world
from tests.warehouse.test_renewal import change
from warehouse import evidence, published, removals, work
from warehouse.content import order_free_hash
from warehouse.export import export
from warehouse.publish import publish

OLD, OLDER = "2024-05-01", "2024-04-01"


@pytest.fixture
def data(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The drawn world of sixteen months, published with the newest six in the file."""
    world = published_world(tmp_path_factory.getbasetemp()).data
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(work.path(world), work.path(folder))
    monkeypatch.setattr(evidence, "MONTHS", 6)
    publish(folder, "r1")
    return folder


def files(data: Path) -> dict[str, int]:
    """The files of older months by name, with the moment each was written."""
    return {file.name: file.stat().st_mtime_ns for file in (data / "evidence").iterdir()}


def of_month(data: Path, month: str) -> str:
    (name,) = [name for name in files(data) if name.startswith(month[:7])]
    return name


def test_file_and_parquet_hold_the_evidence_that_was_built(data: Path) -> None:
    with published.connect(data) as con, duckdb.connect(str(work.path(data)), read_only=True) as built:
        assert order_free_hash(con, "evidence") == order_free_hash(built, "evidence")
        newest = con.execute("select count(distinct posting_month) from jobshift.main.evidence").fetchall()
        listed = con.execute("select count(*) filter (file is null), sum(mentions) from evidence_months").fetchall()
        all_rows = con.execute("select count(*) from evidence").fetchall()
        by_month = con.execute("select posting_month, count(*) from evidence group by 1 order by 1").fetchall()
        assert con.execute("select month, mentions from evidence_months order by 1").fetchall() == by_month
    assert newest == [(6,)]
    assert listed == [(6, *all_rows[0])]
    assert len(files(data)) == len(by_month) - 6


def test_fewer_months_are_in_the_file_where_they_would_not_fit(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "MOST_BYTES", 500 * evidence.MENTION_BYTES)
    change(data, "update skills set label = label || '!'")
    publish(data, "r2")
    with duckdb.connect(str(published.path(data)), read_only=True) as con:
        ((rows, months),) = con.execute("select count(*), count(distinct posting_month) from evidence").fetchall()
    assert 0 < rows <= 500
    assert months < 6
    with published.connect(data) as con, duckdb.connect(str(work.path(data)), read_only=True) as built:
        assert order_free_hash(con, "evidence") == order_free_hash(built, "evidence")


def test_macro_query_and_export_know_the_older_months(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = "select count(*) from evidence where posting_month < date '2024-08-01'"
    with published.connect(data) as con:
        ((rows,),) = con.execute(whole).fetchall()
        told = con.execute("select count(*) from evidence('rag') where period < date '2024-08-01'").fetchall()
        bare = con.execute(whole.replace("from evidence", "from jobshift.main.evidence")).fetchall()
    assert rows > 100
    assert told[0][0] > 10
    assert bare == [(0,)]
    answer(data, whole, out=None, shown=10, seconds=30, form="json")
    assert str(rows) in capsys.readouterr().out
    assert (
        export(data, tmp_path / "shares", ["evidence"])["evidence"]
        == pq.read_metadata(tmp_path / "shares" / "evidence.parquet").num_rows
    )


def test_another_client_adds_the_older_months_as_the_page_for_analysts_says(data: Path, root: Path) -> None:
    page = (root / "docs" / "analysts.md").read_text()
    (told,) = [block for block in page.split("```sql\n")[1:] if block.startswith("set variable older")]
    query = told.split("```")[0].replace("data/", f"{data}/")
    with duckdb.connect(str(published.path(data)), read_only=True) as con:
        con.execute(query)
        assert con.execute("select count(*) > 10 from evidence('rag') where period < date '2024-08-01'").fetchall() == [
            (True,)
        ]


def test_a_question_cannot_write_to_the_files_it_may_read(data: Path) -> None:
    name = published.evidence_folder(data) / of_month(data, OLD)
    before = name.read_bytes()
    for statement in (
        f"copy (select 1) to '{name}' (use_tmp_file false)",
        f"explain analyze copy (select 1) to '{name}' (use_tmp_file false)",
        f"select 1; copy (select 1) to '{name}' (use_tmp_file false)",
    ):
        with pytest.raises(RuntimeError, match=r"[Pp]ermission|disabled"):
            answer(data, statement, out=None, shown=10, seconds=30, form="table")
    assert name.read_bytes() == before


def test_only_months_that_changed_are_written_again_and_the_last_are_kept_for_a_publication(data: Path) -> None:
    before, was = files(data), of_month(data, OLD)
    change(data, f"update evidence set sentence = 'Other.' where posting_month = date '{OLD}'")
    publish(data, "r2")
    new = set(files(data)) - set(before)
    assert {name[:7] for name in new} == {OLD[:7]}
    assert {name: moment for name, moment in files(data).items() if name in before} == before
    assert publish(data, "r3") is None
    assert set(files(data)) == (set(before) - {was}) | new


def test_what_is_taken_out_on_request_goes_at_once(data: Path) -> None:
    was = of_month(data, OLDER)
    with published.connect(data) as con:
        meant = f"select min(posting_id) from evidence where posting_month = date '{OLDER}'"
        ((number, *key),) = con.execute(
            f"select posting_id, source, board, ref from postings where posting_id = ({meant})"
        ).fetchall()
    stone = removals.Tombstone("posting", "/".join(key), (tuple(key),), "asked", "ana", "2999-01-01T00:00:00+00:00")
    removals.add(data, stone)
    for name in ("evidence", "postings", "opening_skills"):
        change(data, f"delete from {name} where posting_id = {number}")
    publish(data, "r2")
    assert was not in files(data)
    with published.connect(data) as con:
        assert con.execute(f"select count(*) from evidence where posting_id = {number}").fetchall() == [(0,)]
        assert con.execute(f"select count(*) > 0 from evidence where posting_month = date '{OLDER}'").fetchall() == [
            (True,)
        ]


def test_lost_files_are_named_and_written_again(data: Path) -> None:
    before = set(files(data))
    for name in (of_month(data, OLD), of_month(data, OLDER)):
        (data / "evidence" / name).unlink()
    assert looked_at(Settings(data=data)) == (
        "bad",
        "evidence of 2 older months is not beside it: `jobshift publish` writes it again",
    )
    with published.connect(data) as con:
        assert con.execute("select count(*) > 0 from evidence").fetchall() == [(True,)]
    assert publish(data, "r2") is None
    assert set(files(data)) == before
    assert looked_at(Settings(data=data))[0] == "good"
