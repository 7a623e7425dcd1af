"""Titles taken out of a stretch of text that names one or several ("Backend & Frontend Engineers")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipeline.tag.nouns import Scan
from pipeline.tag.pieces import Piece, joined, pieces
from pipeline.tag.titles import area_of, is_generic, role_of
from pipeline.taxonomy.advertising import words as listed

_STRAY = re.compile(
    r"\S*(?:://|\.(?!js\b|net\b)\w+/)|(?:\w+ )*(?:development|engineering) of\b|(?:your|my|their|its|with|to|how|from"
    r"|this|that|these|every|each|no"
    r"|not|when|where|what|why|by|as|than|like|fellow|other|former|ex|amp)\b",
    re.IGNORECASE,
)
GENERAL = "software_developer"
_BRACKET = re.compile(r"\(([^()]{5,80})\)")
_FIELD = re.compile(r"(?! )[^,;&]+?(?= *(?:[,;&]|$| and |\)))")
KEPT = 120  # characters of a stretch whose titles are remembered: headers come again and again
Areas = Literal["none", "plain", "weak"]


@dataclass(frozen=True, slots=True)
class Found:
    """A title as it stands in a text, with its role."""

    start: int
    end: int
    title: str
    role: str
    is_generic: bool  # says nothing of the kind of work ("engineers")
    is_area: bool  # words without a noun of a job ("Backend")
    is_weak: bool  # words that may as well be a stack ("Python")


def named(scanned: Scan, start: int, end: int, areas: Areas = "plain") -> list[Found]:
    """The titles that the stretch names: "Backend & Frontend Engineers" are two, "Engineer, Backend" is one.

    `areas` says whether words without a noun of a job count: none, plain ("Backend"), or weak ("Python") as well.
    """
    nouns = scanned.within(start, end)
    if areas == "none" and not nouns:
        return []
    words = scanned.text[start:end]
    found = _named(words, nouns, areas) if end - start <= KEPT else _named.__wrapped__(words, nouns, areas)
    return [
        Found(one.start + start, one.end + start, one.title, one.role, one.is_generic, one.is_area, one.is_weak)
        for one in found
    ]


@lru_cache(maxsize=1 << 15)
def _named(words: str, nouns: tuple[tuple[int, int], ...], areas: Areas) -> tuple[Found, ...]:
    shared: str | None = None
    found: list[Found] = []
    starts, ends = zip(*nouns, strict=True) if nouns else ((), ())
    for piece in reversed(joined(words, pieces(Scan(words, starts, ends, ())))):
        role, shared = _role(words[piece.start : piece.end], piece, areas, shared)
        if role:
            fields = _fields(words, piece)
            found += [*fields, _found(words, piece, GENERAL if fields else role)]
    return tuple(reversed(found))


def _fields(words: str, piece: Piece) -> list[Found]:
    """The jobs that a bracket lists after a general title, last first ("Software Engineers (Backend, Mobile)")."""
    bracket = _BRACKET.search(words, piece.start, piece.end) if piece.kind == "headed" else None
    if bracket is None or "," not in bracket[1] or role_of(words[piece.start : bracket.start()]) != GENERAL:
        return []
    listed: list[Found] = []
    for field in _FIELD.finditer(words, *bracket.span(1)):
        area, is_weak = area_of(field[0])
        if area not in (None, "non_it", GENERAL) and not is_weak:
            listed.append(Found(field.start(), field.end(), field[0], str(area), False, False, False))
    return listed[::-1]


def _role(words: str, piece: Piece, areas: Areas, shared: str | None) -> tuple[str | None, str | None]:
    """The role of the piece, and the noun that it shares with the pieces before it."""
    if piece.kind == "headed":
        noun = piece.noun.lower().removesuffix("s")
        outside = "non_it" if noun in listed("outside") and " " in words else None
        return None if _STRAY.match(words) else role_of(words) or outside, piece.noun if noun in listed(
            "shared"
        ) else None
    if piece.kind == "area" or (piece.kind == "weak" and (areas == "weak" or shared)):
        role = role_of(f"{words} {shared}") if shared else None
        return (piece.role if role in (None, "non_it") else role) if shared or areas != "none" else None, shared
    return None, None


def _found(words: str, piece: Piece, role: str) -> Found:
    title, is_headed = words[piece.start : piece.end], piece.kind == "headed"
    return Found(
        piece.start, piece.end, title, role, is_headed and is_generic(title), not is_headed, piece.kind == "weak"
    )
