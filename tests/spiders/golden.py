"""Write a source's golden files anew: `python -m tests.spiders.golden SOURCE…`. Read what it writes, line by line."""

from __future__ import annotations

import json
import sys

import msgspec

from spiders.fields import samples
from spiders.sources import SOURCES
from tests.spiders.field_audit import page_of


def write(source: str) -> None:
    """What the reader makes of the sample pages; ValueError names a posting that it cannot read."""
    for path in samples(source):
        reading = SOURCES[source].reading(page_of(path))
        if reading.unread:
            raise ValueError(f"{path}: {reading.unread[0]}")
        postings = json.loads(msgspec.json.encode(list(reading.postings)))
        golden = json.dumps(postings, indent=2, ensure_ascii=False) + "\n"
        path.with_suffix(".postings.json").write_text(golden, encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        write(name)
