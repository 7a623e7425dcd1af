"""From a posting as received to a posting understood: the one place where cleaning and tagging meet."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from pipeline.clean.certifications import certifications
from pipeline.clean.employers import employer, employer_key
from pipeline.clean.employment import employment
from pipeline.clean.experience import years_experience
from pipeline.clean.glossary import glossed
from pipeline.clean.language import VALIDATED, language
from pipeline.clean.pay import pay_found
from pipeline.clean.places import countries_of, places
from pipeline.clean.sections import sections
from pipeline.clean.seniority import seniority
from pipeline.clean.text import HALF, is_whole, masked, plain
from pipeline.clean.workplace import offers
from pipeline.records import Posting, Tagged
from pipeline.tag import natively
from pipeline.tag.kind import is_it, is_posting
from pipeline.tag.levels import about_ai, ai_level
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
    posting = _whole(posting)
    text = masked(plain(posting.html) if posting.html is not None else posting.text or "")
    spoken = language(text, posting.language)
    read, heading = glossed(text, spoken), glossed(posting.title or "", spoken)
    title = heading.text if posting.title is not None else None
    parts = sections(read.text)
    named = employer(posting.employer or board_employer, text)
    found = roles(title, read.text, parts)
    candidates = tagger().candidates(read.text, title)
    it = is_it(found, candidates.it_forms)
    mentions = tagger().mentions(candidates, read.text, parts, is_it=it, employer=named, roles=found)
    advertises = is_posting(title, read.text, found)
    known = spoken in VALIDATED
    ai = about_ai(mentions) if known else ()
    where = places(posting.places, posting.countries, posting.title, text)
    countries = countries_of(where)
    offered = offers(posting.workplace, posting.places, title, read.text)
    paid = pay_found(posting.pay, posting.title, text, countries)
    level = ai_level(ai, None, found) if known else None
    has_blocks = any(role.scope == "role_block" for role in found)
    levelled = (
        replace(role, ai_level=ai_level(ai, role, found) if known and (has_blocks or len(found) > 1) else level)
        for role in found
    )
    return Tagged(
        text=text,
        is_posting=advertises,
        is_it=it,
        language=spoken,
        title=posting.title,
        employer=named,
        employer_key=employer_key(named),
        roles=natively.roles(levelled, read, posting.title),
        ai_level=level,
        mentions=natively.mentions(mentions, read, heading) if known else (),
        seniority=seniority(title, read.text, found),
        workplace=tuple(offer.workplace for offer in offered),
        countries=countries,
        pay=paid.pay,
        employment=employment(posting.employment, title, read.text),
        years_experience=years_experience(read.text),
        certifications=certifications(text),
        places=where,
        workplace_evidence=tuple(read.words(offer.evidence) for offer in offered),
        pay_evidence=paid.evidence,
        pay_quarantine=paid.quarantine,
    )


def _whole(posting: Posting) -> Posting:
    """The posting with U+FFFD for halves of characters (lone surrogates), which no parser or file can hold."""
    texts = (posting.html, posting.text, posting.title, posting.employer)
    if all(text is None or is_whole(text) for text in (*texts, *posting.places)):
        return posting
    html, text, title, named = (text and HALF.sub("\ufffd", text) for text in texts)
    where = tuple(HALF.sub("\ufffd", place) for place in posting.places)
    return replace(posting, html=html, text=text, title=title, employer=named, places=where)


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
