"""The employer is taken from the field or from the first lines, and all spellings of a name share one key."""

import csv
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.clean.employers import employer, employer_key
from pipeline.clean.text import masked


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Quill | Backend Engineer | Oslo", "Quill"),
        ("Quill (YC S31) | Backend Engineer | Oslo", "Quill"),
        ("Quill [YC W30] | Backend Engineer | Oslo", "Quill"),
        ("Quill (https://quill.example) | Backend Engineer | Oslo", "Quill"),
        ("Quill (quill.io) - Oslo - Backend Engineer", "Quill"),
        ("Quill, Inc. | Backend Engineer", "Quill, Inc."),
        ("Quill & Sons | Oslo | Full-time", "Quill & Sons"),
        ("quill.io | Oslo | Full-time", "quill.io"),
        ("Quill — Oslo — Full time", "Quill"),
        ("Quill // Oslo // Full time", "Quill"),
        ("Oslo, Norway - Quill Labs - Backend Engineer", "Quill Labs"),
        ("San Francisco, CA - Quill - iOS Developer", "Quill"),
        ("REMOTE | Quill Labs | Backend Engineer | http://quilllabs.com/jobs", "Quill Labs"),
        ("Backend Engineer | Quill Labs | Oslo | http://quilllabs.com", "Quill Labs"),
        ("Quill is hiring!\n\nhttp://quill.example/jobs", "Quill"),
        ("Quill Labs is looking for a data engineer in Oslo.", "Quill Labs"),
        ("Hi! Quill Labs is hiring engineers.", "Quill Labs"),
        ("Quill (Oslo) is looking for developers who write by hand.", "Quill"),
        ("San Francisco\n\nAt Quill, we sell pens. Quill was founded in 1900. https://quill.com", "Quill"),
        ("We at Quill sell pens. See https://quill.com/jobs for all roles.", "Quill"),
        ("Boston Globe Pens | Writer | Boston", "Boston Globe Pens"),
    ],
)
def test_the_first_lines_name_the_employer(text: str, name: str) -> None:
    assert employer(None, text) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We are looking for developers in Oslo.",
        "Senior Backend Engineer wanted, remote.",
        "Anyone in Toronto?",
        "San Francisco, CA | Full-time | REMOTE",
        "Hiring engineers | Remote | $100k",
    ],
)
def test_an_employer_that_is_not_named_is_none(text: str) -> None:
    assert employer(None, text) is None


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("  Quill  ", "Quill"),
        ("Quill (YC W31)", "Quill"),
        ("Quill™", "Quill"),
        ("Quill | ", "Quill"),
        ("Quill Inc.", "Quill Inc."),
        ("  ", None),
    ],
)
def test_the_field_wins_and_is_trimmed(field: str, name: str | None) -> None:
    assert employer(field, "Nib | Backend Engineer | Oslo") == (name or "Nib")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Quill", "QUILL"),
        ("Quill", "Quill, Inc."),
        ("Quill", "Quill LLC"),
        ("Quill", "Quill Ltd."),
        ("Quill", "Quill GmbH"),
        ("Quill", "Quill GmbH & Co. KG"),
        ("Quill", "Quill B.V."),
        ("Quill", "Quill AG"),
        ("Quill", "Quill S.A.S."),
        ("Quill", "Quill Corp."),
        ("Quill", "Quill Co., Ltd."),
        ("Quill", "Quill Pty Ltd"),
        ("Quill", "Quill.com"),
        ("Quill", "www.quill.com"),
        ("Quill", "Quill (YC S31)"),
        ("Quill", "Quill [YC W30]"),
        ("Quill", "The Quill Company"),
        ("Quill Labs", "quill-labs"),
        ("Quill Labs", "QuillLabs"),
        ("Plumé", "Plume"),
        ("Nib & Ink", "Nib and Ink"),
        ("O'Quill", "O’Quill"),
    ],
)
def test_spellings_of_one_employer_share_a_key(one: str, other: str) -> None:
    assert employer_key(one) == employer_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Quill", "Quill Labs"), ("Quill Technologies", "Quill"), ("Quill.ai", "Quill"), ("Company", "Nib")],
)
def test_other_employers_have_other_keys(one: str, other: str) -> None:
    assert employer_key(one) != employer_key(other)


