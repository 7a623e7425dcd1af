"""The spaCy component gives the answer of the batch path, and survives what pipelines go through."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.records import Posting, Tagged
from pipeline.tag.component import SPANS
from pipeline.understand import understand

TEXT = """Brennan Tools | ML Engineer | Leeds | Remote

You will train PyTorch models and build RAG pipelines in Python and C++.
Requirements:
- Experience with machine learning, Kubernetes and CI/CD
- LangChain is a plus
"""
ENGLISH = "We are looking for people who will build and run services with our team. "
FIELDS = (
    (None, None),
    ("Senior ML Engineer (Python)", None),
    ("C++ / R Dev", "Kafka Systems"),
    (None, "Stripe"),
    ("", ""),
)
PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            ("C++", "R, Python", "Go,", "machine\u00a0learning", "AI/ML", "LLMs", "\r\n\r\n- ", "\n", "Node.js",
             ".NET 8", "You will build", "experience with", "İstanbul", "re\u0301sume\u0301", "ﬁne-tuning LLMs",
             "😀", "Kafka-Spark", "ML Engineer | Leeds", "Requirements:", "is a plus", "Senior Data Scientist")
        ),
        st.sampled_from(
            ("\ud800", "\udfff", "\x00", "\x0b", "\x85", "\u2028", "STRAẞE", "ı", "\u212aafka", "Ｋafka",
             "Py\u200bthon", "Ka\u00adfka", "𝐑𝐀𝐆 with LLMs", "Pythonエンジニア", "Pythonа", "e\u0301" * 40,
             "mail me: jo@acme.example", "call +44 20 7946 0123", "customers like Stripe,", "x" * 5000)
        ),
        st.text(max_size=12),
    ),
    max_size=14,
)  # fmt: skip


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("jobshift")
    return pipeline


def test_component_sets_skills_roles_and_level(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert {"machine_learning", "pytorch", "c_and_cpp", "ci_cd"} <= {span.label_ for span in doc.spans[SPANS]}
    assert doc._.ai_level == "builds"
    assert isinstance(doc._.roles, list)


def test_component_and_batch_path_agree_on_a_posting(nlp: Language) -> None:
    doc = nlp(TEXT)
    tagged = understand(Posting(ref="1", url="", text=TEXT))
    assert [(m["skill"], m["start"], m["end"], m["status"]) for m in doc._.mentions] == [
        (m.skill, m.start, m.end, m.status) for m in tagged.mentions
    ]
    assert (doc._.ai_level, len(doc._.roles)) == (tagged.ai_level, len(tagged.roles))


def assert_alike(nlp: Language, tagged: Tagged, employer: str | None = None) -> None:
    """The component says of a text, masked as the batch path masks it, what the batch path says."""
    doc = nlp.make_doc(tagged.text)
    doc.user_data |= {"title": tagged.title, "employer": employer}
    doc = nlp.get_pipe("jobshift")(doc)
    assert doc.text == tagged.text
    assert doc._.mentions == [asdict(mention) for mention in tagged.mentions]
    assert doc._.roles == [asdict(role) for role in tagged.roles]
    assert doc._.ai_level == tagged.ai_level
    mentions = [mention for mention in tagged.mentions if mention.end]  # those of a title stand at 0, 0
    for mention in mentions:
        assert tagged.text[mention.start : mention.end] == mention.form
    spans = [(span.label_, span.start_char, span.end_char) for span in doc.spans[SPANS]]
    assert [skill for skill, *_ in spans] == [mention.skill for mention in mentions]
    for (_, start, end), mention in zip(spans, mentions, strict=True):
        assert start <= mention.start < mention.end <= end


@given(st.sampled_from(("", ENGLISH)), PIECES, st.sampled_from((" ", "", "\n", ", ")), st.sampled_from(FIELDS))
@settings(max_examples=250, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_component_and_batch_path_agree_on_any_text(
    nlp: Language, opening: str, pieces: list[str], between: str, fields: tuple[str | None, str | None]
) -> None:
    title, employer = fields
    text = opening + between.join(pieces)
    assert_alike(nlp, understand(Posting(ref="1", url="", text=text, title=title, employer=employer)), employer)


def test_component_and_batch_path_agree_on_a_line_of_a_million_characters(nlp: Language) -> None:
    filler = "We hire engineers and you will work with us, " * 11_500
    text = f"You will train PyTorch models. {filler}. Requirements: Python, R and LLMs. {filler}"
    nlp.max_length = len(text) + 1
    assert len(text) > 1_000_000
    assert_alike(nlp, understand(Posting(ref="1", url="", text=text)))


def test_component_and_batch_path_agree_on_real_postings(nlp: Language, hacker_news: list[str]) -> None:
    for text in hacker_news[::10]:
        assert_alike(nlp, understand(Posting(ref="1", url="", text=text)))


def test_title_and_employer_may_be_given(nlp: Language) -> None:
    doc = nlp.make_doc("Cursor hires in Leeds. You write Java.")
    doc.user_data["title"] = "Machine Learning Engineer"
    doc.user_data["employer"] = "Cursor"
    doc = nlp.get_pipe("jobshift")(doc)
    assert "machine_learning" in {m["skill"] for m in doc._.mentions}
    assert "cursor" not in {m["skill"] for m in doc._.mentions}


def test_component_survives_disk_bytes_and_pipe(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    loaded = spacy.load(tmp_path / "pipeline")
    copied = spacy.blank("en")
    copied.add_pipe("jobshift")
    copied.from_bytes(nlp.to_bytes())
    docs = [nlp(TEXT), loaded(TEXT), copied(TEXT), next(iter(nlp.pipe([TEXT, "", "We hire."])))]
    spans = [[(span.label_, span.start, span.end) for span in doc.spans[SPANS]] for doc in docs]
    assert spans[0] != []
    assert spans == [spans[0]] * 4


def test_a_language_that_is_not_validated_has_no_level(nlp: Language) -> None:
    text = "Nous cherchons une développeuse avec une expérience de Python et de Kubernetes pour notre équipe. " * 4
    doc = nlp(text)
    assert doc._.ai_level is None
    assert len(doc.spans[SPANS]) == 0


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "KI-Entwicklerin",
            "Wir suchen eine Entwicklerin mit Erfahrung in maschinellem Lernen und Kubernetes für unser Team. Du "
            "trainierst Modelle mit PyTorch und bringst sie gemeinsam mit uns in den Betrieb.",
        ),
        (
            None,
            "Vi söker en maskininlärningsingenjör till vårt kontor i Lund. Du tränar modeller och ser till att de "
            "kommer i drift. Erfarenhet av Kubernetes är meriterande men inte något som vi kräver av dig.",
        ),
    ],
)
def test_both_paths_read_other_validated_languages_alike(nlp: Language, title: str | None, text: str) -> None:
    tagged = understand(Posting(ref="1", url="", text=text, title=title))
    assert tagged.ai_level == "builds"
    assert_alike(nlp, tagged)
