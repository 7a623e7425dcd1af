"""USAJOBS' past: announcements of the US federal government, each with its text, which is asked for beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Any, Literal

from pipeline.records import Page, Pay, Posting
from spiders.source import Listing, Source, decoded, distinct, field

SERIES = "2210"  # information technology management
PERIOD: dict[str, Literal["year", "month", "week", "day", "hour"]] = {
    "per annum": "year",
    "per year": "year",
    "per month": "month",
    "per week": "week",
    "per day": "day",
    "per hour": "hour",
}
SECTIONS = (
    ("summary", "Summary"),
    ("duties", "Duties"),
    ("requirementsQualifications", "Qualifications"),
    ("requirementsEducation", "Education"),
    ("requirementsConditionsOfEmployment", "Conditions of employment"),
)


class UsajobsHistory(Source):
    """The Historic JOA API, which needs no key. A board is a month of opening; contacts in the texts are not read."""

    name = "usajobs_history"
    version = 1
    is_archive = True
    host = "data.usajobs.gov"
    robots = "read at run time"
    terms = "works of the US government, public domain; documented as publicly consumable"
    url = (
        "https://data.usajobs.gov/api/historicjoa?PositionSeries=2210"
        "&StartPositionOpenDate={token}&EndPositionOpenDate={until}"
    )

    @classmethod
    def page_url(cls, token: str) -> str:
        """The first page of the announcements that opened in a month ("2020-03")."""
        first, last = month_of(token)
        return cls.url.format(token=first, until=last)

    @staticmethod
    def listing(page: Page) -> Listing:
        """Pages of the landing zone hold announcements with their texts, both as received."""
        return Listing(field(page, decoded(page), "data", list))

    @staticmethod
    def posting(row: Any, page: Page) -> Posting | None:  # noqa: ARG004
        ad, text = row["announcement"], row["text"] or {}
        number = str(ad["usajobsControlNumber"])
        opened = date.fromisoformat(ad["positionOpenDate"][:10])
        places = ad.get("positionLocations") or ad.get("positionlocations") or []
        html = "\n".join(_sections(text))
        return Posting(
            ref=number,
            url=f"https://www.usajobs.gov/job/{number}",
            title=ad["positionTitle"].strip(),
            html=html or None,
            text=None if html else "",
            employer=ad.get("hiringAgencyName") or ad.get("hiringDepartmentName"),
            places=distinct(*(_place(place) for place in places)),
            countries=distinct(*(place.get("positionLocationCountry") for place in places)),
            employment=distinct(ad.get("workSchedule"), ad.get("appointmentType")),
            pay=_pay(ad),
            posted_on=opened,
            posted_kind="posted",
            month=opened.replace(day=1),
            department=ad.get("hiringSubelementName"),
            language="en",
        )


def month_of(token: str) -> tuple[date, date]:
    """The first and the last day of a month ("2020-03")."""
    first = date.fromisoformat(f"{token}-01")
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first, date.fromordinal(following.toordinal() - 1)


def _sections(text: Any) -> Iterator[str]:
    for name, head in SECTIONS:
        said = (text.get(name) or "").strip()
        if said:
            yield f"<h3>{head}</h3>\n{said if '<' in said else f'<p>{escape(said, quote=False)}</p>'}"


def _place(place: Any) -> str:
    names = ("positionLocationCity", "positionLocationState", "positionLocationCountry")
    city = (place.get(names[0]) or "").partition(",")[0]  # "Austin, Texas" beside the state
    return ", ".join(distinct(city, *(place.get(name) for name in names[1:])))


def _pay(ad: Any) -> Pay | None:
    """None also for what is paid by the piece or not at all."""
    low, high = ad.get("minimumSalary"), ad.get("maximumSalary")
    period = PERIOD.get((ad.get("salaryType") or "").lower())
    if period is None or not (low or high):
        return None
    return Pay(float(low) if low else None, float(high) if high else None, "USD", period)
