"""What the tests of the conduct room share: an environment of their own, and `jobshift` as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Jobshift = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder without configuration, and none in the environment."""
    for name in [name for name in os.environ if name.startswith(("JOBSHIFT_", "PREFECT_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def jobshift(folder: Path) -> Jobshift:
    """Run the command line in a process of its own, in the working folder."""

    def run(*words: str, stdin: str | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", "from flows.cli import main; main()", *words],
            cwd=folder,
            env=os.environ | variables,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=600,  # a whole run on a busy machine
        )

    return run
