"""From a posting as received to a posting understood: the one place where cleaning and tagging meet."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from pipeline.clean.certifications import certifications
from pipeline.clean.employers import employer, employer_key
from pipeline.clean.employment import employment
from pipeline.clean.experience import years_experience
from pipeline.clean.language import VALIDATED, language
from pipeline.clean.pay import pay
from pipeline.clean.places import countries
from pipeline.clean.sections import sections
from pipeline.clean.seniority import seniority
from pipeline.clean.text import masked, plain
from pipeline.clean.workplace import workplace
from pipeline.records import Posting, Tagged
from pipeline.tag.kind import is_it, is_posting
from pipeline.tag.levels import ai_level
from pipeline.tag.mentions import Tagger
from pipeline.tag.roles import roles


@lru_cache(maxsize=1)
def tagger() -> Tagger:
    """The tagger over the whole taxonomy; built once per process."""
    return Tagger()


def understand(posting: Posting, board_employer: str | None = None) -> Tagged:
    """Clean and tag one posting. Pure: the same posting gives the same answer in any process.

    `board_employer` is whose board it stands on, for sources whose postings do not say.
    """
    text = masked(plain(posting.html) if posting.html is not None else posting.text or "")
    spoken = language(text, posting.language)
    parts = sections(text)
    named = employer(posting.employer or board_employer, text)
    found = roles(posting.title, text, parts)
    candidates = tagger().candidates(text, posting.title)
    it = is_it(found, candidates.it_forms)
    mentions = tagger().mentions(candidates, text, parts, is_it=it, employer=named, roles=found)
    advertises = is_posting(posting.title, text, found)
    known = spoken in VALIDATED
    where = countries(posting.places, posting.countries, posting.title, text)
    return Tagged(
        text=text,
        is_posting=advertises,
        is_it=it,
        language=spoken,
        title=posting.title,
        employer=named,
        employer_key=employer_key(named),
        roles=tuple(replace(role, ai_level=ai_level(mentions, role, found) if known else None) for role in found),
        ai_level=ai_level(mentions, None, found) if known else None,
        mentions=mentions if known else (),
        seniority=seniority(posting.title, text, found),
        workplace=workplace(posting.workplace, posting.places, posting.title, text),
        countries=where,
        pay=pay(posting.pay, posting.title, text, where),
        employment=employment(posting.employment, posting.title, text),
        years_experience=years_experience(text),
        certifications=certifications(text),
    )


def as_row(key: str, tagged: Tagged) -> dict[str, Any]:
    """The line of `jobshift tag` for one posting (docs/command-line.md)."""
    return {
        "id": key,
        "is_posting": tagged.is_posting,
        "is_it": tagged.is_it,
        "language": tagged.language,
        "employer": tagged.employer,
        "roles": [{"title": r.title, "role": r.role, "ai_level": r.ai_level, "scope": r.scope} for r in tagged.roles],
        "ai_level": tagged.ai_level,
        "skills": [
            {
                key: getattr(m, key)
                for key in ("skill", "group", "form", "status", "section", "start", "end", "sentence")
            }
            for m in tagged.mentions
        ],
        "seniority": list(tagged.seniority),
        "workplace": list(tagged.workplace),
        "countries": list(tagged.countries),
        "pay": None
        if tagged.pay is None
        else {
            "min": tagged.pay.min,
            "max": tagged.pay.max,
            "currency": tagged.pay.currency,
            "period": tagged.pay.period,
        },
        "employment": list(tagged.employment),
        "years_experience": tagged.years_experience,
        "certifications": list(tagged.certifications),
    }
