"""Is my chart still true? Thirty planted revisions named, altered packs found, a feed of what changed."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from defusedxml import ElementTree

from flows.errors import WrongUse
from flows.figures import Told, Wanted, as_of, figure, today
from flows.report import report
from flows.verify import Verified, causes, read, verify
from pipeline.charts import charts
from pipeline.charts.comparing import compared
from tests.warehouse.test_revisions import BOARD_MONTHS, CAUSES, HN, QUIET, state
from warehouse import published
from warehouse.build import build
from warehouse.publish import publish
from warehouse.revisions import WORDS, Cause

FIGURE = "ai_ladder"


@dataclass(frozen=True)
class World:
    """A data folder with two snapshots, and the packs that the first gave: of the threads, and of the boards."""

    data: Path
    packs: Path
    boards: Path
    before: str


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    data = tmp_path_factory.mktemp("verified") / "data"
    data.mkdir()
    state(data, False)
    build(data)
    publish(data, "r1")
    report(data)
    packs = shutil.copytree(data / "report" / "figures", data.parent / "packs")
    boards = data.parent / "boards"
    figure(data, Wanted(FIGURE, panel="ats_sample"), boards)
    before = str(published.snapshot(data)["snapshot_id"])
    state(data, True)
    build(data)
    publish(data, "r2")
    report(data)
    return World(data, packs, boards, before)


@pytest.fixture
def pack(world: World, tmp_path: Path) -> Path:
    """The data sheet of a pack of the first snapshot, to be meddled with."""
    return Path(shutil.copytree(world.packs / FIGURE, tmp_path / FIGURE)) / f"{FIGURE}.json"


@pytest.mark.parametrize(
    ("panel", "month", "cause"),
    [
        *(("hn", month, CAUSES[plant]) for month, plant in HN),
        *(("ats_sample", month, "sources") for month in BOARD_MONTHS),
    ],
)
def test_each_of_thirty_planted_revisions_is_named(world: World, panel: str, month: date, cause: Cause) -> None:
    then = as_of(world.data, Wanted(FIGURE, panel=panel, as_of=world.before))
    now = today(world.data, Wanted(FIGURE, panel=panel))
    found = compared(now.chart, _month(then, month), _month(now, month))
    assert found.answer in ("revised within the interval", "correct it")
    named = causes(world.data, now, found, then)
    assert list(named) == [WORDS[cause]]


def _month(told: Told, month: date) -> pd.DataFrame:
    return told.frame[told.frame["month"] == pd.Timestamp(month)].reset_index(drop=True)


def test_a_figure_of_then_is_compared_with_today(world: World) -> None:
    for suffix in ("json", "png", "svg"):
        found = verify(world.data, world.packs / FIGURE / f"{FIGURE}.{suffix}")
        assert found.altered == ()
        assert found.snapshot == world.before
        assert {mark.key["month"] for mark in found.moved} >= {f"{month:%Y-%m}" for month, _ in HN}
        assert f"{QUIET:%Y-%m}" not in {mark.key["month"] for mark in found.moved}
        assert found.answer == "revised within the interval"
        assert {WORDS["late_data"], WORDS["openings"], WORDS["taxonomy"]} <= set(found.causes)


def test_boards_that_came_are_named_as_sources(world: World) -> None:
    found = verify(world.data, world.boards / f"{FIGURE}.png")
    assert list(found.causes) == [WORDS["sources"]]
    assert found.lines()[0].endswith(found.answer)


def test_todays_figure_is_unchanged(world: World) -> None:
    found = verify(world.data, world.data / "report" / "figures" / FIGURE / f"{FIGURE}.svg")
    assert (found.answer, found.moved, found.causes) == ("unchanged", (), {})


def test_a_number_that_leaves_its_interval_is_to_be_corrected(world: World) -> None:
    then = as_of(world.data, Wanted(FIGURE, as_of=world.before)).frame
    now = then.copy()
    at = now.index[now["share_pct"].notna()][0]
    now.loc[at, "share_pct"] = then.loc[at, "high_pct"] + 1
    found = compared(charts()[FIGURE], then, now)
    assert (found.answer, len(found.moved)) == ("correct it", 1)
    gone = compared(charts()[FIGURE], then, then.drop(index=at))
    assert (gone.answer, gone.moved[0].now) == ("correct it", None)


def test_months_that_came_since_are_no_revision(world: World) -> None:
    now = as_of(world.data, Wanted(FIGURE, as_of=world.before)).frame
    then = now[now["month"] < now["month"].max()]
    assert compared(charts()[FIGURE], then, now).answer == "unchanged"


def test_an_altered_number_is_found(world: World, pack: Path) -> None:
    csv = pack.with_suffix(".csv")
    rows = csv.read_text().splitlines()
    cells = rows[1].split(",")
    share = rows[0].split(",").index("share_pct")
    cells[share] = f"{float(cells[share]) + 0.1:.6g}"
    csv.write_text("\n".join([rows[0], ",".join(cells), *rows[2:]]) + "\n")
    found = verify(world.data, pack)
    assert found.answer == "altered"
    assert len(found.altered) == 1
    assert f"share_pct is {cells[share]}, published was" in found.altered[0]


def test_an_altered_word_of_the_data_sheet_is_found(world: World, pack: Path) -> None:
    facts = json.loads(pack.read_text())
    facts["n"] += 1
    facts["alt_text"] = "AI is everywhere."
    pack.write_text(json.dumps(facts))
    assert verify(world.data, pack).altered == ("alt_text of the data sheet", "n of the data sheet")


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_an_altered_picture_is_found(world: World, pack: Path, kind: str) -> None:
    file = pack.with_suffix(f".{kind}")
    if kind == "svg":
        file.write_text(file.read_text().replace("#0b5fa5", "#0b5fa6", 1))
    else:
        from PIL import Image, PngImagePlugin

        with Image.open(file) as picture:
            about = PngImagePlugin.PngInfo()
            about.add_text("Source", str(picture.info["Source"]))
            picture.putpixel((800, 400), (255, 0, 0, 255))
            picture.save(file, pnginfo=about)
    assert verify(world.data, file).altered == ("the picture is not the one that was published",)


def test_a_file_that_is_no_figure_is_named(world: World, tmp_path: Path) -> None:
    for name, held in (
        ("a.png", b"no picture"),
        ("a.svg", b"<svg"),
        ("a.svg", b'<!DOCTYPE x [<!ENTITY a "b">]><svg>&a;</svg>'),
        ("a.json", b"[1]"),
        ("a.json", b"{"),
        ("a.txt", b""),
    ):
        (tmp_path / name).write_bytes(held)
        with pytest.raises(WrongUse, match=name):
            read(tmp_path / name)
    with pytest.raises(WrongUse, match="no such file"):
        read(tmp_path / "none.json")
    (tmp_path / "b.json").write_text('{"identifier": "jobshift:figure:ai_ladder?snapshot=other&panel=hn&code=x"}')
    with pytest.raises(WrongUse, match="no snapshot 'other'"):
        verify(world.data, tmp_path / "b.json")


def test_each_publication_tells_what_it_changed(world: World) -> None:
    file = world.data / "report" / "corrections.xml"
    atom = {"a": "http://www.w3.org/2005/Atom"}
    entries = ElementTree.parse(file).getroot().findall("a:entry", atom)
    [ladder] = [entry for entry in entries if FIGURE in str(entry.findtext("a:id", "", atom))]
    assert "revised within the interval" in str(ladder.findtext("a:title", "", atom)).lower()
    assert WORDS["late_data"] in str(ladder.findtext("a:content", "", atom))
    told = file.read_bytes()
    report(world.data)
    assert file.read_bytes() == told


def test_the_answer_is_one_for_programs_too(world: World) -> None:
    found: Verified = verify(world.data, world.packs / FIGURE / f"{FIGURE}.json")
    row = json.loads(json.dumps(found.row()))
    assert (row["figure"], row["answer"], len(row["moved"])) == (FIGURE, found.answer, len(found.moved))
