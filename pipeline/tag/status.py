"""What a sentence wants with a skill: required, preferred, duty, context or negated. Section first, sentence second."""

from __future__ import annotations

import re

from pipeline.clean.patterns import lowered
from pipeline.clean.sentences import Cue, heard
from pipeline.records import Section, Status
from pipeline.tag import status_cues as cues

TOLD = 12  # characters after which a sentence that begins about the employer has begun about it
BEGUN = 16  # characters within which a sentence that is a plus as a whole says so
_ASIDES = re.compile(  # no match of the cue or pattern of the same name, in a sentence or before a form, without these
    r"\b(?:as|where|while|since|because|whose|once) (?:we|our)|\bplan(?:s|ning)? to (?:move|expand)|\bthanks to "
)
_USES = re.compile(
    r"\b(?:we|they|it|that|which|platform|product|company|team) (?:use|leverage|combine|appl|harness|utili[sz])"
)
_TEAMS_FROM = re.compile(
    r"\b(?:teams|people|colleagues|functions|stakeholders|partners|departments|experts|counterparts)"
    r" (?:from|in|across|of|such as|like|including)"
)
_TEAMS = re.compile(r"team|function|counterpart|colleague|partner|stakeholder|department|organi[sz]|leader|peer")
_SAME = {0x17F: "s", 0x130: "i", 0x131: "i"}
_NEAR_TEAM = 40  # characters between a form and the word for its team
_BRANCHES = (" ", "-")  # what may stand between a form and a line of business
_WORDY = re.compile(r"\w")
_BRACKETS = re.compile(r"\([^)]*\)")
FIXED: dict[Section, Status] = {"benefits": "context", "process": "context", "legal": "context"}


class Sentence:
    """One sentence in its section, read once for all the skills it names."""

    __slots__ = (
        "_aims", "_asides", "_asks_at", "_clauses", "_hints", "_is_plus", "_low", "_may_allow", "_may_deny",
        "_others", "_seen", "_signs", "_speaks", "_teams", "_teams_from", "_titled", "_told", "_uses", "_you_at",
        "section", "text",
    )  # fmt: skip

    def __init__(self, section: Section, text: str) -> None:
        self.section = section
        self.text = text
        if section in FIXED:
            return
        self._hints = hints = cues.GATES.hints(text)
        self._low = low = heard(text)[0]
        self._may_deny = cues.NEGATION.says(low, hints)
        if section == "header":
            self._signs: list[tuple[int, int]] | None = None  # where one field ends and another begins
            self._titled: dict[tuple[int, int], bool] = {}
            return
        self._seen = seen = low if text.isascii() else _evened(low)
        self._others = cues.WITH_OTHERS.says(low, hints)
        if self._others:
            self._teams = [hit.start() for hit in _TEAMS.finditer(seen)]
            self._teams_from = _begins(_TEAMS_FROM, seen)
        self._asides = _begins(_ASIDES, seen) if cues.ASIDE.may(hints) else len(low)
        self._uses = _begins(_USES, seen) if cues.USES.may(hints) else len(low)
        self._aims = _begins(cues.AIMS.pattern, seen) if cues.AIMS.may(hints) else len(low)
        self._may_allow = _may_allow(seen)
        self._is_plus = self._prefers()
        self._clauses: list[tuple[int, Status | None]] | None = None
        if not self._is_plus and section != "stack":
            self._speaks = cues.YOU.says(low, hints)
            self._told: bool | None = None
            self._you_at: tuple[int, int] | None = None
            self._asks_at: tuple[int, int] | None = None

    def status(self, start: int, end: int) -> Status:
        """Status of the form at text[start:end]."""
        if self.section in FIXED:
            return FIXED[self.section]
        if self._may_deny and _is_denied(self.text[:start], self.text[end:]):
            return "negated"
        if self.section == "header":
            return "duty" if self._is_title_field(start, end) else "context"
        if self._is_aside(start, end):
            return "context"
        if self._is_plus:
            return self._firm(start) or "preferred"
        return self._by_sentence(start)

    def _prefers(self) -> bool:
        if self.section == "nice_to_have":
            return True
        if self.section == "about" or not cues.PLUS.says(self._low, self._hints):
            return False
        is_bonus = "bonus" in self._seen or "plus" in self._seen
        return not is_bonus or cues.NO_PLUS.search(self.text) is None

    def _firm(self, start: int) -> Status | None:
        """What a clause asks for that is no plus in a sentence that is ("Go required, Rust a plus"); None: a plus."""
        if self._clauses is None:
            self._clauses = _clauses(self.text, self._low)
        return next((status for end, status in self._clauses if start < end), None)

    def _is_aside(self, start: int, end: int) -> bool:
        """Whether the form only names a team one works with, a line of business, or what a product is made of."""
        text = self.text
        return bool(
            (text[end : end + 1] in _BRANCHES and cues.BRANCH.match(text, end))
            or (self._may_allow and cues.ALLOWED.match(text[end:]))
            or (self._aims < start and cues.AMBITION.match(text[:start]))
            or (self._asides < start and cues.ASIDE.stands(text[:start]))
            or (self._uses < start and cues.USES.stands(text[:start]) and cues.PURPOSE.match(text[end:]))
            or (self._others and self._is_team(start, end))
        )

    def _is_team(self, start: int, end: int) -> bool:
        text = self.text
        return bool(
            (
                self._teams
                and any(end <= team <= end + _NEAR_TEAM for team in self._teams)
                and cues.TEAM_AFTER.match(text[end:])
                and cues.WITH_OTHERS.stands(text[:start])
                and cues.TEAM_BEFORE.search(text[:start])
            )
            or (self._teams_from < start and cues.TEAMS_FROM.search(self._low[:start]))
        )

    def _tells(self) -> bool:
        """Whether the sentence begins as one about the employer."""
        if self._told is None:
            self._told = cues.TELLS.match(self.text) is not None
        return self._told

    def _by_sentence(self, start: int) -> Status:
        low, hints = self._low, self._hints
        if self.section == "stack":
            return "duty"
        if self._speaks and start > TOLD and not self._has_spoken(start) and self._tells():
            return "context"
        if self.section == "requirements":
            asks = self._speaks or cues.ASKS.says(low, hints)
            return "required" if asks or not self._tells() else "context"
        if self.section == "duties":
            if self._speaks:
                return "required" if self._has_asked(start) else "duty"
            return "duty" if cues.WORK.says(low, hints) or not self._tells() else "context"
        return "duty" if cues.CALLS.says(low, hints) else "context"

    def _has_spoken(self, start: int) -> bool:
        """Whether the sentence has spoken to the candidate before this offset."""
        if self._you_at is None:
            self._you_at = _span(cues.YOU, self._low)
        return self._stands_before(cues.YOU, self._you_at, start)

    def _has_asked(self, start: int) -> bool:
        """Whether the sentence has asked for something before this offset."""
        if not cues.ASKS.may(self._hints):
            return False
        if self._asks_at is None:
            self._asks_at = _span(cues.ASKS, self._low)
        return self._stands_before(cues.ASKS, self._asks_at, start)

    def _stands_before(self, cue: Cue, first: tuple[int, int], start: int) -> bool:
        """Whether a cue that looks at nothing behind its words stands before an offset; `first`: where first."""
        if first[1] <= start:
            return True
        low = self._low
        if first[0] >= start and not (_WORDY.match(low, start) and _WORDY.match(low, start - 1)):
            return False
        return cue.pattern.search(low[:start]) is not None

    def _is_title_field(self, start: int, end: int) -> bool:
        """Whether the form stands in a field of the header line that names a job, or is one of its fields of work."""
        text = self.text
        first, last = self._field(start, end)
        if (first, last) not in self._titled:
            self._titled[first, last] = cues.TITLED.search(text[first:last]) is not None
        if self._titled[first, last]:
            return True
        if first == 0:
            return False
        around = text[first:start] + text[end:last]
        return "," in around or cues.FIELDS_OF_WORK.fullmatch(_BRACKETS.sub("", around)) is not None

    def _field(self, start: int, end: int) -> tuple[int, int]:
        """Where the field of the header line round these offsets begins and ends; the first begins at 0."""
        if self._signs is None:
            self._signs = [hit.span() for hit in cues.FIELD.finditer(self.text)]
        first, last = 0, len(self.text)
        for begun, ended in self._signs:
            if ended <= start:
                first = ended
            elif begun >= end:
                return first, begun
            elif begun < start or ended > end:  # a sign that parts fields is part of the form, too
                left, right = cues.FIELD.split(self.text[:start]), cues.FIELD.split(self.text[end:])
                return start - len(left[-1]), end + len(right[0])
        return first, last


