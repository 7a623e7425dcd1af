"""Every row of tests/contexts: whether an ambiguous form means its skill there, as a careful reader would say.

One file a skill. `verdict`: a hit means the skill, a miss something else (`why`); `is_it`: whether the posting is IT;
`set`: held rows were written before the entry's rules were read, open rows after, second rows after the first mending;
`employer`: whose posting it is, where that matters. docs/results/contexts.md has the figures of each set.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from pipeline.clean.sections import sections
from pipeline.records import Mention
from pipeline.tag.mentions import Tagger
from pipeline.taxonomy import Skill, skills

FILES = sorted((Path(__file__).parents[1] / "contexts").glob("*.csv"))
TAGGER = Tagger()
Row = dict[str, str]


def rows(path: Path) -> list[Row]:
    """The rows of one file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def stands(form: str, text: str) -> list[tuple[int, int]]:
    """Where the form stands as a whole word, in its case."""
    return [hit.span() for hit in re.finditer(rf"(?<![A-Za-z0-9]){re.escape(form)}(?![A-Za-z0-9])", text)]


def mentions(row: Row) -> tuple[Mention, ...]:
    """What the batch tagger finds in a row's text."""
    text = row["text"]
    return TAGGER.mentions(
        TAGGER.candidates(text, None),
        text,
        sections(text),
        is_it=row["is_it"] == "true",
        employer=row["employer"] or None,
        roles=(),
    )


def is_hit(skill: str, row: Row) -> bool:
    """Whether the form is tagged: as the skill, or (a hit only) inside a longer form of another ("AI roadmap")."""
    found = mentions(row)
    for start, end in stands(row["form"], row["text"]):
        for mention in found:
            around = mention.start <= start and mention.end >= end and mention.end - mention.start > end - start
            own = mention.skill == skill and mention.start < end and mention.end > start
            if own or (around and row["verdict"] == "hit"):
                return True
    return False


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_form_means_what_a_reader_says(path: Path) -> None:
    wrong = [
        (row["verdict"], row["is_it"], row["text"])
        for row in rows(path)
        if is_hit(path.stem, row) != (row["verdict"] == "hit")
    ]
    assert wrong == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_file_has_thirty_hits_and_thirty_misses_of_forms_of_its_skill(path: Path) -> None:
    skill = skills()[path.stem]
    guarded = {form.casefold() for form in (*skill.exact, *skill.guarded)}
    counts = Counter(row["verdict"] for row in rows(path))
    assert counts.keys() == {"hit", "miss"}
    assert min(counts.values()) >= 30
    for row in rows(path):
        assert stands(row["form"], row["text"]), row
        assert row["form"].casefold() in guarded or row["form"].casefold().removesuffix("s") in guarded, row
        assert row["is_it"] in ("true", "false"), row
        assert row["set"] in ("held", "open", "second"), row


def test_there_are_forty_files_and_no_text_twice() -> None:
    texts = Counter(row["text"] for path in FILES for row in rows(path))
    assert len(FILES) == 40
    assert [text for text, times in texts.items() if times > 1] == []


TOYS = {
    skill.id: skill
    for skill in (
        Skill(id="quokka", group="toys", label="Quokka", tier="traditional", exact=("Quokka",), needs=("zzz",)),
        Skill(id="wombat", group="toys", label="Wombat", tier="specific", guarded=("wombats",), needs=("zzz",)),
        Skill(id="plain", group="toys", label="Plain", tier="traditional", forms=("Plainsoft",)),
        Skill(id="learned", group="toys", label="Learned", tier="specific", forms=("LearnKit",)),
        Skill(id="cued", group="toys", label="Cued", tier="traditional", exact=("Gecko",), cues=(r"\bin Gecko\b",)),
    )
}


@pytest.mark.parametrize(
    ("text", "skill", "is_found"),
    [
        ("Plainsoft, Quokka", "quokka", True),
        ("Quokka / Plainsoft", "quokka", True),
        ("Plainsoft 4.2 and Quokka", "quokka", True),
        ("- Plainsoft\n- Quokka", "quokka", True),
        ("Plainsoft: Quokka", "quokka", True),
        ("Quokka: Plainsoft is used", "quokka", False),
        ("We use Plainsoft. Quokka", "quokka", False),
        ("Plainsoft is liked by Quokka", "quokka", False),
        ("Plainsoft, wombats", "wombat", False),
        ("LearnKit, wombats", "wombat", True),
        ("Services in Gecko", "cued", True),
        ("A Gecko in the sun", "cued", False),
    ],
)
def test_company_in_a_list_or_a_cue_shows_the_meaning(text: str, skill: str, is_found: bool) -> None:
    assert (skill in {s for *_, meant in Tagger(TOYS).named(text, is_it=True) for s in meant}) is is_found
