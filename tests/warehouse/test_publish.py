"""Write, audit, publish: readers see whole snapshots, and nothing is lost without a word."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest

from warehouse import published, snapshots
from warehouse.audit import AuditFailed, Force, NothingToForce
from warehouse.publish import TABLES, NotBuilt, publish
from warehouse.work import WorkBusy

MONTHLY = sorted(name for name in TABLES if name.endswith("_monthly"))
LEAD = "'hn' as panel, 'opening' as unit, 'asked' as definition, month, status as month_status"
MEASURES = "n, n // 2 as count, share_pct, share_pct - 1 as low_pct, share_pct + 1 as high_pct"
MONTHS = [(date(2026, 9, 1), "complete", 100, 50.0), (date(2026, 10, 1), "incomplete", 40, 50.0)]
Month = tuple[date, str, int, float]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An empty data folder."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


def build(data: Path, postings: int = 100, months: list[Month] = MONTHS, run: str = "r1") -> None:
    """The tables that dbt would have built: so many postings, and these months in every series."""
    with duckdb.connect(str(data / "work.duckdb")) as con:
        con.execute("create temp table months (month date, status varchar, n integer, share_pct double)")
        for month in months:
            con.execute("insert into months values (?, ?, ?, ?)", month)
        con.execute(
            "create or replace table postings as select i as posting_id, 'hn' as source, '1' as board,"
            f" i::varchar as ref from range(1, {postings + 1}) as r (i)"
        )
        con.execute("comment on table postings is 'One row per posting; the employer''s own words'")
        con.execute("comment on column postings.ref is 'Id at the source'")
        for name, order in TABLES.items():
            own = [column for column in order.split(", ") if column not in LEAD]
            if name in MONTHLY:
                key = "".join(f", 'python' as {column}" for column in own)
                con.execute(f"create or replace table {name} as select {LEAD}{key}, {MEASURES} from months")
            elif name not in ("postings", "snapshots"):
                key = ", ".join(f"{_value(name, column, run)} as {column}" for column in order.split(", "))
                con.execute(f"create or replace table {name} as select {key.replace(' as all', ' as name')}")
        con.execute("alter table retag_effects add column snapshot_before varchar")
        con.execute("alter table evidence add column posting_month date default date '2026-10-01'")
        con.execute("create or replace table evidence_months (month date, mentions bigint, file varchar)")
        con.execute(
            "create or replace table snapshots (snapshot_id varchar, published_at timestamp, run_id varchar,"
            " taxonomy_version varchar, postings uinteger, openings uinteger, changed_months uinteger, forced varchar)"
        )


def _value(table: str, column: str, run: str) -> str:
    """The only value of a column that a test does not ask for, as SQL."""
    return "1" if column in ("posting_id", "opening_id") else f"'{run if table == 'runs' else 1}'"


def asked(data: Path, query: str) -> list[tuple[object, ...]]:
    """What the published warehouse answers."""
    with published.connect(data) as con:
        return con.execute(query).fetchall()


def test_nothing_published_is_an_error_that_names_the_folder(data: Path) -> None:
    with pytest.raises(published.NothingPublished, match=str(data)):
        published.connect(data)
    with pytest.raises(published.NothingPublished, match=str(data)):
        published.snapshot(data)


def test_an_unbuilt_warehouse_is_not_published(data: Path) -> None:
    with duckdb.connect(str(data / "work.duckdb")) as con:
        con.execute("create table postings (posting_id integer)")
    with pytest.raises(NotBuilt, match="openings"):
        publish(data, "r1")
    assert not (data / "jobshift.duckdb").exists()


def test_published_file_holds_exactly_the_published_tables(data: Path) -> None:
    build(data)
    with duckdb.connect(str(data / "work.duckdb")) as con:
        con.execute("create schema raw")
        con.execute("create table raw.postings as select 1 as posting_id")
        con.execute("create table main.stepping_stone as select 1 as x")
    publish(data, "r1")
    held = asked(data, "select schema_name || '.' || table_name from duckdb_tables() order by all")
    assert {name for (name,) in held} == {"publication.file", "publication.parts", *(f"main.{name}" for name in TABLES)}
    assert {file.name for file in data.glob("jobshift*")} == {"jobshift.duckdb", "jobshift.json"}


def test_descriptions_are_published_with_the_tables(data: Path) -> None:
    build(data)
    publish(data, "r1")
    assert asked(data, "select comment from duckdb_tables() where table_name = 'postings'") == [
        ("One row per posting; the employer's own words",)
    ]
    described = "select comment from duckdb_columns() where table_name = 'postings' and column_name = 'ref'"
    assert asked(data, described) == [("Id at the source",)]


def test_the_file_can_be_read_under_any_name(data: Path, tmp_path: Path) -> None:
    build(data)
    publish(data, "r1")
    moved = (data / "jobshift.duckdb").rename(tmp_path / "mine.duckdb")
    with duckdb.connect(str(moved), read_only=True) as con:
        filled = {name: con.execute(f"select count(*) > 0 from {name}").fetchone() for name in TABLES}
    assert filled == dict.fromkeys(TABLES, (True,))


def test_snapshot_is_recorded_in_file_record_and_ledger(data: Path) -> None:
    build(data)
    snapshot = publish(data, "r1")
    assert snapshot is not None
    assert (snapshot.postings, snapshot.openings, snapshot.changed_months) == (100, 1, 2)
    assert asked(data, "select snapshot_id, run_id, postings from snapshots") == [(snapshot.snapshot_id, "r1", 100)]
    record = published.snapshot(data)
    assert record["snapshot_id"] == snapshot.snapshot_id
    assert record["tables"]["postings"] == 100
    assert record["bytes"] == (data / "jobshift.duckdb").stat().st_size
    assert snapshots.ledger_ids(data) == [snapshot.snapshot_id]
    series = duckdb.read_parquet(str(data / "ledger" / "series" / f"{snapshot.snapshot_id}.parquet"))
    assert sorted(series.aggregate("relation, count(*) as months").fetchall()) == [(name, 2) for name in MONTHLY]


def test_the_same_content_is_not_published_twice_whatever_the_run(data: Path) -> None:
    build(data)
    publish(data, "r1")
    before = (data / "jobshift.duckdb").read_bytes()
    build(data, run="r2")
    assert publish(data, "r2") is None
    assert (data / "jobshift.duckdb").read_bytes() == before
    assert len(snapshots.ledger_ids(data)) == 1


def test_a_snapshot_counts_the_months_that_changed(data: Path) -> None:
    build(data)
    first = publish(data, "r1")
    grown = [(date(2026, 10, 1), "complete", 60, 51.0), (date(2026, 11, 1), "incomplete", 5, 50.0)]
    build(data, months=[MONTHS[0], *grown])
    second = publish(data, "r2")
    assert first is not None
    assert second is not None
    assert second.changed_months == 2
    assert asked(data, "select snapshot_id from snapshots order by published_at, postings") == [
        (first.snapshot_id,),
        (second.snapshot_id,),
    ]


def test_lost_postings_are_not_published(data: Path) -> None:
    build(data)
    publish(data, "r1")
    build(data, postings=94)
    with pytest.raises(AuditFailed, match=r"lost_postings: 6 of 100 .* hn 1 100; hn 1 95; hn 1 96") as failure:
        publish(data, "r2")
    assert "hn 1 99" not in str(failure.value)  # at most five rows
    assert asked(data, "select count(*) from postings") == [(100,)]


def test_a_forced_check_is_published_with_who_and_why(data: Path) -> None:
    build(data)
    publish(data, "r1")
    build(data, postings=60, months=MONTHS[1:])
    one = Force(("lost_postings",), "the board list was cut", "ana")
    with pytest.raises(AuditFailed, match=r"--force lost_months --because") as failure:
        publish(data, "r2", one)
    assert failure.value.checks == ("lost_months",)
    both = Force(("lost_postings", "lost_months"), "the board list was cut", "ana")
    told = "lost_postings, lost_months forced by ana: the board list was cut"
    assert publish(data, "r2", both) is not None
    assert asked(data, "select forced from snapshots order by published_at") == [(None,), (told,)]
    assert published.snapshot(data)["warnings"][0] == told
    assert "lost_postings: 40 of 100" in published.snapshot(data)["warnings"][1]


def test_a_check_that_does_not_fail_is_not_forced(data: Path) -> None:
    build(data)
    publish(data, "r1")
    build(data, postings=99)
    with pytest.raises(NothingToForce, match="lost_months does not fail; failing: nothing"):
        publish(data, "r2", Force(("lost_months",), "to be sure", "ana"))
    assert asked(data, "select count(*) from postings") == [(100,)]


@pytest.mark.parametrize(("n", "share", "is_refused"), [(500, 61.0, True), (500, 59.0, False), (499, 61.0, False)])
def test_a_headline_that_jumps_is_not_published(data: Path, n: int, share: float, is_refused: bool) -> None:
    build(data, months=[(date(2026, 9, 1), "complete", n, 50.0)])
    publish(data, "r1")
    build(data, months=[(date(2026, 9, 1), "complete", n, share)])
    if is_refused:
        with pytest.raises(AuditFailed, match=r"drift: ai_ladder_monthly has 1 .* 2026-09-01 50\.0 61\.0"):
            publish(data, "r2")
    else:
        assert publish(data, "r2") is not None


def test_a_headline_that_a_retagging_moved_is_published(data: Path) -> None:
    build(data, months=[(date(2026, 9, 1), "complete", 500, 50.0)])
    first = publish(data, "r1")
    assert first is not None
    build(data, months=[(date(2026, 9, 1), "complete", 500, 70.0)])
    with duckdb.connect(str(data / "work.duckdb")) as con:
        con.execute("update retag_effects set snapshot_before = ?", [first.snapshot_id])
    assert publish(data, "r2") is not None


def test_five_lost_postings_in_a_hundred_are_borne(data: Path) -> None:
    build(data)
    publish(data, "r1")
    build(data, postings=95)
    assert publish(data, "r2") is not None


def test_a_lost_month_is_not_published(data: Path) -> None:
    build(data)
    publish(data, "r1")
    build(data, months=[(date(2026, 9, 1), "incomplete", 100, 50.0), MONTHS[1]])
    with pytest.raises(AuditFailed, match=r"lost_months: skill_share_monthly .* hn opening asked 2026-09-01"):
        publish(data, "r2")


def test_an_emptied_table_is_not_published(data: Path) -> None:
    build(data)
    publish(data, "r1")
    with duckdb.connect(str(data / "work.duckdb")) as con:
        con.execute("delete from opening_skills")
    with pytest.raises(AuditFailed, match="emptied_table: opening_skills had 1 rows"):
        publish(data, "r2")


def test_moved_shares_are_published_with_a_warning(data: Path) -> None:
    build(data)
    publish(data, "r1")
    build(data, months=[(date(2026, 9, 1), "complete", 70, 56.0), MONTHS[1]])
    assert publish(data, "r2") is not None
    warnings = " ".join(published.snapshot(data)["warnings"])
    assert "skill_share_monthly has 1 complete months, such as hn opening asked 2026-09-01 python 50.0 56.0" in warnings
    assert "shrunk months: skill_share_monthly has 1, such as hn opening asked 2026-09-01 100 70" in warnings


def test_a_record_that_a_kill_kept_back_is_written_by_the_next_publication(data: Path) -> None:
    build(data)
    snapshot = publish(data, "r1")
    assert snapshot is not None
    written = (data / "jobshift.json").read_text()
    (data / "jobshift.json").unlink()
    (data / "ledger" / "snapshots.jsonl").write_text('{"snapshot_id": "half')
    (data / "ledger" / "series" / f"{snapshot.snapshot_id}.parquet").unlink()
    assert publish(data, "r2") is None
    assert json.loads((data / "jobshift.json").read_text()) == json.loads(written)
    assert snapshots.ledger_ids(data) == [snapshot.snapshot_id]
    assert (data / "ledger" / "series" / f"{snapshot.snapshot_id}.parquet").exists()


READER = """
import sys, duckdb
con = duckdb.connect(sys.argv[1], read_only=True)
for line in sys.stdin:
    print(con.execute("select count(*) from postings").fetchone()[0], flush=True)
