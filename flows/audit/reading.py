"""`jobshift audit label`: an opening's text without its tags, and a reader's answers by single keys."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.records import AI_LEVELS
from pipeline.taxonomy import VERSION
from pipeline.taxonomy.roles import roles_table
from warehouse import labels, texts
from warehouse.labels import Drawn, Label
from warehouse.texts import Text

SKIP, UNDO, QUIT = "s", "z", "q"
POSTING = "Does it advertise at least one job?  [y]es [n]o"
IT = "Is at least one of them IT work (software, data, AI, infrastructure, security, QA, support)?  [y]es [n]o"
LEVEL = (
    "AI, the highest that applies (docs/audit.md):\n"
    "  [0] none      no word of AI, or only words that are not about it\n"
    "  [1] mentions  only the company, its product, its hiring, a passing remark\n"
    "  [2] uses      duties or requirements ask for finished AI tools, no building\n"
    "  [3] builds    duties or requirements: build, train, evaluate, integrate, deploy, run AI, ML, data science\n"
    "  [4] governs   AI ethics, governance, audit, security, explainability is a main duty"
)
ROLES = "Role ids, a space between; none to leave them out"
YES_NO = {"y": True, "n": False}
LEVELS = {str(number): level for number, level in enumerate(AI_LEVELS)}


class Back(Exception):
    """The reader takes the last answer back."""


class Pass(Exception):
    """The reader leaves this opening for another time."""


class End(Exception):
    """The reader stops, or the input ends."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a reader sits: how keys and lines come in, and how words go out."""

    key: Callable[[], str]  # one key; "" at the end of the input
    line: Callable[[], str]  # a line without its end; "" at the end of the input
    say: Callable[[str], None]

    def choose(self, question: str, keys: dict[str, object]) -> object:
        """Ask until one of the keys is given; Back, Pass and End for the keys that every question has."""
        self.say(f"{question}   ({SKIP} skip, {UNDO} undo, {QUIT} quit)")
        while True:
            given = self.key()
            if given in ("", QUIT, "\x03", "\x04"):
                raise End
            if given == UNDO:
                raise Back
            if given == SKIP:
                raise Pass
            if given in keys:
                return keys[given]
            if not given.isspace():
                self.say(f"{given!r} is none of {', '.join([*keys, SKIP, UNDO, QUIT])}")

    def roles(self) -> list[str]:
        """Ask for role ids until all of them are known."""
        known = roles_table()
        self.say(ROLES)
        while True:
            given = self.line().split()
            if not (unknown := [role for role in given if role not in known]):
                return given
            self.say(f"no role {', '.join(unknown)}; there are {', '.join(known)}")


@dataclass(slots=True)
class Reader:
    """One labeller at work on a list of openings, with what was answered in this sitting."""

    data: Path
    labeller: str
    desk: Desk
    asks_roles: bool = False
    given: list[tuple[int, Label]] = field(default_factory=list)  # place in the list, answer

    def read(self, openings: Sequence[Drawn], show: Callable[[int], Text]) -> int:
        """Go through the openings until the end or until the reader stops; gives how many answers stand.

        `show` gives the text of the opening at a place. Each answer is on disk before the next text is shown.
        """
        place = 0
        while place < len(openings):
            drawn = openings[place]
            text = show(place)
            self.desk.say(_page(place, len(openings), drawn, text))
            try:
                label = self._answer(drawn, text)
            except Pass:
                place += 1
            except Back:
                place = self._undone(place)
            except End:
                break
            else:
                labels.append(self.data, label)
                self.given.append((place, label))
                place += 1
        return len(self.given)

    def _undone(self, place: int) -> int:
        """Take the last answer of this sitting back; gives its place."""
        if not self.given:
            self.desk.say("nothing to undo in this sitting")
            return place
        place, label = self.given.pop()
        labels.append(self.data, replace(label, is_undone=True))
        return place

    def _answer(self, drawn: Drawn, text: Text) -> Label:
        posting = bool(self.desk.choose(POSTING, dict(YES_NO)))
        it = bool(self.desk.choose(IT, dict(YES_NO))) if posting else None
        level = str(self.desk.choose(LEVEL, dict(LEVELS))) if it else None
        roles = self.desk.roles() if level is not None and self.asks_roles else []
        return labels.answer(
            drawn,
            self.labeller,
            text.text_hash,
            VERSION,
            is_posting=posting,
            is_it=it,
            ai_level=level,
            roles=roles,
        )


def _page(place: int, total: int, drawn: Drawn, text: Text) -> str:
    """What a reader sees: where it stands in the list, the month, the title field and the text; no tag."""
    head = f"── {place + 1} of {total} ── {drawn.source}, {drawn.month} ── {drawn.url}"
    return "\n".join(["", head, "", *([text.title, ""] if text.title else []), text.text, ""])


def waiting(data: Path, labeller: str, names: Sequence[str]) -> tuple[list[Drawn], Callable[[int], Text]]:
    """The openings of the samples that this labeller has not read as they stand now, and how to get their texts."""
    drawn = [opening for name in names for opening in labels.read_sample(data, name)]
    found = texts.standing(data, [opening.key for opening in drawn])
    parts = {
        (row["source"], row["board"], row["ref"]): (row["part"], int(row["text_hash"]))
        for row in found.to_dict("records")
    }
    read = {(label.key, label.text_hash) for label in labels.labels(data) if label.labeller == labeller}
    left = [o for o in drawn if o.key in parts and (o.key, parts[o.key][1]) not in read]
    return left, lambda place: texts.text(data, left[place].key, parts[left[place].key][0])


def desk(say: Callable[[str], None]) -> Desk:
    """The terminal: single keys without Enter where a person sits at it, else whatever is piped in."""
    if sys.stdin.isatty():
        import click

        return Desk(lambda: click.getchar().lower(), lambda: sys.stdin.readline().rstrip("\n"), say)
    return Desk(lambda: sys.stdin.read(1).lower(), _piped_line, say)


def _piped_line() -> str:
    """The next line of a pipe; what the key before it left of its own line is passed over."""
    rest = sys.stdin.readline()
    return (rest if rest.strip() else sys.stdin.readline()).strip()
