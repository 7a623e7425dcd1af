"""The batch path's expressions and the specification's Matcher patterns give one answer, on any text."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.tag import context
from pipeline.tag.folding import folded
from pipeline.tag.forms import Form, Lexicon
from pipeline.tag.mentions import Tagger, is_own
from pipeline.tag.specification import Specification
from pipeline.taxonomy import Skill, skills
from pipeline.taxonomy.dialect import need_patterns, parsed
from pipeline.taxonomy.tokens import Token, rows

AMBIGUOUS = [skill for skill in skills().values() if skill.exact or skill.guarded or skill.blocks]
PROBES = (" ", "\n", "-", "/", "Acme", "x", "the", "Q", "7", "2024", "  ", ",", "&", "+", "(", "Zebra9", "\u00a9")
FILLERS = st.sampled_from(
    ("", "and", "we use", "in", "team", "is", "Acme", "a", "of the", "build", "42", "senior", "customers like",
     "backed by", "funded by people at", "ex-", "formerly at", "Stripe,", "Stripe and", "Moody's,", "raised $4M from",
     "Capital", "Ventures", "Inc", "companies such as", "portfolio:", "experience at", "joining")
)  # fmt: skip
SIGNS = st.sampled_from((" ", " ", " ", "  ", "\n", "\r\n", ", ", ". ", "/", "-", " - ", "\u00a0", "_", "+", "#", ""))
HOSTILE = st.sampled_from(
    ("\ud800", "\udfff", "\x00", "e\u0301", "\u0130", "\u0131", "\u1e9e", "\u00df", "\u212aafka", "\uff30ython",
     "\U0001d40f", "\ufb01ne", "\u200b", "\u00ad", "\u0441", "\u4f7f\u7528", "\x85", "\u2028", "\x1c", "\x03",
     "\U0001f600", "x" * 200, "\u00e9" * 70, "\ufdfa", "\u0307", "_", "__", "\x0b")
)  # fmt: skip


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger()


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(skills())


@pytest.fixture(scope="module")
def specification() -> Specification:
    return Specification(skills())


MEANINGS = context.meanings(skills())


def said(token: Token, dice: random.Random) -> str:
    """A text for one part of a pattern."""
    times = dice.randint(token.least, max(token.least, 3 if token.most is None else min(token.most, 5)))
    if token.absent or times == 0:
        return ""
    if token.words is not None:
        return dice.choice(sorted(token.words)) * times
    fitting = [probe for probe in PROBES if re.fullmatch(token.source, probe)]
    return "".join(dice.choice(fitting) for _ in range(times)) if fitting else ""


def written(skill: Skill, dice: random.Random) -> list[str]:
    """Texts for every row of the entry's needs, cues and blocks."""
    sources = (*need_patterns(skill.needs), *skill.cues, *skill.blocks)
    return ["".join(said(token, dice) for token in row) for source in sources for row in rows(parsed(source))]


def differences(tagger: Tagger, specification: Specification, text: str) -> Iterator[tuple[str, str, str]]:
    """Where the batch path and the specification disagree on a text: skill or "employer", form, what surrounds it."""
    candidates = tagger.candidates(text, None)
    plain = candidates.text.text
    named = context.Employers(plain, candidates.introduced)
    for start, end, index in candidates.found:
        form = tagger.form(index)
        around = plain[max(0, start - 130) : end + 130]
        if named.has(start, end) != specification.is_employer(plain, start, end):
            yield "employer", plain[start:end], around
        for skill in form.skills:
            for is_it in {False, skills()[skill].in_it == "accept"}:
                batch = context.means(plain, start, end, form.kind, MEANINGS[skill], is_it)
                if batch != specification.means(plain, start, end, form.kind, skill, is_it=is_it):
                    yield skill, plain[start:end], around


