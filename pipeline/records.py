"""The records that cross room borders: what a page, a posting and a tagged posting are.

Frozen and slotted; sets of them travel as Arrow tables (`warehouse.lake.SCHEMA`). Texts are str, days are date,
instants are aware UTC datetimes, money is in units of its currency, offsets are characters of `Tagged.text`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

AiLevel = Literal["none", "mentions", "uses", "builds", "governs"]
Status = Literal["required", "preferred", "duty", "context", "negated"]
Section = Literal["header", "about", "duties", "requirements", "nice_to_have", "stack", "benefits", "process", "legal"]
Scope = Literal["role_block", "posting"]
PostedKind = Literal["posted", "created", "updated", "thread", "first_seen"]
RemoteScope = Literal["worldwide", "area", "country", "region", "city", "time_zone"]
Coverage = Literal["complete", "partial", "unchanged", "suspect", "absent", "blocked", "failed", "asleep"]

AI_LEVELS: tuple[AiLevel, ...] = ("none", "mentions", "uses", "builds", "governs")
ASKED: frozenset[Status] = frozenset({"required", "preferred", "duty"})
IN_DUTIES: frozenset[AiLevel] = frozenset({"uses", "builds", "governs"})


@dataclass(frozen=True, slots=True)
class Page:
    """One received response with its record, as kept in the landing zone."""

    source: str
    board: str  # the board's token; for Hacker News the thread's id
    url: str  # the true URL, never a replay's
    fetched_at: datetime
    status: int  # HTTP status
    sha256: str  # of the body, hex
    body: bytes  # decoded (no content encoding)

    def json(self) -> Any:
        """The body as JSON; ValueError (with position) if it is none."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Pay:
    """Base pay as posted: never converted, at least one bound."""

    min: float | None
    max: float | None
    currency: str  # ISO 4217
    period: Literal["year", "month", "week", "day", "hour"]


@dataclass(frozen=True, slots=True)
class Posting:
    """One advertised job as a source shows it: what a reader yields. Fields are as received, not yet cleaned."""

    ref: str  # the source's id, unique within its board
    url: str
    html: str | None = None  # description as HTML (unescaped once where the source escapes)
    text: str | None = None  # or as plain text
    title: str | None = None  # None where the text carries it (Hacker News)
    employer: str | None = None
    places: tuple[str, ...] = ()  # free text, one per place field
    countries: tuple[str, ...] = ()  # structured country fields as given (code or name)
    workplace: tuple[str, ...] = ()  # structured: remote, hybrid, onsite
    employment: tuple[str, ...] = ()  # structured, as given ("FullTime")
    pay: Pay | None = None  # structured
    posted_on: date | None = None
    posted_kind: PostedKind = "first_seen"  # what posted_on is
    month: date | None = None  # first of the thread's month (Hacker News); else None: the month of posted_on
    requisition: str | None = None
    department: str | None = None
    language: str | None = None  # as the source says, not yet verified


@dataclass(frozen=True, slots=True)
class Mention:
    """One skill found in one posting, with its evidence."""

    skill: str  # id of the taxonomy
    group: str  # id of its group
    form: str  # as it stands in the text
    status: Status
    section: Section
    start: int  # offsets into the text
    end: int
    sentence: str  # at most 200 characters around the form
    block: int | None = None  # index into Tagged.roles of the role block it stands in, None: the whole posting


@dataclass(frozen=True, slots=True)
class Role:
    """One advertised title and the role it is assigned to."""

    title: str  # verbatim
    role: str  # id of the taxonomy
    ai_level: AiLevel | None  # None: language not validated
    scope: Scope  # whether its skills and level come from a block of its own
    start: int = 0  # the block, in characters of the text; 0, 0 without one
    end: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a job, as its posting states it; what the words do not tell is None."""

    text: str  # as it stands in the posting, at most 80 characters
    city: str | None = None
    region: str | None = None  # state, province, land
    country: str | None = None  # ISO 3166-1 alpha-2, or EU
    area: str | None = None  # an area of many countries (EMEA, Latin America, worldwide), or a time zone as written
    remote_scope: RemoteScope | None = None  # how far away the work may be done; None: not said to be remote


@dataclass(frozen=True, slots=True)
class Offer:
    """A workplace that a posting offers, with the words it stands on."""

    workplace: Literal["hybrid", "onsite", "remote"]
    evidence: str  # at most 200 characters of the posting, or the structured field as given


@dataclass(frozen=True, slots=True)
class PayFound:
    """What a posting says about pay: at most one of `pay` and `quarantine` is there."""

    pay: Pay | None = None
    evidence: str | None = None  # as it stands in the posting, at most 200 characters; None: a structured field
    quarantine: str | None = None  # why a stated amount is not taken for pay ("bounds swapped")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A posting understood: clean fields, roles, mentions, AI level. `text` has personal data masked."""

    text: str
    is_posting: bool
    is_it: bool
    language: str  # ISO 639-1, "und" if undecided
    title: str | None
    employer: str | None
    employer_key: str | None  # normalised name, None if unresolved
    roles: tuple[Role, ...]
    ai_level: AiLevel | None  # None: language not validated
    mentions: tuple[Mention, ...]
    seniority: tuple[str, ...]
    workplace: tuple[str, ...]
    countries: tuple[str, ...]  # ISO 3166-1 alpha-2, or EU
    pay: Pay | None
    employment: tuple[str, ...]
    years_experience: int | None
    certifications: tuple[str, ...]
    places: tuple[Place, ...] = ()
    workplace_evidence: tuple[str, ...] = ()  # per entry of workplace the words it stands on
    pay_evidence: str | None = None  # the words that pay, or what is quarantined, stands on
    pay_quarantine: str | None = None  # why a stated amount is not taken for pay
