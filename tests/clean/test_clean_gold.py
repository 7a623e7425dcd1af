"""How well the clean fields agree with the hand labels: F1 per field may not fall below its floor."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.clean.certifications import certifications
from pipeline.clean.employment import employment
from pipeline.clean.experience import years_experience
from pipeline.clean.language import language
from pipeline.clean.pay import pay
from pipeline.clean.places import countries
from pipeline.clean.seniority import seniority
from pipeline.clean.text import masked
from pipeline.clean.workplace import workplace

Row = dict[str, Any]


def pay_of(title: str | None, text: str) -> set[object]:
    found = pay(None, title, text, countries((), (), title, text))
    return set() if found is None else {(found.min, found.max, found.currency, found.period)}


def labelled_pay(row: Row) -> set[object]:
    return {tuple(row["pay"][key] for key in ("min", "max", "currency", "period"))} if row["pay"] else set()


def one(value: object) -> set[object]:
    return set() if value is None else {value}


def folded(names: object) -> set[object]:
    assert isinstance(names, list | tuple)
    return {" ".join(name.lower().replace("-", " ").split()) for name in names}


FIELDS: dict[str, tuple[float, Callable[[str | None, str], set[object]], Callable[[Row], set[object]]]] = {
    "countries": (0.94, lambda title, text: set(countries((), (), title, text)), lambda row: set(row["countries"])),
    "workplace": (0.95, lambda title, text: set(workplace((), (), title, text)), lambda row: set(row["workplace"])),
    "seniority": (0.91, lambda title, text: set(seniority(title, text, ())), lambda row: set(row["seniority"])),
    "employment": (0.94, lambda title, text: set(employment((), title, text)), lambda row: set(row["employment"])),
    "years_experience": (0.92, lambda _, text: one(years_experience(text)), lambda row: one(row["years_experience"])),
    "certifications": (0.88, lambda _, text: folded(certifications(text)), lambda row: folded(row["certifications"])),
    "pay": (0.94, pay_of, labelled_pay),
}


@pytest.fixture(scope="module")
def gold(shared: Path) -> list[Row]:
    """Postings with hand labels."""
    files = [shared / "gold" / name for name in ("dev.jsonl", "dev_rare.jsonl")]
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [row | {"text": masked(row["text"])} for row in rows if row["is_posting"]]


@pytest.mark.parametrize("field", FIELDS)
def test_agreement_with_the_labels_does_not_fall(field: str, gold: list[Row]) -> None:
    floor, say, labelled = FIELDS[field]
    pairs = [(labelled(row), say(row["title"], row["text"])) for row in gold]
    hits = sum(len(true & said) for true, said in pairs)
    total = sum(len(true) + len(said) for true, said in pairs)
    assert 2 * hits / total >= floor


def test_postings_in_english_are_told_from_others(gold: list[Row]) -> None:
    others = [row["id"] for row in gold if language(row["text"], None) != "en"]
    assert len(others) == 2  # one in German, one in Portuguese
