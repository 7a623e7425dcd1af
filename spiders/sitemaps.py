"""robots.txt and sitemaps: which addresses of a site are its sitemaps, and which of those they list may be jobs."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

LARGEST = 50_000_000  # bytes of one sitemap, decompressed, and
MOST = 50_000  # addresses in one: what the protocol allows
NAMED = re.compile(rb"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.I | re.M)
BLOCK = re.compile(r"<(?:\w+:)?(url|sitemap)\s*>(.*?)</(?:\w+:)?\1\s*>", re.S | re.I)
LOC = re.compile(r"<(?:\w+:)?loc\s*>\s*(?:<!\[CDATA\[)?\s*(.*?)\s*(?:\]\]>)?\s*</", re.S | re.I)
LASTMOD = re.compile(r"<(?:\w+:)?lastmod\s*>\s*([^<]*?)\s*</", re.I)
WORD = (
    r"(?:jobs?|careers?|vacanc(?:y|ies)|positions?|openings?|opportunit(?:y|ies)|requisitions?|postings?|stellen?"
    r"|stellenangebote?|karriere|jobb|lediga|emplois?|offres?|vagas?|empleos?|vacatures?|lavora|praca|p|o|j)"
)
NAME = r"[^/]*(?:\d|[a-z]{2,}[-_][a-z]{2,})[^/]*"  # a number, or several words
A_JOB = re.compile(rf"(?:^|/)(?:[\w-]*[-_])?{WORD}(?:[-_][\w-]*)?/(?:.*/)?{NAME}/?$", re.I)
OF_JOBS = re.compile(r"job|career|vacanc|position|stellen|karriere|emploi|vaga|empleo|vacature", re.I)
NO_PAGE = re.compile(r"\.(?:pdf|jpe?g|png|gif|svg|css|js|xml|gz|zip|docx?)$", re.I)


@dataclass(frozen=True, slots=True)
class Listed:
    """One address of a sitemap."""

    url: str
    lastmod: str  # as written; "" without one
    is_sitemap: bool


def named_in_robots(body: bytes, url: str) -> list[str]:
    """The sitemaps that a robots.txt names; without one the usual address."""
    named = [urljoin(url, found.decode("utf-8", "replace")) for found in NAMED.findall(body)]
    return list(dict.fromkeys(named)) or [urljoin(url, "/sitemap.xml")]


def is_sitemap(body: bytes) -> bool:
    """Whether a body, gzipped or not, is a sitemap or an index of such."""
    head = opened(body)[:2000].lower()
    return b"<urlset" in head or b"<sitemapindex" in head or b":urlset" in head


def opened(body: bytes) -> bytes:
    """The body, decompressed if it is gzipped (as .xml.gz files are), as far as it is whole and not too large."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(body, LARGEST)
    except zlib.error:
        return b""


def listed(body: bytes, site: str) -> Iterator[Listed]:
    """The addresses of a sitemap that belong to its site (`site`: an address of it)."""
    home = _home(site)
    for number, block in enumerate(BLOCK.finditer(opened(body).decode("utf-8", "replace"))):
        if number == MOST:
            return
        found = LOC.search(block[2])
        url = urljoin(site, unescape(found[1])) if found else ""
        if urlsplit(url).scheme in ("http", "https") and _home(url) == home:
            lastmod = LASTMOD.search(block[2])
            yield Listed(url, lastmod[1] if lastmod else "", block[1].lower() == "sitemap")


def may_be_a_job(url: str, sitemap: str) -> bool:
    """Whether an address looks like the page of one job, or its sitemap is one of jobs."""
    path = unquote(urlsplit(url).path)
    if NO_PAGE.search(path) or path.strip("/") == "":
        return False
    return bool(A_JOB.search(path)) or bool(OF_JOBS.search(urlsplit(sitemap).path.rpartition("/")[2]))


def _home(url: str) -> str:
    """The host without www: a site's sitemaps may stand on either."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
