"""Which forms stand side by side in a list ("Go, Python", "Java with Spring"): the company that a name keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

REACH = 4  # candidates on each side that are looked at: forms may lie in each other
WINDOW = 24  # characters between two items at most
# what may stand between two items: a version, a bracket, a comma, slash or bullet, "and", "with" ...
_LINK = re.compile(
    r"(?: ?v?[0-9][0-9.x]*\+?)?[)\]]?(?:\s?[,/&+|(]|\s?[•·]|\r?\n)?"
    r"(?:\s?(?:and|or|und|oder|et|y|with|on|in|using|via|plus)\b)?\s{0,2}(?:[-*•·(] ?)?"
)


def listed(text: str, found: Sequence[tuple[int, int, int]], number: int) -> Iterator[int]:
    """Indices of the forms directly beside one candidate (start, end, index of the form) of a text."""
    start, end, _ = found[number]
    for _, last, index in found[max(0, number - REACH) : number]:
        if last < start <= last + WINDOW and (_LINK.fullmatch(text, last, start) or text[last:start] == ": "):
            yield index
    for first, _, index in found[number + 1 : number + 1 + REACH]:
        if end < first <= end + WINDOW and _LINK.fullmatch(text, end, first):
            yield index
