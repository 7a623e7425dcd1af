"""The lake keeps what was understood, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.records import Page, Pay
from pipeline.taxonomy import VERSION
from tests.warehouse.house import Job
from warehouse import lake

NIGHT = date(2026, 11, 1)
PAGE = Page("lever", "acme", "https://lever.example/acme", datetime(2026, 11, 1, 2, tzinfo=UTC), 200, "ab" * 32, b"")


def entry(job: Job, page: Page = PAGE) -> lake.Entry:
    """A job as read from a page."""
    return lake.Entry(page, job.posting("lever", "acme"), job.tagged())


def written(data: Path, *entries: lake.Entry) -> pa.Table:
    """What the lake holds of one part."""
    return pq.read_table(lake.write(data, "lever", NIGHT, "c1-000", "c1", 3, entries), partitioning=None)


def test_a_posting_comes_back_with_its_mentions_and_lineage(tmp_path: Path) -> None:
    (row,) = written(tmp_path, entry(Job("7", skills=("python", "rag"), posted_on=date(2026, 10, 30)))).to_pylist()
    assert (row["source"], row["board"], row["ref"], row["place"]) == ("lever", "acme", "7", "Berlin")
    assert [mention["skill"] for mention in row["mentions"]] == ["python", "rag"]
    assert [role["role"] for role in row["roles"]] == ["data_engineer"]
    assert (row["night"], row["part"], row["crawl_id"], row["reader_version"]) == (NIGHT, "c1-000", "c1", 3)
    assert (row["page_url"], row["page_sha256"], row["taxonomy_version"]) == (PAGE.url, PAGE.sha256, VERSION)


def test_instants_are_kept_in_utc(tmp_path: Path) -> None:
    page = replace(PAGE, fetched_at=datetime(2026, 11, 1, 2, tzinfo=timezone(timedelta(hours=5))))
    (row,) = written(tmp_path, entry(Job("7"), page)).to_pylist()
    assert row["fetched_at"] == datetime(2026, 10, 31, 21)  # noqa: DTZ001


def test_half_open_pay_keeps_its_bound(tmp_path: Path) -> None:
    plain = entry(Job("7"))
    paid = replace(plain, tagged=replace(plain.tagged, pay=Pay(None, 0.0, "EUR", "hour")))
    (row,) = written(tmp_path, paid).to_pylist()
    assert (row["pay_min"], row["pay_max"], row["pay_currency"], row["pay_period"]) == (None, 0.0, "EUR", "hour")


def test_a_part_without_postings_leaves_a_file_that_is_not_missing(tmp_path: Path) -> None:
    table = written(tmp_path)
    assert table.num_rows == 0
    assert table.schema == lake.SCHEMA


def test_postings_are_written_in_bounded_groups(tmp_path: Path) -> None:
    jobs = (entry(Job(str(number))) for number in range(2 * lake.GROUP + 1))
    file = pq.ParquetFile(lake.write(tmp_path, "lever", NIGHT, "c1-000", "c1", 3, jobs))
    assert [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)] == [2_000, 2_000, 1]
    assert file.read(["ref"])["ref"].to_pylist() == [str(number) for number in range(2 * lake.GROUP + 1)]


def test_content_hash_ignores_when_and_where_a_posting_was_fetched(tmp_path: Path) -> None:
    later = replace(PAGE, fetched_at=PAGE.fetched_at + timedelta(days=1), sha256="cd" * 32)
    table = written(tmp_path, entry(Job("7")), entry(Job("7"), later), entry(Job("7", skills=("rag",))))
    first, again, other = table["content_hash"].to_pylist()
    assert first == again != other


class Torn(Exception):
    """The reader met a page it could not read."""


def torn() -> Iterator[lake.Entry]:
    """One entry, then a failure."""
    yield entry(Job("7"))
    raise Torn


def test_a_failure_while_writing_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(Torn):
        lake.write(tmp_path, "lever", NIGHT, "c1-000", "c1", 3, torn())
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


def test_a_failure_while_writing_leaves_the_older_file(tmp_path: Path) -> None:
    written(tmp_path, entry(Job("6")))
    with pytest.raises(Torn):
        lake.write(tmp_path, "lever", NIGHT, "c1-000", "c1", 3, torn())
    kept = pq.read_table(lake.path(tmp_path, "lever", NIGHT, "c1-000"), partitioning=None)
    assert kept["ref"].to_pylist() == ["6"]


def test_missing_are_the_parts_without_a_file(tmp_path: Path) -> None:
    class Part:
        source = "lever"
        night = NIGHT

        def __init__(self, name: str) -> None:
            self.name = name

    written(tmp_path, entry(Job("7")))
    assert [part.name for part in lake.missing(tmp_path, [Part("c1-000"), Part("c1-001")])] == ["c1-001"]
