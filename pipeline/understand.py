"""From a posting as received to a posting understood: the one place where cleaning and tagging meet."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from pipeline.clean.certifications import certifications
from pipeline.clean.employers import employer, employer_key
from pipeline.clean.employment import employment
from pipeline.clean.experience import years_experience
from pipeline.clean.glossary import Glossed, glossed
from pipeline.clean.language import VALIDATED, language
from pipeline.clean.pay import pay_found
from pipeline.clean.places import countries_of, places
from pipeline.clean.recent import Recent
from pipeline.clean.sections import Parts, sections
from pipeline.clean.seniority import seniority
from pipeline.clean.text import HALF, is_whole, masked, plain
from pipeline.clean.workplace import offers
from pipeline.records import AiLevel, Mention, Posting, Role, Tagged
from pipeline.tag import natively
from pipeline.tag.kind import is_it, is_posting
from pipeline.tag.levels import about_ai, ai_level
from pipeline.tag.mentions import Candidates, Tagger
from pipeline.tag.roles import roles

REMEMBERED = 500_000  # characters of postings whose text is remembered: copies stand side by side on their board


@lru_cache(maxsize=1)
def tagger() -> Tagger:
    """The tagger over the whole taxonomy; built once per process."""
    return Tagger()


class _Read(NamedTuple):
    """What a text says whatever its title, employer and places are."""

    text: str  # cleaned, personal data masked
    spoken: str
    read: Glossed
    parts: Parts
    candidates: Candidates
    years_experience: int | None
    certifications: tuple[str, ...]


class _Told(NamedTuple):
    """What a posting says wherever the job is."""

    of: _Read
    heading: str | None  # its title as the rules read it
    is_posting: bool
    is_it: bool
    employer: str | None
    employer_key: str | None
    roles: tuple[Role, ...]
    ai_level: AiLevel | None
    mentions: tuple[Mention, ...]
    seniority: tuple[str, ...]


def understand(posting: Posting, board_employer: str | None = None) -> Tagged:
    """Clean and tag one posting. Pure: the same posting gives the same answer in any process.

    `board_employer` is whose board it stands on, for sources whose postings do not say.
    """
    posting = _whole(posting)
    html = posting.html
    text = None if html is not None else posting.text
    tell = _told if posting.title is not None else _tell  # what has no title stands once, or a month later again
    said = tell(html, text, posting.language, posting.title, posting.employer or board_employer)
    of, title = said.of, said.heading
    where = places(posting.places, posting.countries, posting.title, of.text)
    countries = countries_of(where)
    offered = offers(posting.workplace, posting.places, title, of.read.text)
    paid = pay_found(posting.pay, posting.title, of.text, countries)
    return Tagged(
        text=of.text,
        is_posting=said.is_posting,
        is_it=said.is_it,
        language=of.spoken,
        title=posting.title,
        employer=said.employer,
        employer_key=said.employer_key,
        roles=said.roles,
        ai_level=said.ai_level,
        mentions=said.mentions,
        seniority=said.seniority,
        workplace=tuple(offer.workplace for offer in offered),
        countries=countries,
        pay=paid.pay,
        employment=employment(posting.employment, title, of.read.text),
        years_experience=of.years_experience,
        certifications=of.certifications,
        places=where,
        workplace_evidence=tuple(of.read.words(offer.evidence) for offer in offered),
        pay_evidence=paid.evidence,
        pay_quarantine=paid.quarantine,
    )


def _read_text(html: str | None, text: str | None, claimed: str | None) -> _Read:
    """A description, as HTML or else as text, in the language that its source claims."""
    text = masked(plain(html) if html is not None else text or "")
    spoken = language(text, claimed)
    read = glossed(text, spoken)
    return _Read(
        text,
        spoken,
        read,
        sections(read.text),
        tagger().candidates(read.text, None),
        years_experience(read.text),
        certifications(text),
    )


def _tell(html: str | None, text: str | None, claimed: str | None, named: str | None, given: str | None) -> _Told:
    """A description with its title and its employer, as given."""
    of = (_read if named is not None else _read_text)(html, text, claimed)
    read, parts = of.read, of.parts
    heading = glossed(named or "", of.spoken)
    title = heading.text if named is not None else None
    hirer = employer(given, of.text)
    found = roles(title, read.text, parts)
    candidates = tagger().titled(of.candidates, title)
    it = is_it(found, candidates.it_forms)
    mentions = tagger().mentions(candidates, read.text, parts, is_it=it, employer=hirer, roles=found)
    known = of.spoken in VALIDATED
    ai = about_ai(mentions) if known else ()
    level = ai_level(ai, None, found) if known else None
    has_blocks = any(role.scope == "role_block" for role in found)
    levelled = (
        replace(role, ai_level=ai_level(ai, role, found) if known and (has_blocks or len(found) > 1) else level)
        for role in found
    )
    return _Told(
        of,
        title,
        is_posting(title, read.text, found),
        it,
        hirer,
        employer_key(hirer),
        natively.roles(levelled, read, named),
        level,
        natively.mentions(mentions, read, heading) if known else (),
        seniority(title, read.text, found),
    )


_read = Recent(_read_text, REMEMBERED)
_told = Recent(_tell, REMEMBERED)


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
