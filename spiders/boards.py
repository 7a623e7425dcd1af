"""Boards: which employers' listings are collected. A row of boards.csv each."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from spiders.errors import BoardsError
from spiders.sources import SOURCES

BOARDS = Path(__file__).parent / "boards.csv"
FRAMES = ("sample", "watch")
ALIKE = 60  # of 100: names that share most of their words
REQUIRED = ("source", "token", "employer")


@dataclass(frozen=True, slots=True)
class Board:
    """One employer's listing at a source."""

    source: str
    token: str  # as the source spells it: case and spaces count
    employer: str
    frame: str  # sample: drawn at random; watch: chosen, never part of a share


def read_boards(path: Path | None = None) -> tuple[Board, ...]:
    """The boards of a CSV with the columns source, token, employer[, frame]; None: the project's own list.

    A file without the column `frame` holds boards to watch. BoardsError names file, line and column.
    """
    file = path or BOARDS
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines, strict=True)
            _check_header(file, rows.fieldnames or ())
            boards = [_board(file, rows.line_num, row) for row in rows]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BoardsError(f"{file}: {error}") from error
    _check_twice(file, boards)
    return tuple(boards)


def is_same_employer(name: str, listed: str, token: str) -> bool:
    """Whether the name on a board may be that of the list or of its token: parts of a name are enough."""
    said = _squeezed(name)
    return any(
        said in other or other in said or fuzz.token_set_ratio(name.casefold(), given.casefold()) >= ALIKE
        for given in (listed, token)
        if (other := _squeezed(given))
    )


def _squeezed(name: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", name).casefold() if char.isalnum())


def _check_header(file: Path, columns: object) -> None:
    names = list(columns) if isinstance(columns, (list, tuple)) else []
    for column in REQUIRED:
        if column not in names:
            raise BoardsError(f"{file}, line 1: column {column!r} is missing (found: {', '.join(names) or 'none'})")
    unknown = [name for name in names if name not in (*REQUIRED, "frame")]
    if unknown:
        raise BoardsError(f"{file}, line 1: unknown column {unknown[0]!r}")


def _board(file: Path, line: int, row: dict[str | None, str | None]) -> Board:
    if None in row:
        raise BoardsError(f"{file}, line {line}: more values than columns")
    values = {column: (row.get(column) or "").strip() for column in REQUIRED}
    for column, value in values.items():
        if not value:
            raise BoardsError(f"{file}, line {line}: column {column!r} is empty")
    if values["source"] not in SOURCES:
        raise BoardsError(
            f"{file}, line {line}: column 'source' is {values['source']!r}, not one of {', '.join(sorted(SOURCES))}"
        )
    frame = (row.get("frame") or "").strip() if "frame" in row else "watch"
    if frame not in FRAMES:
        raise BoardsError(f"{file}, line {line}: column 'frame' is {frame!r}, not one of {', '.join(FRAMES)}")
    return Board(values["source"], values["token"], values["employer"], frame)


def _check_twice(file: Path, boards: list[Board]) -> None:
    seen: set[tuple[str, str]] = set()
    for board in boards:
        if (board.source, board.token) in seen:
            raise BoardsError(f"{file}: {board.source} {board.token!r} stands there twice (column 'token')")
        seen.add((board.source, board.token))
