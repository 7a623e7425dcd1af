"""The owner's audit through the command line: openings drawn, read without their tags, held against them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.errors import DONE, FAILED, WRONG_USE
from pipeline.records import AiLevel
from tests.warehouse.house import House, Job
from warehouse.build import build
from warehouse.publish import publish

MONTH = date(2026, 9, 1)
LEVELS: tuple[AiLevel, ...] = ("none", "none", "none", "mentions", "uses", "builds")
KEY = {"none": "0", "mentions": "1", "uses": "2", "builds": "3"}


def jobs() -> list[Job]:
    """60 comments of September, ten of each six with AI in their duties twice, mentioned once, absent thrice."""
    return [
        Job(
            str(number),
            title=None,
            employer=f"Employer {number}",
            text=f"Employer {number} looks for somebody to look after shelf {number}.",
            ai_level=LEVELS[number % len(LEVELS)],
            month=MONTH,
            posted_on=MONTH,
        )
        for number in range(60)
    ]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published warehouse with its lake; tests work on copies."""
    house = House(tmp_path_factory.mktemp("published") / "data")
    house.night(date(2026, 11, 1), jobs(), source="hn", board="4242")
    house.load()
    build(house.data)
    assert publish(house.data, "r1") is not None
    return house.data


@pytest.fixture
def data(published: Path, folder: Path) -> Path:
    """The published warehouse, to be audited."""
    return Path(shutil.copytree(published, folder / "data"))


