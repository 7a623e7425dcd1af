r"""The sequences of tokens that a pattern of the dialect stands for.

A text is cut into words (ASCII letters and digits), blanks (white space) and signs (every other character, each by
itself), nothing left out. A pattern becomes one or more rows of tokens, each compared with one token of the text; only
the first and last may be met in part ("geolog" is in "biogeology").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, product

from pipeline.taxonomy.dialect import ALNUM, Atom, DialectError, Edge, Either, Gap, Node, Not, Repeat

MANY = 60  # rows that one pattern may stand for
_LISTED = 400  # words that one token may be compared with
_TOKEN = re.compile(rf"[{ALNUM}]+|\s+|[\S\s]")
_WORD, _BLANK, _SIGN = frozenset(("word",)), frozenset(("blank",)), frozenset(("sign",))


@dataclass(frozen=True, slots=True)
class Token:
    """What one token of a text must be; or `least` to `most` (None: any number) neighbouring ones, each of them."""

    kinds: frozenset[str]
    source: str  # an expression for the whole token
    words: frozenset[str] | None = None  # all that it stands for, where they can be listed
    any_case: bool = False
    may_lack: bool = False
    least: int = 1
    most: int | None = 1
    absent: bool = False  # what stands here must be something else
    open_left: bool = False  # more may stand before, in the same token
    open_right: bool = False

    @property
    def is_one(self) -> bool:
        """Whether it is compared with exactly one token."""
        return self.most == 1 and not self.absent


_Way = list[Token | Edge]


def cut(text: str) -> list[str]:
    """The tokens of a text, nothing left out."""
    return _TOKEN.findall(text)


def rows(tree: Either) -> list[tuple[Token, ...]]:
    r"""Every row of tokens that the pattern stands for; those where a `\b` can never hold are left out.

    DialectError where tokens cannot say what it says.
    """
    found = [row for way in _either(tree) for plain in _settled(way) if (row := _edged(plain)) is not None]
    if not found:
        raise DialectError("can match nothing")
    return found


def _ways(node: Node) -> list[_Way]:
    match node:
        case Atom():
            return [[_single(node, name, body)] for name, body in _bodies(node)]
        case Edge():
            return [[node]]
        case Not(source, is_sign):
            if is_sign:
                return [[Token(_SIGN, source, absent=True)]]
            return [[Token(_WORD, f"(?!{source})", may_lack=True)]]
        case Gap(with_signs=with_signs):
            kinds = _WORD | _BLANK | _SIGN if with_signs else _WORD | _BLANK
            source = rf"(?:[{ALNUM}]+|\s+|[^{ALNUM}\s.])" if with_signs else rf"(?:[{ALNUM}]+| )"
            return [[Token(kinds, source, least=0, most=node.most)]]
        case Repeat():
            return _repeated(node)
        case Either():
            return _either(node)


def _bodies(atom: Atom) -> list[tuple[str, str]]:
    return [(name, body) for name in ("word", "blank", "sign") if (body := getattr(atom, name))]


def _single(atom: Atom, name: str, body: str) -> Token:
    any_case = atom.any_case and name == "word"
    if atom.run:
        return Token(
            _WORD, f"(?i:{body})" if any_case else body, frozenset((body.lower() if any_case else body,)), any_case
        )
    listed = None
    if not re.search(r"(?<!\\)-|\\s", body):
        listed = frozenset(re.sub(r"\\(.)", r"\1", body.lower() if any_case else body))
    return Token(frozenset((name,)), f"(?i:[{body}])" if any_case else f"[{body}]", listed, any_case)


def _repeated(repeat: Repeat) -> list[_Way]:
    inner = _ways(repeat.node)
    bodies = _bodies(repeat.node) if isinstance(repeat.node, Atom) else []
    within = [way[0] for way in inner if len(way) == 1 and isinstance(way[0], Token) and way[0].kinds == _WORD]
    if len(within) == len(inner) or (len(bodies) == 1 and bodies[0][0] == "blank"):
        tokens = [token for way in inner for token in way if isinstance(token, Token)]
        return [[_times(_any(tokens), repeat)]]
    if bodies and repeat.most is None:
        run = _run(repeat.node, bodies)
        return [[run]] if repeat.least else [[], [run]]
    if repeat.most is None or (bodies and repeat.most > 1) or len(inner) ** repeat.most > MANY:
        raise DialectError("counts characters or groups across words; write <near 5> or <words 5>, up to five words")
    return [
        [piece for part in parts for piece in part]
        for times in range(repeat.least, repeat.most + 1)
        for parts in product(inner, repeat=times)
    ]


def _times(token: Token, repeat: Repeat) -> Token:
    """A part of a token some times over."""
    words = None
    if token.words is not None and (repeat.least, repeat.most) == (0, 1):
        words = token.words | {""}
    source = f"(?:{token.source}){{{repeat.least},{'' if repeat.most is None else repeat.most}}}"
    return replace(token, source=source, words=words, may_lack=token.may_lack or repeat.least == 0)


def _run(node: Node, bodies: list[tuple[str, str]]) -> Token:
    """Neighbouring tokens of a class of mixed characters."""
    parts = [f"[{body}]" if name == "sign" else f"[{body}]+" for name, body in bodies]
    flag = "i" if isinstance(node, Atom) and node.any_case else ""
    return Token(frozenset(name for name, _ in bodies), f"(?{flag}:{'|'.join(parts)})", most=None)


def _any(tokens: list[Token]) -> Token:
    """One token that is one of some."""
    if len(tokens) == 1:
        return tokens[0]
    any_case = all(token.any_case for token in tokens)
    listed: frozenset[str] | None = frozenset()
    for token in tokens:
        alike = token.words is not None and token.any_case == any_case and listed is not None
        listed = (listed or frozenset()) | (token.words or frozenset()) if alike else None
    source = f"(?:{'|'.join(token.source for token in tokens)})"
    return Token(tokens[0].kinds, source, listed, any_case, any(token.may_lack for token in tokens))


def _either(node: Either) -> list[_Way]:
    """The ways through all alternatives; those of a single token of the same kind are one."""
    found = [way for row in node.rows for way in _row(row)]
    alike: dict[tuple[frozenset[str], bool], list[Token]] = {}
    longer: list[_Way] = []
    for way in found:
        only = way[0] if len(way) == 1 else None
        if isinstance(only, Token) and only.is_one:
            alike.setdefault((only.kinds, only.any_case), []).append(only)
        else:
            longer.append(way)
    one: list[_Way] = [[_any(tokens)] for tokens in alike.values()]
    return one + longer


def _row(row: tuple[Node, ...]) -> list[_Way]:
    ways: list[_Way] = [[]]
    for node in row:
        following = _ways(node)
        if len(ways) * len(following) > MANY:
            raise DialectError(f"stands for more than {MANY} rows of tokens; write it as several patterns")
        ways = [_joined(way, more) for way in ways for more in following]
    return ways


def _joined(way: _Way, more: _Way) -> _Way:
    """One way after the other; parts of one word, or of one blank, become one token."""
    if way and more and isinstance(last := way[-1], Token) and isinstance(first := more[0], Token):
        parts = last.kinds == first.kinds and first.kinds in (_WORD, _BLANK) and last.is_one and first.is_one
        if parts:
            return [*way[:-1], _concatenated(last, first), *more[1:]]
    return [*way, *more]


def _concatenated(first: Token, second: Token) -> Token:
    words = None
    if first.words is not None and second.words is not None and first.any_case == second.any_case:
        words = frozenset(a + b for a in first.words for b in second.words)
    return Token(
        first.kinds,
        first.source + second.source,
        words if words is not None and len(words) <= _LISTED else None,
        first.any_case and second.any_case,
        first.may_lack and second.may_lack,
    )


def _settled(way: _Way) -> Iterator[_Way]:
    """The ways with each optional token and without it."""
    for number, token in enumerate(way):
        if isinstance(token, Token) and token.may_lack:
            if number in (0, len(way) - 1) or token.source.startswith("(?!"):
                raise DialectError("begins or ends with what may lack, or looks ahead at no word; leave it out")
            yield from _settled(_joined(way[:number], way[number + 1 :]))
            words = token.words - {""} if token.words is not None else None
            present = replace(token, may_lack=False, words=words)
            yield from _settled([*way[:number], present, *way[number + 1 :]])
            return
    yield way


def _edged(way: _Way) -> tuple[Token, ...] | None:
    r"""The row with its open ends marked; None where a `\b` stands where no word begins or ends."""
    tokens = [piece for piece in way if isinstance(piece, Token)]
    edges = {sum(isinstance(p, Token) for p in way[:n]) for n, piece in enumerate(way) if isinstance(piece, Edge)}
    ends = len(tokens) - 1 if tokens and tokens[-1].absent else len(tokens)  # where the match itself ends
    if not ends or not all(token.is_one for token in (tokens[0], tokens[ends - 1])):
        raise DialectError("begins or ends with a run or a gap")
    for number, (first, second) in enumerate(pairwise(tokens[:ends]), 1):
        if number in edges and (first.kinds == _WORD) == (second.kinds == _WORD) and first.is_one and second.is_one:
            return None
        _check_neighbours(first, second)
        if second.least == 0 and number not in edges:
            tokens[number - 1] = replace(first, open_right=True)
    if any(tokens[n].kinds != _WORD for n, edge in ((0, 0), (ends - 1, ends)) if edge in edges):
        raise DialectError(r"has a \b that is not beside a letter or digit")
    tokens[0] = replace(tokens[0], open_left=0 not in edges and tokens[0].kinds != _SIGN)
    last = tokens[ends - 1]
    tokens[ends - 1] = replace(last, open_right=ends not in edges and ends == len(tokens) and last.kinds != _SIGN)
    return tuple(tokens)


def _check_neighbours(first: Token, second: Token) -> None:
    if second.least == 0 and first.kinds != _WORD:
        raise DialectError("has a gap that does not follow a word")
    if first.least == 0 or second.least == 0:
        return
    if first.kinds & second.kinds - _SIGN and not (first.is_one and second.is_one and first.kinds != second.kinds):
        raise DialectError("has two neighbouring parts that may share one token")
    if (first.most is None or second.most is None) and first.kinds & second.kinds:
        raise DialectError("has a run beside what it may take in")
