"""The forms of the taxonomy compiled into one automaton, and the candidates it finds in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from ahocorasick_rs import BytesAhoCorasick, Implementation

from pipeline.tag.folding import folded, key
from pipeline.taxonomy import Skill

_PUNCTUATION = re.compile(r"^([^0-9a-z]*)(.*?)([^0-9a-z]*)$", re.DOTALL)
_GAP = re.compile(r"[^0-9A-Za-z]+")
_SPELLINGS = (
    ("ization", "isation"), ("izing", "ising"), ("ized", "ised"), ("modeling", "modelling"), ("labeling", "labelling"),
    ("center", "centre"), ("behavior", "behaviour"), ("personaliz", "personalis"), ("optimiz", "optimis"),
)  # fmt: skip
_NOT_PLURAL = re.compile(r"(?:s|ing|ed|ion|ment|ity|ence|ance|y|ware|work|ics)$", re.IGNORECASE)
BLANKS = r"[ \t\u00a0\u2000-\u200a\u202f\u3000]{1,2}|[ \t]?\r?\n[ \t]?"  # what may stand for a space or hyphen
HYPHENS = r"[-\u2010-\u2015\u2212_]"
_SOFT_GAPS = re.compile(f"{BLANKS}|{HYPHENS}")
SIGNS = frozenset("+#&")  # what a space cannot stand for


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
    core: str  # as written, without prefix and suffix
    low: str  # the same in lower case

    @property
    def is_simple(self) -> bool:
        """Whether the letters found are all there is to compare."""
        return not (self.prefix or self.suffix or self.gaps or self.kind == "exact")

    @property
    def is_word(self) -> bool:
        """Whether it is a single word in its own case."""
        return self.kind == "exact" and not (self.prefix or self.suffix or self.gaps)

    def stands(self, text: str, start: int, end: int) -> bool:
        """Whether the folded text really shows this form at these offsets (of its letters and digits)."""
        begun = start - len(self.prefix)
        if self.prefix and (begun < 0 or not text.startswith(self.prefix, begun)):
            return False
        if self.suffix and not text.startswith(self.suffix, end):
            return False
        shown = text[start:end]
        if shown == self.core or (self.kind != "exact" and shown.lower() == self.low):
            return True
        if self.kind == "exact" and _GAP.sub(" ", shown) != self.plain:
            return False
        return not self.gaps or self._joined(shown)

    def _joined(self, shown: str) -> bool:
        """Whether the words are joined as in the form, or by a space, hyphen or line break."""
        between = _GAP.findall(shown)
        return len(between) == len(self.gaps) and all(
            found == gap
            or found.strip() == gap.strip() != ""
            or (not SIGNS.intersection(gap) and _SOFT_GAPS.fullmatch(found) is not None)
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


def widths(gap: str) -> frozenset[int]:
    """Characters that may stand for a gap of a form: one, as many as it has, or one or two more ("CI / CD", CR LF)."""
    return frozenset((1, len(gap), 2 if gap.isspace() or gap == "-" else len(gap) + 2))


def _keys(core: str) -> set[bytes]:
    """The bytes to look for: the words joined by every number of characters that may stand between them."""
    words, gaps = _WORDS.findall(core), _GAP.findall(core)
    return {_spaced(words, numbers) for numbers in product(*map(widths, gaps))}


_WORDS = re.compile(r"[0-9A-Za-z]+")


def _spaced(words: list[str], widths: tuple[int, ...]) -> bytes:
    line = words[0]
    for width, word in zip(widths, words[1:], strict=True):
        line += " " * width + word
    return b" " + key(line) + b" "


Hit = tuple[int, int, int]  # start, minus end (so that the longest sorts first), index of the form
Cue = tuple[int, int]  # start, end
_SEVERAL, _CUE = -1, -2


@dataclass(frozen=True, slots=True)
class _Written:
    """The forms that are looked for with the same bytes."""

    simple: tuple[int, ...]  # that always stand
    exact: Mapping[str, tuple[int, ...]]  # single words in their own case
    other: tuple[tuple[int, Form], ...]  # that must be compared


class Lexicon:
    """All forms of some skills, and cue words; finds both in one pass over a text."""

    def __init__(self, skills: Mapping[str, Skill], cues: Sequence[str] = ()) -> None:
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
        self._patterns = [self._sorted(forms) for forms in by_key.values()]
        self._simple = [
            forms[0] if len(forms) == 1 and self.forms[forms[0]].is_simple else _SEVERAL for forms in by_key.values()
        ] + [_CUE] * len(cues)
        words = [*by_key, *(b" " + key(cue) + b" " for cue in cues)]
        self._automaton = BytesAhoCorasick(words, implementation=Implementation.ContiguousNFA)

    def _add(self, shown: str, ids: tuple[str, ...], kind: str, by_key: dict[bytes, list[int]]) -> None:
        parts = _PUNCTUATION.match(shown.lower())
        if parts is None or not parts[2]:
            raise ValueError(f"form {shown!r} of {', '.join(ids)} has no letter or digit")
        gaps = tuple(_GAP.findall(parts[2]))
        core = shown[len(parts[1]) : len(shown) - len(parts[3])]
        self.forms.append(Form(shown, ids, kind, parts[1], parts[3], gaps, _GAP.sub(" ", core), core, parts[2]))
        for pattern in _keys(parts[2]):
            by_key.setdefault(pattern, []).append(len(self.forms) - 1)

    def _sorted(self, indices: Sequence[int]) -> _Written:
        """The forms of one key by how they are compared."""
        simple = tuple(i for i in indices if self.forms[i].is_simple)
        exact: dict[str, tuple[int, ...]] = {}
        other: list[tuple[int, Form]] = []
        for i in indices:
            form = self.forms[i]
            if form.is_word:
                exact[form.core] = (*exact.get(form.core, ()), i)
            elif not form.is_simple:
                other.append((i, form))
        return _Written(simple, exact, tuple(other))

    def found(self, text: str) -> tuple[list[Hit], list[Cue]]:
        """Where forms may stand in a folded text, as whole words compared with the text, and cue words."""
        found: list[Hit] = []
        cues: list[Cue] = []
        simple = self._simple
        for pattern, start, last in self._automaton.find_matches_as_indexes(b" " + key(text) + b" ", overlapping=True):
            form = simple[pattern]
            if form >= 0:
                found.append((start, 2 - last, form))
            elif form == _CUE:
                cues.append((start, last - 2))
            else:
                self._compare(text, self._patterns[pattern], start, last - 2, found)
        found.sort()
        return found, cues

    def _compare(self, text: str, written: _Written, start: int, end: int, found: list[Hit]) -> None:
        """Add those of the forms with these letters that the text really shows."""
        for index in written.simple:
            found.append((start, -end, index))
        if written.exact:
            for index in written.exact.get(text[start:end], ()):
                found.append((start, -end, index))
        for index, form in written.other:
            if form.stands(text, start, end):
                found.append((start - len(form.prefix), -end - len(form.suffix), index))
