"""The forms of the taxonomy compiled into one automaton, and the candidates it finds in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from ahocorasick_rs import BytesAhoCorasick, MatchKind

from pipeline.tag.folding import folded, key
from pipeline.taxonomy import Skill

_PUNCTUATION = re.compile(r"^([^0-9a-z]*)(.*?)([^0-9a-z]*)$", re.DOTALL)
_GAP = re.compile(r"[^0-9A-Za-z]+")
_SPELLINGS = (
    ("ization", "isation"), ("izing", "ising"), ("ized", "ised"), ("modeling", "modelling"), ("labeling", "labelling"),
    ("center", "centre"), ("behavior", "behaviour"), ("personaliz", "personalis"), ("optimiz", "optimis"),
)  # fmt: skip
_NOT_PLURAL = re.compile(r"(?:s|ing|ed|ion|ment|ity|ence|ance|y|ware|work|ics)$", re.IGNORECASE)
_SOFT_GAPS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]{1,2}|[ \t]?\r?\n[ \t]?|[-\u2010-\u2015_]")
_SIGNS = frozenset("+#&")  # what a space cannot stand for


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write one or more skills, ready to be compared with a text."""

    written: str
    skills: tuple[str, ...]
    kind: str  # forms, exact or guarded
    prefix: str  # punctuation that must stand before ("." of ".NET") and after ("++" of "C++")
    suffix: str
    gaps: tuple[str, ...]  # between its words, lower case
    plain: str  # as written, without prefix and suffix, one space between words

    @property
    def is_simple(self) -> bool:
        """Whether the letters found are all there is to compare."""
        return not (self.prefix or self.suffix or self.gaps or self.kind == "exact")

    def stands(self, text: str, start: int, end: int) -> bool:
        """Whether the folded text really shows this form at these offsets (of its letters and digits)."""
        if self.prefix and not text.startswith(self.prefix, start - len(self.prefix)):
            return False
        if self.suffix and not text.startswith(self.suffix, end):
            return False
        shown = text[start:end]
        if self.kind == "exact" and _GAP.sub(" ", shown) != self.plain:
            return False
        return not self.gaps or self._joined(shown)

    def _joined(self, shown: str) -> bool:
        """Whether the words are joined as in the form, or by a space, hyphen or line break."""
        between = _GAP.findall(shown)
        return len(between) == len(self.gaps) and all(
            found == gap
            or found.strip() == gap.strip() != ""
            or (not _SIGNS.intersection(gap) and _SOFT_GAPS.fullmatch(found) is not None)
            for found, gap in zip(between, self.gaps, strict=True)
        )


def _spellings(form: str) -> Iterator[str]:
    yield form
    if " and " in form or " & " in form:
        yield form.replace(" and ", " & ") if " and " in form else form.replace(" & ", " and ")
    for american, british in _SPELLINGS:
        if american in form:
            yield form.replace(american, british)
        elif british in form:
            yield form.replace(british, american)


def _plurals(form: str, kind: str) -> Iterator[str]:
    yield form
    last = form.split()[-1]
    acronym = last.isupper() and last.isalpha() and len(last) > 1 and not last.endswith("S")
    phrase = " " in form and last.isalpha() and len(last) > 3 and not _NOT_PLURAL.search(last)
    if acronym or (phrase and kind != "exact"):
        yield form + "s"


def _keys(core: str) -> set[bytes]:
    """The bytes to look for: words joined as written, by one character, or by one or two more ("CI / CD", CR LF)."""
    words, gaps = _WORDS.findall(core), _GAP.findall(core)
    choices = [{1, len(gap), 2 if gap.isspace() or gap == "-" else len(gap) + 2} for gap in gaps]
    return {_spaced(words, widths) for widths in product(*choices)}


_WORDS = re.compile(r"[0-9A-Za-z]+")


def _spaced(words: list[str], widths: tuple[int, ...]) -> bytes:
    line = words[0]
    for width, word in zip(widths, words[1:], strict=True):
        line += " " * width + word
    return b" " + key(line) + b" "


class Lexicon:
    """All forms of some skills; finds where they may stand."""

    def __init__(self, skills: Mapping[str, Skill]) -> None:
        written: dict[tuple[str, str], tuple[str, list[str]]] = {}
        for skill in skills.values():
            for kind in ("forms", "exact", "guarded"):
                for form in getattr(skill, kind):
                    for spelt in _spellings(folded(form).text):
                        for shown in _plurals(spelt, kind):
                            name = shown if kind == "exact" else shown.lower().replace("-", " ")
                            ids = written.setdefault((kind, name), (shown, []))[1]
                            if skill.id not in ids:
                                ids.append(skill.id)
        self.forms: list[Form] = []
        by_key: dict[bytes, list[int]] = {}
        for (kind, _), (shown, ids) in written.items():
            self._add(shown, tuple(ids), kind, by_key)
        self._patterns = [tuple(forms) for forms in by_key.values()]
        self._simple = [
            forms[0] if len(forms) == 1 and self.forms[forms[0]].is_simple else None for forms in self._patterns
        ]
        self._automaton = BytesAhoCorasick(list(by_key), matchkind=MatchKind.Standard)

    def _add(self, shown: str, ids: tuple[str, ...], kind: str, by_key: dict[bytes, list[int]]) -> None:
        parts = _PUNCTUATION.match(shown.lower())
        if parts is None or not parts[2]:
            raise ValueError(f"form {shown!r} of {', '.join(ids)} has no letter or digit")
        gaps = tuple(_GAP.findall(parts[2]))
        plain = _GAP.sub(" ", shown[len(parts[1]) : len(shown) - len(parts[3])])
        self.forms.append(Form(shown, ids, kind, parts[1], parts[3], gaps, plain))
        for pattern in _keys(parts[2]):
            by_key.setdefault(pattern, []).append(len(self.forms) - 1)

    def found(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Where forms may stand in a folded text: (start, end, index of the form), whole words, compared with "
        "the text."""
        hits = self._automaton.find_matches_as_indexes(b" " + key(text) + b" ", overlapping=True)
        for pattern, start, last in hits:
            simple = self._simple[pattern]
            if simple is not None:
                yield start, last - 2, simple
                continue
            for index in self._patterns[pattern]:
                form = self.forms[index]
                if form.stands(text, start, last - 2):
                    yield start - len(form.prefix), last - 2 + len(form.suffix), index
