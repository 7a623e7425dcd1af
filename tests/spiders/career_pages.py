"""A made-up archive of career pages, the same for the same seed, with the postings planted in them.

`pages(seed, count)` gives pages of five kinds (JSON-LD, microdata, broken JSON-LD, none, several postings) in many
variants of each; a page says what was planted in it. Nothing here knows how the reader works.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import Any

TITLES = (
    *("Data Engineer", "Site Reliability Engineer", "ML Engineer", "Frontend Developer (m/w/d)", "C++ Developer"),
    *("Security Analyst", "Platform Engineer, Payments", "QA Engineer & Tester", "Database Administrator"),
)
EMPLOYERS = ("Northwind Labs", "Kestrel & Sons", "Aurora Systems GmbH", "Bluebird Health", "Tindra AB", "Ocean Freight")
CITIES = (
    ("Berlin", "Berlin", "Germany", "DE", "DEU"),
    ("São Paulo", "SP", "Brazil", "BR", "BRA"),
    ("Austin", "TX", "United States", "US", "USA"),
    ("Leeds", "England", "United Kingdom", "GB", "GBR"),
)
TASKS = ("build retrieval pipelines in Python", "run Kubernetes clusters", "write SQL models", "train neural networks")
NOISE = '<script>var data = {"@type": "JobPosting"};</script>'
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True)
class Planted:
    """What a reader must find of a posting."""

    title: str
    employer: str
    posted_on: date
    country: str  # alpha-2


@dataclass(frozen=True)
class CareerPage:
    """One page and what stands on it; `kind` names its variant."""

    url: str
    kind: str
    body: bytes
    planted: tuple[Planted, ...]


def pages(seed: int, count: int) -> Iterator[CareerPage]:
    """`count` pages: 45 % JSON-LD, 20 % microdata, 15 % broken, 12 % none, 8 % several."""
    dice = random.Random(seed)
    for number in range(count):
        makers = dice.choices((_json_ld, _microdata, _broken, _none, _several), (45, 20, 15, 12, 8))
        yield makers[0](dice, f"https://careers-{number % 37}.example/jobs/{number}-{dice.randrange(10**6)}")


def _job(dice: random.Random) -> tuple[Planted, dict[str, Any]]:
    """A posting and its item, in one of many ways to write each property."""
    title, employer, city = dice.choice(TITLES), dice.choice(EMPLOYERS), dice.choice(CITIES)
    day = date(2024, 1, 1) + timedelta(days=dice.randrange(300))
    text = (
        f"<p>At {escape(employer)} you {dice.choice(TASKS)}.</p><ul><li>{dice.randrange(9) + 1} years & more</li></ul>"
    )
    locality, region, *countries = city
    address: dict[str, Any] = {"@type": "PostalAddress", "addressLocality": locality, "addressRegion": region}
    country: Any = dice.choice(countries)
    address["addressCountry"] = dice.choice([country, {"@type": "Country", "name": countries[0]}])
    place: Any = {"@type": "Place", "address": address}
    item: dict[str, Any] = {
        "@context": dice.choice(["https://schema.org", "http://schema.org/", {"@vocab": "https://schema.org/"}]),
        "@type": dice.choice(["JobPosting", ["JobPosting"], "http://schema.org/JobPosting", ["Thing", "JobPosting"]]),
        "title": dice.choice([title, escape(title), f" {title}\n"]),
        "description": dice.choice([text, escape(text), escape(escape(text)), f"At {employer} you lead & learn."]),
        "datePosted": dice.choice(_ways_to_say(day)),
        "validThrough": (day + timedelta(days=90)).isoformat(),
        "hiringOrganization": dice.choice(
            [
                employer,
                {"@type": "Organization", "name": employer},
                [{"@type": "Organization", "name": escape(employer)}],
            ]
        ),
        "jobLocation": dice.choice([place, [place], [place, place]]),
        "employmentType": dice.choice(["FULL_TIME", ["FULL_TIME", "CONTRACTOR"], "FULL_TIME, CONTRACTOR", "Vollzeit"]),
    }
    item |= dice.choice([{}, {"baseSalary": dice.choice(_salaries())}])
    if dice.random() < 0.1:
        item |= {"jobLocationType": "TELECOMMUTE", "jobLocation": {"@type": "Place", "address": {}}}
        item["applicantLocationRequirements"] = dice.choice([{"name": countries[0]}, [{"name": countries[0]}]])
    return Planted(title, employer, day, countries[1]), item


def _ways_to_say(day: date) -> list[Any]:
    return [
        day.isoformat(), f"{day}T05:00:00.000Z", f"{day} 10:33:44 UTC", f"{day} 10:00:00+00:00", f"{day:%Y%m%d}",
        f"{MONTHS[day.month - 1]} {day.day}, {day.year}", f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}",
        f"{day:%d.%m.%Y}", f"{day:%Y/%m/%d}", [day.isoformat()], {"@type": "Date", "@value": day.isoformat()},
    ]  # fmt: skip


def _salaries() -> list[Any]:
    return [
        60000, "0", {"currency": "EUR", "value": {"value": "60", "unitText": "HOUR"}},
        {"currency": "USD", "value": {"minValue": 50000, "maxValue": "70,000", "unitText": "per annum"}},
        {"@type": "MonetaryAmount", "currency": "GBP", "minValue": 0.0, "maxValue": 0.0}, [], None,
    ]  # fmt: skip


def _page(head: str, body: str = "", lang: str = "en") -> bytes:
    filler = "<div class=x>Home · Jobs · Contact</div>" * 40
    return f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body>{filler}{body}</body></html>'.encode()


def _script(block: str, kind: str = 'type="application/ld+json"') -> str:
    return f"<script {kind}>{block}</script>"


def _json_ld(dice: random.Random, url: str) -> CareerPage:
    planted, item = _job(dice)
    site = {"@context": "https://schema.org", "@type": "WebSite", "name": "Careers", "url": url}
    organisation = {"@type": "Organization", "@id": f"{url}#org", "name": planted.employer}
    referred = item | {"hiringOrganization": {"@id": f"{url}#org"}}
    ways: dict[str, Callable[[], str]] = {
        "plain": lambda: _script(json.dumps(item)),
        "pretty": lambda: _script(json.dumps(item, indent=2, ensure_ascii=False)),
        "graph": lambda: _script(
            json.dumps({"@context": "https://schema.org", "@graph": [site, organisation, referred]})
        ),
        "array": lambda: _script(json.dumps([site, item])),
        "blocks": lambda: _script(json.dumps(site)) + _script("not json") + _script(json.dumps(item)),
        "nested": lambda: _script(json.dumps({"@type": "WebPage", "mainEntity": {"@type": "ItemPage", "about": item}})),
        "attributes": lambda: _script(json.dumps(item), "id=x TYPE='Application/LD+JSON; charset=utf-8' data-n=1"),
        "twice": lambda: _script(json.dumps(item)) * 2,
        "noise": lambda: NOISE + _script(json.dumps(item)),
    }
    kind = dice.choice(sorted(ways))
    return CareerPage(url, f"json-ld {kind}", _page(ways[kind]()), (planted,))


def _broken(dice: random.Random, url: str) -> CareerPage:
    planted, item = _job(dice)
    text = json.dumps(item, indent=1, ensure_ascii=False)
    ways: dict[str, Callable[[], str]] = {
        "trailing commas": lambda: text.replace("\n}", ",\n}").replace("\n ]", ",\n ]"),
        "comments": lambda: text.replace("{\n", "{ // the job, see https://schema.org\n/* made by hand */\n", 1),
        "cdata": lambda: f"//<![CDATA[\n{text}\n//]]>",
        "html comment": lambda: f"<!--\n{text}\n-->",
        "semicolon": lambda: f"{text};",
        "raw line breaks": lambda: text.replace("you ", "you\n\t", 1),
        "entities": lambda: escape(json.dumps(item)),
        "bad escapes": lambda: text.replace("you ", r"you\'ll \d ", 1),
        "one after another": lambda: json.dumps({"@type": "WebSite"}) + "\n" + text,
        "byte order mark": lambda: f"\ufeff{text}",
    }
    kind = dice.choice(sorted(ways))
    return CareerPage(url, f"broken {kind}", _page(_script(ways[kind]())), (planted,))


def _microdata(dice: random.Random, url: str) -> CareerPage:
    planted, _ = _job(dice)
    city = next(city for city in CITIES if city[3] == planted.country)
    day = dice.choice(
        [
            f'<time itemprop="datePosted" datetime="{planted.posted_on}">some days ago</time>',
            f'<meta itemprop="datePosted" content="{planted.posted_on}T10:00:00+02:00">',
            f'<span itemprop="datePosted">{planted.posted_on:%d.%m.%Y}</span>',
        ]
    )
    organisation = dice.choice(
        [
            f'<span itemprop="hiringOrganization" itemscope itemtype="https://schema.org/Organization">'
            f'<b itemprop="name">{escape(planted.employer)}</b><i itemprop="description">We are many.</i></span>',
            f'<meta itemprop="hiringOrganization" content="{escape(planted.employer)}">',
            f'<span itemprop="hiringOrganization" itemscope itemtype="http://schema.org/Organization">'
            f"{escape(planted.employer)}</span>",
        ]
    )
    place = (
        '<div itemprop="jobLocation" itemscope itemtype="http://schema.org/Place"><div itemprop="address" itemscope '
        f'itemtype="http://schema.org/PostalAddress"><i itemprop="addressLocality">{city[0]}</i>, '
        f'<i itemprop="addressCountry">{dice.choice(city[2:])}</i></div></div>'
    )
    text = f'<div itemprop="description"><p>You {dice.choice(TASKS)}.</p><ul><li>Care</li></ul></div>'
    inner = f'<h1 itemprop="title">{escape(planted.title)}</h1>{organisation}{place}{day}{text}'
    job = f'<article itemscope itemtype="http://schema.org/JobPosting">{inner}</article>'
    if dice.random() < 0.3:
        job = f'<div itemprop="mainEntity" {job[9:-10]}</div>'
        job = f'<main itemscope itemtype="https://schema.org/WebPage">{job}</main>'
    head = _script('{"@context":"https://schema.org","@type":"WebSite"}') if dice.random() < 0.5 else ""
    return CareerPage(url, "microdata", _page(head, job), (planted,))


def _none(dice: random.Random, url: str) -> CareerPage:
    planted, item = _job(dice)
    teaser = {"@type": "ListItem", "item": {"@type": "JobPosting", "url": f"{url}/1", "title": planted.title}}
    gone = item | {"datePosted": "2023-01-02", "validThrough": "2023-02-01T00:00"}
    ways = {
        "listing": _page(_script(json.dumps({"@type": "ItemList", "itemListElement": [teaser, teaser]}))),
        "article": _page(_script(json.dumps({"@type": "NewsArticle", "headline": "JobPosting markup explained"}))),
        "nothing": _page("", "<p>We have no JobPosting today.</p>"),
        "commented out": _page(f"<!-- {_script(json.dumps(item))} -->"),
        "example code": _page("", f"<pre>{escape(_script(json.dumps(item)))}</pre>"),
        "gone": _page(_script(json.dumps(gone)), "<h2>This job is no longer available</h2>"),
    }
    kind = dice.choice(sorted(ways))
    return CareerPage(url, f"none {kind}", ways[kind], ())


def _several(dice: random.Random, url: str) -> CareerPage:
    jobs = [_job(dice) for _ in range(dice.randint(2, 6))]
    named = [item | {"identifier": {"@type": "PropertyValue", "value": n}} for n, (_, item) in enumerate(jobs)]
    if dice.random() < 0.5:
        head = "".join(_script(json.dumps(item)) for item in named)
    else:
        rows = [{"@type": "ListItem", "position": n, "item": item} for n, item in enumerate(named)]
        head = _script(json.dumps({"@context": "https://schema.org", "@type": "ItemList", "itemListElement": rows}))
    return CareerPage(url, "several", _page(head), tuple(planted for planted, _ in jobs))
