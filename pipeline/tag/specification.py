"""What decides whether an ambiguous form means its skill, as spaCy Matcher patterns: the specification.

The batch path (pipeline.tag.context) runs regular expressions made from the same entries of the taxonomy; a property
test holds both equal on any text. Texts are folded (pipeline.tag.folding); a form covers whole tokens; windows are cut
at their number of characters, and a word cut by the window's edge counts as far as it is seen.

* A **form** is a row of words, in their own case where it is exact, with the signs that belong to it; a blank, hyphen
  or line break may stand between its words for each other. Whether it stands whole is told by tests/tag/boundary.csv.
* A **block** discards an exact or guarded form where it matches within 60 characters, one of `forms` where it overlaps.
* A **cue** admits an exact or guarded form when it matches within 60 characters; a **need** when it stands, in one
  piece, within 120 characters before or after the form. So does company in a list (pipeline.tag.lists), and an IT
  posting where the entry says `in_it = "accept"`.
* A capitalised form is an **employer**, customer or investor where an introduction ("customers such as", "backed by",
  "ex-") is followed by nothing but names up to the form, or where a firm's word follows ("Spark Capital"); and so is
  a form that is part of the employer's own name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain, product
from typing import Any

import spacy
from spacy.matcher import Matcher
from spacy.tokens import Doc

from pipeline.tag import context
from pipeline.tag.forms import BLANKS, HYPHENS, SIGNS, Form, widths
from pipeline.taxonomy import Skill
from pipeline.taxonomy.dialect import need_patterns, parsed
from pipeline.taxonomy.tokens import Token, cut, rows

MANY = 50  # Matcher patterns of one entry; a matcher with hundreds is too slow to be read as a rule
Pattern = list[dict[str, Any]]
_END = "\x03"  # stands after the last token, so that "not followed by" holds there
_NAMES: Pattern = [
    {"TEXT": {"REGEX": r"\A(?:[a-z]?[A-Z][A-Za-z0-9]*|and|or|s|\s+|[,/&.+'’-])\Z"}, "OP": "*"},
    {"TEXT": {"REGEX": r"\A[^A-Za-z0-9]+\Z"}, "OP": "*"},
]


class Specification:
    """The rules of some entries; matchers are made when an entry is first asked for."""

    def __init__(self, entries: Mapping[str, Skill]) -> None:
        self._entries = entries
        self._vocab = spacy.blank("en").vocab
        self._needs = lru_cache(maxsize=None)(lambda skill: self._matcher(need_patterns(entries[skill].needs)))
        self._cues = lru_cache(maxsize=None)(lambda skill: self._matcher(entries[skill].cues))
        self._blocks = lru_cache(maxsize=None)(lambda skill: self._matcher(entries[skill].blocks))

    def means(
        self, text: str, start: int, end: int, kind: str, skill: str, *, is_it: bool, is_listed: bool = False
    ) -> bool:
        """Whether a form of this kind ("forms", "exact" or "guarded") at these offsets stands for the skill."""
        entry = self._entries[skill]
        if self._is_blocked(text, start, end, kind, skill):
            return False
        if kind == "forms" or is_listed or (is_it and entry.in_it == "accept"):
            return True
        first = max(0, start - context.BLOCK_WINDOW)
        if entry.cues and self._cues(skill)(self._doc(text[first : end + context.BLOCK_WINDOW])):
            return True
        if not entry.needs:
            return entry.in_it == "accept"
        before, after = text[max(0, start - context.NEED_WINDOW) : start], text[end : end + context.NEED_WINDOW]
        needs = self._needs(skill)
        return any(needs(self._doc(side + _END)) for side in (before, after))

    def _is_blocked(self, text: str, start: int, end: int, kind: str, skill: str) -> bool:
        if not self._entries[skill].blocks:
            return False
        first = max(0, start - context.BLOCK_WINDOW)
        doc = self._doc(text[first : end + context.BLOCK_WINDOW])
        spans = [doc[begun:ended] for _, begun, ended in self._blocks(skill)(doc)]
        if kind != "forms":
            return bool(spans)
        return any(span.start_char < end - first and span.end_char > start - first for span in spans)

    def is_employer(self, text: str, start: int, end: int) -> bool:
        """Whether the capitalised form at these offsets is the name of an employer, customer or investor."""
        if any(begun == 0 for _, begun, _ in self._firms(self._doc(text[end : end + context.FIRM_WINDOW]))):
            return True
        line = max(text.rfind("\n", 0, start) + 1, start - context.NAMES_WINDOW)
        doc = self._doc(text[line:start])
        return any(ended == len(doc) for _, _, ended in self._introductions(doc))

    def is_own(self, text: str, start: int, end: int, employer: str) -> bool:
        """Whether the form is, or is part of, the employer's own name (folded), its words in any case."""
        matcher = Matcher(self._vocab)
        matcher.add("own", [[{"LOWER": token.lower()} for token in cut(employer)]])
        spans = [self._doc(text)[begun:ended] for _, begun, ended in matcher(self._doc(text))]
        return any(span.start_char <= start and end <= span.end_char for span in spans)

    @cached_property
    def _firms(self) -> Matcher:
        matcher = Matcher(self._vocab)
        matcher.add("firm", [[{"TEXT": " "}, *pattern] for pattern in patterns((context.FIRM,))])
        return matcher

    @cached_property
    def _introductions(self) -> Matcher:
        matcher = Matcher(self._vocab)
        for words, more in context.INTRODUCTIONS:
            gap: Pattern = [{"TEXT": {"REGEX": r"\A(?:[A-Za-z0-9]+| )\Z"}, "OP": f"{{0,{2 * more + 1}}}"}]
            between = gap if more else []
            matcher.add(words, [[*pattern, *between, *_NAMES] for pattern in patterns((words,))])
        return matcher

    def shown(self, text: str, forms: Mapping[int, Form]) -> set[tuple[int, int, int]]:
        """Where forms stand in a text, as whole tokens, whatever is beside them: start, end, index of the form."""
        doc = self._doc(text)
        words = {token.lower_ for token in doc}
        matcher = Matcher(self._vocab)
        for index, form in forms.items():
            if words.issuperset(form.plain.lower().split()):  # the others cannot stand here
                matcher.add(str(index), form_patterns(form))
        found = [(doc[a:b], self._vocab.strings[name]) for name, a, b in (matcher(doc) if len(matcher) else ())]
        return {(span.start_char, span.end_char, int(index)) for span, index in found}

    def _matcher(self, written: Sequence[str]) -> Matcher:
        matcher = Matcher(self._vocab)
        if written:
            matcher.add("rule", patterns(written))
        return matcher

    def _doc(self, text: str) -> Doc:
        """The tokens of a stretch of text; a surrogate without its other half is shown as U+FFFD, as spaCy cannot."""
        words = cut(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _is_broken(text) else text)
        return Doc(self._vocab, words=words, spaces=[False] * len(words))


