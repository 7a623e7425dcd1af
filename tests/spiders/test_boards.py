"""boards.csv: what is collected, how it was drawn, and what a wrong file says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from spiders import draw_boards
from spiders.boards import BOARDS, read_boards
from spiders.errors import BoardsError
from spiders.sources import SOURCES


def test_list_of_the_project_holds_the_500_boards_of_the_panel_others_drawn_later_and_some_to_watch() -> None:
    boards = read_boards(None)
    panel = [board for board in boards if board.frame == "sample" and board.source in draw_boards.STRATA]
    assert len(panel) == 500
    assert Counter(board.frame for board in boards) == {"sample": 500 + 200, "watch": 55}
    assert {board.source for board in boards} <= set(SOURCES)


def test_watched_board_is_never_in_the_sample() -> None:
    drawn = {(board.source, board.token.casefold()) for board in read_boards() if board.frame == "sample"}
    assert not drawn & {(board.source, board.token.casefold()) for board in read_boards() if board.frame == "watch"}


def test_same_seed_draws_the_same_boards(shared: Path, tmp_path: Path) -> None:
    draw_boards.main(shared / "data" / "boards", tmp_path / "boards.csv")
    assert (tmp_path / "boards.csv").read_bytes() == BOARDS.read_bytes()


@pytest.mark.parametrize(
    ("slug", "in_url", "token"),
    [
        ("applied compute", "Applied Compute", "Applied Compute"),
        ("Arcade", "arcade", "Arcade"),
        ("acme", "", "acme"),
        ("acme", "other", "acme"),
    ],
)
def test_spelling_with_capitals_is_the_token(slug: str, in_url: str, token: str) -> None:
    assert draw_boards.spelt(slug, in_url) == token


def test_file_without_frames_holds_boards_to_watch(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text('source,token,employer\nashby,A b, "Ä, Inc."\n'.replace(', "', ',"'), encoding="utf-8")
    (board,) = read_boards(file)
    assert (board.source, board.token, board.employer, board.frame) == ("ashby", "A b", "Ä, Inc.", "watch")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "line 1: column 'source' is missing (found: none)"),
        ("source,employer\n", "line 1: column 'token' is missing (found: source, employer)"),
        ("source,token,employer,colour\n", "line 1: unknown column 'colour'"),
        ("source,token,employer\nlever,,X\n", "line 2: column 'token' is empty"),
        ("source,token,employer\nlever\n", "line 2: column 'token' is empty"),
        ("source,token,employer\nlever,a,b,c\n", "line 2: more values than columns"),
        ("source,token,employer,frame\nlever,a,b,all\n", "line 2: column 'frame' is 'all', not one of sample, watch"),
        (
            "source,token,employer\nlevr,a,b\n",
            f"line 2: column 'source' is 'levr', not one of {', '.join(sorted(SOURCES))}",
        ),
        ("source,token,employer\nlever,a,b\nlever,a,b\n", "lever 'a' stands there twice (column 'token')"),
        ("source,token,employer\nlever,a,\x00\x01\xff", "codec can't decode"),
    ],
)
def test_wrong_file_is_named_with_line_and_column(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "mine.csv"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(BoardsError) as error:
        read_boards(file)
    assert str(file) in str(error.value)
    assert told in str(error.value)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BoardsError, match=r"nosuch\.csv"):
        read_boards(tmp_path / "nosuch.csv")
