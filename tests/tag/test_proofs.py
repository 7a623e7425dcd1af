"""An entry that does not hold its promise is told with the sentence and what is found there."""

from __future__ import annotations

from pipeline.tag.mentions import Tagger
from pipeline.tag.proofs import failures
from pipeline.taxonomy import Skill

BASIL = Skill(
    id="basil", group="toys", label="Basil", tier="core", forms=("basil",),
    hits=("We cook with basil.", "We cook with thyme."), misses=("No herbs.", "Basil, a cat."),
)  # fmt: skip
THYME = Skill(id="thyme", group="toys", label="Thyme", tier="core", forms=("thyme",), hits=("Thyme and salt.",))


def test_hits_that_are_missed_and_misses_that_are_hit_fail() -> None:
    tagger = Tagger({skill.id: skill for skill in (BASIL, THYME)})
    found = [(failure.skill, failure.kind, failure.sentence, failure.found) for failure in failures(tagger, [BASIL])]
    assert found == [
        ("basil", "hit", "We cook with thyme.", ("thyme",)),
        ("basil", "miss", "Basil, a cat.", ("basil",)),
    ]


def test_an_entry_that_holds_has_no_failure() -> None:
    assert list(failures(Tagger({"thyme": THYME}), [THYME])) == []