def respelt(form: str) -> st.SearchStrategy[str]:
    """A form as written, or in another case, or joined otherwise."""
    joints = st.sampled_from((" ", "-", "  ", "\n", "\r\n", " \n", "_", "\u2212", " - ", "/", " / ", "\t", "&", " & "))
    joined = joints.map(lambda joint: re.sub(r"[^0-9A-Za-z]+", lambda _: joint, form))
    return st.one_of(st.just(form), st.just(form), st.just(form.upper()), st.just(form.lower()), joined)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A form of an ambiguous entry among its needs, its blocks, names, fillers and what breaks text tools."""
    skill = draw(st.sampled_from(AMBIGUOUS))
    dice = random.Random(draw(st.integers(0, 2**16)))
    forms = st.sampled_from((*skill.exact, *skill.guarded, *skill.forms)).flatmap(respelt)
    near = st.sampled_from(written(skill, dice) or [""])
    piece = st.one_of(forms, near, near, near.map(str.upper), FILLERS, FILLERS, HOSTILE, st.text(max_size=5))
    parts = draw(st.lists(st.tuples(piece, SIGNS), min_size=1, max_size=14))
    before = "".join(part + sign for part, sign in parts[: len(parts) // 2])
    after = "".join(sign + part for part, sign in parts[len(parts) // 2 :])
    return before + draw(st.sampled_from((" ", " ", "(", "\n"))) + draw(forms) + after


@given(texts())
@settings(max_examples=300, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_batch_path_equals_the_specification_on_any_text(
    tagger: Tagger, specification: Specification, text: str
) -> None:
    assert list(differences(tagger, specification, text)) == []


def test_batch_path_equals_the_specification_at_the_edges_of_windows(
    tagger: Tagger, specification: Specification
) -> None:
    dice = random.Random(7)
    wrong = []
    for skill in AMBIGUOUS:
        form = (*skill.exact, *skill.guarded, *skill.forms)[0]
        for near in written(skill, dice):
            gap = " " * dice.choice((0, 1, 2, 3, 58, 60, 62, 118, 120, 122)) + dice.choice((" ", "\n", "; "))
            wrong += list(differences(tagger, specification, f"x {near}{gap}{form}{gap[::-1]}{near} x"))
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("customers like Cursor", True),
        ("customers such as Stripe, Moody's and Cursor", True),
        ("Customers: Stripe / eBay & Cursor", True),
        ("backed by a group of angels from Stripe and Cursor", True),
        ("raised $4M, a seed round, from Acme and Cursor", True),
        ("engineers from the old Cursor", True),
        ("ex-Cursor people", True),
        ("Cursor Ventures", True),
        ("Cursor Labs Inc", True),
        ("customers like yours use Cursor", False),
        ("customers such as Stripe. You will use Cursor", False),
        ("customers like these:\nCursor", False),
        ("experience at a start-up: Cursor", False),
        ("experience at scale, for example with Cursor", False),
        ("Cursor ventures", False),
        ("Cursor  Ventures", False),
        ("write code with Cursor", False),
    ],
)
def test_names_of_employers_are_told_alike(
    tagger: Tagger, specification: Specification, text: str, masked: bool
) -> None:
    candidates = tagger.candidates(text, None)
    ((start, end),) = {hit[:2] for hit in candidates.found if text[hit[0] : hit[1]] == "Cursor"}
    assert specification.is_employer(text, start, end) == masked
    assert context.Employers(text, candidates.introduced).has(start, end) == masked


@given(
    st.lists(st.sampled_from(("Go", "go", "Ray", "RAY", "Data", "Datadog", "Ban", "Bank", "Inc.", "&", "x", ","))),
    st.sampled_from(("Ray", "Ray Ban", "Go", "Datadog Inc.", "Data & Go", "ray ban, inc.", "R")),
    st.sampled_from((" ", "", "\n", "-")),
)
@settings(max_examples=150, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_employers_own_name_is_told_alike(
    tagger: Tagger, specification: Specification, words: list[str], employer: str, between: str
) -> None:
    text = between.join(words) + " Ray Ban and Data & Go"
    own = folded(employer).text.casefold()
    for start, end, _ in tagger.candidates(text, None).found:
        assert is_own(text, start, end, own) == specification.is_own(text, start, end, own)


@pytest.mark.parametrize("near", ["R", "Series R", "Rstudio", "R+D", "customers like R"])
def test_a_line_of_a_million_characters_is_decided_alike(
    tagger: Tagger, specification: Specification, near: str
) -> None:
    line = "lorem ipsum, " * 40_000
    text = line + f"{near} and Python for statistics, R " + line
    assert list(differences(tagger, specification, text)) == []


@pytest.fixture(scope="module")
def ambiguous(tagger: Tagger) -> dict[int, Form]:
    """Forms that need a look around, by index."""
    blocked = {skill.id for skill in AMBIGUOUS if skill.blocks}
    return {i: form for i, form in enumerate(tagger.forms) if form.kind != "forms" or blocked.intersection(form.skills)}


def shown_otherwise(
    text: str, lexicon: Lexicon, specification: Specification, ambiguous: dict[int, Form]
) -> set[tuple[int, int, int]]:
    """Where only one of both sees an ambiguous form."""
    plain = folded(text).text
    batch = {(start, -back, index) for start, back, index in lexicon.found(plain)[0] if index in ambiguous}
    return batch ^ specification.shown(plain, ambiguous)


@given(texts())
@settings(max_examples=200, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_forms_are_seen_alike_on_any_text(
    lexicon: Lexicon, specification: Specification, ambiguous: dict[int, Form], text: str
) -> None:
    assert shown_otherwise(text, lexicon, specification, ambiguous) == set()


def test_forms_are_seen_alike_in_real_postings(
    lexicon: Lexicon, specification: Specification, ambiguous: dict[int, Form], hacker_news: list[str]
) -> None:
    for text in hacker_news[::10]:
        assert shown_otherwise(text, lexicon, specification, ambiguous) == set()


def test_real_postings_are_decided_alike(tagger: Tagger, specification: Specification, hacker_news: list[str]) -> None:
    assert [found for text in hacker_news[::3] for found in differences(tagger, specification, text)] == []
