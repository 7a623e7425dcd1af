"""A stream in which texts, sentences and lines come again is understood as if each posting were the first."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from pipeline.records import Pay, Posting
from pipeline.understand import understand
from tests.memos import forget

LINES = (  # the same words in other sections, and the same sections with other words
    "About us",
    "Acme builds software for harbours. Customers like Cursor and Databricks trust our machine learning platform.",
    "We use Python, Go and Kubernetes. You will train models in PyTorch and deploy them on AWS.",
    "What you'll do",
    "- Build LLM features with LangChain and Python",
    "- Work with data science teams, and plan to move to Rust",
    "Requirements:",
    "- 5+ years of experience with Python or Java; Kafka is a plus",
    "- No experience with Spark required",
    "Nice to have",
    "- Terraform, Go, React",
    "Our stack: TypeScript, React, Node.js\nand PostgreSQL",
    "You must know SQL. Experience with R is welcome.",
    "Benefits",
    "Salary $140,000 - $180,000 a year plus equity. We work hybrid, three days a week in the office.",
    "We are an equal opportunity employer. Applications may be reviewed with the help of AI.",
    "Wir suchen Erfahrung mit maschinellem Lernen und Python.",
    "Du har erfarenhet av maskininlärning och Java.",
    "Write to jobs@acme.example or call +1 415 555 0100.",
)
HEADERS = (
    "Acme | ML Engineer, Data Engineer | Berlin, Germany | REMOTE | https://acme.example",
    "Acme (YC W20) | Full Stack Developer | Onsite | New York",
)
TITLES = (None, "Machine Learning Engineer", "Senior Java Developer - Berlin", "AI Governance Lead", "Koch")
EMPLOYERS = (None, "Acme", "Databricks", "Cursor")
PLACES: tuple[tuple[str, ...], ...] = ((), ("Berlin, Germany",), ("Toronto, Canada", "Remote - US"))


def stream(seed: int, count: int = 60) -> Iterator[tuple[Posting, str | None]]:
    """Postings of few lines in all orders, with many repeats, each with whose board it stands on."""
    dice = random.Random(seed)
    texts: list[str] = []
    for number in range(count):
        if not texts or dice.random() < 0.6:
            lines = dice.sample(LINES, dice.randint(1, 9))
            texts.append(dice.choice(("\n", "\n\n", " ")).join([*dice.sample(HEADERS, dice.randint(0, 1)), *lines]))
        text = dice.choice(texts)
        html = "".join(f"<p>{line}</p>" for line in text.split("\n")) if dice.random() < 0.5 else None
        yield (
            Posting(
                ref=str(number),
                url="",
                html=html,
                text=text if html is None or dice.random() < 0.3 else None,
                title=dice.choice(TITLES),
                employer=dice.choice(EMPLOYERS),
                places=dice.choice(PLACES),
                countries=dice.choice(((), ("CA",))),
                workplace=dice.choice(((), ("remote",))),
                employment=dice.choice(((), ("FullTime",))),
                pay=dice.choice((None, Pay(1, 2, "EUR", "year"), Pay(60_000, 80_000, "EUR", "year"))),
                language=dice.choice((None, "en", "de", "sv")),
            ),
            dice.choice(EMPLOYERS),
        )


@pytest.mark.parametrize("seed", range(4))
def test_a_stream_with_repeats_is_understood_as_each_alone(seed: int) -> None:
    postings = list(stream(seed))
    alone = []
    for posting, board in postings:
        forget()
        alone.append(understand(posting, board))
    assert len(set(map(repr, alone))) > len(alone) / 3, "a stream of many different postings"
    forget()
    assert [understand(posting, board) for posting, board in postings] == alone
    order = random.Random(seed).sample(range(len(postings)), len(postings))
    assert [understand(*postings[at]) for at in order] == [alone[at] for at in order]


def test_the_same_job_elsewhere_has_its_own_place_pay_and_workplace() -> None:
    text = "Acme seeks a data engineer. You will build pipelines in Python and Spark. Salary: 80,000 - 95,000 dollars."
    here, there = (
        understand(Posting(ref="1", url="", text=text, title="Data Engineer", employer="Acme", places=(place,)))
        for place in ("Toronto, Canada", "Austin, TX")
    )
    assert (here.countries, there.countries) == (("CA",), ("US",))
    assert here.pay is not None
    assert there.pay is not None
    assert (here.pay.currency, there.pay.currency) == ("CAD", "USD")
    assert here.mentions == there.mentions != ()


def test_text_beside_html_is_not_read() -> None:
    both = Posting(ref="1", url="", html="<p>We use Python.</p>", text="We use Java.")
    assert understand(both).text == "We use Python."
