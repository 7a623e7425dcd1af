"""Old words are those that the frozen taxonomy knew; what the level would be without the others is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.records import Posting, Tagged
from pipeline.tag import ages as module
from pipeline.tag.ages import ages, frozen_file
from pipeline.taxonomy import skills
from pipeline.taxonomy.manifest import Manifest, changed, finding, manifest
from pipeline.understand import understand

TEXT = (
    "Acme | Backend Engineer | Berlin | REMOTE\n\nWhat you will do:\n"
    "- Build retrieval-augmented generation for our search.\n- Run PostgreSQL and C++ services.\n"
)


@pytest.fixture
def tagged() -> Tagged:
    """A posting that builds AI, by the words of RAG alone."""
    found = understand(Posting(ref="1", url="u", text=TEXT))
    assert found.ai_level == "builds"
    return found


def test_every_entry_of_the_frozen_taxonomy_still_has_its_id() -> None:
    known = Manifest.from_json(frozen_file().read_text(encoding="utf-8"))
    assert len(known.entries) > 500
    assert set(known.entries) <= skills().keys()


def test_words_that_the_frozen_taxonomy_knew_leave_the_level_as_it_is(tagged: Tagged) -> None:
    found = ages(tagged)
    assert all(found.is_old)
    assert (found.ai_level_frozen, found.ai_level_added) == ("builds", "none")


def test_without_its_new_words_a_posting_has_the_level_of_the_others(
    tagged: Tagged, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = module._knew
    monkeypatch.setattr(module, "_knew", lambda skill, form: "etrieval" not in form and true(skill, form))
    found = ages(tagged)
    assert not all(found.is_old)
    assert (found.ai_level_frozen, found.ai_level_added) == ("none", "builds")


def test_a_language_that_is_not_validated_has_no_level_by_any_words(tagged: Tagged) -> None:
    found = ages(replace(tagged, ai_level=None, mentions=()))
    assert (found.is_old, found.ai_level_frozen, found.ai_level_added) == ((), None, None)


def test_a_form_is_old_in_whatever_spelling_the_old_taxonomy_found_it() -> None:
    assert module._knew("retrieval_augmented_generation", "Retrieval Augmented-Generation")
    assert not module._knew("python", "Ruby")
    assert not module._knew("a_skill_of_tomorrow", "Python")


def test_a_manifest_comes_back_from_its_json() -> None:
    known = manifest(skills(), "v")
    assert Manifest.from_json(known.to_json()) == known


def test_what_no_tag_depends_on_changes_no_digest_and_all_else_does() -> None:
    entries = dict(skills())
    python = entries["python"]
    said = manifest(entries | {"python": replace(python, label="Snake", hits=("Python!",), note="n")}, "w")
    assert changed(manifest(entries, "v"), said) == set()
    for other in (
        replace(python, forms=(*python.forms, "pythonic")),
        replace(python, tier="specific"),
        replace(python, blocks=("ball python",)),
        replace(python, group="elsewhere"),
    ):
        assert changed(manifest(entries, "v"), manifest(entries | {"python": other}, "w")) == {"python"}


def test_added_and_removed_entries_are_changes_and_another_order_is_no_diff() -> None:
    entries = dict(skills())
    fewer = {key: skill for key, skill in entries.items() if key != "python"}
    assert changed(manifest(entries, "v"), manifest(fewer, "w")) == {"python"}
    assert changed(manifest(fewer, "v"), manifest(entries, "w")) == {"python"}
    assert changed(manifest(entries, "v"), manifest(dict(reversed(entries.items())), "w")) is None


def test_changed_entries_find_texts_with_old_forms_and_new_ones() -> None:
    entries = dict(skills())
    other = entries | {"python": replace(entries["python"], forms=("serpentine",), exact=(), guarded=())}
    found = finding(manifest(entries, "v"), manifest(other, "w"), {"python"})
    assert {form for skill in found.values() for form in skill.forms} >= {"serpentine", *entries["python"].forms}
