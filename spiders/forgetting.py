"""Takes postings out of parts of the landing zone: the one writer that may rewrite what was received.

A page loses the postings that are to be forgotten and nothing else: its reader must give all its others as before.
A page that holds none but these goes as a whole. The part keeps its name; it is replaced whole or not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.warcwriter import WARCWriter

from pipeline.records import Page
from spiders.archive import response
from spiders.landing import BOARD, Part, page_of
from spiders.source import Reading, decoded

Key = tuple[str, str]  # board, ref


class CannotForget(RuntimeError):
    """A page's shape does not let a posting be taken out of it; names part, page and posting."""


def strip(part: Part, keys: Collection[Key], reading: Callable[[Page], Reading]) -> int:
    """Take postings out of a part's pages; how many pages were changed. Other records stay byte for byte."""
    boards = {board for board, _ in keys}
    unfinished = part.path.with_name(part.path.name + ".new")
    changed = 0
    try:
        with part.path.open("rb") as file, unfinished.open("wb") as out:
            writer = WARCWriter(out, gzip=True, warc_version="1.1")
            records = ArchiveIterator(file)
            for record in records:
                page, body = None, None
                if record.rec_type == "response" and record.rec_headers.get_header(BOARD) is not None:
                    page = page_of(record, part)
                    refs = {ref for board, ref in keys if board == page.board}
                    body = without(page, refs, reading) if page.board in boards else page.body
                else:
                    record.content_stream().read()
                start, length = records.get_record_offset(), records.get_record_length()
                if page is None or body == page.body:
                    out.write(os.pread(file.fileno(), length, start))
                    continue
                changed += 1
                if body is not None:
                    shorter = replace(page, body=body, sha256=hashlib.sha256(body).hexdigest())
                    writer.write_record(response(writer, shorter, record.http_headers.headers))
            out.flush()
            os.fsync(out.fileno())
        if changed:
            unfinished.replace(part.path)
    finally:
        unfinished.unlink(missing_ok=True)
    return changed


def without(page: Page, refs: Collection[str], reading: Callable[[Page], Reading]) -> bytes | None:
    """The page's body without these postings; the same bytes where it has none, None where it has no other.

    CannotForget where its reader does not then give all its other postings, and only them.
    """
    shown = reading(page).postings
    kept = tuple(posting for posting in shown if posting.ref not in refs)
    if len(kept) == len(shown):
        return page.body
    try:
        document = decoded(page)
    except ValueError:
        document = None
    body = json.dumps(_shortened(document, refs), ensure_ascii=False).encode()
    try:
        is_right = document is not None and reading(replace(page, body=body)).postings == kept
    except ValueError:
        is_right = False
    if is_right:
        return body
    if not kept:
        return None
    named = ", ".join(posting.ref for posting in shown if posting.ref in refs)
    raise CannotForget(f"{page.source} board {page.board}, {page.url}: {named} cannot be taken out of the page")


def _shortened(node: Any, refs: Collection[str]) -> Any:
    """A document without the elements of lists of which a field is one of the refs."""
    if isinstance(node, list):
        return [_shortened(element, refs) for element in node if not _is_one(element, refs)]
    if isinstance(node, dict):
        return {name: _shortened(value, refs) for name, value in node.items()}
    return node


def _is_one(element: Any, refs: Collection[str]) -> bool:
    return isinstance(element, dict) and any(
        isinstance(value, str | int) and str(value) in refs for value in element.values()
    )
