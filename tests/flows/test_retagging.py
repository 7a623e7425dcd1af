"""Tagging again after a change: the same as tagging everything anew, but only what the change can touch is read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows import night, retagging
from flows.config import Settings
from flows.ledger import Run
from flows.night import MixedTags, Night
from flows.parent import Family
from flows.tagging import Tagging, tag_part
from pipeline import taxonomy, understand
from pipeline.records import Page
from pipeline.taxonomy import Skill, manifest
from spiders import landing
from spiders.archive import Archive
from spiders.landing import Part
from tests import memos
from tests.flows.small_source import greenhouse
from warehouse import effects, lake, lake_versions, publish

NIGHT = date(2026, 11, 1)
CRAWL = "20261101T020000000Z"
WORDS = (
    "run Kubernetes clusters and Helm charts",
    "build retrieval-augmented generation with Python",
    "keep Terraform modules alive",
    "write Golang services and read the docs",
    "train PyTorch models",
    "keep the lights on in the data centre",
    "care for PostgreSQL, Redis and Kafka",
    "answer tickets of our users",
)


def board() -> bytes:
    """A board as Greenhouse shows it, a posting for each of WORDS."""
    jobs: list[Any] = greenhouse("acme")["jobs"]  # type: ignore[index]  # a JSON object
    listed = [
        jobs[0] | {"id": number, "title": f"Engineer {number}", "content": escape(f"<p>You will {words}.</p>")}
        for number, words in enumerate(WORDS)
    ]
    return json.dumps({"jobs": listed, "meta": {"total": len(listed)}}).encode()


def landed(data: Path) -> Part:
    """The landing zone with one part of one board."""
    zone = Archive(data, "greenhouse", NIGHT, CRAWL)
    body = board()
    at = datetime(2026, 11, 1, 2, tzinfo=UTC)
    url = "https://boards-api.greenhouse.io/v1/boards/acme/jobs"
    zone.keep(Page("greenhouse", "acme", url, at, 200, sha256(body).hexdigest(), body), [])
    zone.close()
    [part] = landing.parts(data)
    return part


def rows(data: Path, part: Part) -> pa.Table:
    """The lake's file of the part."""
    return pq.read_table(lake.path(data, part.source, part.night, part.name), partitioning=None)


def tagged(data: Path) -> Tagging:
    [part] = landing.parts(data)
    return tag_part(data, part, {}, data / "quarantine")


Speak = Callable[[dict[str, Skill], str], None]