def form_patterns(form: Form) -> list[Pattern]:
    """The Matcher patterns of a form: its words in their case or any, joined in every way that stands for its gaps."""
    words = re.findall("[0-9A-Za-z]+", form.plain)
    parts: list[list[Pattern]] = [[_signs(form.prefix)]]
    for word, gap in zip(words, [*map(_gap_patterns, form.gaps), [_signs(form.suffix)]], strict=True):
        parts += [[[{"TEXT": word} if form.kind == "exact" else {"LOWER": word.lower()}]], gap]
    return [list(chain.from_iterable(way)) for way in product(*parts)]


def _gap_patterns(gap: str) -> list[Pattern]:
    """What may stand between two words: the signs of the form with blanks around, or a blank or hyphen for them."""
    signs = gap.strip()
    found: list[Pattern] = []
    for width in sorted(widths(gap)):
        spare = width - len(signs)
        if signs and spare >= 0:
            found += [[*_blank(left), *_signs(signs), *_blank(spare - left)] for left in range(spare + 1)]
        if not SIGNS.intersection(gap):
            found.append([{"TEXT": {"REGEX": rf"\A(?=[\s\S]{{{width}}}\Z)(?:{BLANKS})\Z"}}])
    return found if SIGNS.intersection(gap) else [*found, [{"TEXT": {"REGEX": rf"\A{HYPHENS}\Z"}}]]


def _blank(width: int) -> Pattern:
    return [{"TEXT": {"REGEX": rf"\A\s{{{width}}}\Z"}}] if width else []


def _signs(signs: str) -> Pattern:
    return [{"TEXT": token} for token in cut(signs)]


def _is_broken(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)


def patterns(written: Sequence[str]) -> list[Pattern]:
    """The Matcher patterns of blocks or needs in the dialect, those that differ in one list of words made one."""
    found: list[Pattern] = []
    for row in dict.fromkeys(row for pattern in written for row in rows(parsed(pattern))):
        new = [_spec(token) for token in row]
        if not any(_merged(old, new) for old in found):
            found.append(new)
    if len(found) > MANY:
        raise ValueError(f"{len(found)} patterns for one entry, more than {MANY}: {written[0]!r} and others")
    return found


def _spec(token: Token) -> dict[str, Any]:
    """One token's part of a pattern."""
    if token.absent:
        return {"TEXT": {"NOT_IN": sorted(set(token.source) - set("[]"))}}
    is_open = token.open_left or token.open_right
    if token.words is not None and not is_open:
        return {"LOWER" if token.any_case else "TEXT": {"IN": sorted(token.words)}}
    begin, end = "" if token.open_left else r"\A", "" if token.open_right else r"\Z"
    source = f"(?:{token.source})"
    if token.words is not None:
        source = f"(?{'i' if token.any_case else ''}:{'|'.join(map(re.escape, sorted(token.words)))})"
    spec: dict[str, Any] = {"TEXT": {"REGEX": f"{begin}{source}{end}"}}
    if not (token.least == token.most == 1):
        spec["OP"] = "+" if token.most is None else f"{{{token.least},{token.most}}}"
    return spec


def _merged(old: Pattern, new: Pattern) -> bool:
    """Whether `new` went into `old`: all parts alike but one, which is a list of words in both."""
    different = [(a, b) for a, b in zip(old, new, strict=False) if a != b]
    if len(old) != len(new) or len(different) != 1:
        return False
    (mine, other) = different[0]
    ((attribute, known),) = mine.items() if len(mine) == 1 else (("", {}),)
    added = other.get(attribute, {}).get("IN")
    if "IN" not in known or added is None:
        return False
    known["IN"] = sorted({*known["IN"], *added})
    return True
