"""Case, accents and width folded away, one byte for a character: offsets into the bytes are offsets into the text."""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass

from pipeline.clean.text import foreign

_ALNUM = b"abcdefghijklmnopqrstuvwxyz0123456789"
_TABLE = bytes(c if c in _ALNUM else c + 32 if 65 <= c <= 90 else 32 for c in range(256))
_WIDE = "\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff\uff01-\uff5e\u212a\U0001d400-\U0001d7ff"  # one ASCII letter each
_LONG = "\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff\ufb00-\ufb06\u00e6\u0153\u00c6\u0152\u00df"  # none, or several
_FOLDABLE = re.compile(f"[{_WIDE}]")
_UNEVEN = re.compile(f"[{_LONG}]")
_FEW = 8  # letters that are replaced one after the other, faster than a text is translated
_FOREIGN = re.compile(r"[^\x00-\x7f]")


def _single(code: int) -> str | None:
    plain = "".join(c for c in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(c))
    return plain if len(plain) == 1 and plain.isascii() and plain != chr(code) else None


_SINGLES: dict[int, str] = {
    code: plain
    for first, last in (
        (0xAA, 0xAA),
        (0xBA, 0xBA),
        (0xC0, 0x24F),
        (0x1E00, 0x1EFF),
        (0x212A, 0x212A),
        (0xFF01, 0xFF5E),
        (0x1D400, 0x1D7FF),
    )
    for code in range(first, min(last, sys.maxunicode) + 1)
    if (plain := _single(code)) is not None
} | {0x131: "i"}  # dotless, which `re` takes for an i when case is ignored


@dataclass(frozen=True, slots=True)
class Folded:
    """A text made comparable. `origin[i]` is the offset of character i in the text as given; None: the same offset."""

    text: str
    origin: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the text as given."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end]


def _uneven(text: str) -> Folded:
    plain: list[str] = []
    origin: list[int] = []
    done = 0
    for hit in _FOREIGN.finditer(text):
        offset = hit.start()
        plain.append(text[done:offset])
        origin.extend(range(done, offset))
        done = offset + 1
        char = hit.group()
        if char in "\u00ad\u200b\u200c\u200d\u2060\ufeff":
            continue
        for piece in unicodedata.normalize("NFKD", char):
            if not unicodedata.combining(piece):
                plain.append(piece)
                origin.append(offset)
    plain.append(text[done:])
    origin.extend(range(done, len(text) + 1))
    return Folded("".join(plain), tuple(origin))


def folded(text: str) -> Folded:
    """The text without accents, full-width letters, ligatures and invisible characters; case is kept."""
    if text.isascii():
        return Folded(text, None)
    others = foreign(text)
    if _UNEVEN.search(others) is not None:
        return _uneven(text)
    signs = set(_FOLDABLE.findall(others))
    if len(signs) > _FEW:
        return Folded(text.translate(_SINGLES), None)
    for sign in signs:
        text = text.replace(sign, _SINGLES.get(ord(sign), sign))
    return Folded(text, None)


def key(text: str) -> bytes:
    """Lower-case letters and digits, everything else a space: one byte for a character."""
    return text.encode("ascii", "replace").translate(_TABLE)
