"""The model card says what the extractor does today, and never a word of a posting."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from flows.audit.card import card, skeleton
from flows.audit.questions import Tally, cases, questions, rate, tally, vocabulary


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Two invented postings with labels, one of them labelled with a skill that its text does not name."""
    base = {
        "source": "hn", "month": "2024-05", "title": None, "is_posting": True, "is_it": True, "seniority": [],
        "workplace": ["remote"], "countries": [], "pay": None, "employment": [], "years_experience": None,
        "certifications": [], "note": "",
    }  # fmt: skip
    rag = {"skill": "retrieval_augmented_generation", "status": "duty", "text": "RAG"}
    nlp = {"skill": "natural_language_processing", "status": "required", "text": "NLP"}
    texts: tuple[tuple[str, list[dict[str, str]], list[str], str], ...] = (
        ("builds", [rag], ["python"], "Build retrieval-augmented generation in Python for our help desk."),
        ("builds", [rag, nlp], [], "Build retrieval-augmented generation for our archive of hymns."),
    )
    rows = [
        base | {
            "id": str(number),
            "text": f"Zyx{number} | Backend Engineer | REMOTE\n\nWhat you will do:\n- {words}\n",
            "ai_level": level, "ai_skills": ai, "tech_skills": tech,
            "roles": [{"title": "Backend Engineer", "role": "software_developer"}],
        }
        for number, (level, ai, tech, words) in enumerate(texts)
    ]  # fmt: skip
    file = tmp_path / "gold.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    ids = {"ai": [rag["skill"], nlp["skill"]], "tech": ["python"]}
    (tmp_path / "vocabulary.json").write_text(json.dumps(ids))
    return file


def test_questions_are_counted_by_hand(gold: Path) -> None:
    measured = cases([gold])
    by_name = {question.name: tally(question, measured) for question in questions(vocabulary(gold))}
    assert by_name["AI in the duties"] == Tally(hits=2)
    assert by_name["AI skills"] == Tally(hits=2, missed=1)
    assert by_name["AI skills asked for"].cells()[1:] == [rate(2, 3), "0.800", "2", "3"]
    assert by_name["other skills"] == Tally(hits=1)
    assert by_name["workplace"] == Tally(hits=2)
    assert by_name["is no posting"] == Tally()


def test_the_card_names_kinds_of_error_and_no_text(gold: Path) -> None:
    page = card([gold])
    assert "| asked for, not found at all | 1 |" in page
    assert "| builds | 0 | 0 | 0 | 2 | 0 |" in page
    assert "2 texts of `gold` (2 postings)" in page
    assert not re.search("hymns|help desk|Zyx", page)


def test_a_skeleton_keeps_words_and_heads_and_drops_what_is_measured() -> None:
    page = "## Per question\n\nAt least 10.\n\n| a | n |\n| --- | --- |\n| x | 5 |\n\n* **Rules** `ab`."
    assert skeleton(page) == ["## Per question", "", "At least .", "", "| a | n |", "| --- | --- |", ""]


def test_the_committed_card_is_of_this_extractor(root: Path, shared: Path) -> None:
    files = [shared / "gold" / name for name in ("dev.jsonl", "dev_rare.jsonl")]
    written = (root / "docs" / "extractor.md").read_text()
    assert skeleton(written) == skeleton(card(files)), "jobshift audit card --labels … > docs/extractor.md"
