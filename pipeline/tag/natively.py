"""What was read in a gloss, told in the words of the posting and at their offsets (pipeline/clean/glossary.py)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from pipeline.clean import sentences
from pipeline.clean.glossary import Glossed
from pipeline.records import Mention, Role
from pipeline.tag.reading import excerpt


def mentions(found: tuple[Mention, ...], read: Glossed, title: Glossed) -> tuple[Mention, ...]:
    """Mentions of the gloss with form, offsets and sentence of the text as given; the same ones for an English text."""
    return tuple(_mention(mention, read, title) for mention in found) if read.starts else found


def _mention(mention: Mention, read: Glossed, title: Glossed) -> Mention:
    if mention.end == 0:  # of a title outside the text
        return replace(mention, form=title.words(mention.form), sentence=title.words(mention.sentence))
    cuts = (*sentences.starts(read.text), len(read.text))
    where = bisect_right(cuts, mention.start)
    first, _ = read.span(cuts[where - 1], cuts[where - 1] + 1)
    _, last = read.span(cuts[where] - 1, cuts[where])
    start, end = read.span(mention.start, mention.end)
    sentence = excerpt(read.given, first, max(last, end), start, end)
    return replace(mention, form=read.given[start:end], start=start, end=end, sentence=sentence)


def roles(found: Iterable[Role], read: Glossed, title: str | None) -> tuple[Role, ...]:
    """Roles of the gloss with the title and the block of the text as given; `title`: the posting's, if it has one."""
    if not read.starts:
        return tuple(found)
    return tuple(_role(role, read, title) for role in found)


def _role(role: Role, read: Glossed, title: str | None) -> Role:
    named = title.strip() if title and title.strip() else read.words(role.title)
    start, end = read.span(role.start, role.end) if role.end else (0, 0)
    return replace(role, title=named, start=start, end=end)
