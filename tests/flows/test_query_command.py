"""`jobshift query`: read-only, in four forms, within a time limit; its mistakes are one line."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from flows.errors import DONE, FAILED, WRONG_USE
from tests.flows.conftest import Jobshift

SQL = "select month, share_pct from shares order by month"


@pytest.fixture(autouse=True)
def published(folder: Path) -> Path:
    """A published warehouse with one table of two rows."""
    (folder / "data").mkdir()
    with duckdb.connect(str(folder / "data" / "jobshift.duckdb")) as con:
        con.execute("create table shares as select * from (values (date '2024-01-01', 12.5), (date '2024-02-01', null))"
                    " as rows (month, share_pct)")  # fmt: skip
    (folder / "data" / "jobshift.json").write_text('{"snapshot_id": "2026-01-05T0300Z-abc"}')
    return folder / "data"


def test_the_table_is_on_stdout_and_the_snapshot_on_stderr(jobshift: Jobshift) -> None:
    done = jobshift("query", SQL)
    assert done.returncode == DONE
    assert "2024-01-01" in done.stdout
    assert done.stderr.strip() == "snapshot 2026-01-05T0300Z-abc"


def test_json_has_iso_days_and_null(jobshift: Jobshift) -> None:
    assert json.loads(jobshift("query", SQL, "--json").stdout) == [
        {"month": "2024-01-01", "share_pct": 12.5},
        {"month": "2024-02-01", "share_pct": None},
    ]


def test_out_writes_csv_json_and_parquet_by_its_suffix(folder: Path, jobshift: Jobshift) -> None:
    for name in ("a.csv", "a.json", "a.parquet"):
        assert jobshift("query", SQL, "--out", name).returncode == DONE
    assert (folder / "a.csv").read_text() == "month,share_pct\n2024-01-01,12.5\n2024-02-01,\n"
    assert json.loads((folder / "a.json").read_text())[1] == {"month": "2024-02-01", "share_pct": None}
    assert pq.read_table(folder / "a.parquet").num_rows == 2
    assert sorted(path.name for path in folder.glob("a.*")) == ["a.csv", "a.json", "a.parquet"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("select * from nowhere",), FAILED, "nowhere"),
        (("selec 1",), FAILED, "syntax error"),
        (("drop table shares",), FAILED, "read-only"),
        (("select count(*) from range(100000000000)", "--limit", "0.1"), FAILED, "took longer than 0.1 s"),
        (("select 1", "--out", "a.xlsx"), WRONG_USE, ".parquet"),
        (("select 1", "--out", "nowhere/a.csv"), WRONG_USE, "nowhere is not a folder"),
    ],
)
def test_mistakes_are_one_line_with_the_right_exit_code(
    jobshift: Jobshift, words: tuple[str, ...], code: int, said: str
) -> None:
    done = jobshift("query", *words)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_more_rows_than_shown_are_said(jobshift: Jobshift) -> None:
    done = jobshift("query", SQL, "--rows", "1")
    assert "1 of 2 rows" in done.stderr
