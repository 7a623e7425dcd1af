"""The landing zone: what was received comes back byte for byte, whatever was killed."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from pipeline.records import Page
from spiders import landing
from spiders.archive import PART_PAGES, Archive
from spiders.errors import DamagedPage

NIGHT = date(2026, 3, 2)
CRAWL_ID = "20260302T020000000Z"
AT = datetime(2026, 3, 2, 2, 0, 0, 123456, tzinfo=UTC)
HEADERS = (("Content-Type", "application/json"), ("ETag", '"1"'), ("Set-Cookie", "me=1"), ("Content-Encoding", "br"))


def page(board: str, body: bytes = b"{}") -> Page:
    return Page("ashby", board, f"https://x.example/{quote(board)}", AT, 200, hashlib.sha256(body).hexdigest(), body)


def archive(data: Path, part_bytes: int = 64_000_000) -> Archive:
    return Archive(data, "ashby", NIGHT, CRAWL_ID, part_bytes)


def killed(data: Path, *bodies: bytes) -> Path:
    """A part with one page a body, left open as by a kill."""
    kept = archive(data)
    for number, body in enumerate(bodies):
        kept.keep(page(f"b{number}", body), HEADERS)
    kept.abandon()
    return data / "landing" / "ashby" / "2026-03-02" / f"{CRAWL_ID}-001.warc.gz.open"


@given(st.lists(st.tuples(st.text(min_size=1, max_size=20), st.binary(max_size=300)), min_size=1, max_size=5))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pages_come_back_as_they_were_received(
    tmp_path_factory: pytest.TempPathFactory, given_pages: list[tuple[str, bytes]]
) -> None:
    data, kept = tmp_path_factory.mktemp("data"), [page(board, body) for board, body in given_pages]
    zone = archive(data)
    for one in kept:
        zone.keep(one, HEADERS)
    zone.close()
    assert [one for part in landing.parts(data) for one in landing.pages(part)] == [
        Page(one.source, one.board, one.url, AT, 200, one.sha256, one.body) for one in kept
    ]


def test_part_cut_at_any_byte_is_mended_to_its_last_whole_record(tmp_path: Path) -> None:
    whole = killed(tmp_path, b"one" * 30, b"two" * 30, b"three" * 30).read_bytes()
    zone = tmp_path / "landing" / "ashby" / "2026-03-02"
    opened, closed = zone / f"{CRAWL_ID}-001.warc.gz.open", zone / f"{CRAWL_ID}-001.warc.gz"
    ends = _record_ends(whole)
    assert len(ends) == 4  # the record about the file, and three pages
    for cut in range(len(whole) + 1):
        opened.write_bytes(whole[:cut])
        pages_left = max(0, sum(end <= cut for end in ends) - 1)
        assert landing.mend(tmp_path) == ([closed] if pages_left else [])
        assert [one.board for part in landing.parts(tmp_path) for one in landing.pages(part)] == [
            f"b{number}" for number in range(pages_left)
        ]
        assert not opened.exists()
        closed.unlink(missing_ok=True)


@given(noise=st.binary(min_size=1, max_size=60))
@settings(max_examples=25)
def test_noise_after_the_last_record_is_cut_off(tmp_path_factory: pytest.TempPathFactory, noise: bytes) -> None:
    data = tmp_path_factory.mktemp("data")
    opened = killed(data, b"one")
    with opened.open("ab") as file:
        file.write(noise)
    landing.mend(data)
    assert [one.body for part in landing.parts(data) for one in landing.pages(part)] == [b"one"]


def test_part_that_a_living_crawl_writes_is_left_alone(tmp_path: Path) -> None:
    living = archive(tmp_path)
    living.keep(page("b0"), HEADERS)
    assert landing.mend(tmp_path) == []
    living.keep(page("b1"), HEADERS)
    living.close()
    assert [one.board for part in landing.parts(tmp_path) for one in landing.pages(part)] == ["b0", "b1"]


def test_mending_twice_changes_nothing(tmp_path: Path) -> None:
    killed(tmp_path, b"one")
    (closed,) = landing.mend(tmp_path)
    before = closed.read_bytes()
    assert landing.mend(tmp_path) == []
    assert closed.read_bytes() == before


def test_new_part_begins_after_500_pages_or_enough_bytes(tmp_path: Path) -> None:
    many = archive(tmp_path / "many")
    for number in range(PART_PAGES + 1):
        many.keep(page(f"b{number}"), ())
    many.close()
    assert [len(list(landing.pages(part))) for part in landing.parts(tmp_path / "many")] == [PART_PAGES, 1]
    big = archive(tmp_path / "big", part_bytes=10)
    for number in range(3):
        big.keep(page(f"b{number}", b"12345"), ())
    big.close()
    assert [part.name for part in landing.parts(tmp_path / "big")] == [f"{CRAWL_ID}-001", f"{CRAWL_ID}-002"]


def test_parts_come_by_night_source_and_name_and_know_their_crawl(tmp_path: Path) -> None:
    for source, night in (("lever", 3), ("ashby", 3), ("lever", 2)):
        zone = Archive(tmp_path, source, date(2026, 3, night), CRAWL_ID)
        zone.keep(page("b"), ())
        zone.close()
    found = landing.parts(tmp_path)
    assert [(part.night.day, part.source) for part in found] == [(2, "lever"), (3, "ashby"), (3, "lever")]
    assert {part.crawl_id for part in found} == {CRAWL_ID}
    assert len(landing.parts(tmp_path, "lever")) == 2


def test_revisits_and_index_pages_are_kept_but_are_no_pages_of_boards(tmp_path: Path) -> None:
    zone = archive(tmp_path)
    zone.wait(page("index", b"[1]"), ())
    zone.keep(page("b0"), HEADERS)
    zone.revisit(page("b1"), HEADERS, "2026-03-01T02:00:00Z")
    zone.close()
    (part,) = landing.parts(tmp_path)
    assert [one.board for one in landing.pages(part)] == ["b0"]
    with part.path.open("rb") as file:
        kinds = [record.rec_type for record in ArchiveIterator(file)]
    assert kinds == ["warcinfo", "response", "response", "revisit"]


def test_index_page_that_led_to_no_board_leaves_no_part(tmp_path: Path) -> None:
    zone = archive(tmp_path)
    zone.wait(page("index"), ())
    zone.close()
    assert landing.parts(tmp_path) == []


def test_cookies_and_encodings_of_the_transfer_are_not_kept(tmp_path: Path) -> None:
    zone = archive(tmp_path)
    zone.keep(page("b0"), HEADERS)
    zone.close()
    with landing.parts(tmp_path)[0].path.open("rb") as file:
        *_, record = ((one, one.http_headers.headers) for one in ArchiveIterator(file) if one.http_headers)
    assert [name for name, _ in record[1]] == ["Content-Type", "ETag", "Content-Length"]


def test_page_changed_on_disk_is_named_not_read(tmp_path: Path) -> None:
    zone = archive(tmp_path)
    wrong = Page("ashby", "b0", "https://x.example/b0", AT, 200, "0" * 64, b"{}")
    zone.keep(wrong, ())
    zone.close()
    with pytest.raises(DamagedPage, match="b0"):
        list(landing.pages(landing.parts(tmp_path)[0]))


def _record_ends(whole: bytes) -> list[int]:
    """The offsets after each gzip member, found by their header."""
    starts = [index for index in range(len(whole)) if whole[index : index + 3] == b"\x1f\x8b\x08"]
    return [*starts[1:], len(whole)]
