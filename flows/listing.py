"""What there is: the sources and the skills, as rows."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flows.config import Settings


def source_rows(settings: Settings) -> list[dict[str, Any]]:
    """One row per source: its host, rules, speed, whether it is on, and how many boards are listed."""
    from spiders.boards import read_boards
    from spiders.sources import SOURCES

    boards = Counter(board.source for board in read_boards(settings.boards))
    return [
        {
            "source": name,
            "on": "yes" if settings.of(name).on else "no",
            "boards": boards[name] if source.index is None else "its index",
            "host": source.host,
            "delay": max(source.delay, settings.of(name).delay or 0.0),
            "robots": source.robots,
            "terms": source.terms,
        }
        for name, source in SOURCES.items()
    ]


def skill_rows(words: list[str]) -> list[dict[str, Any]]:
    """The skills whose id, label, group or forms hold all the words, whatever their case."""
    from pipeline.taxonomy import groups, skills

    labels = {key: group.label for key, group in groups().items()}
    found = []
    for skill in skills().values():
        forms = [*skill.forms, *skill.exact, *skill.guarded]
        text = " ".join([skill.id, skill.label, skill.group, labels[skill.group], *forms]).casefold()
        if all(word.casefold() in text for word in words):
            found.append(
                {"skill": skill.id, "label": skill.label, "group": skill.group, "tier": skill.tier, "forms": forms}
            )
    return found
