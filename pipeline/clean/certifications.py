"""Certifications asked for."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.clean.triggers import ambiguous_certifications, certification_names, triggers, windows

VENDOR = (
    r"(?:AWS|Azure|Microsoft|Google Cloud|GCP|Google|Databricks|Snowflake|Salesforce|Oracle|Cisco|Red Hat|HashiCorp"
    r"|VMware|CompTIA|ServiceNow|Palo Alto(?: Networks)?|Fortinet|Juniper|SAP|Kubernetes|Cloud)"
)
# "Databricks Certification"
VENDORS_OWN = re.compile(rf"\b{VENDOR}(?: [A-Z][\w\-/]*){{0,4}} [Cc]ertificat(?:ion|e)\b")
# "AWS Certified Solutions Architect – Professional", "Microsoft Certified: Azure Network Engineer Associate (AZ-700)"
LISTED = r",\ (?:or\ )?[A-Z]\w+(?=,\ (?:or\ )?[A-Z]|\ [-–]\ [A-Z])"
CERTIFIED = re.compile(
    rf"""\b(?:[A-Z][\w&]*\ ){{0,3}}Certified(?::|\ [-–])?
    (?:\ (?:[A-Z][\w\-/&]*|of|in|and|for)|{LISTED})+
    (?:\ ?[-–]\ ?[A-Z][\w]+(?:\ [A-Z]\w+)?)?
    (?:\ \([A-Z][A-Z0-9\-]{{2,8}}[^)\n]{{0,50}}\))?""",
    re.X,
)
NEARBY = re.compile(r"certif|credential|accredit", re.I)
NO_NAME = re.compile(
    r"Certified (?:B[ -]Corp|Great|Organic|Mail|Welder|Partner)|Great Place|B[ -]Corp|\bCertified(?: [a-z]+)?$"
)


def certifications(text: str) -> tuple[str, ...]:
    """Names as they stand in the text, each once, in order."""
    starts = triggers(text)["certification"]
    spans: list[tuple[int, int]] = []
    worded = (at for at in starts if text[at : at + 6].lower() == "certif")
    for low, high in windows(text, worded, before=60, after=110):
        named = (match for pattern in (CERTIFIED, VENDORS_OWN) for match in pattern.finditer(text, low, high))
        spans += [match.span() for match in named if not NO_NAME.search(match.group())]
    for at in starts:
        match = _names().match(text, at)
        if match is None or any(start < match.end() and at < end for start, end in spans):
            continue
        if match.group() not in ambiguous_certifications() or NEARBY.search(_around(text, match)):
            spans.append(match.span())
    return tuple(dict.fromkeys(text[start:end] for start, end in sorted(spans)))


def _around(text: str, match: re.Match[str]) -> str:
    """What stands around a name, within its line and the one above."""
    start = text.rfind("\n", 0, max(0, text.rfind("\n", 0, match.start()))) + 1
    return text[max(start, match.start() - 150) : match.end() + 60]


@lru_cache(maxsize=1)
def _names() -> re.Pattern[str]:
    """All names of certifications.toml, longest first."""
    names = sorted(certification_names(), key=len, reverse=True)
    return re.compile(rf"(?<![\w\-])(?:{'|'.join(map(re.escape, names))})(?![\w])")