def audit(data: Path, *words: str, keys: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from flows.cli import main; main()", "audit", *words],
        cwd=data.parent,
        env=os.environ | {"JOBSHIFT_DATA": str(data)},
        input=keys,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_a_sample_is_the_same_for_the_same_seed_and_never_drawn_over(data: Path) -> None:
    assert audit(data, "sample", "--n", "20", "--seed", "7").returncode == DONE
    file = data / "audit" / "samples" / "hn-7.jsonl"
    first = lines(file)
    assert len({row["ref"] for row in first}) == 20
    assert {row["stratum"] for row in first} == {f"{level} 2026" for level in KEY}
    again = audit(data, "sample", "--n", "20", "--seed", "7")
    assert again.returncode == WRONG_USE
    assert "is there already" in again.stderr
    file.unlink()
    assert audit(data, "sample", "--n", "20", "--seed", "7").returncode == DONE
    assert lines(file) == first


def test_a_second_sample_has_the_next_number_and_other_openings(data: Path) -> None:
    assert audit(data, "sample", "--n", "20").returncode == DONE
    assert audit(data, "sample", "--n", "20").returncode == DONE
    one, two = (
        {row["ref"] for row in lines(data / "audit" / "samples" / name)} for name in ("hn-1.jsonl", "hn-2.jsonl")
    )
    assert not one & two


def test_a_reader_sees_the_text_without_its_tags_and_each_answer_is_kept_at_once(data: Path) -> None:
    audit(data, "sample", "--n", "20")
    done = audit(data, "label", "--labeller", "ada", keys="yy3\nn\nyn\n")
    assert done.returncode == DONE, done.stderr
    first = lines(data / "audit" / "samples" / "hn-1.jsonl")[0]
    page = done.stdout.split("Does it advertise")[0]
    assert f"Employer {first['ref']} looks for somebody to look after shelf {first['ref']}." in page
    assert first["ai_level"] not in page
    assert "data_engineer" not in done.stdout
    given = lines(data / "audit" / "labels" / "ada.jsonl")
    assert [(row["is_posting"], row["is_it"], row["ai_level"], row["in_duties"]) for row in given] == [
        (True, True, "builds", True),
        (False, None, None, None),
        (True, False, None, None),
    ]
    assert all(row["labeller"] == "ada" and row["at"].endswith("+00:00") for row in given)
    assert all(row["taxonomy_version"] and row["text_hash"] for row in given)
    assert "3 labelled by ada in this sitting, 17 left" in done.stderr


def test_undo_skip_quit_and_going_on(data: Path) -> None:
    audit(data, "sample", "--n", "20")
    refs = [row["ref"] for row in lines(data / "audit" / "samples" / "hn-1.jsonl")]
    audit(data, "label", "--labeller", "ada", keys="yy0" + "z" + "yy2" + "s" + "y7y1" + "q" + "yy0")
    standing = [(row["ref"], row["ai_level"], row["is_undone"]) for row in lines(data / "audit/labels/ada.jsonl")]
    assert standing == [
        (refs[0], "none", False),
        (refs[0], "none", True),
        (refs[0], "uses", False),
        (refs[2], "mentions", False),
    ]
    on = audit(data, "label", "--labeller", "ada", keys="n")
    assert lines(data / "audit/labels/ada.jsonl")[-1]["ref"] == refs[1]  # skipped before, asked again
    assert "1 of 18" in on.stdout
    assert "1 of 20" in audit(data, "label", "--labeller", "bob", keys="q").stdout


def test_roles_are_asked_for_on_demand_and_only_known_ones_are_taken(data: Path) -> None:
    audit(data, "sample", "--n", "20")
    done = audit(data, "label", "--labeller", "ada", "--roles", keys="y\ny\n3\nwizard\nml_engineer sysadmin\nq")
    assert "no role wizard" in done.stdout
    assert lines(data / "audit/labels/ada.jsonl")[0]["roles"] == ["ml_engineer", "sysadmin"]


def read_all(data: Path, labeller: str, wrong: int) -> None:
    """A labeller who answers as the openings are tagged, but none for the first `wrong` with AI in their duties."""
    keys = ""
    for row in lines(data / "audit" / "samples" / "hn-1.jsonl"):
        missed = row["ai_level"] in ("uses", "builds") and wrong > 0
        wrong -= missed
        keys += "yy0" if missed else f"yy{KEY[row['ai_level']]}"
    assert audit(data, "label", "--labeller", labeller, keys=keys).returncode == DONE


def test_the_score_holds_tags_against_labels_and_labellers_against_each_other(data: Path) -> None:
    audit(data, "sample", "--n", "60")  # all of them, each of weight one
    read_all(data, "ada", wrong=0)
    read_all(data, "bob", wrong=4)
    done = audit(data, "score", "--json")
    assert done.returncode == DONE, done.stderr
    found = json.loads(done.stdout)
    panel = found["panels"]["hn"]
    assert (panel["openings"], panel["labellers"]) == (60, ["ada", "bob"])
    assert panel["in_duties"]["precision"]["value"] == pytest.approx(36 / 40)
    assert panel["in_duties"]["recall"]["value"] == 1
    assert panel["is_posting"]["value"] == 1
    assert panel["share"]["tagged_pct"] == pytest.approx(100 * 20 / 60)
    assert panel["share"]["corrected_pct"] == pytest.approx(100 * 18 / 60)
    assert panel["share"]["error_included"] is False
    [pair] = found["agreement"]
    assert pair["in_duties"]["agreed"] == pytest.approx(56 / 60)
    assert pair["in_duties"]["kappa"] == pytest.approx((56 / 60 - 26 / 45) / (1 - 26 / 45))
    assert [row["labeller"] for row in found["disagreements"]] == ["bob"] * 4
    shown = audit(data, "score").stdout
    assert "33.3 % as tagged, 30.0 %" in shown
    assert "fewer than 200 labels" in shown
    assert "4 labels differ from the tags" in shown


def test_a_text_that_changed_is_asked_anew_and_its_label_counts_no_more(data: Path) -> None:
    audit(data, "sample", "--n", "60")
    read_all(data, "ada", wrong=0)
    file = data / "audit" / "labels" / "ada.jsonl"
    first, *rest = file.read_text().splitlines()
    file.write_text("\n".join([json.dumps(json.loads(first) | {"text_hash": 1}), *rest]) + "\n")
    assert json.loads(audit(data, "score", "--json").stdout)["outdated"] == 1
    assert "1 of 1 " in audit(data, "label", "--labeller", "ada", keys="q").stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("score",), FAILED, "no labels yet"),
        (("label",), WRONG_USE, "nothing is drawn yet"),
        (("label", "--labeller", "../ada"), WRONG_USE, "letters, digits"),
        (("label", "--sample", "hn-9"), WRONG_USE, "there is no sample hn-9"),
        (("sample", "--panel", "nowhere"), WRONG_USE, "'nowhere' has no opening"),
    ],
)
def test_mistakes_are_told_in_one_line(data: Path, words: tuple[str, ...], code: int, said: str) -> None:
    done = audit(data, *words)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
