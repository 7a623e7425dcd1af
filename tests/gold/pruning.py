"""Rules without what only some texts can have taught: alternatives of patterns, forms of skills, patterns of titles.

An alternative is attested where its pattern, with this alternative alone in its place, matches anywhere in a text.
Patterns are searched without their anchors: what is asked is whether the words occur, not whether a rule fired there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from types import ModuleType

from pipeline.clean.sentences import Cue

_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?P<\w+>|\(\?[-a-zA-Z]*:|\(\?<?[=!]|[()|]|[^\\\[()|]+", re.DOTALL
)
LISTED = 3  # alternatives that make a list of words, each of which is an item of its own
NEVER = r"(?!)"


@dataclass(frozen=True, slots=True)
class Item:
    """One alternative of one pattern: where it stands, and the pattern that attests it."""

    owner: tuple[str, str, int]  # module, attribute, number among the attribute's patterns
    start: int  # in the source of the pattern
    end: int
    alone: re.Pattern[str]
    minds_case: bool


def _lists(source: str) -> Iterator[list[tuple[int, int]]]:
    """The lists of alternatives of a pattern, outside look-arounds: for each the spans of its alternatives."""
    stack: list[tuple[bool, list[int]]] = [(True, [0])]
    at = 0
    for token in _TOKEN.findall(source):
        if token[0] == "(":
            around = token in ("(?=", "(?!", "(?<=", "(?<!")
            stack.append((stack[-1][0] and not around, [at + len(token)]))
        elif token == ")" and len(stack) > 1:
            counts, starts = stack.pop()
            if counts and len(starts) >= LISTED:
                yield list(zip(starts, [*(start - 1 for start in starts[1:]), at], strict=True))
        elif token == "|":
            stack[-1][1].append(at + 1)
        at += len(token)
    starts = stack[0][1]
    if len(starts) >= LISTED:
        yield list(zip(starts, [*(start - 1 for start in starts[1:]), at], strict=True))


def _loose(source: str) -> str:
    """The pattern without its anchors."""
    tokens = _TOKEN.findall(source)
    return "".join(token if token[0] in "\\[(" else re.sub(r"(?<!\\)[$^]", "", token) for token in tokens)


def patterns(modules: Iterable[ModuleType]) -> Iterator[tuple[tuple[str, str, int], re.Pattern[str]]]:
    """Every pattern that a module holds by name, alone, in a cue or in a tuple of them, with its address."""
    for module in modules:
        for name, value in vars(module).items():
            yield from (((module.__name__, name, i), found) for i, found in enumerate(_within(value)))


def _within(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Cue):
        yield value.pattern
    elif isinstance(value, tuple) and not hasattr(value, "_fields"):
        for part in value:
            yield from _within(part)


def items(modules: Iterable[ModuleType]) -> Iterator[Item]:
    """Every alternative of every list in the patterns of these modules."""
    for owner, pattern in patterns(modules):
        source = pattern.pattern
        for spans in _lists(source):
            first, last = spans[0][0], spans[-1][1]
            for start, end in spans:
                alone = _loose(source[:first] + source[start:end] + source[last:])
                try:
                    compiled = re.compile(alone, pattern.flags & ~re.UNICODE)
                except re.error:  # a group that another part refers to: not a list of words
                    continue
                yield Item(owner, start, end, compiled, "(?-i:" in source or not pattern.flags & re.IGNORECASE)


def without(source: str, dropped: Iterable[tuple[int, int]]) -> str:
    """The pattern with these alternatives turned into one that never matches."""
    for start, end in sorted(dropped, reverse=True):
        if NEVER not in source[start:end]:
            source = source[:start] + NEVER + source[end:]
    return source


def outermost(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans that no other contains."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def rebuilt(value: object, pruned: Callable[[re.Pattern[str], int], re.Pattern[str]]) -> object:
    """A module's value with each pattern put through `pruned(pattern, number)`."""
    number = -1

    def walk(part: object) -> object:
        nonlocal number
        if isinstance(part, re.Pattern):
            number += 1
            return pruned(part, number)
        if isinstance(part, Cue):
            number += 1
            return replace(part, pattern=pruned(part.pattern, number))
        if isinstance(part, tuple) and not hasattr(part, "_fields"):
            return tuple(walk(inner) for inner in part)
        return part

    return walk(value)
