"""One pass finds where a closer look is worthwhile, at the right character in any script."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.triggers import TRIGGERS, ambiguous_certifications, certification_names, triggers, windows


def test_places_of_triggers_are_characters_of_the_text() -> None:
    text = "İstanbul: Ünlü Remote job, 5 years, $100k"
    found = triggers(text)
    assert text[found["workplace"][0] :].startswith("Remote")
    assert text[found["years"][0] :].startswith("years")
    assert text[found["pay"][0]] == "$"


@given(st.text(max_size=60))
def test_a_trigger_is_found_behind_any_text(before: str) -> None:
    text = before + " REMOTE"
    assert len(before) + 1 in triggers(text)["workplace"]


def test_every_field_is_answered() -> None:
    assert set(triggers("")) == set(TRIGGERS)
    assert not any(triggers("nothing to see").values())


def test_windows_stay_in_their_line_and_join() -> None:
    text = "abc\ndefghij\nkl"
    assert windows(text, [6], 10, 10) == [(4, 11)]
    assert windows(text, [5, 7], 2, 2) == [(4, 9)]
    assert windows(text, [0, 12], 1, 1) == [(0, 1), (12, 13)]


def test_ambiguous_certifications_are_certifications() -> None:
    assert ambiguous_certifications() < certification_names()
    assert "CISSP" not in ambiguous_certifications()
