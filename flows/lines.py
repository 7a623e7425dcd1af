"""The wire of `jobshift tag`: one posting a line in, one tagged posting a line out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from pipeline.records import Posting


class Line(msgspec.Struct):
    """One input object; other keys are ignored and never copied, for they may be labels."""

    id: str | int
    text: str | None = None
    html: str | None = None
    title: str | None = None
    employer: str | None = None
    place: str | list[str] | None = None
    posted_on: str | None = None

    def posting(self) -> Posting:
        """The posting of the line; ValueError if it has no text or no such day."""
        if self.text is None and self.html is None:
            raise ValueError("neither `text` nor `html`")
        places = [] if self.place is None else [self.place] if isinstance(self.place, str) else self.place
        return Posting(
            ref=str(self.id),
            url="",
            html=self.html,
            text=self.text,
            title=self.title,
            employer=self.employer,
            places=tuple(places),
            posted_on=date.fromisoformat(self.posted_on[:10]) if self.posted_on else None,
            posted_kind="posted" if self.posted_on else "first_seen",
        )


def tagged(lines: Iterable[bytes], mistakes: list[str]) -> Iterator[str]:
    """A JSON line per input line, in order; a line that cannot be used is named in `mistakes` and left out."""
    from flows.tagging import FAULTS
    from pipeline.understand import as_row, tagger, understand

    tagger()  # a taxonomy that cannot be read is no mistake of a line
    decoder = msgspec.json.Decoder(Line)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = decoder.decode(line.removeprefix(b"\xef\xbb\xbf"))
            row = as_row(str(entry.id), understand(entry.posting()))
        except FAULTS as error:
            mistakes.append(f"line {number}: {error}")
            continue
        yield json.dumps(row | {"id": entry.id}, ensure_ascii=False)
