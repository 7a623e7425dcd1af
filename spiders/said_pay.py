"""Base pay as schema.org's `baseSalary` says it: a number, a text, a QuantitativeValue, a MonetaryAmount."""

from __future__ import annotations

import re
from typing import Any, Literal

from pipeline.records import Pay

Period = Literal["year", "month", "week", "day", "hour"]
PERIODS: dict[str, Period] = {
    **dict.fromkeys(("year", "yearly", "annual", "annually", "annum", "ann", "yr", "p.a.", "pa"), "year"),
    **dict.fromkeys(("month", "monthly", "mon", "mth", "mo"), "month"),
    **dict.fromkeys(("week", "weekly", "wee", "wk"), "week"),
    **dict.fromkeys(("day", "daily"), "day"),
    **dict.fromkeys(("hour", "hourly", "hur", "hr"), "hour"),
}
NUMBER = re.compile(r"\d[\d.,'’\s\u00a0\u202f]*")
SIGNS = {"€": "EUR", "£": "GBP", "₹": "INR", "CHF": "CHF", "zł": "PLN", "US$": "USD"}
CURRENCY = re.compile(r"\b[A-Z]{3}\b")
RANGE = re.compile(r"(?<=[\dkK])\s*(?:-|–|—|to|bis)\s*(?=\D{0,3}\d)")


def said_pay(said: Any, currency: str = "") -> Pay | None:
    """The pay; None without amount, currency or period, for none of them is guessed.

    `currency`: that of the posting's own `salaryCurrency`.
    """
    if not isinstance(said, dict):
        said = {"value": said}
    value = said.get("value")
    value = value[0] if isinstance(value, list) and value else value
    inner = value if isinstance(value, dict) else {"value": value}
    amounts = [inner.get("minValue", said.get("minValue")), inner.get("maxValue", said.get("maxValue"))]
    if not any(map(_amounts, amounts)):
        given = _amounts(inner.get("value"))
        amounts = [given[0], given[-1]] if given else [said.get("median"), said.get("median")]
    low, high = ((found[0] if (found := _amounts(amount)) else None) for amount in amounts)
    code = _currency(said.get("currency") or inner.get("currency") or currency or inner.get("value"))
    period = _period(inner.get("unitText") or said.get("unitText") or inner.get("unitCode") or inner.get("value"))
    if not (low or high) or code is None or period is None:
        return None
    return Pay(low, high, code, period)


def _amounts(said: Any) -> list[float]:
    """The amounts above nothing in a number or text ("60.000 - 70k")."""
    if isinstance(said, bool) or not isinstance(said, str | int | float):
        return []
    if not isinstance(said, str):
        return [float(said)] if 0 < said < 1e12 else []
    found = [_amount(part) for part in RANGE.split(said[:200])]
    return [amount for amount in found if amount is not None and 0 < amount < 1e12]


def _amount(text: str) -> float | None:
    found = NUMBER.search(text)
    if found is None:
        return None
    digits = re.sub(r"[\s'’\u00a0\u202f]", "", found[0]).rstrip(".,")
    whole, mark, rest = re.fullmatch(r"(.*?)(?:([.,])(\d{1,2}))?", digits).groups()  # type: ignore[union-attr]  # matches all
    number = float(re.sub(r"[.,]", "", whole or "0") + (f".{rest}" if mark else ""))
    return number * 1000 if text[found.end() :].lstrip()[:1] in ("k", "K") else number


def _currency(said: Any) -> str | None:
    text = said.strip() if isinstance(said, str) else ""
    if len(text) == 3 and text.isalpha() and text.isascii():
        return text.upper()
    if found := CURRENCY.search(text):
        return found[0]
    return next((code for sign, code in SIGNS.items() if sign in text), None)


def _period(said: Any) -> Period | None:
    words = re.findall(r"[a-z.]+", said.lower()) if isinstance(said, str) else []
    return next((PERIODS[word] for word in words if word in PERIODS), None)
