from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.glossary import SPOKEN, glossed


@pytest.mark.parametrize(
    ("spoken", "said", "expect"),
    [
        ("sv", "Maskininlärningsingenjör", "Machine learning engineer"),
        ("sv", "maskininlärningsgrupp", "machine learning grupp"),
        ("sv", "maskininlärningsplattform", "machine learning platform"),
        ("sv", "AI-utvecklare", "AI developer"),
        ("sv", "Erfarenhet av Kafka är meriterande.", "Experience of Kafka are a plus."),
        ("sv", "stora språkmodellerna", "large language model"),
        ("de", "mit maschinellem Lernen", "with machine learning"),
        ("de", "KI-gestützte Suche", "AI-assisted Suche"),
        ("de", "Dateningenieur", "Data engineer"),
        ("de", "JavaScript und Applikationen", "JavaScript and Applikationen"),
        ("de", "MLflow, Airflow", "MLflow, Airflow"),
        ("de", "https://acme.example/aufgaben und <EMAIL>", "https://acme.example/aufgaben and <EMAIL>"),
        ("en", "Wir suchen you", "Wir suchen you"),
        ("nl", "Wij zoeken", "Wij zoeken"),
        ("sv", "", ""),
    ],
)
def test_words_are_read_in_english(spoken: str, said: str, expect: str) -> None:
    assert glossed(said, spoken).text == expect


@pytest.mark.parametrize(
    ("words", "expect"),
    [("machine learning", "maskininlärnings"), ("engineer", "ingenjör"), ("PyTorch", "PyTorch"), ("you are", "du är")],
)
def test_what_is_found_is_told_in_the_words_given(words: str, expect: str) -> None:
    read = glossed("Här blir du är maskininlärningsingenjör i PyTorch-gruppen", "sv")
    assert read.words(words) == expect


def test_words_that_do_not_stand_in_the_text_stay() -> None:
    assert glossed("Vi söker", "sv").words("Rust") == "Rust"
    assert glossed("We hire", "en").words("hire") == "hire"


WORDS = st.sampled_from(
    ["maskininlärningsingenjör", "KI-Entwickler", "du", "Über uns", "ett plus", "Go", "-", "\n", ":", "🙂"]
)


@given(spoken=st.sampled_from(sorted(SPOKEN)), text=st.lists(WORDS | st.text(max_size=6)).map(" ".join))
def test_offsets_lead_back_in_order_and_cover_the_text(spoken: str, text: str) -> None:
    read = glossed(text, spoken)
    spans = [read.span(at, at + 1) for at in range(len(read.text))]
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    assert not text or read.span(0, len(read.text)) == (0, len(text))
    kept = [(at, span) for at, span in enumerate(spans) if span[1] - span[0] == 1]
    assert all(read.text[at] in (text[start], " ") or text[start].isalpha() for at, (start, _) in kept)