def _evened(low: str) -> str:
    """A text in lower case with the letters that `re` takes for "s" and "i" when it ignores case."""
    return low.translate(_SAME) if any(letter in low for letter in "\u017f\u0130\u0131") else low


def _may_allow(seen: str) -> bool:
    """Whether one of the words stands by which a sentence allows something."""
    return "ok" in seen or "fine" in seen or "allowed" in seen or "permitted" in seen or "optional" in seen


def _begins(core: re.Pattern[str], text: str) -> int:
    """Where a core first stands; the length of the text where it does not."""
    hit = core.search(text)
    return len(text) if hit is None else hit.start()


def _span(cue: Cue, text: str) -> tuple[int, int]:
    """Where a cue first stands in a text in lower case; behind its end where it does not."""
    hit = cue.pattern.search(text)
    return (len(text) + 1, len(text) + 1) if hit is None else hit.span()


def _clauses(sentence: str, low: str) -> list[tuple[int, Status | None]]:
    """Per clause of a sentence that names a plus: its end, and what it asks for where that is more than a plus.

    `low` is the sentence in lower case.

    A clause that says neither goes with the one after it, or else before it, as far as commas and brackets join them;
    a sentence that begins with its plus ("Bonus: …") is one whole, and so is one that says nothing firm.
    """
    plus = cues.PLUS.pattern.search(low)
    if plus is None or plus.start() < BEGUN:
        return []
    cuts = [(hit.start(), hit.end(), hit["weak"] is not None) for hit in cues.CLAUSE.finditer(sentence)]
    if cues.FIRM.search(low) is None:
        cuts = [cut for cut in cuts if not cut[2]]
    spans = zip([0, *(end for _, end, _ in cuts)], [*(start for start, _, _ in cuts), len(sentence)], strict=True)
    said = [_wish(sentence[start:end]) for start, end in spans]
    ends = [*(end for _, end, _ in cuts), len(sentence)]
    joined = [is_weak for _, _, is_weak in cuts]
    return [(end, _wanted(i, said, joined)) for i, end in enumerate(ends)]


def _wish(clause: str) -> Status | None:
    """What a clause asks for by itself; None where it says neither."""
    low = lowered(clause)
    if cues.PLUS.quick.stands(low):
        return "preferred"
    if cues.FIRM.search(low) or cues.ASKS.quick.stands(low):
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
