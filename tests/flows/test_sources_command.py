"""`jobshift sources new`: what it writes runs, and fails until it is true."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from flows import sources
from flows.config import source_names
from flows.errors import WrongUse
from tests.flows.conftest import Jobshift


def checkout(folder: Path) -> Path:
    (folder / "spiders" / "sources").mkdir(parents=True)
    (folder / "tests" / "spiders").mkdir(parents=True)
    return folder


def test_new_source_reads_its_page_and_its_test_names_what_is_missing(tmp_path: Path) -> None:
    written = sources.new("two_words", checkout(tmp_path))
    assert [str(path.relative_to(tmp_path)) for path in written] == [
        "spiders/sources/two_words.py",
        "tests/pages/two_words/board.json",
        "tests/pages/two_words/board.postings.json",
        "tests/pages/two_words/fields.txt",
        "tests/spiders/test_source_two_words.py",
    ]
    for path in written:
        if path.suffix == ".py":
            compile(path.read_text(encoding="utf-8"), str(path), "exec")
    given: dict[str, object] = {}
    exec(written[0].read_text(encoding="utf-8"), given)
    source = given["TwoWords"]
    from spiders.fields import sample_page

    reading = source.reading(sample_page(written[1]))  # type: ignore[attr-defined]  # made a line above
    assert [posting.ref for posting in reading.postings] == ["1"]
    unfinished = {path.name for path in written if sources.MARK in path.read_text(encoding="utf-8")}
    assert unfinished == {"two_words.py", "board.json", "board.postings.json", "test_source_two_words.py"}


@pytest.mark.parametrize("name", ["greenhouse", "Green", "2go", "class", "a-b", "../x", ""])
def test_name_that_is_taken_or_none_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(WrongUse):
        sources.new(name, checkout(tmp_path))
    assert not (tmp_path / "tests" / "pages").exists()


def test_sources_are_listed_with_the_reason_why_one_is_off(jobshift: Jobshift) -> None:
    rows = {row["source"]: row for row in json.loads(jobshift("sources", "--json").stdout)}
    assert sorted(rows) == source_names()
    assert rows["recruitee"]["on"] == "yes"
    assert rows["remotive"]["on"] == "no: its robots.txt forbids the API"
    assert rows["adzuna"]["on"] == "no: ADZUNA_APP_ID and ADZUNA_APP_KEY not in the environment"
    assert rows["weworkremotely"]["boards"] == "its 5 sections"
    assert all(re.fullmatch(r"yes|by backfill|no: .+", row["on"]) for row in rows.values())
