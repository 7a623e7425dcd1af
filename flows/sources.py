"""A new source: its file, a sample page, its golden file and a test that fails until all of them are true."""

from __future__ import annotations

import json
import keyword
import re
from pathlib import Path

from flows.config import source_names
from flows.errors import WrongUse

NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
MARK = "FILL IN"  # stands wherever only its author can know; the test fails while one is left
PAGE = {
    "jobs": [
        {
            "id": 1,
            "title": f"{MARK}: a page in the true shape of the source, with made-up content",
            "url": "https://jobs.example/1",
            "location": "Bern",
            "description": "<p>Python</p>",
            "published_at": "2026-03-01T10:00:00Z",
        }
    ]
}
SOURCE = '''"""{title}: {mark}, one sentence on its wire format."""

from __future__ import annotations

from typing import Any

from pipeline.records import Page, Posting
from spiders.source import Listing, Source, decoded, distinct, field, utc_day


class {title}(Source):
    """{mark}: which API this is, and what it does not say."""

    name = "{name}"
    version = 1
    host = "jobs.example"  # {mark}
    robots = "{mark}: what its robots.txt was seen to say, and when"
    terms = "{mark}: what its terms allow"
    url = "https://jobs.example/api/{{token}}"  # {mark}
    off = "{mark}: why it is off; without this line it is read each night"

    @staticmethod
    def listing(page: Page) -> Listing:
        return Listing(field(page, decoded(page), "jobs", list))

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:  # noqa: ARG004
        return Posting(
            ref=str(row["id"]),
            url=row["url"],
            title=row["title"].strip(),
            html=row["description"],
            places=distinct(row.get("location")),
            posted_on=utc_day(row["published_at"]),  # {mark}: is it moved by an edit?
            posted_kind="posted",
        )
'''
TEST = '''"""{title} is told whole: nothing is left to fill in, its golden files hold what a careful reader finds."""

from __future__ import annotations

import json

from spiders.fields import PAGES, samples
from spiders.sources import SOURCES
from tests.spiders.field_audit import page_of

FILES = [PAGES.parents[1] / "spiders" / "sources" / "{name}.py", *sorted((PAGES / "{name}").iterdir())]


def test_nothing_is_left_to_fill_in() -> None:
    assert [path.name for path in FILES if "{mark}" in path.read_text(encoding="utf-8")] == []


def test_golden_files_hold_postings_with_a_text() -> None:
    for path in samples("{name}"):
        golden = json.loads(path.with_suffix(".postings.json").read_text(encoding="utf-8"))
        assert golden
        assert len(golden) == len(SOURCES["{name}"].reading(page_of(path)).postings)
    final = [posting for path in samples("{name}") for posting in SOURCES["{name}"].final(page_of(path)).postings]
    assert any(posting.html or posting.text for posting in final)
'''


def new(name: str, root: Path) -> list[Path]:
    """Write the files of a new source into a checkout; WrongUse for a name that is taken or is none."""
    if not NAME.fullmatch(name) or keyword.iskeyword(name):
        raise WrongUse(f"{name!r} is no name for a source: small letters and digits, such as greenhouse")
    if name in source_names():
        raise WrongUse(f"there is a source {name!r} already: spiders/sources/{name}.py")
    pages = root / "tests" / "pages" / name
    if not (root / "spiders" / "sources").is_dir() or pages.exists():
        raise WrongUse(f"{root} is no checkout without a source {name!r}")
    title = "".join(part.capitalize() for part in name.split("_"))
    told = {
        root / "spiders" / "sources" / f"{name}.py": SOURCE.format(name=name, title=title, mark=MARK),
        pages / "board.json": json.dumps(PAGE, indent=2) + "\n",
        pages / "board.postings.json": f'["{MARK}: what a careful reader finds on the page"]\n',
        pages / "fields.txt": "\n".join(sorted(f"jobs[].{key}" for key in PAGE["jobs"][0])) + "\n",
        root / "tests" / "spiders" / f"test_source_{name}.py": TEST.format(name=name, title=title, mark=MARK),
    }
    pages.mkdir(parents=True)
    for path, text in told.items():
        path.write_text(text, encoding="utf-8")
    return list(told)
