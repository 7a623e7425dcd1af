"""A schema.org JobPosting as a posting, in whatever of its many shapes a site gives it.

Read: title, description and what stands beside it, hiringOrganization, jobLocation, jobLocationType,
applicantLocationRequirements, employmentType, baseSalary, datePosted, url, identifier, inLanguage; validThrough only
together with a banner that says the job is gone. Ignored: directApply, industry, occupationalCategory, workHours,
totalJobOpenings, image, publisher, which say nothing that a posting has.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from pipeline.records import Page, Posting
from spiders.said_dates import said_day
from spiders.said_pay import said_pay
from spiders.source import Listing, distinct, wrong_shape
from spiders.structured import Items, Node, items

KIND = "JobPosting"
TAG = re.compile(r"<[a-zA-Z/!][^>]*>")
ESCAPED_TAG = re.compile(r"&(?:amp;)*(?:lt|#0*60|#x0*3c);/?[a-z]", re.I)
GONE = re.compile(
    rb"(?:no longer (?:available|accepting applications|open|active)|has (?:expired|been filled|been closed)"
    rb"|(?:job|position|posting|vacancy) is (?:closed|filled|expired))",
    re.I,
)
BESIDE = (
    ("responsibilities", "Responsibilities"),
    ("qualifications", "Qualifications"),
    ("experienceRequirements", "Experience"),
    ("educationRequirements", "Education"),
    ("skills", "Skills"),
    ("jobBenefits", "Benefits"),
    ("incentiveCompensation", "Incentives"),
)
REMOTE = re.compile(r"telecommut|remote|virtual", re.I)
SPLIT = re.compile(r"\s*[,;|]\s*")
LONGEST_REF = 400  # characters


class Row:
    """One JobPosting of a page, with the page's other items and its own ref."""

    __slots__ = ("around", "node", "ref")

    def __init__(self, node: Node, around: Items, ref: str) -> None:
        self.node, self.around, self.ref = node, around, ref


def listing(page: Page) -> Listing:
    """The postings of a page, broken blocks among them; WrongShape if it has none."""
    found = items(page.body, KIND)
    if not found.found and not found.broken:
        raise wrong_shape(page, "no JobPosting on the page")
    refs = _refs(found, page)
    rows: list[Any] = [Row(node, found, ref) for node, ref in zip(found.found, refs, strict=True)]
    return Listing([*rows, *(ValueError(reason) for reason in found.broken)])


def posting(row: Any, page: Page) -> Posting | None:
    """The posting of a row; None for a mere teaser, and for a job that the page says is gone."""
    if isinstance(row, ValueError):
        raise row
    node, around = row.node, row.around
    title = _plain(_words(node.get("title")) or _words(node.get("name")))
    posted_on = said_day(_first(node.get("datePosted")))
    html = _description(node, around)
    employer = _employer(node, around)
    if not title or not (html or (posted_on and employer)) or _is_gone(node, page):
        return None
    places = [_place(where, around) for where in _listed(node.get("jobLocation"), around)]
    wide = [_named(area, around) for area in _listed(node.get("applicantLocationRequirements"), around)]
    is_remote = any(REMOTE.search(_words(kind)) for kind in _listed(node.get("jobLocationType"), around))
    return Posting(
        ref=row.ref,
        url=_url(node, page),
        title=title,
        html=html or None,
        text=None if html else "",
        employer=employer,
        places=distinct(*(text for text, _ in places), *(f"Remote - {name}" for name in wide if name and is_remote)),
        countries=distinct(*(country for _, country in places), *([] if is_remote else wide)),
        workplace=("remote",) if is_remote else (),
        employment=distinct(*_employment(node, around)),
        pay=said_pay(around.resolved(_first(node.get("baseSalary"))), _words(node.get("salaryCurrency"))),
        posted_on=posted_on,
        posted_kind="posted" if posted_on else "first_seen",
        language=_words(_first(node.get("inLanguage"))) or around.language,
    )


