"""The quick looks at a sentence never spare a rule that would have matched."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.patterns import lowered
from pipeline.tag import status, status_cues

PIECES = (
    "a plus", "are", "is", "plus", "helps", "bonus points", "not a must", "great", "if", "or similar is a", "it's",
    "skills", "most", "valued", "useful", "would", "be", "help", "preferred", "nice", "extra", "the top of the pile",
    "as we", "as", "we", "our", "thanks to", "plans to move", "whose", "need", "grow", "it uses", "leverages", "apply",
    "with", "teams", "from", "of", "such as", "people in", "work", "partners", "organi\u017fations", "peers", "Go",
    "pushing the boundaries", "building the", "future", "layer", "DEF\u0131NE the", "you", "fine", "perfectly ok",
    "OPT\u0130ONAL", "we'd love", "thrilled if", "ideally", "desired", "(", ",", ".", ";", "-powered", "startups",
)  # fmt: skip
sentences = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from((" ", " ", " ", "", ", "))), max_size=9).map(
    lambda parts: "".join(piece + sign for piece, sign in parts)
)
Told = Callable[[str], object]


def _low(pattern: re.Pattern[str]) -> Told:
    return lambda text: pattern.search(lowered(text))


@pytest.mark.parametrize(
    ("core", "told"),
    [
        (status._ASIDES, status_cues.ASIDE.stands),
        (status._USES, status_cues.USES.stands),
        (status._TEAMS_FROM, _low(status_cues.TEAMS_FROM)),
        (status._TEAMS, status_cues.TEAM_AFTER.match),
        (status_cues.AIMS.pattern, status_cues.AMBITION.match),
    ],
)
@given(text=sentences)
def test_no_cue_stands_where_its_core_does_not(core: re.Pattern[str], told: Told, text: str) -> None:
    if core.search(status._evened(lowered(text))) is None:
        assert not told(text)


@given(sentences)
def test_nothing_is_allowed_without_one_of_its_words(text: str) -> None:
    if not status._may_allow(status._evened(lowered(text))):
        assert status_cues.ALLOWED.match(text) is None


@given(sentences, sentences)
def test_what_stands_before_a_form_is_told_as_if_the_sentence_ended_there(before: str, after: str) -> None:
    sentence = status.Sentence("duties", before + after)
    for cue in (status_cues.YOU, status_cues.ASKS):
        first = status._span(cue, lowered(before + after))
        assert sentence._stands_before(cue, first, len(before)) == cue.stands(before)
