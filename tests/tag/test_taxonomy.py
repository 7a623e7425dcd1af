"""Every entry of the taxonomy proves itself, and a malformed entry is refused by name."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from pipeline.tag.mentions import Tagger
from pipeline.tag.proofs import failures
from pipeline.taxonomy import VERSION, Skill, TaxonomyError, groups, read, skills

AMBIGUOUS = [skill for skill in skills().values() if skill.exact or skill.guarded]


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger()


@pytest.mark.parametrize("skill", skills().values(), ids=lambda skill: skill.id)
def test_each_skill_is_found_in_its_hits_and_not_in_its_misses(tagger: Tagger, skill: Skill) -> None:
    assert skill.hits, "an entry needs a sentence that proves it"
    assert list(failures(tagger, [skill])) == []


@pytest.mark.parametrize("skill", AMBIGUOUS, ids=lambda skill: skill.id)
def test_each_ambiguous_skill_has_a_sentence_that_must_not_match(skill: Skill) -> None:
    assert skill.misses


def test_ids_of_the_draft_stay(shared: Path) -> None:
    import tomllib

    draft = tomllib.loads((shared / "data" / "taxonomy" / "skills_draft.toml").read_text(encoding="utf-8"))
    assert {entry["id"] for entry in draft["skill"]} <= skills().keys()
    assert {group["id"] for group in draft["group"]} == groups().keys()


def test_every_skill_belongs_to_the_group_of_its_file() -> None:
    assert {skill.group for skill in skills().values()} == groups().keys()


def test_only_certificates_are_retired_and_only_after_their_first_year() -> None:
    retired = {skill.id: skill for skill in skills().values() if skill.retired is not None}
    assert {skill.tier for skill in retired.values()} == {"cert"}
    assert [s.id for s in retired.values() if date.fromisoformat(s.retired or "").year < (s.since or 0)] == []


def test_the_taxonomy_has_at_least_620_skills() -> None:
    assert len(skills()) >= 620


def test_a_sign_in_a_form_is_never_all_that_keeps_a_verb_out() -> None:
    """A sign may be a blank in a text: "Run:ai" would find "run AI", "in-toto" the Latin for "as a whole"."""
    words = {"run ai", "in toto", "stack ai", "continue dev", "can bus", "protect ai"}
    forms = {re.sub(r"\W+", " ", form).lower(): skill.id for skill in skills().values() for form in skill.forms}
    assert words & forms.keys() == set()


def test_version_is_a_short_digest() -> None:
    assert len(VERSION) == 12
    assert int(VERSION, 16) >= 0


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('label = "X"\ntier = "core"\nsince = 2000\nfrms = ["x"]', r"toys.toml: \[x\] has the unknown key 'frms'"),
        ('label = "X"\nsince = 2000\nforms = ["x"]', r"\[x\] lacks the key 'tier'"),
        ('label = "X"\ntier = "cor"\nsince = 2000\nforms = ["x"]', r"\[x\] tier = 'cor' is none of"),
        ('label = "X"\ntier = "core"\nsince = "2000"\nforms = ["x"]', r"\[x\] since = '2000' is not int"),
        ('label = "X"\ntier = "core"\nsince = 2000', r"\[x\] has no forms, exact or guarded"),
        ('label = "X"\ntier = "core"\nsince = 2000\nexact = ["X"]', r"\[x\] has forms that need context, but no needs"),
        (
            'label = "X"\ntier = "core"\nsince = 2000\nforms = ["x"]\nblocks = ["("]',
            r"\[x\] blocks: '\(' has '\(' unescaped",
        ),
        (
            'label = "X"\ntier = "core"\nsince = 2000\nforms = ["x"]\nblocks = ["y[^.]{0,9}x"]',
            r"\[x\] blocks: 'y\[\^.\]\{0,9\}x' has an open or negated class",
        ),
        ('label = "X"\ntier = "core"\nsince = 2000\nforms = "x"', r"\[x\] forms = 'x' is not a list of texts"),
    ],
)
def test_malformed_entry_is_refused_with_file_entry_and_key(tmp_path: Path, entry: str, said: str) -> None:
    (tmp_path / "toys.toml").write_text(f'label = "Toys"\n\n[x]\n{entry}\n', encoding="utf-8")
    with pytest.raises(TaxonomyError, match=said):
        read(tmp_path)


def test_same_id_in_two_files_is_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(
            f'label = "{name}"\n\n[x]\nlabel = "X"\ntier = "core"\nsince = 2000\nforms = ["x"]\n', encoding="utf-8"
        )
    with pytest.raises(TaxonomyError, match=r"b.toml: \[x\] is already in a.toml"):
        read(tmp_path)
