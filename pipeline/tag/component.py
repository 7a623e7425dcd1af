"""The tagger as a spaCy component: `nlp.add_pipe("jobshift")`.

It sets `doc.spans["skills"]` (one span a mention, its label the skill's id, widened to whole tokens),
`doc._.mentions` (the same with exact offsets and evidence), `doc._.roles` and `doc._.ai_level`. All of it comes from
the batch path, so that both give one answer; the text is taken as it is, nothing is masked. A posting's title and
employer may be set beforehand as `doc.user_data["title"]` and `doc.user_data["employer"]`.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.clean.employers import employer
from pipeline.clean.glossary import glossed
from pipeline.clean.language import VALIDATED, language
from pipeline.clean.sections import sections
from pipeline.records import AiLevel, Mention, Role
from pipeline.tag import natively
from pipeline.tag.kind import is_it
from pipeline.tag.levels import ai_level
from pipeline.tag.mentions import Tagger
from pipeline.tag.roles import roles

SPANS = "skills"
EXTENSIONS = ("mentions", "roles", "ai_level")


@lru_cache(maxsize=1)
def _tagger() -> Tagger:
    return Tagger()


def read(
    text: str, title: str | None, named: str | None
) -> tuple[tuple[Mention, ...], tuple[Role, ...], AiLevel | None]:
    """Mentions, roles and AI level of a text; no mentions and no level in a language that is not validated."""
    tagger = _tagger()
    spoken = language(text, None)
    read, heading = glossed(text, spoken), glossed(title or "", spoken)
    parts = sections(read.text)
    found = roles(heading.text, read.text, parts)
    if spoken not in VALIDATED:
        return (), found, None
    candidates = tagger.candidates(read.text, heading.text)
    mentions = tagger.mentions(
        candidates,
        read.text,
        parts,
        is_it=is_it(found, candidates.it_forms),
        employer=employer(named, text),
        roles=found,
    )
    levelled = (replace(role, ai_level=ai_level(mentions, role, found)) for role in found)
    told = natively.mentions(mentions, read, heading)
    return told, natively.roles(levelled, read, title), ai_level(mentions, None, found)


class Component:
    """Tags documents; stateless, so that nothing is saved with a pipeline (the taxonomy is part of the package)."""

    def __init__(self, name: str) -> None:
        self.name = name
        for extension in EXTENSIONS:
            if not Doc.has_extension(extension):
                Doc.set_extension(extension, default=None)

    def __call__(self, doc: Doc) -> Doc:
        """The document with skills, roles and AI level set."""
        mentions, found, level = read(doc.text, doc.user_data.get("title"), doc.user_data.get("employer"))
        doc.spans[SPANS] = [span for mention in mentions if (span := _span(doc, mention)) is not None]
        doc._.mentions = [asdict(mention) for mention in mentions]
        doc._.roles = [asdict(role) for role in found]
        doc._.ai_level = level
        return doc


def _span(doc: Doc, mention: Mention) -> Span | None:
    """The tokens that a mention touches; None for one of a title outside the text."""
    if mention.end == 0:
        return None
    return doc.char_span(mention.start, mention.end, label=mention.skill, alignment_mode="expand")


@Language.factory("jobshift")
def make_jobshift(nlp: Language, name: str) -> Component:  # noqa: ARG001  # spaCy passes the pipeline by this name
    """The component for a pipeline; any tokenizer will do."""
    return Component(name)