def test_no_name_has_no_key() -> None:
    assert employer_key(None) is None
    assert employer_key("  ") is None


def test_a_name_in_another_script_keeps_a_key() -> None:
    assert employer_key("株式会社ペン") == "株式会社ペン"


LABELS = Path(__file__).parents[1] / "gold" / "employers.csv"
RELATED = 2  # months between a post and its repost


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Quill Labs (Oslo, Norway) - Full Time\n\nWe sell pens.", "Quill Labs"),
        ("Quill (part of Nib & Ink) | Engineer | Oslo", "Quill"),
        ("Quill Writing Company (QWC) | Engineer | Oslo", "Quill Writing Company"),
        ("Quill, Edinburgh and REMOTE (UK only)\n\nhttp://www.quillpens.com", "Quill"),
        ("Backend Engineers @ Quill Labs | Oslo | Remote", "Quill Labs"),
        ("Company: Quill Labs\nLocation: Oslo\nWe sell pens.", "Quill Labs"),
        ("RUST | REMOTE | FULL-TIME\n\nQuill is building a pen that never dries.", "Quill"),
        ("REMOTE | Austin, TX | Full-Time\n\nQuill24, Inc. is a startup that sells pens.", "Quill24"),
        ("Oslo, Norway - several positions.\n\nWe're Quill, a small startup in Oslo.", "Quill"),
        ("Engineer | https://quillpens.com/jobs | Remote\n\nOur pens are good.", "quillpens.com"),
        ("Engineer | https://quillpens.com/jobs | Remote\n\nWrite to Quill Pens soon.", "Quill Pens"),
        ("Braintree | Engineer | Chicago | https://www.braintreepens.com", "Braintree"),
        ("Hacker News Who's Hiring\n\nQuill, Oslo", "Quill"),
        ("1/2\n\nQuill Labs | Engineer | Oslo", "Quill Labs"),
    ],
)
def test_brackets_labels_links_and_sentences_name_the_employer(text: str, name: str) -> None:
    assert employer(None, text) == name


@pytest.mark.parametrize(
    "text",
    [
        "St. Petersburg, FL (onsite)/Full Time\n\nThe team that I work for needs an engineer.",
        "Unnamed startup | CTO | Oslo",
        "Stealth company | Engineer | Oslo",
        "Backend Engineer | https://jobs.lever.co/ | Remote",
        "MUNICH, GERMANY:\n\n- Intern\n\nYou will work with our developer.",
        "EMEA (Europe preferred). Evangelist.",
    ],
)
def test_places_and_nameless_employers_are_none(text: str) -> None:
    assert employer(None, text) is None


def test_remarks_in_brackets_do_not_change_the_key() -> None:
    assert employer_key("Quill (part of Nib)") == employer_key("Quill") == employer_key("Quill, Inc. (Oslo)")


def test_employers_of_labelled_posts_are_right(shared: Path) -> None:
    """360 posts drawn at random from 2012-2024 and labelled by reading, before any output was seen."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        labels = {int(row["hn_id"]): row["employer"] or None for row in csv.DictReader(file)}
    texts = {post["id"]: masked(post["text"]) for post in _posts(shared) if post["id"] in labels}
    right = [employer_key(employer(None, texts[number])) == employer_key(name) for number, name in labels.items()]
    assert len(right) == 360
    assert sum(right) / len(right) >= 0.95


def test_reposts_of_a_month_fall_into_one_employer(shared: Path) -> None:
    """The same first words, at most two months apart: one employer, whatever the rest says."""
    last: dict[str, tuple[int, str | None]] = {}
    same: list[bool] = []
    for post in _posts(shared, "201[78]"):
        opening = re.sub(r"\W+", " ", post["text"].lower())[:60]
        month = int(post["month"][:4]) * 12 + int(post["month"][5:])
        key = employer_key(employer(None, masked(post["text"])))
        if opening in last and 0 < month - last[opening][0] <= RELATED:
            same.append(key is not None and key == last[opening][1])
        last[opening] = month, key
    assert len(same) > 3000
    assert sum(same) / len(same) >= 0.95


def _posts(shared: Path, years: str = "20*") -> Iterator[dict[str, Any]]:
    for file in sorted((shared / "data" / "hn").glob(f"{years}.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)
