"""The spaCy component gives the answer of the batch path, and survives what pipelines go through."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.records import Posting
from pipeline.tag.component import SPANS, read
from pipeline.understand import understand

TEXT = """Brennan Tools | ML Engineer | Leeds | Remote

You will train PyTorch models and build RAG pipelines in Python and C++.
Requirements:
- Experience with machine learning, Kubernetes and CI/CD
- LangChain is a plus
"""
PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "C++",
                "R, Python",
                "Go,",
                "machine\u00a0learning",
                "AI/ML",
                "LLMs",
                "\r\n\r\n- ",
                "\n",
                "Node.js",
                ".NET 8",
                "You will build",
                "experience with",
                "İstanbul",
                "re\u0301sume\u0301",
                "ﬁne-tuning LLMs",
                "😀",
                "Kafka-Spark",
            ]
        ),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    ),
    max_size=12,
)


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


@given(PIECES)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_component_and_batch_path_agree_on_any_text(nlp: Language, pieces: list[str]) -> None:
    text = " ".join(pieces)
    doc = nlp(text)
    mentions, roles, level = read(doc.text, None, None)
    assert doc.text == text
    assert [(m["skill"], m["start"], m["end"]) for m in doc._.mentions] == [(m.skill, m.start, m.end) for m in mentions]
    shown = [(m.skill, m.start, m.end) for m in mentions if m.end]
    spans = [(span.label_, span.start_char, span.end_char) for span in doc.spans[SPANS]]
    assert [skill for skill, *_ in spans] == [skill for skill, *_ in shown]
    assert all(a <= start and end <= b for (_, a, b), (_, start, end) in zip(spans, shown, strict=True))
    assert (len(doc._.roles), doc._.ai_level) == (len(roles), level)


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
    text = "Wir suchen eine Entwicklerin mit Erfahrung in Python und Kubernetes für unser Team in Leipzig. " * 4
    doc = nlp(text)
    assert doc._.ai_level is None
    assert len(doc.spans[SPANS]) == 0
