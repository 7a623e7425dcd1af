r"""The language in which blocks and needs are written: regular expressions that are sequences of tokens too.

A word is a run of ASCII letters and digits, a blank a run of white space, every other character a sign (texts are
folded before they are compared: no accents, no full-width letters). Allowed are characters, `\w \d \s \b`, classes,
groups, `|`, `?`, `*`, `+`, `{m,n}`, `(?i:...)`, `(?-i:...)`, `(?!Word|Word)` before letters, and two of its own:
`<words 3>`, up to three words with single blanks between, and `<near 3>`, up to seven words, blanks and signs other
than a full stop. A pattern without capitals is compared in any case.

What counts characters across words, such as `[^.]{0,30}`, is no sequence of tokens and is refused; so are look-behinds,
anchors and captures. `regex` gives the expression of the batch path; pipeline.taxonomy.tokens gives the token patterns
of the specification from the same tree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

ALNUM = "A-Za-z0-9"
_CAPITAL = re.compile(r"(?<!\\)[A-Z]|\(\?i")
_CLASSES = {"w": ALNUM, "d": "0-9", "s": r"\s"}
_REPEATS: dict[str, tuple[int, int | None]] = {"?": (0, 1), "*": (0, None), "+": (1, None)}
_RUN = re.compile(r"[A-Za-z0-9]+(?![A-Za-z0-9?*+{])")  # a repetition takes the last letter alone
_NEAR = rf"[{ALNUM}]*+(?:[{ALNUM}]++|\s++|[^{ALNUM}\s.])"  # possessive: no word is taken in pieces
_WORDS = rf"[{ALNUM}]*+(?:[{ALNUM}]++| (?!\s))"


class DialectError(ValueError):
    """A pattern that no sequence of tokens can express; says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One character: those of its class that are letters or digits, blanks and signs, each the body of a class.

    Or, where it is a `run`, several letters or digits, which `word` holds.
    """

    source: str
    word: str
    blank: str
    sign: str
    any_case: bool
    run: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    r"""`\b`: a word begins or ends here."""


@dataclass(frozen=True, slots=True)
class Not:
    """`(?!One|Two)`: how the rest of a word must not begin; `(?![+#])`: a sign that must not follow the pattern."""

    source: str
    is_sign: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """`<words 3>` or, with signs, `<near 3>`: up to three words and what is between."""

    words: int
    with_signs: bool

    @property
    def most(self) -> int:
        """Tokens at most."""
        return 2 * self.words + 1


@dataclass(frozen=True, slots=True)
class Repeat:
    """A node some times over; `most` None: without limit."""

    node: Node
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Either:
    """Alternatives, each a row of nodes, with the case they change to."""

    rows: tuple[tuple[Node, ...], ...]
    flag: str  # "", "i" or "-i"


Node = Atom | Edge | Not | Gap | Repeat | Either


def regex(node: Node) -> str:
    """The expression of the batch path, for `re`."""
    match node:
        case Atom(source=source):
            return source
        case Edge():
            return rf"(?:(?<![{ALNUM}])(?=[{ALNUM}])|(?<=[{ALNUM}])(?![{ALNUM}]))"
        case Not(source=source):
            return f"(?!{source})"
        case Gap(with_signs=with_signs):
            return f"{_NEAR if with_signs else _WORDS}{{0,{node.most}}}"
        case Repeat(inner, least, most):
            signs = {limits: sign for sign, limits in _REPEATS.items()}
            times = signs.get((least, most)) or f"{{{least},{'' if most is None else most}}}"
            return regex(inner) + times if isinstance(inner, Atom | Either) else f"(?:{regex(inner)}){times}"
        case Either(rows, flag):
            return f"(?{flag}:{'|'.join(_row(row) for row in rows)})"


def _row(row: tuple[Node, ...]) -> str:
    r"""The expression of a row; a `\b` looks only to the side where no letter may stand."""
    parts: list[str] = []
    for number, node in enumerate(row):
        if isinstance(node, Edge) and number + 1 < len(row) and _is_word(row[number + 1], 0):
            parts.append(rf"(?<![{ALNUM}])")
        elif isinstance(node, Edge) and number > 0 and _is_word(row[number - 1], -1):
            parts.append(rf"(?![{ALNUM}])")
        else:
            parts.append(regex(node))
    return "".join(parts)


def _is_word(node: Node, side: int) -> bool:
    """Whether the node surely begins (side 0) or ends (-1) with a letter or digit."""
    match node:
        case Atom(blank=blank, sign=sign):
            return not (blank or sign)
        case Repeat(inner, least, _):
            return least > 0 and _is_word(inner, side)
        case Either(rows):
            return all(row and _is_word(row[side], side) for row in rows)
        case _:
            return False


def kind(char: str) -> str:
    """Whether a character is part of a word, of a blank or a sign."""
    return "word" if char.isascii() and char.isalnum() else "blank" if char.isspace() else "sign"


@lru_cache(maxsize=4096)
def parsed(pattern: str) -> Either:
    """The tree of a pattern; DialectError where it is none of the dialect."""
    reader = _Reader(pattern)
    tree = reader.either("i" if reader.any_case else "")
    if reader.left:
        raise DialectError(f"has an unexpected {reader.left[0]!r}")
    return tree


def need_patterns(words: tuple[str, ...]) -> tuple[str, ...]:
    """Needs as patterns: abbreviations of up to four characters stand whole, in their case; others may go on.

    A blank in a need may be a hyphen or a line break.
    """
    grouped: dict[str, list[str]] = {}
    for word in words:
        spaced = r"[\s-]+".join(re.escape(part) for part in word.split())
        if len(word) > 4 or word.islower():
            shape = r"\b(?i:{})" if kind(word[0]) == "word" else "(?i:{})"
        else:
            shape = r"\b(?:{})" if kind(word[0]) == "word" else "(?:{})"
            shape += r"s?\b(?![+#])" if kind(word[-1]) == "word" else ""
        grouped.setdefault(shape, []).append(spaced)
    return tuple(shape.format("|".join(spaced)) for shape, spaced in grouped.items())


class _Reader:
    """Reads one pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self.any_case = not _CAPITAL.search(pattern) or pattern.startswith("(?i)")
        self.left = pattern.removeprefix("(?i)")

    def either(self, flag: str) -> Either:
        rows = [self._row()]
        while self._take("|"):
            rows.append(self._row())
        return Either(tuple(rows), flag)

    def _take(self, wanted: str) -> bool:
        found = self.left.startswith(wanted)
        self.left = self.left[len(wanted) if found else 0 :]
        return found

    def _row(self) -> tuple[Node, ...]:
        nodes: list[Node] = []
        while self.left and self.left[0] not in "|)":
            nodes.append(self._repeated(self._node()))
        return tuple(nodes)

    def _repeated(self, node: Node) -> Node:
        found = re.match(r"[?*+]|\{(\d+)(?:(,)(\d*))?\}", self.left)
        if found is None:
            return node
        if not isinstance(node, Atom | Either):
            raise DialectError("repeats what has no length")
        self.left = self.left[found.end() :]
        if self.left[:1] in ("?", "+", "*"):
            raise DialectError("has a lazy or possessive repetition; leave the second sign out")
        if found[0] in _REPEATS:
            return Repeat(node, *_REPEATS[found[0]])
        least = int(found[1])
        return Repeat(node, least, least if found[2] is None else int(found[3]) if found[3] else None)

    def _node(self) -> Node:
        if gap := re.match(r"<(near|words) (\d)>", self.left):
            self.left = self.left[gap.end() :]
            return Gap(int(gap[2]), gap[1] == "near")
        if look := re.match(r"\(\?!([A-Za-z0-9|]+|\[[^\]\\\w\s^-]+\])\)", self.left):
            self.left = self.left[look.end() :]
            return Not(look[1], look[1].startswith("["))
        for opening, flag in (("(?i:", "i"), ("(?-i:", "-i"), ("(?:", "")):
            if self._take(opening):
                return self._group(flag)
        if self._take("\\"):
            return self._escape()
        if self.left[0] == "[":
            return self._class()
        if letters := _RUN.match(self.left):
            self.left = self.left[letters.end() :]
            return Atom(letters[0], letters[0], "", "", any_case=self.any_case, run=True)
        char, self.left = self.left[0], self.left[1:]
        if char in "()^$.*+?{}":
            raise DialectError(f"has {char!r} unescaped: anchors, dots, captures and look-behinds are no tokens")
        return self._literal(char)

    def _group(self, flag: str) -> Either:
        outer = self.any_case
        self.any_case = {"i": True, "-i": False}.get(flag, outer)
        inner = self.either(flag)
        if not self._take(")"):
            raise DialectError("has an open group")
        self.any_case = outer
        return inner

    def _escape(self) -> Node:
        if self._take("b"):
            return Edge()
        if code := re.match(r"x([0-9a-f]{2})|u([0-9a-f]{4})", self.left, re.IGNORECASE):
            self.left = self.left[code.end() :]
            return self._literal(chr(int(code[1] or code[2], 16)))
        char, self.left = self.left[:1], self.left[1:]
        if char in _CLASSES:
            return self._of(_CLASSES[char])
        if not char or char.isalnum():
            raise DialectError(f"has the escape \\{char}, which is no class of the dialect")
        return self._literal(char)

    def _literal(self, char: str) -> Atom:
        word, blank, sign = (_escaped(char) if kind(char) == name else "" for name in ("word", "blank", "sign"))
        return Atom(re.escape(char), word, blank, sign, self.any_case)

    def _class(self) -> Atom:
        found = re.match(r"\[(\^?)((?:\\.|[^\]\\])+)\]", self.left)
        if found is None or found[1]:
            raise DialectError("has an open or negated class; name what may stand there, or write <near 5>")
        self.left = self.left[found.end() :]
        body = re.sub(r"\\x([0-9a-f]{2})", lambda code: chr(int(code[1], 16)), found[2])
        body = re.sub(r"\\([wds])", lambda name: _CLASSES[name[1]], body)
        return self._of(body)

    def _of(self, body: str) -> Atom:
        """The atom of a class body."""
        bodies = {"word": "", "blank": "", "sign": ""}
        for part in re.findall(r"\\s|[A-Za-z0-9]-[A-Za-z0-9]|\\.|.", body, re.DOTALL):
            if part == r"\s":
                bodies["blank"] += part
            elif len(part) == 3:
                bodies["word"] += part
            else:
                bodies[kind(part[-1])] += _escaped(part[-1])
        return Atom(f"[{''.join(bodies.values())}]", bodies["word"], bodies["blank"], bodies["sign"], self.any_case)


def _escaped(char: str) -> str:
    """The character as a member of a class."""
    return f"\\{char}" if char in "\\]^-[&~|" else char
