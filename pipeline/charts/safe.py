"""Words of others on their way into a figure: nothing in them may act, in a picture, a table, a page or a terminal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from matplotlib.font_manager import FontProperties, findfont, get_font

LONGEST = 200  # characters of a cell
FORMULA = ("=", "+", "-", "@", "'")  # what a spreadsheet takes for a formula, or hides, at a cell's start
MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>~&$-])")


def one_line(text: str, longest: int = LONGEST) -> str:
    """The text on one line without control, format and private characters, no longer than `longest`."""
    kept = "".join(" " if mark.isspace() else mark for mark in unicodedata.normalize("NFC", text) if _is_plain(mark))
    words = " ".join(kept.split())
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def cell(text: str) -> str:
    """A cell of a figure's table: one line, drawn by the figure's font, and no spreadsheet takes it for a formula."""
    drawn = "".join(mark if ord(mark) in _drawable() else "□" for mark in one_line(text))
    return f"\u2019{drawn}" if drawn.startswith(FORMULA) else drawn


def markdown(text: str) -> str:
    """One line of Markdown that shows the text and nothing else."""
    return MARKDOWN.sub(r"\\\1", one_line(text))


def _is_plain(mark: str) -> bool:
    return mark.isspace() or unicodedata.category(mark) not in ("Cc", "Cf", "Co", "Cs", "Cn")


@lru_cache(maxsize=1)
def _drawable() -> frozenset[int]:
    """Code points that the font of all figures has."""
    return frozenset(get_font(findfont(FontProperties(family="DejaVu Sans"))).get_charmap())
