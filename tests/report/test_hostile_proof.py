"""A posting that means harm is quoted, not obeyed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from tests.charts.test_hostile import HOSTILE
from tests.warehouse.raw_tables import Raw
from warehouse.build import build
from warehouse.publish import publish


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A thread of sixty openings of employers with names that mean harm."""
    data = tmp_path_factory.mktemp("hostile")
    raw = Raw(data)
    raw.covered("hn", "2401", [date(2026, 11, 20)])
    names = [name.replace("\ud800", "") for name in HOSTILE]
    for number in range(60):
        raw.comment(
            "2401", date(2024, 1, 1), employer=f"{names[number % len(names)]} {number}", asks=["rag"], ai_level="builds"
        )
    raw.write()
    build(data)
    publish(data, "r1")
    return data


def test_the_terminal_gets_lines_and_programs_get_json(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBSHIFT_DATA", str(hostile))
    words = ["explain", "figure", "ai_ladder", "--month", "2024-01", "--limit", "60"]
    shown = CliRunner().invoke(app, words)
    assert shown.exit_code == 0, shown.output
    assert not any(mark in shown.stdout for mark in "\x1b\x07\u202e\u2028\r\t")
    assert all(len(line) < 700 for line in shown.stdout.splitlines())
    found = json.loads(CliRunner().invoke(app, [*words, "--json"]).stdout)
    assert (found["total"], len(found["openings"])) == (60, 60)
    assert max(len(opening["employer"]) for opening in found["openings"]) <= 200
