"""USAJOBS: the search for open positions of the US government in information technology (series 2210)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from html import escape
from typing import Any, Literal

from pipeline.records import Page, Pay, Posting
from spiders.feeds import each, tree, words
from spiders.source import Ask, Listing, Source, decoded, distinct, field

SEARCH = "https://data.usajobs.gov/api/Search?JobCategoryCode={token}&ResultsPerPage=500&Page="
EXPORT = "ShowPositionOpening"  # the root of its older XML exports
PERIOD: dict[str, Literal["year", "month", "week", "day", "hour"]] = {
    "PA": "year",
    "Per Year": "year",
    "PM": "month",
    "Per Month": "month",
    "WC": "week",
    "PD": "day",
    "Per Day": "day",
    "PH": "hour",
    "Per Hour": "hour",
}
BOUNDS = ("MinimumAmount", "MaximumAmount", "RateIntervalCode")
TOLD = (
    ("JobSummary", "Summary"), ("MajorDuties", "Duties"), ("Requirements", "Requirements"),
    ("Education", "Education"), ("Evaluations", "How you will be evaluated"), ("KeyRequirements", "Key requirements"),
)  # fmt: skip


class Usajobs(Source):
    """The Search API, with a key; an XML export of old is read as well. Contacts are never read."""

    name = "usajobs"
    version = 1
    host = "data.usajobs.gov"
    robots = "read at run time"
    terms = "works of the US government, public domain; free key"
    url = f"{SEARCH}1"
    keys = ("USAJOBS_EMAIL", "USAJOBS_KEY")
    sections = ("1550", "1560", "2210")
    most_pages = 20

    @staticmethod
    def keyed(url: str, keys: Mapping[str, str]) -> tuple[str, dict[str, str]]:
        return url, {"User-Agent": keys["USAJOBS_EMAIL"], "Authorization-Key": keys["USAJOBS_KEY"]}

    @staticmethod
    def document(page: Page) -> Any:
        return tree(page, EXPORT) if page.body.lstrip()[:1] == b"<" else decoded(page)

    @staticmethod
    def listing(page: Page) -> Listing:
        document = Usajobs.document(page)
        if isinstance(document, dict) and EXPORT in document:
            return Listing(list(each(field(page, document[EXPORT], "DataArea", dict).get("PositionOpening"))))
        result = field(page, document, "SearchResult", dict)
        total = field(page, result, "SearchResultCountAll", int)
        return Listing(field(page, result, "SearchResultItems", list), total)

    @staticmethod
    def onward(page: Page) -> Iterable[Ask]:
        base, is_numbered, number = page.url.rpartition("&Page=")
        if not is_numbered or not number.isdigit():
            return []
        listing = Usajobs.listing(page)
        is_last = not listing.rows or int(number) * 500 >= (listing.total or 0)
        return [] if is_last else [Ask(f"{base}&Page={int(number) + 1}")]

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:  # noqa: ARG004
        return _exported(row) if "PositionProfile" in row else _searched(row)


def _searched(row: Any) -> Posting:
    said = row["MatchedObjectDescriptor"]
    details = (said.get("UserArea") or {}).get("Details") or {}
    places = said.get("PositionLocation") or ()
    is_remote = str(details.get("RemoteIndicator")).lower() in ("true", "yes", "y")
    published = said.get("PublicationStartDate")
    return Posting(
        ref=str(row["MatchedObjectId"]),
        url=said["PositionURI"],
        title=said["PositionTitle"].strip(),
        html="\n".join(_parts({**details, "QualificationSummary": said.get("QualificationSummary")})) or None,
        employer=said.get("OrganizationName") or said.get("DepartmentName"),
        places=distinct(*(place.get("LocationName") for place in places)),
        countries=distinct(*(place.get("CountryCode") for place in places)),
        workplace=("remote",) if is_remote else (),
        employment=distinct(*(kind.get("Name") for kind in said.get("PositionSchedule") or ())),
        pay=next(filter(None, map(_offered, said.get("PositionRemuneration") or ())), None),
        posted_on=date.fromisoformat(published[:10]) if published else None,
        posted_kind="posted" if published else "first_seen",
        requisition=said.get("PositionID"),
        department=said.get("DepartmentName"),
    )


def _offered(paid: Any) -> Pay | None:
    return _pay(paid.get("MinimumRange"), paid.get("MaximumRange"), paid.get("RateIntervalCode"))


def _parts(details: Any) -> Iterator[str]:
    for name, head in (*TOLD, ("QualificationSummary", "Qualifications")):
        texts = [text for text in each(details.get(name)) if isinstance(text, str) and text.strip()]
        if texts:
            yield f"<h3>{head}</h3>" + "".join(f"<p>{text}</p>" for text in texts)


def _exported(row: Any) -> Posting | None:
    """A position of an XML export: its body says each part of the text under its own name."""
    if words(row.get("PositionOpeningStatusCode")) not in ("", "Active"):
        return None
    profile = row["PositionProfile"]
    area, started = profile.get("UserArea") or {}, _at(profile, "PositionPeriod", "StartDate", "FormattedDateTime")
    body = area.get("GOVT_XMLJobBody") or {}
    paid = _at(profile, "OfferedRemunerationPackage", "RemunerationRange") or {}
    places = [words(place.get("LocationName")) for place in each(profile.get("PositionLocation"))]
    schedule = words(profile.get("PositionScheduleTypeCode")).partition("-")[2]
    return Posting(
        ref=words(row["DocumentID"]),
        url=f"https://www.usajobs.gov/job/{words(row['DocumentID'])}",
        title=words(profile["PositionTitle"]),
        html="\n".join(_texts(body)) or None,
        employer=words(_at(profile, "PositionOrganization", "OrganizationIdentifiers", "OrganizationName")) or None,
        places=distinct(*places),
        employment=distinct(schedule),
        pay=_pay(*(words(paid.get(f"Remuneration{name}")) for name in BOUNDS)),
        posted_on=date.fromisoformat(words(started)[:10]) if words(started) else None,
        posted_kind="posted" if words(started) else "first_seen",
        requisition=words(profile.get("PositionID")) or None,
        department=words(profile.get("JobCategoryCode")) or None,
    )


def _texts(body: Any) -> Iterator[str]:
    """The texts of a body in their order, each under its name."""
    for name, value in body.items() if isinstance(body, dict) else ():
        for part in each(value):
            if isinstance(part, dict):
                yield from _texts(part)
            elif part.strip():
                yield f"<h3>{escape(name)}</h3>{part}"


def _at(value: Any, *names: str) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _pay(low: Any, high: Any, interval: Any) -> Pay | None:
    """Amounts are text; "0" is none."""
    bounds = [float(str(amount).replace(",", "")) or None if amount else None for amount in (low, high)]
    return Pay(bounds[0], bounds[1], "USD", PERIOD[interval]) if any(bounds) and interval in PERIOD else None
