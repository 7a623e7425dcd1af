"""What a job pays, as posted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Literal

from pipeline.clean.money import SMALL, Amount, amounts
from pipeline.records import Pay, PayFound

Period = Literal["year", "month", "week", "day", "hour"]

MOST = 400  # amounts of one posting that are looked at
HEADER = 300  # an amount among the first characters needs no word that says pay
LONGEST, EVIDENCE_AFTER = 200, 40  # characters of evidence, and of it behind the amount
BEFORE, AFTER = 110, 60  # characters around an amount that may explain it


def _after(units: str, phrases: str, reach: int) -> re.Pattern[str]:
    """Matches straight behind an amount: its unit ("/hr", "per hour"), or a phrase within reach ("paid hourly")."""
    return re.compile(
        rf"\W{{0,3}}(?:(?:/|(?:per|an?|each)\b)\s?)+(?:{units})\b|[^.\n]{{0,{reach}}}\b(?:{phrases})(?!\w)", re.I
    )


PERIOD_AFTER: tuple[tuple[Period, re.Pattern[str]], ...] = (
    ("hour", _after("hr|hour|h", r"hourly|per hour|an hour|/\s?hr|hr", 25)),
    ("day", _after("day|d", "per day|daily|a day|p/d|pd", 20)),
    ("week", _after("week|wk", "weekly", 20)),
    (
        "month",
        _after(
            "month|mo|mth",
            r"per month|monthly|a month|p\.?m\.?|por m[êe]s|mensa(?:l|is)|par mois|pro monat|im monat",
            20,
        ),
    ),
    (
        "year",
        _after(
            "year|yr|annum|y",
            r"per year|annual|annually|per annum|a year|p\.?a\.?|yearly|por ano|anuais|par an|pro jahr|im jahr",
            30,
        ),
    ),
)
PERIOD_BEFORE: tuple[tuple[Period, re.Pattern[str]], ...] = (
    ("hour", re.compile(r"\b(?:hourly|per hour)\b[^.\n]{0,60}$", re.I)),
    ("day", re.compile(r"\b(?:daily|day) rate\b[^.\n]{0,40}$", re.I)),
    ("month", re.compile(r"\b(?:monthly|per month)\b[^.\n]{0,40}$", re.I)),
    ("year", re.compile(r"\b(?:annual|annually|yearly|per year)\b[^.\n]{0,80}$", re.I)),
)
# Plausible amounts in very rough dollars.
PLAUSIBLE: dict[Period, tuple[float, float]] = {
    "year": (9_000, 1_500_000), "month": (500, 60_000), "week": (150, 15_000), "day": (40, 5_000), "hour": (4, 700),
}  # fmt: skip
WIDEST = 8  # an upper bound beyond so many lower bounds is a mistake

NO_PAY_BEFORE = re.compile(
    r"\b(?:rais(?:ed?|ing)|fund(?:ed|ing|s)?|series [a-f]|seed|round|revenues?|arr|mrr|valu(?:ed|ation)|worth|backed"
    r"|invest(?:ed|ment|ors?)|stipend"
    r"|budget(?! (?:for (?:this|the) (?:role|position|job)|range)\b)|reimburse\w*|allowance"
    r"|bonus(?:es)? (?:of|up to)|relocation|sign[- ]?(?:on|ing)(?: bonus)?"
    r"|referral|401\(?k\)?|match(?:es|ing)?|donat\w*|credits?|customers?|users|sales|market|industry|payments?|volume"
    r"|process(?:es|ed|ing)?|managing|spend|saved?|over|grants?|prize|cost|fees?|fundraise|options|fine|learning"
    r"|training|differential|deductible|insurance|contribution|savings?|profit|assets|loans?|transactions?|deals?"
    r"|quota)\b"
    r"[^.\n;|]{0,30}$",
    re.I,
)
NO_PAY_AFTER = re.compile(
    r"\s?(?:(?!(?:with|plus|and|or)\b)\w+ ){0,2}(?:stipend|budget|bonus|allowance|sign[- ]?on|referral|credits?"
    r"|reimburse\w*)\b|\W{0,3}(?:in (?:funding|revenue|sales|arr|annual|savings|equity)|(?:series|seed|funding"
    r"|round|valuation|revenue"
    r"|industry|market|arr|mrr|home|learning|education|towards?|worth|lines?|users?|customers?|employees|people"
    r"|deal|acv|requests?|rows|stars|followers|subscribers"
    r"|downloads|clients|companies|developers|businesses|members|students|players|installs)\b"
    r"|annual(?:ly)? (?:for|to)\b|per person\b|off\b|monthly active|in \w+ funding)",
    re.I,
)
PAY_WORD = re.compile(
    r"\b(?:salary|salaries|compensation|pay|pays|paid|paying|base|ote|wages?|rates?|earn\w*|comp|remuneration"
    r"|hiring range|package|budget:|gehalt|salario|salaire)\b",
    re.I,
)
PAY_AFTER = re.compile(
    r"\W{0,4}(?:plus |and |in )?(?:base|salary|super(?:annuation)?\b|equity|stock|doe|dependi?ng on"
    r"|ote|bonus|benefits|cash|comp\b|total comp)",
    re.I,
)
NAMED_CLOSELY = re.compile(
    r"\b(?:salary|salaries|compensation|base pay|wages?|gehalt|salario|salaire)\b[^.\n\d$€£]{0,25}$", re.I
)
AT_MOST = re.compile(r"\b(?:up[- ]to|max(?:imum)?(?: salary| pay)?(?: of)?|at most|bis zu)\W*$", re.I)
AT_LEAST = re.compile(
    r"\b(?:from|start(?:s|ing)?(?: at)?|at least|min(?:imum)?(?: salary| pay)?(?: of)?|above|ab)\W*$", re.I
)


def pay(said: Pay | None, title: str | None, text: str, countries: Sequence[str]) -> Pay | None:
    """Base pay as posted, None if none is stated or it is absurd. Never converted."""
    return pay_found(said, title, text, countries).pay


def pay_found(said: Pay | None, title: str | None, text: str, countries: Sequence[str]) -> PayFound:
    """Base pay as posted with the words it stands on; what cannot be true is quarantined with the reason."""
    if said is not None:
        reason = _implausible(said)
        return PayFound(quarantine=reason, evidence=_written(said)) if reason else PayFound(pay=said)
    found = [*_found(text, countries), *(_found(title, countries) if title else ())]
    sound = [each for each in found if each[1].pay is not None]
    return max(sound or found, key=lambda each: each[0])[1] if found else PayFound()  # the first of the best supported


def _found(text: str, countries: Sequence[str]) -> Iterator[tuple[int, PayFound]]:
    """Amounts that may be pay, each with how well the words around support it."""
    for amount in islice(amounts(text, countries), MOST):
        before, after = text[max(0, amount.start - BEFORE) : amount.start], text[amount.end : amount.end + AFTER]
        line = before.rsplit("\n", 1)[-1]
        is_range = amount.high is not None
        if not (amount.has_sign or is_range) or NO_PAY_BEFORE.search(line) or NO_PAY_AFTER.match(after):
            continue
        is_named = PAY_WORD.search(before) is not None
        period = _period(line, after, amount)
        if period is None and not (is_range and is_named and amount.has_sign):
            continue
        support = 2 * is_range + is_named + (NAMED_CLOSELY.search(line) is not None) + (amount.start < HEADER)
        support += PAY_AFTER.match(after) is not None
        support += any(pattern.match(after) for _, pattern in PERIOD_AFTER)
        if support > (not amount.has_scale and not is_range):
            stated = Pay(*_bounds(amount, line), amount.currency, period or "year")
            yield support, _judged(stated, text[amount.start : amount.end + EVIDENCE_AFTER])


def _judged(stated: Pay, words: str) -> PayFound:
    evidence = words.split("\n", 1)[0][:LONGEST].strip()
    reason = _implausible(stated)
    return PayFound(quarantine=reason, evidence=evidence) if reason else PayFound(pay=stated, evidence=evidence)


def _bounds(amount: Amount, before: str) -> tuple[float | None, float | None]:
    if amount.high is not None:
        return amount.low, amount.high
    if AT_MOST.search(before):
        return None, amount.low
    if amount.is_open or AT_LEAST.search(before):
        return amount.low, None
    return amount.low, amount.low


def _period(before: str, after: str, amount: Amount) -> Period | None:
    """The period by the words around, else by magnitude; None if neither tells."""
    for period, pattern in PERIOD_AFTER:
        if pattern.match(after):
            return period
    for period, pattern in PERIOD_BEFORE:
        if pattern.search(before):
            return period
    return "year" if amount.worth >= PLAUSIBLE["year"][0] else None


def _implausible(pay: Pay) -> str | None:
    """Why the amounts cannot be pay, None if they can."""
    least, most = PLAUSIBLE[pay.period]
    bounds = [bound for bound in (pay.min, pay.max) if bound is not None]
    if not bounds or min(bounds) <= 0:
        return "not positive"
    if pay.min is not None and pay.max is not None and pay.min > pay.max:
        return "bounds swapped"
    if min(bounds) < least:
        return "below any pay"
    if max(bounds) / SMALL.get(pay.currency, 1) > most:
        return "above any pay"
    return "bounds too far apart" if max(bounds) > WIDEST * min(bounds) else None


def _written(pay: Pay) -> str:
    """A structured field as one would write it, for the record of what was refused."""
    low, high = ("" if bound is None else f"{bound:.12g}" for bound in (pay.min, pay.max))
    return f"{low} - {high} {pay.currency} per {pay.period}"
