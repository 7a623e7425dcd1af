"""`jobshift bench` runs benchmarks by name and gives their tables as records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows import bench
from flows.cli import app
from flows.errors import FAILED, WrongUse

PRINTS = """
import sys

def test_speed() -> None:
    print("| what | per second |\\n|---|---|\\n| pages | 1,860 |\\n| words | many |", file=sys.__stderr__)
    print("load while measured: 1.0", file=sys.__stderr__)
"""


@pytest.fixture
def benchmarks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two benchmarks, one of which breaks."""
    (tmp_path / "test_bench_pages.py").write_text(PRINTS)
    (tmp_path / "test_bench_broken.py").write_text("def test_speed() -> None:\n    assert 0, 'found nothing'\n")
    monkeypatch.setattr(bench, "FOLDER", tmp_path)
    return tmp_path


def test_tables_come_as_records_with_the_machine(benchmarks: Path) -> None:
    assert benchmarks.is_dir()
    done = CliRunner().invoke(app, ["bench", "pages", "--json"])
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    assert found["machine"].keys() >= {"processor", "cores", "load", "commit", "packages"}
    [pages] = found["benchmarks"]
    assert (pages["name"], pages["passed"]) == ("pages", True)
    assert pages["tables"] == [[{"what": "pages", "per second": 1860.0}, {"what": "words", "per second": "many"}]]
    assert "load while measured: 1.0" in pages["said"]


def test_one_that_breaks_is_named_and_fails(benchmarks: Path) -> None:
    assert benchmarks.is_dir()
    done = CliRunner().invoke(app, ["bench", "broken", "--json"])
    assert done.exit_code == FAILED
    assert "not run to the end: broken" in done.stderr
    assert json.loads(done.stdout)["benchmarks"][0]["passed"] is False


def test_names_are_listed_and_unknown_ones_refused(benchmarks: Path) -> None:
    assert CliRunner().invoke(app, ["bench", "--list"]).stdout.split() == ["broken", "pages"]
    with pytest.raises(WrongUse, match="there is no benchmark nigth; there are broken, pages"):
        bench.chosen(["nigth"])
    for file in benchmarks.glob("*.py"):
        file.unlink()
    with pytest.raises(WrongUse, match="in the project's checkout"):
        bench.chosen([])


def test_the_checkout_has_the_benchmarks_that_the_results_name() -> None:
    assert {"archive", "extraction", "night", "openings"} <= set(bench.names())