def _refs(found: Items, page: Page) -> list[str]:
    """The page's address, if it advertises one job; else what the job says of itself beside it."""
    here = urldefrag(page.url).url[:LONGEST_REF]
    if len(found.found) == 1:
        return [here]
    refs: list[str] = []
    for node in found.found:
        own = _words(node.get("url")) or _identifier(node)
        told = own or repr((_words(node.get("title")), node.get("jobLocation"), _words(node.get("description"))))
        ref = urljoin(here, own) if own.startswith(("http", "/")) else f"{here}#{_digest(told)}"
        refs.append(ref[:LONGEST_REF] if ref not in refs else f"{here}#{_digest(repr(node))}")
    return refs


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def _identifier(node: Node) -> str:
    said = _first(node.get("identifier"))
    return _words(said.get("value") if isinstance(said, dict) else said)


def _url(node: Node, page: Page) -> str:
    url = urljoin(page.url, _words(_first(node.get("url"))) or page.url)
    return url if urlsplit(url).scheme in ("http", "https") else page.url


def _is_gone(node: Node, page: Page) -> bool:
    """A banner says so and the job's own end is past: either alone is often untrue."""
    ends_on = said_day(_first(node.get("validThrough")))
    return ends_on is not None and ends_on < page.fetched_at.date() and GONE.search(page.body) is not None


def _description(node: Node, around: Items) -> str:
    """The description as HTML, however often it was escaped, and what stands beside it and not in it."""
    html = unescaped(_words(node.get("description")))
    if html and not TAG.search(html):
        html = "\n".join(f"<p>{escape(line, quote=False)}</p>" for line in unescape(html).splitlines() if line.strip())
    parts = [html] if html else []
    for name, head in BESIDE:
        said = [_named(value, around) for value in _listed(node.get(name), around)]
        texts = [text for text in map(unescaped, said) if text.strip() and text.strip() not in html]
        if texts:
            items_of = "".join(f"<li>{text if TAG.search(text) else escape(text, quote=False)}</li>" for text in texts)
            parts.append(f"<h3>{head}</h3><ul>{items_of}</ul>")
    return "\n".join(parts)


def unescaped(text: str) -> str:
    """HTML that was escaped once or several times, as HTML; text that is HTML already stays as it is."""
    for _ in range(3):
        if TAG.search(text) or not ESCAPED_TAG.search(text):
            break
        text = unescape(text)
    return text


def _plain(text: str) -> str:
    return " ".join(TAG.sub(" ", unescape(unescape(text))).split())


def _employer(node: Node, around: Items) -> str | None:
    for said in _listed(node.get("hiringOrganization"), around):
        name = _plain(_named(said, around))
        if name:
            return name
    return None


def _named(value: Any, around: Items) -> str:
    """The words of a value that may be a text, a number or an item with a name."""
    value = around.resolved(value)
    if not isinstance(value, dict):
        return _words(value)
    months = value.get("monthsOfExperience")
    if isinstance(months, int | float | str) and months:
        return f"{months} months of experience"
    keys = ("name", "legalName", "description", "credentialCategory", "value", "@value")
    return next((words for key in keys if (words := _words(value.get(key)))), "")


def _place(where: Any, around: Items) -> tuple[str, str]:
    """A place as text, and its country."""
    if not isinstance(where, dict):
        return _words(where), ""
    address = around.resolved(_first(where.get("address")))
    if not isinstance(address, dict):
        return _words(address) or _named(where, around) if address or "address" not in where else "", ""
    parts = [_plain(_named(address.get(key), around)) for key in ("addressLocality", "addressRegion")]
    country = _plain(_named(_first(address.get("addressCountry")), around))
    return ", ".join(distinct(*parts, country)), country


def _employment(node: Node, around: Items) -> Iterator[str]:
    for kind in _listed(node.get("employmentType"), around):
        yield from (part.rpartition("/")[2] for part in SPLIT.split(_named(kind, around)))


def _listed(value: Any, around: Items) -> Iterator[Any]:
    for one in value if isinstance(value, list) else [value]:
        if one not in (None, "", {}):
            yield around.resolved(one)


def _first(value: Any) -> Any:
    return (value[0] if value else None) if isinstance(value, list) else value


def _words(value: Any) -> str:
    """A text or number as text; the value of {"@value": …}, the first of several; nothing else has words."""
    value = _first(value)
    if isinstance(value, dict):
        value = value.get("@value")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()
