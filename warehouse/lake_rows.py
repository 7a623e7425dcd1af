"""A posting as a row of the lake: its columns, and what a tagged posting puts into them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC
from typing import Any

import msgspec
import pyarrow as pa

from pipeline.openings import text_hash
from pipeline.records import Mention, Page, Place, Posting, Role, Tagged
from pipeline.tag.ages import ages

ROLE = pa.struct(
    [
        ("title", pa.string()),
        ("role", pa.string()),
        ("ai_level", pa.string()),
        ("scope", pa.string()),
        ("start", pa.uint32()),
        ("end", pa.uint32()),
    ]
)
MENTION = pa.struct(
    [
        ("skill", pa.string()),
        ("group", pa.string()),
        ("form", pa.string()),
        ("status", pa.string()),
        ("section", pa.string()),
        ("start", pa.uint32()),
        ("end", pa.uint32()),
        ("sentence", pa.string()),
        ("role_index", pa.uint8()),
        ("is_old", pa.bool_()),  # whether the frozen taxonomy knew its words (pipeline.tag.ages)
    ]
)
PLACE = pa.struct(
    [(name, pa.string()) for name in ("text", "city", "region", "country", "area", "remote_scope")]
)  # as pipeline.records.Place
WORDS = pa.list_(pa.string())
SCHEMA = pa.schema(
    [
        ("source", pa.string()),
        ("board", pa.string()),
        ("ref", pa.string()),
        ("url", pa.string()),
        ("employer", pa.string()),
        ("employer_key", pa.string()),
        ("employer_given", pa.bool_()),  # whether the source named the employer, and not only the text
        ("title", pa.string()),
        ("place", pa.string()),  # the place fields as received, joined by "; "
        ("is_posting", pa.bool_()),
        ("is_it", pa.bool_()),
        ("ai_level", pa.string()),
        ("language", pa.string()),
        ("countries", WORDS),
        ("workplace", WORDS),
        ("workplace_evidence", WORDS),  # one per workplace
        ("seniority", WORDS),
        ("employment", WORDS),
        ("pay_min", pa.float64()),
        ("pay_max", pa.float64()),
        ("pay_currency", pa.string()),
        ("pay_period", pa.string()),
        ("pay_evidence", pa.string()),
        ("pay_quarantine", pa.string()),
        ("years_experience", pa.int16()),
        ("certifications", WORDS),
        ("requisition", pa.string()),
        ("department", pa.string()),
        ("posted_on", pa.date32()),
        ("posted_kind", pa.string()),
        ("thread_month", pa.date32()),
        ("text", pa.string()),
        ("text_hash", pa.uint64()),
        ("text_length", pa.uint32()),
        ("roles", pa.list_(ROLE)),
        ("mentions", pa.list_(MENTION)),
        ("places", pa.list_(PLACE)),
        ("ai_level_frozen", pa.string()),  # by the words of the frozen taxonomy alone
        ("ai_level_added", pa.string()),  # by the others alone
        ("content_hash", pa.uint64()),  # of everything above
        ("input_hash", pa.binary(16)),  # of what it was understood from (warehouse.known)
        ("night", pa.date32()),
        ("part", pa.string()),
        ("crawl_id", pa.string()),
        ("page_url", pa.string()),
        ("page_sha256", pa.string()),
        ("fetched_at", pa.timestamp("us")),
        ("reader_version", pa.int16()),
        ("taxonomy_version", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One posting with the page it was read from and what was understood."""

    page: Page
    posting: Posting
    tagged: Tagged
    given: bytes | None = None  # its `warehouse.known.input_hash`


def row(entry: Entry, source: str) -> dict[str, Any]:
    """A posting as a row of SCHEMA, its part's lineage excepted."""
    page, posting, tagged = entry.page, entry.posting, entry.tagged
    pay = tagged.pay
    words = ages(tagged)
    content: dict[str, Any] = {
        "source": source,
        "board": page.board,
        "ref": posting.ref,
        "url": posting.url,
        "employer": tagged.employer,
        "employer_key": tagged.employer_key,
        "employer_given": posting.employer is not None,
        "title": tagged.title,
        "place": "; ".join(posting.places) or None,
        "is_posting": tagged.is_posting,
        "is_it": tagged.is_it,
        "ai_level": tagged.ai_level,
        "language": tagged.language,
        "countries": tagged.countries,
        "workplace": tagged.workplace,
        "workplace_evidence": tagged.workplace_evidence,
        "seniority": tagged.seniority,
        "employment": tagged.employment,
        "pay_min": pay and pay.min,
        "pay_max": pay and pay.max,
        "pay_currency": pay and pay.currency,
        "pay_period": pay and pay.period,
        "pay_evidence": tagged.pay_evidence,
        "pay_quarantine": tagged.pay_quarantine,
        "years_experience": tagged.years_experience,
        "certifications": tagged.certifications,
        "requisition": posting.requisition,
        "department": posting.department,
        "posted_on": posting.posted_on,
        "posted_kind": posting.posted_kind,
        "thread_month": posting.month,
        "text": tagged.text,
        "text_hash": text_hash(tagged.text),
        "text_length": len(tagged.text),
        "roles": [_role(role) for role in tagged.roles],
        "mentions": [_mention(mention, old) for mention, old in zip(tagged.mentions, words.is_old, strict=True)],
        "places": [_place(place) for place in tagged.places],
        "ai_level_frozen": words.ai_level_frozen,
        "ai_level_added": words.ai_level_added,
    }
    return content | {
        "content_hash": _digest(content),
        "input_hash": entry.given,
        "page_url": page.url,
        "page_sha256": page.sha256,
        "fetched_at": page.fetched_at.astimezone(UTC).replace(tzinfo=None),
    }


def _role(role: Role) -> dict[str, Any]:
    return {
        "title": role.title,
        "role": role.role,
        "ai_level": role.ai_level,
        "scope": role.scope,
        "start": role.start,
        "end": role.end,
    }


def _mention(mention: Mention, is_old: bool) -> dict[str, Any]:
    return {
        "skill": mention.skill,
        "group": mention.group,
        "form": mention.form,
        "status": mention.status,
        "section": mention.section,
        "start": mention.start,
        "end": mention.end,
        "sentence": mention.sentence,
        "role_index": mention.block,
        "is_old": is_old,
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "text": place.text,
        "city": place.city,
        "region": place.region,
        "country": place.country,
        "area": place.area,
        "remote_scope": place.remote_scope,
    }


def _digest(content: dict[str, Any]) -> int:
    return int.from_bytes(hashlib.blake2b(msgspec.json.encode(content), digest_size=8).digest(), "little")
