"""What a sentence wants with a skill: required, preferred, duty, context or negated. Section first, sentence second."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.clean.sentences import words
from pipeline.records import Section, Status
from pipeline.tag import status_cues as cues

TOLD = 12  # characters after which a sentence that begins about the employer has begun about it
FIXED: dict[Section, Status] = {"benefits": "context", "process": "context", "legal": "context"}


class Sentence:
    """One sentence in its section, read once for all the skills it names."""

    def __init__(self, section: Section, text: str) -> None:
        self.section = section
        self.text = text
        self._known: dict[tuple[int, int], Status] = {}
        if section in FIXED:
            return
        self._words = said = words(text)
        self._may_deny = cues.NEGATION.says(text, said)
        if section == "header":
            return
        self._others = cues.WITH_OTHERS.says(text, said)
        self._aside = cues.ASIDE.may(said)
        self._uses = cues.USES.may(said)
        self._is_plus = self._prefers()
        if not self._is_plus and section != "stack":
            self._speaks = cues.YOU.says(text, said)
            self._tells = cues.TELLS.match(text) is not None

    def status(self, start: int, end: int) -> Status:
        """Status of the form at text[start:end]."""
        if self.section in FIXED:
            return FIXED[self.section]
        found = self._known.get((start, end))
        if found is None:
            found = self._known[start, end] = self._status(start, end)
        return found

    def _status(self, start: int, end: int) -> Status:
        before, after = self.text[:start], self.text[end:]
        if self._may_deny and _is_denied(before, after):
            return "negated"
        if self.section == "header":
            return "duty" if _is_title_field(before, after, self.text[start:end]) else "context"
        if self._is_aside(before, after):
            return "context"
        return "preferred" if self._is_plus else self._by_sentence(before)

    def _prefers(self) -> bool:
        if self.section == "nice_to_have":
            return True
        if self.section == "about" or not cues.PLUS.says(self.text, self._words):
            return False
        return cues.NO_PLUS.search(self.text) is None

    def _is_aside(self, before: str, after: str) -> bool:
        """Whether the form only names a team one works with, a line of business, or what a product is made of."""
        return bool(
            cues.BRANCH.match(after)
            or (self._aside and cues.ASIDE.pattern.search(before))
            or (self._uses and cues.USES.pattern.search(before) and cues.PURPOSE.match(after))
            or (self._others and self._is_team(before, after))
        )

    def _is_team(self, before: str, after: str) -> bool:
        return bool(
            cues.TEAM_AFTER.match(after) and cues.WITH_OTHERS.pattern.search(before) and cues.TEAM_BEFORE.search(before)
        )

    def _by_sentence(self, before: str) -> Status:
        said = self._words
        if self.section == "stack":
            return "duty"
        if self._tells and self._speaks and len(before) > TOLD and not cues.YOU.within(before, said):
            return "context"
        if self.section == "requirements":
            told = self._tells and not self._speaks and not cues.ASKS.says(self.text, said)
            return "context" if told else "required"
        if self.section == "duties":
            if self._speaks and cues.ASKS.within(before, said):
                return "required"
            return "context" if self._tells and not self._speaks and not cues.WORK.says(self.text, said) else "duty"
        return "duty" if cues.CALLS.says(self.text, said) else "context"


@lru_cache(maxsize=1 << 14)  # the same boilerplate, the same list of skills
def read(section: Section, text: str) -> Sentence:
    """The sentence in its section."""
    return Sentence(section, text)


def _is_denied(before: str, after: str) -> bool:
    """Whether the words before and after a form in its sentence deny it."""
    if cues.HARMLESS.match(after):
        return False
    if cues.NEGATED_AFTER.match(after) or cues.NEGATED_FAR.search(before):
        return True
    near = before[-60:]
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
