"""The list of boards: what is on it, whether a token answers, and how one more gets onto it."""

from __future__ import annotations

import csv
import io
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from flows.config import Settings, today
from flows.errors import WrongUse
from flows.lock import run_lock
from flows.parent import Family
from spiders import coverage, landing
from spiders.boards import FRAMES, REQUIRED, Board, is_same_employer, read_boards
from spiders.hosts import Host
from spiders.order import Order
from spiders.sources import SOURCES


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a board answered when it was asked."""

    source: str
    token: str
    employer: str  # as listed
    status: str  # coverage
    postings: int
    named: str | None  # the employer that most of its postings name
    reason: str | None

    @property
    def is_good(self) -> bool:
        """Whether it was read whole and is not somebody else's."""
        stranger = self.named is not None and not is_same_employer(self.named, self.employer, self.employer)
        return self.status == "complete" and not stranger

    def as_row(self) -> dict[str, Any]:
        """As a table or JSON takes it."""
        return {"verdict": "good" if self.is_good else "bad"} | asdict(self)


def checked(settings: Settings, boards: Sequence[Board]) -> list[Verdict]:
    """Ask the boards now, with all manners of a night and beside no run; nothing of it enters the warehouse."""
    found: list[Verdict] = []
    with run_lock(settings.data, "boards check", settings.wait) as lock:
        family = Family(settings.data / "runs" / "logs" / "boards-check", lock)
        for source in dict.fromkeys(board.source for board in boards):
            asked = tuple(board for board in boards if board.source == source)
            with (
                tempfile.TemporaryDirectory() as folder,
                Host(settings.data, SOURCES[source].host, None).taken(),
            ):
                order = _order(settings, source, asked, Path(folder))
                family.ask("crawl", f"check-{source}", {"order": order.to_json()})
                found += _verdicts(order)
    return found


def _order(settings: Settings, source: str, boards: tuple[Board, ...], folder: Path) -> Order:
    own = settings.of(source)
    return Order(
        source=source,
        night=today(),
        data=folder,
        boards=boards,
        contact=settings.contact,
        replay=settings.replay_url,
        delay=own.delay,
    )


def _verdicts(order: Order) -> list[Verdict]:
    names: dict[str, Counter[str]] = {}
    for part in landing.parts(order.data):
        for page in landing.pages(part):
            named = names.setdefault(page.board, Counter())
            named.update(posting.employer for posting in SOURCES[order.source].read(page) if posting.employer)
    rows = {row["board"]: row for row in coverage.rows(order.data)}
    found = []
    for board in order.boards:
        row, named = rows[board.token], names.get(board.token) or Counter[str]()
        most = named.most_common(1)
        found.append(
            Verdict(
                board.source,
                board.token,
                board.employer,
                row["status"],
                row["postings"],
                most[0][0] if most else None,
                row["reason"],
            )
        )
    return found


def own_list(settings: Settings) -> Path:
    """The list that this installation may write; WrongUse where it reads the project's own."""
    if settings.boards is None:
        raise WrongUse(
            "the list in use is the project's own: write a copy with `jobshift boards list --csv > boards.csv`, "
            'set boards = "boards.csv" in jobshift.toml, and add to that'
        )
    return settings.boards


def listed(settings: Settings, source: str | None = None, token: str | None = None) -> list[Board]:
    """The boards of the list in use."""
    return [
        board
        for board in read_boards(settings.boards)
        if source in (None, board.source) and token in (None, board.token)
    ]


def add(path: Path, board: Board) -> None:
    """Write one more board to a list; WrongUse if it stands there. The list is replaced whole."""
    known = read_boards(path)
    if any((other.source, other.token) == (board.source, board.token) for other in known):
        raise WrongUse(f"{path}: {board.source} {board.token!r} stands there already")
    whole = path.with_name(path.name + ".part")
    whole.write_text(as_csv([*known, board]), encoding="utf-8")
    whole.replace(path)


def as_csv(boards: Sequence[Board]) -> str:
    """A list of boards as its file holds it."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow((*REQUIRED, "frame"))
    rows.writerows((board.source, board.token, board.employer, board.frame) for board in boards)
    return text.getvalue()


def new(source: str, token: str, employer: str, frame: str) -> Board:
    """A board as a user names it; WrongUse for a source without a list of boards or an unknown frame."""
    lists = [name for name, known in SOURCES.items() if not known.lists_itself() and not known.is_archive]
    if source not in lists:
        raise WrongUse(f"source {source!r} has no list of boards; there are {', '.join(lists)}")
    if frame not in FRAMES:
        raise WrongUse(f"frame {frame!r} is not one of {', '.join(FRAMES)}")
    if not token.strip() or not employer.strip():
        raise WrongUse("a board needs a token and an employer")
    return Board(source, token.strip(), employer.strip(), frame)