"""


def test_an_open_reader_keeps_its_snapshot_and_a_new_one_sees_the_next(data: Path) -> None:
    build(data)
    publish(data, "r1")
    command = [sys.executable, "-c", READER, str(data / "jobshift.duckdb")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as old:
        assert old.stdin is not None
        assert old.stdout is not None

        old.stdin.write("\n")
        old.stdin.flush()
        assert old.stdout.readline().strip() == "100"
        build(data, postings=101)
        assert publish(data, "r2") is not None
        old.stdin.write("\n")
        old.stdin.flush()
        assert old.stdout.readline().strip() == "100"
        new = subprocess.run(command, input="\n", capture_output=True, text=True, check=True)
        assert new.stdout.strip() == "101"
        old.stdin.close()


def test_an_open_connection_in_this_process_does_not_stop_a_publication(data: Path) -> None:
    build(data)
    publish(data, "r1")
    with published.connect(data) as con:
        build(data, postings=101)
        assert publish(data, "r2") is not None
        assert con.execute("select count(*) from postings").fetchone() == (100,)
        assert published.snapshot(data)["tables"]["postings"] == 101
    assert asked(data, "select count(*) from postings") == [(101,)]


LIMITED = """
import resource, sys
from pathlib import Path
from warehouse.publish import publish
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
publish(Path(sys.argv[1]), "r2")
"""


def test_a_full_disk_leaves_the_old_file(data: Path, root: Path) -> None:
    build(data)
    first = publish(data, "r1")
    build(data, postings=200_000)
    full = subprocess.run(
        [sys.executable, "-c", LIMITED, str(data)], cwd=root, capture_output=True, text=True, check=False
    )
    assert full.returncode != 0
    assert not list(data.glob("*.new*"))
    assert asked(data, "select count(*) from postings") == [(100,)]
    assert first is not None
    assert snapshots.ledger_ids(data) == [first.snapshot_id]
    assert publish(data, "r3") is not None
    assert asked(data, "select count(*) from postings") == [(200_000,)]


KILLED = """
import os, signal, sys
from pathlib import Path
from warehouse import publish, snapshots

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

