"""Every known field of a source is read, so that a page without it gives something else, or ignored for a reason."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from spiders.fields import PAGES, known, sample_page
from spiders.sources import SOURCES
from tests.spiders.field_audit import fields_of, is_read, read

SILENT = {  # in the recorded pages alone: false, empty, or said by another field too
    "arbeitnow": {"data[].remote"},
    "ashby": {"jobs[].department", "jobs[].isRemote"},
    "lever": {"categories.allLocations[]"},
    "personio": {"workzag-jobs.position[].jobDescriptions"},  # emptied by who recorded it
    "recruitee": {
        "offers[].city", "offers[].country", "offers[].country_code", "offers[].locations[].country_code",
        "offers[].remote",
    },
    "remoteok": {"salary_max", "salary_min"},  # 0: none
    "smartrecruiters": {"content[].department", "content[].location.hybrid"},
    "teamtailor": {"items[].date_published"},  # its _jobposting says it too
    "workable": {
        "jobs[].city", "jobs[].function", "jobs[].locations[].city", "jobs[].locations[].country",
        "jobs[].locations[].hidden", "jobs[].locations[].region", "jobs[].state",
    },
    "workday": {"jobPostings[].locationsText"},  # "3 Locations" is no place
}  # fmt: skip
AUDITED = sorted(path.parent.name for path in PAGES.glob("*/read.txt"))
IGNORED = tomllib.loads((PAGES / "ignored.toml").read_text(encoding="utf-8"))
OTHERS = {"careers", "careers_archive", "foreign", "hn", "jobtech_ads", "usajobs_history"}  # readers of their own tests


def reason(source: str, name: str) -> str | None:
    plain = name.replace("[]", "")
    for patterns, why in (*IGNORED.get(source, {}).items(), *IGNORED["every"].items()):
        if any(fnmatchcase(plain, pattern.replace("\\*", "[*]")) for pattern in patterns.split("|")):
            return str(why)
    return None


@pytest.mark.parametrize("source", AUDITED)
def test_field_that_must_be_read_changes_what_a_page_gives(source: str) -> None:
    listed = (PAGES / source / "read.txt").read_text(encoding="utf-8").split()
    assert sorted(read(source)) == listed


@pytest.mark.parametrize("source", AUDITED)
def test_known_field_is_read_or_ignored_for_a_reason(source: str) -> None:
    listed = set((PAGES / source / "read.txt").read_text(encoding="utf-8").split())
    assert [
        name for name in sorted(known(source) or ()) if name not in listed and name and not reason(source, name)
    ] == []


def test_every_source_of_a_night_is_audited() -> None:
    assert set(AUDITED) | OTHERS == set(SOURCES)


@pytest.mark.parametrize("source", AUDITED)
def test_recorded_pages_are_read_whole(source: str, shared: Path) -> None:
    pages = sorted((shared / "data" / "wire" / source).glob("*.*"))
    if not pages:
        pytest.skip(f"no recorded page of {source} is at hand: its shape is documented only")
    for path in pages:
        found = SOURCES[source].reading(sample_page(path))
        assert not found.unread, path.name
        assert found.postings, path.name
        assert all(posting.title for posting in found.postings)


@pytest.mark.parametrize("source", AUDITED)
def test_field_deleted_from_a_recorded_page_changes_what_it_gives(source: str, shared: Path) -> None:
    must = set((PAGES / source / "read.txt").read_text(encoding="utf-8").split())
    for path in sorted((shared / "data" / "wire" / source).glob("*.*")):
        silent = {name for name in must & fields_of(path) if not is_read(path, name)}
        assert silent <= SILENT.get(source, set()), path.name
