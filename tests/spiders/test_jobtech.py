"""The live Swedish ads: a search within its bounds, the stream beyond them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from spiders.errors import WrongShape
from spiders.fields import PAGES, sample_page
from spiders.sources.jobtech import FIELD, LONGEST, SEARCH, STREAM, Jobtech
from tests.spiders.small_web import Crawl, Reply, Web
from tests.spiders.test_sources_crawled import SEARCH as SERVED

(AD,) = json.loads((PAGES / "jobtech" / "search.json").read_bytes())["hits"]
NURSE = AD["occupation_field"] | {"concept_id": "NYW6_mP6_vwf", "legacy_ams_taxonomy_id": "8"}
REMOVED = AD | {"id": "7", "removed": True, "removed_date": "2026-03-01T10:00:00"}
MANY = 2_150  # more than a search shows


def ads(number: int) -> list[dict[str, Any]]:
    return [AD | {"id": str(1_000 + each), "headline": f"Utvecklare {each}"} for each in range(number)]


def lines(*rows: dict[str, Any]) -> bytes:
    return "\n".join(json.dumps(row) for row in rows).encode()


def served(web: Web, total: int, stream: bytes) -> str:
    """A search that says `total`, and the stream; gives the stream's path."""
    path = STREAM.format(token=FIELD).removeprefix("https:/")
    path += f"{(datetime.now(UTC) - LONGEST).date()}T00:00:00"
    web.says(f"{SERVED}0", Reply(body=json.dumps({"total": {"value": total}, "hits": ads(100)}).encode()))
    web.says(path, Reply(body=stream))
    return path


def test_beyond_what_a_search_shows_the_stream_gives_the_whole_field(web: Web, crawl: Crawl) -> None:
    stream = lines(*ads(MANY), REMOVED, AD | {"id": "8", "occupation_field": NURSE})
    path = served(web, MANY, stream)
    done = crawl("jobtech")
    assert done.summary is not None, done.error
    assert [(row["status"], row["postings"]) for row in done.rows.values()] == [("complete", MANY)]
    assert done.summary.warnings == ()
    assert [asked for asked in web.paths() if not asked.endswith("robots.txt")] == [f"{SERVED}0", path]


def test_a_stream_that_lacks_ads_is_partial(web: Web, crawl: Crawl) -> None:
    served(web, MANY, lines(*ads(1_900)))
    (row,) = crawl("jobtech").rows.values()
    assert (row["status"], row["postings"]) == ("partial", 1_900)
    assert row["reason"].startswith(f"the source says {MANY}")


def test_a_torn_stream_is_partial_and_names_itself(web: Web, crawl: Crawl) -> None:
    served(web, MANY, lines(*ads(MANY))[:-20])
    (row,) = crawl("jobtech").rows.values()
    assert (row["status"], row["postings"]) == ("partial", 100)
    assert "no JSON lines" in row["reason"]


def test_the_stream_is_read_as_a_list_and_as_lines() -> None:
    rows = [*ads(3), REMOVED]
    stream = replace(sample_page(PAGES / "jobtech" / "search.json", STREAM.format(token=FIELD)), board=FIELD)
    listed = Jobtech.reading(replace(stream, body=json.dumps(rows).encode()))
    assert [posting.ref for posting in listed.postings] == ["1000", "1001", "1002"]
    assert Jobtech.reading(replace(stream, body=lines(*rows))) == listed
    with pytest.raises(WrongShape, match="no JSON"):
        Jobtech.reading(replace(stream, url=SEARCH.format(token=FIELD), body=lines(*rows)))
