"""Backup and restore as docs/operations.md says: what it tells to copy is enough to have everything again."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flows.errors import DONE
from tests.nights.conftest import Serve
from tests.nights.running import LIVES, content, lives, published, run
from tests.nights.world import World

pytestmark = pytest.mark.faults
KEPT = ("landing", "ledger", "audit")


def test_what_the_page_on_operations_backs_up_makes_everything_again(tmp_path: Path, root: Path, serve: Serve) -> None:
    page = (root / "docs" / "operations.md").read_text()
    assert f"rsync -a {' '.join(f'data/{name}' for name in KEPT)} " in page
    world, data = World(seed=61, boards=3, nights=3), tmp_path / "data"
    source = serve(world)
    for source.night in range(2):
        assert run(source.night).state == "completed"
    before = content(data)
    for name in KEPT:
        if (data / name).exists():
            shutil.copytree(data / name, tmp_path / "backup" / name)
    shutil.rmtree(data)
    shutil.copytree(tmp_path / "backup", data)
    program = [sys.executable, "-c", "from flows.cli import main; main()"]
    assert "\njobshift retag " in page
    assert subprocess.run([*program, "retag"], check=False).returncode == DONE
    assert content(data) == before
    source.night = 2
    assert run(2).state == "completed"  # and the nights go on
    assert set(published(data, LIVES)) == lives(world, 3)
