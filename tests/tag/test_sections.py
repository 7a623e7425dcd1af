"""Parts of a posting, and what a sentence wants with the skills it names."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import sentences
from pipeline.clean.headings import heading, inline
from pipeline.clean.sections import sections
from pipeline.records import Section, Status
from pipeline.tag.status import Sentence

PARTED = """Brennan Tools | Back-end Engineer | Leeds | Remote

About us
We make saws for people who love wood.

What you'll do:
- Build our shop in Go
- Keep it running

**Requirements**
- Five years of Go

NICE TO HAVE
- Kafka

Tech stack: Go, PostgreSQL

Benefits
- 30 days of holiday

We are an equal opportunity employer.

How to apply
Send your resume to us.
"""


def section_of(text: str, words: str) -> Section:
    at = text.index(words)
    return next(part.section for part in sections(text) if part.start <= at < part.end)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Brennan Tools |", "header"),
        ("We make saws", "about"),
        ("Build our shop", "duties"),
        ("Five years", "requirements"),
        ("Kafka", "nice_to_have"),
        ("PostgreSQL", "stack"),
        ("30 days", "benefits"),
        ("equal opportunity", "legal"),
        ("Send your resume", "process"),
    ],
)
def test_headings_part_a_posting(words: str, expected: Section) -> None:
    assert section_of(PARTED, words) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Responsibilities", "duties"),
        ("What you’ll be doing:", "duties"),
        ("Your role", "duties"),
        ("THE ROLE", "duties"),
        ("## What You'll Do", "duties"),
        ("About the role", "duties"),
        ("In this role, you will:", "duties"),
        ("Day to day", "duties"),
        ("Key responsibilities include:", "duties"),
        ("About the job", "duties"),
        ("Requirements", "requirements"),
        ("Minimum qualifications:", "requirements"),
        ("Who you are", "requirements"),
        ("What we're looking for", "requirements"),
        ("Must-haves", "requirements"),
        ("About you", "requirements"),
        ("What you bring", "requirements"),
        ("Skills & Experience", "requirements"),
        ("Your profile", "requirements"),
        ("You might be a good fit if:", "requirements"),
        ("**Required skills**", "requirements"),
        ("Nice to have", "nice_to_have"),
        ("Bonus points:", "nice_to_have"),
        ("Preferred qualifications", "nice_to_have"),
        ("Will be a plus:", "nice_to_have"),
        ("It's even better if you have:", "nice_to_have"),
        ("Our stack", "stack"),
        ("Tech stack:", "stack"),
        ("Technologies we use", "stack"),
        ("Benefits", "benefits"),
        ("What we offer", "benefits"),
        ("Perks & benefits", "benefits"),
        ("Why join us?", "benefits"),
        ("How to apply", "process"),
        ("Interview process", "process"),
        ("Next steps:", "process"),
        ("Equal opportunity", "legal"),
        ("Diversity and inclusion", "legal"),
        ("About us", "about"),
        ("Who we are", "about"),
        ("Our mission", "about"),
        ("About Brennan Tools", "about"),
        ("We make saws for people who love wood and we do so in Leeds.", None),
        ("Python", None),
        ("Contact: <EMAIL>", None),
        ("- Five years of experience with Go", None),
        ("Leeds | Remote", None),
    ],
)
def test_heading_of_a_line(line: str, expected: Section | None) -> None:
    assert heading(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Stack: Go, Kafka", "stack"),
        ("Tech stack - Go, Kafka", "stack"),
        ("Requirements: five years of Go", "requirements"),
        ("Nice to have: Kafka", "nice_to_have"),
        ("Role: Back-end Engineer", "duties"),
        ("Benefits: holiday", "benefits"),
        ("To apply: write to us", "process"),
        ("About us: we make saws", "about"),
        ("Location: Leeds", None),
        ("We make saws: many of them", None),
    ],
)
def test_section_of_a_line_that_goes_on(line: str, expected: Section | None) -> None:
    assert inline(line) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Brennan Tools is a start-up that changes how wood is cut.", "about"),
        ("We use machine learning to help carpenters.", "about"),
        ("We are looking for an engineer to join us in Leeds.", "duties"),
        ("You will build our shop.", "duties"),
        ("Looking for someone with five years of experience in Go.", "requirements"),
        ("You must know Go.", "requirements"),
        ("Kafka is a plus.", "nice_to_have"),
        ("Our stack is Go and Kafka.", "stack"),
        ("We use Go, Kafka and PostgreSQL.", "stack"),
        ("To apply, write to us.", "process"),
        ("We use AI to screen applications.", "process"),
        ("All applicants are considered without regard to race.", "legal"),
        ("We offer a 401k and dental and vision insurance.", "benefits"),
    ],
)
def test_words_decide_where_no_heading_does(sentence: str, expected: Section) -> None:
    text = f"Brennan Tools | Engineer | Leeds\n\n{sentence}"
    assert section_of(text, sentence) == expected


def test_a_name_in_a_line_rules_its_paragraph_only() -> None:
    text = "Brennan Tools | Engineer | Leeds\n\nStack: Go, Kafka\n\nBrennan Tools is a maker of saws."
    assert section_of(text, "Kafka") == "stack"
    assert section_of(text, "maker") == "about"


SAID = (  # of which some lead in a list, and some are headings
    "", "Requirements", "We offer a home to engineers.", "You will be responsible for:", "We use Go:", "- Python",
    "1. Go", "• Kafka. Rust is a plus:", "Nice to have:", "Our stack: Go and", "We are an equal opportunity employer.",
    "Build it.",
)  # fmt: skip


@given(st.text(alphabet=st.sampled_from("Aab .:\n-|*•?!#Ré\r\t"), max_size=200))
@settings(max_examples=150, deadline=None)
def test_parts_cover_any_text_without_gaps(text: str) -> None:
    parts = sections(text)
    assert "".join(text[part.start : part.end] for part in parts) == text
    assert all(part.start < part.end for part in parts)


@given(st.lists(st.sampled_from(SAID), max_size=12), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_a_sentence_has_its_section_whichever_is_asked_first(lines: list[str], dice: random.Random) -> None:
    text = "\n".join(lines)
    parts = list(sections(text))
    asked, offsets = sections(text), [*range(len(text))]
    dice.shuffle(offsets)
    for at in offsets:
        section, start, end = asked.at(at)
        assert start <= at < end
        assert [part.section for part in parts if part.start < end and start < part.end] == [section]


def test_empty_text_has_no_parts() -> None:
    assert not sections("")
    assert list(sections("")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You build saws. We sell them.", 2),
        ("Tools, e.g. Kafka, are ours.", 1),
        ("Deep\nlearning in one line.", 1),
        ("- Go\n- Kafka\n- Redis", 3),
        ("Ask Dr. Brennan.", 1),
        ("Write Node.js or C++ code! Really?", 2),
        ("One paragraph\n\nanother", 2),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: int) -> None:
    assert len(sentences.starts(text)) == expected


@pytest.mark.parametrize(
    ("section", "sentence", "expected"),
    [
        ("requirements", "Five years of «ML»", "required"),
        ("requirements", "«ML» is a plus", "preferred"),
        ("requirements", "«ML» preferred", "preferred"),
        ("nice_to_have", "«ML»", "preferred"),
        ("duties", "Train «ML» models", "duty"),
        ("duties", "You will need experience in «ML»", "required"),
        ("duties", "Work closely with our «ML» team", "context"),
        ("duties", "Brennan Tools is the leader in «ML»", "context"),
        ("duties", "You will join us as we bring «ML» to saws", "context"),
        ("stack", "Python, «ML»", "duty"),
        ("about", "We are an «ML» company", "context"),
        ("about", "You will bring «ML» to our saws", "duty"),
        ("benefits", "A budget for «ML» courses", "context"),
        ("process", "We use «ML» to read applications", "context"),
        ("process", "Do not use «ML» in your application", "context"),
        ("legal", "Our «ML» notice", "context"),
        ("header", "Brennan Tools | «ML» Engineer | Leeds", "duty"),
        ("header", "Brennan Tools (an «ML» platform) | Accountant | Leeds", "context"),
        ("header", "Brennan Tools | «ML» | Leeds", "duty"),
        ("header", "Brennan Tools | Sales, «ML», Marketing | Leeds", "duty"),
        ("requirements", "No «ML» experience needed", "negated"),
        ("requirements", "«ML» experience is not required", "negated"),
        ("requirements", "«ML» is not required but a plus", "preferred"),
        ("about", "We are not an «ML» company", "negated"),
        ("duties", "Not only «ML» but also Python", "duty"),
        ("duties", "You don't need to know «ML»", "negated"),
        ("requirements", "«ML» is helpful but not mandatory", "preferred"),
        ("requirements", "Exposure to, if not experience with, «ML»", "required"),
        ("requirements", "Technical and non-technical «ML»", "required"),
        ("about", "A non-«ML» company", "negated"),
    ],
)
def test_status_of_a_skill_in_its_sentence(section: Section, sentence: str, expected: Status) -> None:
    start = sentence.index("«")
    text = sentence.replace("«", "").replace("»", "")
    assert Sentence(section, text).status(start, start + 2) == expected
