"""The wire shapes of the three board sources: how each writes one and the same posting."""

from __future__ import annotations

import html
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flows.sample.drafts import Draft

Sections = list[tuple[str, list[str]]]  # (heading, lines); no heading: plain paragraphs


@dataclass(frozen=True, slots=True)
class Job:
    """One posting of a board, ready to be written in any source's shape."""

    number: int
    title: str
    sections: Sections
    words: dict[str, str]
    opened_at: datetime
    draft: Draft | None  # None: no IT posting


def reference(source: str, token: str, job: Job) -> str:
    """The id of a posting as its source gives it: a number at Greenhouse, a UUID elsewhere."""
    if source == "greenhouse":
        return str(job.number)
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"https://{source}.example/{token}/{job.number}"))


def as_html(sections: Sections) -> str:
    """Sections as HTML: headings, lists, paragraphs."""
    found = []
    for heading, lines in sections:
        found.append(f"<h3>{html.escape(heading)}</h3>" if heading else "")
        kind = ("<ul>{}</ul>", "<li>{}</li>") if len(lines) > 1 else ("{}", "<p>{}</p>")
        found.append(kind[0].format("".join(kind[1].format(html.escape(line, quote=False)) for line in lines)))
    return "".join(found)


def as_plain(sections: Sections) -> str:
    """Sections as plain text."""
    return "\n\n".join("\n".join(([heading] if heading else []) + lines) for heading, lines in sections)


def _greenhouse(employer: str, token: str, jobs: list[Job]) -> dict[str, Any]:
    rows: list[dict[str, Any]] = []
    for job in jobs:
        posted = f"{job.opened_at:%Y-%m-%dT%H:%M:%S}+00:00"
        url = f"https://boards.{token}.example/jobs/{job.number}?gh_jid={job.number}"
        rows.append(
            {
                "absolute_url": url,
                "data_compliance": [{"type": "gdpr", "requires_consent": False, "retention_period": None}],
                "internal_job_id": job.number - 2_000_000_000,
                "location": {"name": f"{job.words['place']} ({job.words['workplace']})"},
                "metadata": None,
                "id": job.number,
                "updated_at": posted,
                "requisition_id": f"R-{job.number % 100_000}",
                "title": job.title,
                "company_name": f"{employer} ",
                "first_published": posted,
                "language": "en",
                "application_deadline": None,
                "content": html.escape(as_html(job.sections)),
                "departments": [{"id": 1, "name": "Engineering", "child_ids": [], "parent_id": None}],
                "offices": [
                    {"id": 2, "name": job.words["place"], "location": None, "child_ids": [], "parent_id": None}
                ],
            }
        )
    return {"jobs": rows, "meta": {"total": len(rows)}}


def _lever(_employer: str, token: str, jobs: list[Job]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for job in jobs:
        ref, (opening, *lists) = reference("lever", token, job), job.sections
        url, place = f"https://jobs.{token}.example/{ref}", job.words["place"]
        shown = [(heading, lines) for heading, lines in lists if heading]
        tail: Sections = [(heading, lines) for heading, lines in lists if not heading]
        rows.append(
            {
                "additionalPlain": as_plain(tail),
                "additional": as_html(tail),
                "categories": {"commitment": job.words["employment"], "location": place, "allLocations": [place]},
                "createdAt": int(job.opened_at.timestamp() * 1000),
                "descriptionPlain": as_plain([opening]),
                "description": as_html([opening]),
                "id": ref,
                "lists": [
                    {
                        "text": heading,
                        "content": "".join(f"<li>{html.escape(line, quote=False)}</li>" for line in lines),
                    }
                    for heading, lines in shown
                ],
                "text": job.title,
                "country": job.words["iso"],
                "workplaceType": job.words["workplace"].lower().replace("onsite", "on-site"),
                "opening": "",
                "openingPlain": "",
                "descriptionBody": as_html([opening]),
                "descriptionBodyPlain": as_plain([opening]),
                "hostedUrl": url,
                "applyUrl": f"{url}/apply",
            }
        )
    return rows


def _ashby(_employer: str, token: str, jobs: list[Job]) -> dict[str, Any]:
    rows: list[dict[str, Any]] = []
    for job in jobs:
        ref, place = reference("ashby", token, job), job.words["place"]
        workplace = {"remote": "Remote", "hybrid": "Hybrid"}.get(job.words["workplace"].lower(), "OnSite")
        rows.append(
            {
                "id": ref,
                "title": job.title,
                "department": "Engineering",
                "team": "Engineering",
                "employmentType": "Contract" if job.words["employment"] == "Contract" else "FullTime",
                "location": place,
                "shouldDisplayCompensationOnJobPostings": False,
                "secondaryLocations": [],
                "publishedAt": f"{job.opened_at:%Y-%m-%dT%H:%M:%S}.000+00:00",
                "isListed": True,
                "isRemote": workplace == "Remote",
                "workplaceType": workplace,
                "address": {
                    "postalAddress": {"addressLocality": place.split(", ")[0], "addressCountry": job.words["iso"]}
                },
                "jobUrl": f"https://jobs.{token}.example/{ref}",
                "applyUrl": f"https://jobs.{token}.example/{ref}/application",
                "descriptionHtml": as_html(job.sections),
                "descriptionPlain": as_plain(job.sections),
                "compensation": {"compensationTierSummary": None, "compensationTiers": [], "summaryComponents": []},
            }
        )
    return {"apiVersion": "1", "jobs": rows}


WRITERS: dict[str, Callable[[str, str, list[Job]], Any]] = {
    "greenhouse": _greenhouse,
    "lever": _lever,
    "ashby": _ashby,
}
