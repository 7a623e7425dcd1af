"""Words that are looked for at once tell of each cue what the cue alone would."""

import re
import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import section_cues
from pipeline.clean.patterns import lowered
from pipeline.clean.place_phrases import EPITHETS, PREPOSITIONS, _prepositions
from pipeline.clean.text import INVISIBLE, SETTLED
from pipeline.clean.toponyms import opens_a_name, resolved
from pipeline.tag import status_cues

WORDS = (
    "you", "you’ll", "You've", "'you'", "your-team", "YOUR", "team", "experience", "experienced", "EXPERIENCE;", "a",
    "plus", "help", "would help", "hiring", "we use", "stack", "stack is", "not", "don’t", "as we", "401k", "work on",
    "équipe", "nice", "nicely", "projects", "open positions", "\u017ftack", "resume", "cover letter", "submit", "\n",
)  # fmt: skip
GATES = (
    (section_cues.NOTICED, tuple(notice for _, notice in section_cues.NOTICES)),
    (section_cues.SPEAKING, (section_cues.PLUS, section_cues.ASKS, section_cues.ADDRESS, section_cues.STACK)),
    (status_cues.GATES, (status_cues.PLUS, status_cues.ASKS, status_cues.YOU, status_cues.NEGATION, status_cues.WORK)),
)
texts = st.lists(st.sampled_from(WORDS), max_size=12).flatmap(
    lambda said: st.sampled_from((" ", ", ", ". ", ".\n")).map(lambda sign: sign.join(said))
)


def _words(sentence: str) -> set[str]:
    """The words of a sentence, found by an expression."""
    return {
        word.strip("'")
        for word in re.findall(r"[a-z0-9']+", re.sub(r"[A-Z]+", lambda m: m[0].lower(), sentence).replace("’", "'"))
    }


@given(texts)
def test_hints_are_the_words_of_each_cue(text: str) -> None:
    for gates, cues in GATES:
        hints = gates.hints(text)
        for cue in cues:
            assert cue.may(hints) == (not cue.gate.isdisjoint(_words(text)))
            assert (hints & cue.is_sure != 0) == (not cue.sure.isdisjoint(_words(text)))


@given(texts)
def test_a_cue_says_what_its_expression_says_where_its_words_stand(text: str) -> None:
    for gates, cues in GATES[1:]:
        for cue in cues:
            hints, stands = gates.hints(text), cue.pattern.search(lowered(text)) is not None
            if not hints & cue.is_sure:
                assert cue.says(lowered(text), hints) == (cue.may(hints) and stands)


@given(
    st.lists(
        st.sampled_from(
            ["in", "of", "at", "within", "the", "our", "Downtown", "sunny", "Oslo", "É", "a", "in in", "\n"]
        ),
        max_size=9,
    )
)
def test_prepositions_before_capitals_are_found_in_one_pass_as_one_by_one(words: list[str]) -> None:
    text = " ".join(words)
    one_by_one = [
        (at, behind.end())
        for preposition in PREPOSITIONS
        for at in range(len(text))
        if text.startswith(preposition, at) and (behind := EPITHETS.match(text, at + len(preposition)))
    ]
    assert list(_prepositions(text)) == one_by_one


@given(
    st.lists(
        st.sampled_from(["New", "York", "Oslo", "Java", "São", "Paulo", "The", "O’Fallon", "US", "and"]),
        min_size=1,
        max_size=4,
    )
)
def test_a_place_opens_only_what_its_first_word_opens(words: list[str]) -> None:
    text = " ".join(words)
    if text[0].isupper() and not opens_a_name(text):
        assert all(name.start > 0 for name in resolved(text, is_field=False))


def test_what_is_settled_stays_as_it_is() -> None:
    settled = [char for code in range(0x80, sys.maxunicode + 1) if SETTLED.fullmatch(char := chr(code))]
    assert len(settled) > 2000
    for char in settled:
        assert unicodedata.normalize("NFC", char) == char
        assert unicodedata.combining(char) == 0
        assert not char.isspace()
        assert INVISIBLE.match(char) is None