@pytest.fixture
def speak(monkeypatch: pytest.MonkeyPatch) -> Iterator[Speak]:
    """Give the program another taxonomy under another version."""
    groups = taxonomy.groups()

    def forget() -> None:
        for cached in (manifest.current, understand.tagger, retagging.changes, lake_versions.rules):
            cached.cache_clear()
        memos.forget()

    def other(entries: dict[str, Skill], version: str) -> None:
        monkeypatch.setattr(taxonomy, "_taxonomy", lambda: (groups, entries))
        for module in (taxonomy, manifest, lake, publish, effects):
            monkeypatch.setattr(module, "VERSION", version)
        forget()

    yield other
    forget()


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The refs of the postings that are understood, in order."""
    refs: list[str] = []
    true = understand.understand

    def noted(posting: Any, owner: str | None = None) -> Any:
        refs.append(posting.ref)
        return true(posting, owner)

    monkeypatch.setattr(understand, "understand", noted)
    return refs


def otherwise() -> dict[str, Skill]:
    """The taxonomy with an entry less, one more, one with another form, one with another tier, one with other needs."""
    entries = dict(taxonomy.skills())
    del entries["terraform_and_iac"]
    entries["data_centres"] = replace(entries["kubernetes"], id="data_centres", forms=("data centre",))
    entries["kubernetes"] = replace(entries["kubernetes"], forms=(*entries["kubernetes"].forms, "Helm charts"))
    entries["pytorch"] = replace(entries["pytorch"], tier="adjacent")
    entries["go"] = replace(entries["go"], blocks=(), needs=("services",))
    return entries


def test_tagging_again_is_tagging_everything_anew(tmp_path: Path, speak: Speak, read: list[str]) -> None:
    part = landed(tmp_path / "again")
    tagged(tmp_path / "again")
    read.clear()
    speak(otherwise(), "another")
    summary = tagged(tmp_path / "again")
    assert sorted(read) == ["0", "2", "3", "4", "5"]  # Kubernetes, Terraform, Go, PyTorch, the data centre
    assert (summary.postings, summary.kept) == (5, 3)
    landed(tmp_path / "anew")
    tagged(tmp_path / "anew")
    assert rows(tmp_path / "again", part).equals(rows(tmp_path / "anew", part), check_metadata=True)
    assert set(rows(tmp_path / "again", part)["taxonomy_version"].to_pylist()) == {"another"}
    found = [{mention["skill"] for mention in row["mentions"]} for row in rows(tmp_path / "again", part).to_pylist()]
    assert "data_centres" in found[5]
    assert "terraform_and_iac" not in found[2]


def test_and_the_way_back_gives_what_there_was(tmp_path: Path, speak: Speak) -> None:
    part = landed(tmp_path)
    entries, version = dict(taxonomy.skills()), taxonomy.VERSION
    tagged(tmp_path)
    before = rows(tmp_path, part)
    speak(otherwise(), "another")
    tagged(tmp_path)
    assert not rows(tmp_path, part).equals(before)
    speak(entries, version)
    tagged(tmp_path)
    assert rows(tmp_path, part).equals(before, check_metadata=True)


def test_a_change_that_no_tag_depends_on_reads_nothing(tmp_path: Path, speak: Speak, read: list[str]) -> None:
    part = landed(tmp_path)
    tagged(tmp_path)
    read.clear()
    python = replace(taxonomy.skills()["python"], label="Snake", hits=("Python!",))
    speak(dict(taxonomy.skills()) | {"python": python}, "another")
    assert tagged(tmp_path).kept == len(WORDS)
    assert read == []
    assert set(rows(tmp_path, part)["taxonomy_version"].to_pylist()) == {"another"}


@pytest.mark.parametrize("why", ["rules", "no manifest", "order"])
def test_what_no_diff_answers_for_is_read_as_a_whole(
    tmp_path: Path, speak: Speak, read: list[str], monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    landed(tmp_path)
    tagged(tmp_path)
    read.clear()
    entries = dict(taxonomy.skills())
    speak(dict(reversed(entries.items())) if why == "order" else entries, "another")
    if why == "rules":
        monkeypatch.setattr(lake_versions, "ROWS", Path(__file__))
        lake_versions.rules.cache_clear()
    if why == "no manifest":
        for file in (tmp_path / "lake" / "taxonomy").iterdir():
            file.unlink()
    tagged(tmp_path)
    assert len(read) == len(WORDS)


def test_what_the_present_extractor_tagged_is_not_outdated(tmp_path: Path, speak: Speak) -> None:
    part = landed(tmp_path)
    readers = {"greenhouse": 1}
    assert lake.outdated(tmp_path, [part], readers) == []  # it is missing, not outdated
    lake.write(tmp_path, part.source, part.night, part.name, part.crawl_id, 1, [])
    assert lake.outdated(tmp_path, [part], readers) == []
    assert lake.outdated(tmp_path, [part], {"greenhouse": 2}) == [part]
    speak(otherwise(), "another")
    assert lake.outdated(tmp_path, [part], readers) == [part]


def test_a_footer_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part, readers = landed(tmp_path), {"greenhouse": 1}
    file = lake.write(tmp_path, part.source, part.night, part.name, part.crawl_id, 1, [])
    read: list[Path] = []
    true = lake_versions.stamp
    monkeypatch.setattr(lake_versions, "stamp", lambda path: read.append(path) or true(path))  # type: ignore[func-returns-value]  # notes it
    for _ in range(3):
        assert lake.outdated(tmp_path, [part], readers) == []
    assert read == [file]
    lake.write(tmp_path, part.source, part.night, part.name, part.crawl_id, 2, [])
    assert lake.outdated(tmp_path, [part], readers) == [part]
    assert read == [file, file]
    (tmp_path / "lake" / "stamps.json").write_text("{half a")
    assert lake.outdated(tmp_path, [part], {"greenhouse": 2}) == []


class Killed(BaseException):
    """The process is ended from outside."""


def test_a_kill_leaves_the_older_file_and_the_next_run_completes_it(
    tmp_path: Path, speak: Speak, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = landed(tmp_path / "killed")
    tagged(tmp_path / "killed")
    before = rows(tmp_path / "killed", part)
    speak(otherwise(), "another")
    true = understand.understand

    def dies(posting: Any, owner: str | None = None) -> Any:
        if posting.ref == "3":
            raise Killed
        return true(posting, owner)

    with monkeypatch.context() as dying:
        dying.setattr(understand, "understand", dies)
        with pytest.raises(Killed):
            tagged(tmp_path / "killed")
    assert rows(tmp_path / "killed", part).equals(before, check_metadata=True)
    tagged(tmp_path / "killed")
    landed(tmp_path / "anew")
    tagged(tmp_path / "anew")
    assert rows(tmp_path / "killed", part).equals(rows(tmp_path / "anew", part), check_metadata=True)


def test_the_plan_names_the_skills_that_changed(tmp_path: Path, speak: Speak) -> None:
    landed(tmp_path)
    tagged(tmp_path)
    assert "nothing to do" in retagging.plan(tmp_path).in_words()
    speak(otherwise(), "another")
    due = retagging.plan(tmp_path)
    assert (due.parts, due.whole, due.partly) == (1, 0, 1)
    assert due.entries == ("data_centres", "go", "kubernetes", "pytorch", "terraform_and_iac")


def test_a_part_that_resists_is_named_and_nothing_is_counted(
    tmp_path: Path, speak: Speak, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = landed(tmp_path)
    tagged(tmp_path)
    run = Run("retag-1", "retag", NIGHT, ())
    tonight = Night(Settings(data=tmp_path), run, Family(tmp_path / "logs"), ())
    assert night.tag(tonight) == []
    assert not effects.is_pending(tmp_path)
    speak(otherwise(), "another")
    failed = Tagging(part.name, part.source, failure="greenhouse: most postings were not understood")
    monkeypatch.setattr(night, "tag_parts", lambda *_: [failed])
    with pytest.raises(MixedTags, match="most postings were not understood"):
        night.tag(tonight)
    assert effects.is_pending(tmp_path)  # what is tagged again in the end is accounted for


def test_parts_that_could_not_be_tagged_again_are_named() -> None:
    error = MixedTags(["hn 2026-11-01 p-000"], [Tagging("p-000", "hn", failure="hn p-000: no such skill")])
    assert "1 parts could not be tagged again" in str(error)
    assert "hn p-000: no such skill" in str(error)
