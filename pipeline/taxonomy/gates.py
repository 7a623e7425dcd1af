"""What a regular expression cannot do without: literals, one of which stands in every match of it."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any

COMMON = ("engineering", "developer", "development", "software")  # in so many titles that they tell nothing


def needed(pattern: str) -> frozenset[str] | None:
    """Literals of which every match holds at least one, the most telling ones; None if there are none."""
    best = _of_sequence(import_module("re._parser").parse(pattern))
    return best if best and _worth(best) else None


def _worth(literals: Iterable[str]) -> int:
    """How much the presence of one of the literals tells: as much as the shortest does."""
    bare = [literal.strip() for literal in literals]
    return min(0 if any(literal in word for word in COMMON) else len(literal) for literal in bare)


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """The most telling of what the items of a sequence need."""
    found: list[frozenset[str]] = []
    run: list[tuple[Any, Any]] = []  # the literals that were just read
    for operation, argument in [*items, (None, None)]:
        if str(operation) == "LITERAL":
            run.append((operation, argument))
            continue
        if run:
            found.append(frozenset(("".join(chr(code) for _, code in run),)))
        if (inner := _of_item(str(operation), argument, run)) is not None:
            found.append(inner)
        run = []
    return max(found, key=_worth, default=None)


def _of_item(operation: str, argument: Any, before: list[tuple[Any, Any]]) -> frozenset[str] | None:
    """What an item needs that follows literals: the parser moves the common beginning of branches before them."""
    if operation == "SUBPATTERN":
        return _of_sequence(argument[-1])
    if operation in ("MAX_REPEAT", "MIN_REPEAT") and argument[0] > 0:
        return _of_sequence(argument[-1])
    if operation == "BRANCH":
        each = [_of_sequence([*before, *branch]) for branch in argument[1]]
        return frozenset().union(*(one or () for one in each)) if all(each) else None
    return None
