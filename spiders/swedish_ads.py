"""An ad of the Swedish public employment service: archives hold taxonomy fields as lists, the live APIs as objects."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from pipeline.records import Posting
from spiders.source import distinct

IT_FIELD = frozenset({"apaJ_2ja_LuF", "3"})  # occupation field "Data/IT": its concept id, its number of old
STOCKHOLM = ZoneInfo("Europe/Stockholm")
WISHES = (("must_have", "Krav"), ("nice_to_have", "Meriterande"))
WISHED = ("skills", "languages", "work_experiences", "education", "education_level")
FURTHER = ("company_information", "needs", "requirements", "conditions")
EMPLOYMENT = ("employment_type", "working_hours_type", "duration")


def read_ad(ad: Any) -> Posting | None:
    """The posting of one ad; None for one without title and text (withdrawn).

    An archive's id is its own, the live APIs know the ad by `original_id`. KeyError without id or publication date.
    """
    ref = str(ad.get("original_id") or ad["id"])
    published = day(ad["publication_date"])
    html, text = _text(ad)
    title = (ad.get("headline") or "").strip() or None
    if not title and not html and not text:
        return None
    place = ad.get("workplace_address") or {}
    employer = ad.get("employer") or {}
    return Posting(
        ref=ref,
        url=ad.get("webpage_url") or f"https://arbetsformedlingen.se/platsbanken/annonser/{ref}",
        html=html,
        text=text,
        title=title,
        employer=(employer.get("name") or employer.get("workplace") or "").strip() or None,
        places=distinct(", ".join(distinct(place.get("city") or place.get("municipality"), place.get("region")))),
        countries=distinct(place.get("country")),
        workplace=("remote",) if ad.get("remote_work") else (),
        employment=distinct(*(label for name in EMPLOYMENT for label in labels(ad.get(name)))),
        posted_on=published,
        posted_kind="posted",
        language=ad.get("detected_language"),
    )


def labels(value: Any) -> list[str]:
    """The labels of a taxonomy field: an object, a list of them (archives), or nothing."""
    found = value if isinstance(value, list) else [value]
    return [item["label"] for item in found if item and item.get("label")]


def is_it(ad: Any) -> bool:
    """Whether an ad is of the occupation field Data/IT, or of none: the oldest archives name no field."""
    field = ad.get("occupation_field")
    found = [item for item in (field if isinstance(field, list) else [field]) if item]
    named = [item for item in found if item.get("concept_id") or item.get("legacy_ams_taxonomy_id")]
    return not named or any(
        {item.get("concept_id"), str(item.get("legacy_ams_taxonomy_id"))} & IT_FIELD for item in named
    )


def day(value: str | float) -> date:
    """The day in Sweden of an instant: without an offset it is Swedish already, a number is milliseconds since 1970."""
    if isinstance(value, int | float):
        return datetime.fromtimestamp(value / 1000, UTC).astimezone(STOCKHOLM).date()
    at = datetime.fromisoformat(value)
    return at.date() if at.tzinfo is None else at.astimezone(STOCKHOLM).date()


def _text(ad: Any) -> tuple[str | None, str | None]:
    """HTML and text of an ad, one of them: the whole text, then what stands in fields of its own."""
    said = ad.get("description") or {}
    more = [said[name] for name in FURTHER if said.get(name)]
    lists = list(_lists(ad))
    html, text = said.get("text_formatted"), said.get("text") or ""
    more = [part for part in more if part not in (html or text)]
    pay = ad.get("salary_description")
    more += [f"Lön: {pay}"] if pay else []
    if html:
        parts = [html, *(f"<p>{escape(part)}</p>" for part in more)]
        parts += [
            f"<h3>{head}</h3><ul>{''.join(f'<li>{escape(w)}</li>' for w in wishes)}</ul>" for head, wishes in lists
        ]
        return "\n".join(parts), None
    parts = [text, *more, *(f"{head}:\n" + "\n".join(f"- {wish}" for wish in wishes) for head, wishes in lists)]
    return None, "\n\n".join(part for part in parts if part) or None


def _lists(ad: Any) -> Iterator[tuple[str, list[str]]]:
    for name, head in WISHES:
        wishes = [wish for kind in WISHED for wish in labels((ad.get(name) or {}).get(kind))]
        if wishes:
            yield head, wishes
