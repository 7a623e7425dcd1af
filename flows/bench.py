"""The benchmarks of tests/benchmarks by name: run, and what they print as records, with the machine beside it."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil

from flows.errors import WrongUse

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "benchmarks"
PREFIX = "test_bench_"
SIZE = "BENCH_POSTINGS"  # in the environment of a benchmark: how many postings to take
PACKAGES = ("duckdb", "spacy", "pyarrow", "pandas")


def names() -> list[str]:
    """The benchmarks there are; none where only the package is installed, and not the checkout."""
    return sorted(file.stem.removeprefix(PREFIX) for file in FOLDER.glob(f"{PREFIX}*.py"))


def chosen(wanted: Sequence[str]) -> list[str]:
    """The benchmarks to run: all, or those named. Raises WrongUse for a name that there is not."""
    there = names()
    if not there:
        raise WrongUse("there are no benchmarks: they are in the project's checkout, not in the installed package")
    if unknown := [name for name in wanted if name not in there]:
        raise WrongUse(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(there)}")
    return list(wanted) or there


def run(name: str, is_shown: bool, postings: int | None = None) -> dict[str, Any]:
    """Run one benchmark in a process of its own, with so many postings where it can be told.

    What it prints is shown as it comes, or else only kept.
    """
    command = [sys.executable, "-m", "pytest", str(FOLDER / f"{PREFIX}{name}.py"), "-s", "-o", "addopts="]
    lines: list[str] = []
    with subprocess.Popen(
        [*command, "-q", "-p", "no:cacheprovider"],
        cwd=ROOT,
        env=os.environ | ({SIZE: str(postings)} if postings else {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line.rstrip())
            if is_shown:
                sys.stderr.write(line)
    said = [line for line in lines if line and not line.startswith("|")]
    return {"name": name, "passed": process.returncode == 0, "tables": list(tables(lines)), "said": said}


def tables(lines: Sequence[str]) -> Iterator[list[dict[str, str | float]]]:
    """The Markdown tables among lines, each a list of rows by head; numbers as numbers."""
    rows: list[dict[str, str | float]] = []
    heads: list[str] = []
    for line in [*lines, ""]:
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            if rows:
                yield rows
            heads, rows = [], []
        elif not heads:
            heads = cells
        elif set("".join(cells)) - set("-:"):
            rows.append(dict(zip(heads, map(number, cells), strict=False)))


def number(cell: str) -> str | float:
    """A cell as a number, if it is one: "1,860" is 1860."""
    try:
        return float(cell.replace(",", ""))
    except ValueError:
        return cell


def machine() -> dict[str, Any]:
    """What figures are worth nothing without: processor, memory, load, versions, commit."""
    try:
        models = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    except OSError:  # not Linux
        models = []
    git = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return {
        "processor": models[0].partition(": ")[2] if models else platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1024**3, 1),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "jobshift": version("jobshift"),
        "commit": git.stdout.strip() or None,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
