"""What counts as a mention: names that are no skills, texts written otherwise, titles, and what was found is shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean.sections import sections
from pipeline.records import Mention
from pipeline.tag.folding import folded, key
from pipeline.tag.mentions import Tagger
from pipeline.tag.reading import EVIDENCE
from pipeline.taxonomy import skills

TAGGER = Tagger()
POSTING = """Brennan Tools | Senior Back-end Engineer | Leeds | Remote

Brennan Tools makes saws for people who love wood.

What you'll do
- Build retrieval-augmented generation on PostgreSQL and pgvector
- Run LLMs with vLLM on Kubernetes
- Keep our CI/CD pipelines in GitHub Actions healthy

What we look for
- Five years of Python, Terraform and machine learning
- Experience with PyTorch, scikit-learn or XGBoost is a plus
"""


def found(
    text: str, *, employer: str | None = None, title: str | None = None, is_it: bool = True
) -> tuple[Mention, ...]:
    return TAGGER.mentions(
        TAGGER.candidates(text, title), text, sections(text), is_it=is_it, employer=employer, roles=()
    )


def ids(text: str, **known: str | None) -> set[str]:
    return {mention.skill for mention in found(text, **known)}  # type: ignore[arg-type]  # a title or an employer


def test_every_mention_is_shown_where_it_stands() -> None:
    for mention in found(POSTING):
        assert POSTING[mention.start : mention.end] == mention.form
        assert mention.form in mention.sentence
        assert len(mention.sentence) <= EVIDENCE
        assert skills()[mention.skill].group == mention.group


def test_one_mention_per_skill_form_and_status() -> None:
    text = "You will use Kafka. You will love Kafka. Kafka experience is required. kafka!"
    kafka = [(m.form, m.status) for m in found(text) if m.skill == "kafka"]
    assert len(kafka) == len({(form.lower(), status) for form, status in kafka}) <= 3


@pytest.mark.parametrize(
    ("employer", "text", "skill"),
    [
        ("Cursor", "Cursor is hiring an office manager. Cursor pays well.", "cursor"),
        ("Ploid AI", "Ploid AI sells shoes. Join Ploid AI.", "artificial_intelligence"),
        ("Elastic", "At Elastic you sell search to banks.", "elasticsearch"),
        ("Anthropic", "About Anthropic: Anthropic has a canteen.", "claude_and_anthropic"),
        ("DataRobot, Inc.", "DataRobot, Inc. hires drivers.", "automl"),
    ],
)
def test_the_employers_own_name_is_no_skill(employer: str, text: str, skill: str) -> None:
    assert skill not in ids(text, employer=employer)


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("We are backed by Spark Capital and others.", "apache_spark"),
        ("Our customers include OpenAI, Stripe and Snowflake.", "openai_platform"),
        ("Our customers include OpenAI, Stripe and Snowflake.", "snowflake"),
        ("Trusted by teams at Databricks and Acme.", "databricks"),
        ("Customers like Cursor and Replit save hours.", "cursor"),
        ("Founded by engineers from NVIDIA and Google.", "nvidia_stack"),
        ("Our founders previously worked at Palantir.", "palantir"),
        ("Investors such as Hugging Face's founder.", "hugging_face"),
    ],
)
def test_customers_investors_and_past_employers_are_no_skills(text: str, skill: str) -> None:
    assert skill not in ids(text)


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("Experience with OpenAI and LangChain.", "openai_platform"),
        ("You know Snowflake and dbt.", "snowflake"),
        ("Hands-on experience of PyTorch.", "pytorch"),
        ("We use Databricks, Spark and Kafka.", "databricks"),
    ],
)
def test_the_same_names_are_skills_where_they_are_tools(text: str, skill: str) -> None:
    assert skill in ids(text)


def test_a_title_of_its_own_gives_duties_at_offset_zero() -> None:
    (mention,) = [
        m for m in found("You work in a team.", title="Machine Learning Engineer") if m.skill == "machine_learning"
    ]
    assert (mention.status, mention.start, mention.end, mention.section) == ("duty", 0, 0, "header")


def test_polarity_of_an_ambiguous_form_depends_on_the_posting() -> None:
    text = "Write REST and SOAP services."
    assert "apis_and_microservices" in {m.skill for m in found(text)}
    text = "A good LLM helps here."
    assert "large_language_models" in {m.skill for m in found(text)}
    assert "large_language_models" not in {m.skill for m in found(text, is_it=False)}


def test_a_field_named_inside_a_tool_counts_beside_it() -> None:
    assert {"ml_pipelines", "machine_learning"} <= ids("You build ML pipelines.")
    assert ids("GitHub Copilot") == {"github_copilot"}


CASE_COUNTS = {"backend_and_full_stack_development"}  # written in the posting by a form whose case counts
NEUTRAL: dict[str, Callable[[str], str]] = {
    "non-breaking spaces": lambda text: text.replace("machine learning", "machine\u00a0learning"),
    "hyphens": lambda text: text.replace("machine learning", "machine-learning"),
    "non-breaking hyphens": lambda text: text.replace("-", "\u2011"),
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "NFKC": lambda text: unicodedata.normalize("NFKC", text),
    "NFKD": lambda text: unicodedata.normalize("NFKD", text),
    "accents": lambda text: text.replace("Terraform", "Térraform").replace("Python", "Pythón"),
    "full width": lambda text: text.replace("PyTorch", "ＰｙＴｏｒｃｈ"),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "zero width": lambda text: text.replace("Kubernetes", "Kuber\u200bnetes"),
    "bullets": lambda text: text.replace("- ", "• "),
    "lower case": str.lower,
    "upper case": str.upper,
}


@pytest.mark.parametrize("change", NEUTRAL.values(), ids=NEUTRAL.keys())
def test_the_way_a_text_is_written_changes_no_skill(change: Callable[[str], str]) -> None:
    assert ids(change(POSTING)) ^ ids(POSTING) <= CASE_COUNTS


def test_metadata_of_a_collector_changes_no_skill() -> None:
    stamped = POSTING + "\nhttps://boards.example.ai/python/ml?gh_src=kafka\n"
    assert ids(stamped) == ids(POSTING)


ANY_TEXT = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("İıßﬁæŒǅ𝔸\U0001f600\u0301\u200b\r\n\t .,+#/&'’"),
        st.sampled_from("aeiCRGoAIML"),
    ),
    max_size=60,
)
PIECES = st.lists(
    st.one_of(ANY_TEXT, st.sampled_from(["C++", "machine learning", "AI/ML", ".NET", "R", "Go", "LLMs", "ﬁne-tuning"])),
    max_size=6,
)


@given(PIECES)
@settings(max_examples=150, deadline=None)
def test_offsets_stand_in_the_text_whatever_its_letters(pieces: list[str]) -> None:
    text = " ".join(pieces)
    plain = folded(text)
    assert len(key(plain.text)) == len(plain.text)
    for mention in found(text):
        assert text[mention.start : mention.end] == mention.form != ""
