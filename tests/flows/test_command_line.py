"""The command line: starts fast, explains itself, tells mistakes in one line with the right exit code."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.errors import DEGRADED, DONE, FAILED, WRONG_USE, WrongUse, is_known
from flows.reference import commands, reference
from tests.flows.conftest import Jobshift

HEAVY = ("duckdb", "matplotlib", "numpy", "pandas", "prefect", "pyarrow", "pydantic_settings", "scrapy", "spacy")
LOADED = "import sys; print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"


def modules(*words: str) -> set[str]:
    """The packages that a command has imported when it ends."""
    program = f"import atexit\natexit.register(lambda: exec({LOADED!r}))\nfrom flows.cli import main\nmain()"
    done = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, timeout=60, check=False
    )
    return set(done.stderr.splitlines()[-1].split())


def test_help_imports_nothing_heavy() -> None:
    assert modules("--help") & set(HEAVY) == set()


@pytest.mark.parametrize(
    "words", [("query", "select 1"), ("series", "--skill", "python"), ("status",), ("tag", os.devnull)]
)
def test_commands_for_readers_never_import_prefect_or_scrapy(words: tuple[str, ...]) -> None:
    assert modules(*words) & {"prefect", "scrapy"} == set()


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_says_what_it_does_with_an_example(name: str) -> None:
    text = commands()[name].help or ""
    assert f"Example: jobshift {name}" in text


def test_the_reference_of_the_command_line_is_up_to_date(root: Path) -> None:
    assert (root / "docs" / "command-line.md").read_text() == reference()


def test_every_configuration_key_is_documented(root: Path) -> None:
    from flows.config import Report, Schedule, Settings, Source

    text = (root / "docs" / "configuration.md").read_text()
    keys = [key for model in (Settings, Source, Schedule, Report) for key in model.model_fields]
    assert [key for key in keys if f"`{key}`" not in text and f"[{key}" not in text] == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--help",), DONE, "Usage"),
        (("series",), WRONG_USE, "give exactly one of --skill"),
        (("series", "--skill", "a", "--role", "b"), WRONG_USE, "exactly one"),
        (("query", "select 1"), FAILED, "jobshift nightly"),
        (("status",), FAILED, "no run yet"),
        (("nightly",), WRONG_USE, "needs a contact"),
        (("nightly", "--night", "yesterday"), WRONG_USE, "yesterday"),
        (("nightly", "--boards", "nowhere.csv"), WRONG_USE, "nowhere.csv"),
        (("backfill", "hn", "--since", "2024-02", "--until", "2024-01"), WRONG_USE, "is after"),
        (("crawl", "nowhere"), WRONG_USE, ""),
        (("skills", "list", "no such skill at all"), FAILED, "no skill"),
        (("unheard-of",), WRONG_USE, "unheard-of"),
    ],
)
def test_exit_codes_and_mistakes_in_plain_words(
    jobshift: Jobshift, words: tuple[str, ...], code: int, said: str
) -> None:
    done = jobshift(*words)
    assert done.returncode == code, done.stderr
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_source_is_named_with_the_ones_there_are(jobshift: Jobshift) -> None:
    done = jobshift("nightly", "--source", "nowhere", JOBSHIFT_CONTACT="a@example.org")
    assert done.returncode == WRONG_USE
    assert "'nowhere'" in done.stderr
    assert "greenhouse" in done.stderr


def test_a_boards_file_with_a_mistake_is_told_by_line_and_column(folder: Path, jobshift: Jobshift) -> None:
    (folder / "boards.csv").write_text("source,token,employer\ngreenhouse,,Acme\n")
    done = jobshift("nightly", "--boards", "boards.csv", JOBSHIFT_CONTACT="a@example.org")
    assert done.returncode == WRONG_USE
    assert "line 2: column 'token' is empty" in done.stderr


def test_init_writes_a_configuration_that_runs_and_never_overwrites_one(folder: Path, jobshift: Jobshift) -> None:
    assert jobshift("init", "--yes", "--contact", "jobs@example.org").returncode == DONE
    assert 'contact = "jobs@example.org"' in (folder / "jobshift.toml").read_text()
    assert jobshift("sources").returncode == DONE
    again = jobshift("init", "--yes", "--contact", "other@example.org")
    assert again.returncode == WRONG_USE
    assert "is there already" in again.stderr


def test_doctor_finds_a_missing_contact(jobshift: Jobshift) -> None:
    done = jobshift("doctor", "--json")
    assert done.returncode == FAILED
    assert '"name": "contact",\n    "verdict": "bad"' in done.stdout
    assert jobshift("doctor", JOBSHIFT_CONTACT="a@example.org").returncode == DONE


@pytest.mark.parametrize(
    ("error", "known"),
    [
        (WrongUse("a"), True),
        (OSError(errno.ENOSPC, "No space left on device", "/data/ledger"), True),
        (FileNotFoundError(errno.ENOENT, "No such file", "x"), False),
        (KeyError("x"), False),
        (KeyboardInterrupt(), False),
    ],
)
def test_only_errors_that_explain_themselves_are_told_without_a_traceback(error: BaseException, known: bool) -> None:
    assert is_known(error) is known


def test_exit_codes_are_four() -> None:
    assert (DONE, FAILED, WRONG_USE, DEGRADED) == (0, 1, 2, 3)
