"""Old words and new: which mentions the taxonomy of the frozen day already knew, and the AI level without the others.

A taxonomy that grows makes its series grow (METHODS 5.15): so the headline is also counted with the words of a frozen
day alone. The rules are those of today; only words are frozen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pipeline.clean.glossary import SPOKEN, glossed
from pipeline.records import AiLevel, Mention, Tagged
from pipeline.tag.levels import ai_level
from pipeline.tag.mentions import Tagger
from pipeline.taxonomy import Skill, skills
from pipeline.taxonomy.manifest import Manifest

FROZEN = Path(__file__).parent.parent / "taxonomy" / "frozen"


@dataclass(frozen=True, slots=True)
class Ages:
    """Of one posting: whether each mention is of an old word, and the AI level by old words and by new ones alone."""

    is_old: tuple[bool, ...]
    ai_level_frozen: AiLevel | None  # None: language not validated
    ai_level_added: AiLevel | None  # titles left out: they are old words


def ages(tagged: Tagged) -> Ages:
    """Old and new words of a posting."""
    said = tuple(_in_english(mention, tagged.language) for mention in tagged.mentions)
    is_old = tuple(_knew(mention.skill, mention.form) for mention in said)
    known = skills()
    if tagged.ai_level is None:
        return Ages(is_old, None, None)
    added = [mention for mention, old in zip(said, is_old, strict=True) if not old]
    new = [mention for mention in added if mention.skill in known and known[mention.skill].is_ai]
    if not new:
        return Ages(is_old, tagged.ai_level, "none")
    kept = [mention for mention, old in zip(said, is_old, strict=True) if old]
    return Ages(is_old, ai_level(kept, None, tagged.roles), ai_level(new, None, ()))


def _in_english(mention: Mention, spoken: str) -> Mention:
    """The mention as the rules read it: neither they nor the frozen words are of another language."""
    if spoken not in SPOKEN:
        return mention
    form, sentence = glossed(mention.form, spoken).text, glossed(mention.sentence, spoken).text
    return replace(mention, form=form, sentence=sentence)


def frozen_file() -> Path:
    """The frozen taxonomy: the file of the earliest day."""
    return min(FROZEN.glob("*.json"))


@lru_cache(maxsize=1)
def _manifest() -> Manifest:
    return Manifest.from_json(frozen_file().read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _written() -> frozenset[tuple[str, str]]:
    """Skill and form as the frozen taxonomy writes it, in lower case unless its case counts."""
    return frozenset(
        (key, form if kind == "exact" else form.lower())
        for key, entry in _manifest().entries.items()
        for kind, forms in entry.forms.items()
        for form in forms
    )


@lru_cache(maxsize=1)
def _tagger() -> Tagger:
    """The tagger over the frozen forms."""
    entries = {
        key: Skill(
            id=key,
            group="frozen",
            label=key,
            tier="traditional",
            forms=entry.forms["forms"],
            exact=entry.forms["exact"],
            guarded=entry.forms["guarded"],
        )
        for key, entry in _manifest().entries.items()
    }
    return Tagger(entries)


@lru_cache(maxsize=100_000)
def _knew(skill: str, form: str) -> bool:
    """Whether the frozen taxonomy had a form of this skill that stands in these words, in whatever spelling."""
    if (skill, form) in _written() or (skill, form.lower()) in _written():
        return True
    if skill not in _manifest().entries:
        return False
    tagger = _tagger()
    return any(skill in tagger.form(index).skills for _, _, index in tagger.candidates(form, None).found)
