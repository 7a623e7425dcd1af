"""What is looked for by quick tests first is found as by the slow ones."""

from __future__ import annotations

import pytest

from pipeline.clean.patterns import lowered
from pipeline.clean.place_phrases import where_one_must_live
from pipeline.clean.toponyms import may_name, names


@pytest.mark.parametrize("text", ["Größe ÄÖÜ", "ΣΑΣ", "İstanbul", "naïve Café – £5", "\ud800 Ab", "ABC"])
def test_lower_case_keeps_every_offset(text: str) -> None:
    assert lowered(text) == "".join(c.lower() if len(c.lower()) == 1 else c for c in text) or text == "ΣΑΣ"
    assert len(lowered(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Berlin, Zürich and São Paulo", ["Berlin", "Zürich", "São Paulo"]),
        ("near-Berlin (New York)", ["Berlin", "New York"]),
        ("nothing in lower case: berlin", []),
        ("MacBerlin, d'Berlin", []),
    ],
)
def test_names_begin_with_a_capital_at_a_words_beginning(text: str, found: list[str]) -> None:
    assert [name.raw for name in names(text)] == found
    assert may_name(text) or not found


def test_where_one_must_live_is_found_behind_other_words() -> None:
    text = "We lived in Rome and are based in Oslo. You must currently reside\nin Canada."
    assert [place.country for place in where_one_must_live(text)] == ["CA"]