step, data = sys.argv[1], Path(sys.argv[2])
match step:
    case "written":
        publish.snapshots.sync = die
    case "renamed":
        snapshots.record = die
    case "series":
        snapshots._replace = die
    case "record":
        snapshots._append = die
publish.publish(data, "r2")
"""


@pytest.mark.parametrize(("step", "seen"), [("written", 100), ("renamed", 101), ("series", 101), ("record", 101)])
def test_a_publication_killed_at_any_step_is_completed_by_the_next(
    data: Path, root: Path, step: str, seen: int
) -> None:
    build(data)
    publish(data, "r1")
    build(data, postings=101)
    killed = subprocess.run([sys.executable, "-c", KILLED, step, str(data)], cwd=root, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert asked(data, "select count(*) from postings") == [(seen,)]
    publish(data, "r3")
    assert asked(data, "select count(*) from postings") == [(101,)]
    ids = [row[0] for row in asked(data, "select snapshot_id from snapshots order by published_at")]
    assert ids == snapshots.ledger_ids(data)
    assert len(ids) == 2
    assert published.snapshot(data)["snapshot_id"] == ids[-1]
    assert {file.stem for file in (data / "ledger" / "series").glob("*")} == set(ids)
    assert not list(data.glob("*.new*"))


def test_a_half_written_file_of_a_killed_publication_is_overwritten(data: Path) -> None:
    build(data)
    (data / "jobshift.duckdb.new").write_bytes(b"half")
    (data / "jobshift.duckdb.new.wal").write_bytes(b"half")
    assert publish(data, "r1") is not None
    assert not list(data.glob("*.new*"))


def test_a_damaged_file_is_named(data: Path) -> None:
    build(data)
    publish(data, "r1")
    file = data / "jobshift.duckdb"
    file.write_bytes(b"x" * 100 + file.read_bytes()[100:])
    with pytest.raises(published.Damaged, match=r"jobshift\.duckdb cannot be read"):
        published.connect(data)
    with pytest.raises(published.Damaged, match="move it away"):
        publish(data, "r2")


def test_a_warehouse_in_use_is_named(data: Path) -> None:
    build(data)
    holder = "import sys, duckdb; con = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", holder, str(data / "work.duckdb")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdin is not None
        assert writer.stdout.readline().strip() == "open"
        with pytest.raises(WorkBusy, match=r"work\.duckdb is open in another process"):
            publish(data, "r1")
        writer.stdin.close()
