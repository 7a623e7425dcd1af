"""Where matches of large expressions can begin, found by one automaton for all of their alternatives at once.

`re` tries every alternative at every character; of the literal beginnings of all of them, few stand in a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?:[-a-z]*:|<?[!=]|P<\w+>)|[()|]|(?:[?*+]|\{[\d,]+\})\??|.", re.DOTALL
)
_QUANTIFIER = re.compile(r"[?*+]\??|\{[\d,]+\}\??")
_EDGES = frozenset(("\\b", "^", "$"))
_ASIDE = frozenset(("(?!", "(?=", "(?<!", "(?<="))
_CLASS = re.compile(r"\[(-?[^\\^-][^\\-]*-?)\]")  # of single characters, without ranges
_DECIMALS = tuple(filter(str.isdecimal, map(chr, range(0x20000))))  # there are none beyond
_HALVES = re.compile("[\ud800-\udfff]")
_MOST = 128  # beginnings that are followed further
_ODD = (("ſ", "s"), ("ı", "i"), ("İ", "i"))  # what `re` takes for a letter where case is ignored, and `lower` does not

Heads = frozenset[tuple[str, bool]]  # beginnings, and whether what follows in the expression follows them at once
_NOTHING: Heads = frozenset({("", True)})
_ANYTHING: Heads = frozenset({("", False)})


def beginnings(pattern: str) -> frozenset[str]:
    """Strings in lower case with one of which each match of the expression begins, none the beginning of another.

    Of an expression that may begin with anything, the empty string.
    """
    found = {head.lower() for head, _ in _alternatives(_TOKEN.findall(pattern)[::-1])}
    return frozenset(head for head in found if not any(head[:end] in found for end in range(len(head))))


def _alternatives(tokens: list[str]) -> Heads:
    """The beginnings of the alternatives up to the bracket that closes them; `tokens` are taken from the end."""
    found: set[tuple[str, bool]] = set()
    row = _NOTHING
    while tokens and (token := tokens.pop()) != ")":
        if token == "|":
            found.update(row)
            row = _NOTHING
        else:
            row = _followed(row, _item(token, tokens))
    return frozenset(found.union(row))


def _item(token: str, tokens: list[str]) -> Heads:
    """The beginnings of one item with its quantifier."""
    if token[0] == "(":
        heads = _alternatives(tokens)
        if token in _ASIDE:
            heads = _NOTHING
    elif token in _EDGES:
        heads = _NOTHING
    elif single := _CLASS.fullmatch(token):
        heads = frozenset((sign, True) for sign in single[1])
    elif token == "\\d":
        heads = frozenset((digit, True) for digit in _DECIMALS)
    elif token[0] == "[" or token == "." or (token[0] == "\\" and token[1].isalnum()):
        heads = _ANYTHING
    else:
        heads = frozenset({(token[-1], True)})
    if not tokens or not _QUANTIFIER.fullmatch(tokens[-1]):
        return heads
    times = tokens.pop()[0]
    if times == "?":
        return heads | _NOTHING
    return frozenset((head, False) for head, _ in heads) if times == "+" else _ANYTHING


def _followed(row: Heads, heads: Heads) -> Heads:
    """The beginnings of a row with those of the item that follows it."""
    if len(row) > 1 and len(row) * len(heads) > _MOST:
        return frozenset((head, False) for head, _ in row)
    ended = {(head, False) for head, goes_on in row if not goes_on}
    return frozenset(ended.union((head + more, on) for head, goes_on in row if goes_on for more, on in heads))


class Beginnings:
    """Where matches of some expressions, numbered, can begin in a line."""

    def __init__(self, patterns: Sequence[str]) -> None:
        owners: dict[str, list[int]] = {}
        for number, pattern in enumerate(patterns):
            for head in beginnings(pattern):
                owners.setdefault(head, []).append(number)
        if "" in owners:
            raise ValueError(f"may begin with anything: {patterns[owners[''][0]]!r}")
        self._owners = list(owners.values())
        self._automaton = _automaton(owners)

    def found(self, low: str) -> list[tuple[int, int]]:
        """Start and number of the expression of each beginning in a line in lower case (see `folded`)."""
        hits = _hits(self._automaton, low)
        return [(start, number) for head, start, _ in hits for number in self._owners[head]] if hits else []


class Quick:
    """An expression for text in lower case, tried only where one of its alternatives can begin, if that is known."""

    __slots__ = ("_core", "_heads", "_pattern")

    def __init__(self, pattern: re.Pattern[str], core: re.Pattern[str] | None) -> None:
        heads = beginnings(pattern.pattern)
        self._pattern = pattern
        self._core = core
        self._heads = None if "" in heads else _automaton(heads)

    def stands(self, low: str) -> bool:
        """Whether the expression matches anywhere in a text in lower case, and so does the core where it has one."""
        if self._heads is None:
            return (self._core is None or self._core.search(low) is not None) and self._pattern.search(low) is not None
        hits = _hits(self._heads, low)
        if not hits or (self._core is not None and self._core.search(low) is None):
            return False
        match = self._pattern.match
        for _, start, _ in hits:  # noqa: SIM110  # a generator costs more than it does
            if match(low, start) is not None:
                return True
        return False


def _automaton(heads: Iterable[str]) -> AhoCorasick:
    return AhoCorasick(list(heads), matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)


def _hits(automaton: AhoCorasick, low: str) -> list[tuple[int, int, int]]:
    try:
        hits: list[tuple[int, int, int]] = automaton.find_matches_as_indexes(low, overlapping=True)
    except UnicodeEncodeError:  # half a character (a lone surrogate), of which no expression speaks
        hits = automaton.find_matches_as_indexes(_HALVES.sub("\ufffd", low), overlapping=True)
    return hits


def folded(text: str) -> str:
    """The text in lower case, of the same length, and letters where `re` takes other signs for them, ignoring case."""
    if not text.isascii():
        for sign, letter in _ODD:
            text = text.replace(sign, letter)
    return text.lower()
