"""What a sentence wants with a skill: required, preferred, duty, context or negated. Section first, sentence second."""

from __future__ import annotations

import re

from pipeline.clean.patterns import lowered
from pipeline.clean.sentences import words
from pipeline.records import Section, Status
from pipeline.tag import status_cues as cues

TOLD = 12  # characters after which a sentence that begins about the employer has begun about it
AIMS = frozenset({"boundaries", "limits", "frontier", "frontiers", "envelope", "future", "generation", "layer"})
BEGUN = 16  # characters within which a sentence that is a plus as a whole says so
FIXED: dict[Section, Status] = {"benefits": "context", "process": "context", "legal": "context"}


class Sentence:
    """One sentence in its section, read once for all the skills it names."""

    def __init__(self, section: Section, text: str) -> None:
        self.section = section
        self.text = text
        if section in FIXED:
            return
        self._words = said = words(text)
        self._may_deny = cues.NEGATION.says(text, said)
        if section == "header":
            return
        self._others = cues.WITH_OTHERS.says(text, said)
        self._aside = cues.ASIDE.may(said)
        self._uses = cues.USES.may(said)
        self._aims = not AIMS.isdisjoint(said)
        self._is_plus = self._prefers()
        self._clauses: list[tuple[int, Status | None]] | None = None
        if not self._is_plus and section != "stack":
            self._speaks = cues.YOU.says(text, said)
            self._told: bool | None = None

    def status(self, start: int, end: int) -> Status:
        """Status of the form at text[start:end]."""
        if self.section in FIXED:
            return FIXED[self.section]
        before, after = self.text[:start], self.text[end:]
        if self._may_deny and _is_denied(before, after):
            return "negated"
        if self.section == "header":
            return "duty" if _is_title_field(before, after, self.text[start:end]) else "context"
        if self._is_aside(before, after):
            return "context"
        if self._is_plus:
            return self._firm(start) or "preferred"
        return self._by_sentence(before)

    def _prefers(self) -> bool:
        if self.section == "nice_to_have":
            return True
        if self.section == "about" or not cues.PLUS.says(self.text, self._words):
            return False
        return cues.NO_PLUS.search(self.text) is None

    def _firm(self, start: int) -> Status | None:
        """What a clause asks for that is no plus in a sentence that is ("Go required, Rust a plus"); None: a plus."""
        if self._clauses is None:
            self._clauses = _clauses(self.text)
        return next((status for end, status in self._clauses if start < end), None)

    def _is_aside(self, before: str, after: str) -> bool:
        """Whether the form only names a team one works with, a line of business, or what a product is made of."""
        return bool(
            cues.BRANCH.match(after)
            or cues.ALLOWED.match(after)
            or (self._aims and cues.AMBITION.match(before))
            or (self._aside and cues.ASIDE.stands(before))
            or (self._uses and cues.USES.stands(before) and cues.PURPOSE.match(after))
            or (self._others and self._is_team(before, after))
        )

    def _is_team(self, before: str, after: str) -> bool:
        return bool(
            (cues.TEAM_AFTER.match(after) and cues.WITH_OTHERS.stands(before) and cues.TEAM_BEFORE.search(before))
            or cues.TEAMS_FROM.search(lowered(before))
        )

    def _tells(self) -> bool:
        """Whether the sentence begins as one about the employer."""
        if self._told is None:
            self._told = cues.TELLS.match(self.text) is not None
        return self._told

    def _by_sentence(self, before: str) -> Status:
        said = self._words
        if self.section == "stack":
            return "duty"
        if self._speaks and len(before) > TOLD and not cues.YOU.within(before, said) and self._tells():
            return "context"
        if self.section == "requirements":
            asks = self._speaks or cues.ASKS.says(self.text, said)
            return "required" if asks or not self._tells() else "context"
        if self.section == "duties":
            if self._speaks:
                return "required" if cues.ASKS.within(before, said) else "duty"
            return "duty" if cues.WORK.says(self.text, said) or not self._tells() else "context"
        return "duty" if cues.CALLS.says(self.text, said) else "context"


def _clauses(sentence: str) -> list[tuple[int, Status | None]]:
    """Per clause of a sentence that names a plus: its end, and what it asks for where that is more than a plus.

    A clause that says neither goes with the one after it, or else before it, as far as commas and brackets join them;
    a sentence that begins with its plus ("Bonus: …") is one whole, and so is one that says nothing firm.
    """
    plus = cues.PLUS.pattern.search(lowered(sentence))
    if plus is None or plus.start() < BEGUN:
        return []
    cuts = [(hit.start(), hit.end(), hit["weak"] is not None) for hit in cues.CLAUSE.finditer(sentence)]
    if cues.FIRM.search(lowered(sentence)) is None:
        cuts = [cut for cut in cuts if not cut[2]]
    spans = zip([0, *(end for _, end, _ in cuts)], [*(start for start, _, _ in cuts), len(sentence)], strict=True)
    said = [_wish(sentence[start:end]) for start, end in spans]
    ends = [*(end for _, end, _ in cuts), len(sentence)]
    joined = [is_weak for _, _, is_weak in cuts]
    return [(end, _wanted(i, said, joined)) for i, end in enumerate(ends)]


def _wish(clause: str) -> Status | None:
    """What a clause asks for by itself; None where it says neither."""
    if cues.PLUS.stands(clause):
        return "preferred"
    if cues.FIRM.search(lowered(clause)) or cues.ASKS.stands(clause):
        return "required"
    return "duty" if cues.PROMISES.search(clause) else None


def _wanted(i: int, said: list[Status | None], joined: list[bool]) -> Status | None:
    """What clause `i` asks for, None for a plus; `joined`: whether a weak cut stands after each clause."""
    for step in (1, -1):
        at = i
        while said[at] is None and 0 <= at + step < len(said) and joined[at if step > 0 else at - 1]:
            at += step
        if said[at] is not None:
            return None if said[at] == "preferred" else said[at]
    return "duty"


def _is_denied(before: str, after: str) -> bool:
    """Whether the words before and after a form in its sentence deny it."""
    if cues.HARMLESS.match(after):
        return False
    if cues.NEGATED_AFTER.match(after) or cues.NEGATED_FAR.search(before):
        return True
    near = lowered(before[-60:])
    return cues.NEGATED_BEFORE.search(near) is not None and cues.NO_NEGATION.search(near) is None


def _is_title_field(before: str, after: str, form: str) -> bool:
    """Whether the form stands in a field of the header line that names a job, or is one of its fields of work."""
    left, right = cues.FIELD.split(before), cues.FIELD.split(after)
    if cues.TITLED.search(left[-1] + form + right[0]) is not None:
        return True
    if len(left) > 1 and ("," in left[-1] or "," in right[0]):
        return True
    bare = re.sub(r"\([^)]*\)", "", left[-1] + right[0])
    return len(left) > 1 and cues.FIELDS_OF_WORK.fullmatch(bare) is not None
