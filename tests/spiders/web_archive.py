"""Web archives for tests, as Common Crawl and wget write them: gzip members, coded and chunked bodies, odd records."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.spiders.career_pages import CareerPage
from tests.spiders.small_web import greenhouse

CAPTURED = ("2024-10-03T08:15:00Z", "2024-11-02T09:30:00Z")
LISTING = "https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true"


def write(path: Path, pages: Iterable[CareerPage]) -> None:
    """Career pages in turn as they are, gzipped and chunked, in two months; between them what no reader wants."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "made up"}))
        for number, page in enumerate(pages):
            _response(writer, page.url, page.body, CAPTURED[number % 2], coding=number % 4)
            if number % 50 == 0:
                _oddities(writer, number, page)
        _response(writer, LISTING, greenhouse(1, 2), CAPTURED[0], kind="application/json")
        _response(writer, LISTING.replace("acme", "other"), b'{"error":"no"}', CAPTURED[0], kind="application/json")


def _oddities(writer: WARCWriter, number: int, page: CareerPage) -> None:
    site = f"https://site-{number}.example"
    _response(writer, f"{site}/logo.png", b"\x89PNG JobPosting", CAPTURED[0], kind="image/png")
    _response(writer, f"{site}/gone", page.body, CAPTURED[0], status="404 Not Found")
    _response(writer, f"{site}/feed", json.dumps({"items": []}).encode(), CAPTURED[0], kind="application/json")
    http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    digest = "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"
    writer.write_record(writer.create_revisit_record(page.url, digest, page.url, CAPTURED[0], http))
    request = StatusAndHeaders("GET / HTTP/1.1", [("Host", "x.example")], is_http_request=True)
    writer.write_record(writer.create_warc_record(page.url, "request", http_headers=request))


def _response(
    writer: WARCWriter,
    url: str,
    body: bytes,
    at: str,
    *,
    coding: int = 0,
    kind: str = "text/html; charset=utf-8",
    status: str = "200 OK",
) -> None:
    headers = [("Content-Type", kind)]
    if coding & 1:
        body, headers = gzip.compress(body), [*headers, ("Content-Encoding", "gzip")]
    if coding & 2:
        chunks = [body[start : start + 700] for start in range(0, len(body), 700)]
        body = b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"
        headers.append(("Transfer-Encoding", "chunked"))
    http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
    dated = {"WARC-Date": at}
    record = writer.create_warc_record(
        url, "response", BytesIO(body), len(body), warc_headers_dict=dated, http_headers=http
    )
    writer.write_record(record)
