"""Amounts of money in a text: bounds, currency and scale as written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.clean.triggers import triggers, windows
from pipeline.clean.word_lists import tables, words

SIGNS: dict[str, str] = tables("money")["signs"]
CODES = words("money", "codes")
DOLLARS: dict[str, str] = tables("money")["dollars"]
CROWNS: dict[str, str] = tables("money")["crowns"]
EURO = words("money", "euro")
LOCAL = {**DOLLARS, **CROWNS, **dict.fromkeys(EURO, "EUR"), **tables("money")["local"]}
SMALL: dict[str, int] = tables("money")["small"]
IN_MILLIONS = words("money", "in_millions")

SIGN = (
    r"(?:(?:US|CA|AU|NZ|HK|MX|CDN|C|A|S|R)\$|(?:USD|CAD|AUD|SGD|CDN|NZD)\ ?\$|\$(?:A|C|NZ)(?=\d)"
    r"|[$€£₹¥₪₩₴]|Rs\b\.?|RMB\b|zł|" + "|".join(rf"{code}\b" for code in sorted(CODES)) + ")"
)
NUMBER = (
    r"(?:\d{1,2}(?:,\d\d)+,\d{3}(?!\d)|\d{1,3}(?:[,.'’ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)"
    r"|\d{1,9}(?:[.,]\d{1,2})?(?!\d))"
)
SCALE = r"(?:\s?(?:k|lpa|lakhs?|lacs?|crores?|cr|mm|mio|mn|bn|million|billion|thousand|m|b)(?!\w))"
AMOUNT = re.compile(
    rf"""(?<![\d.,])(?P<low>{NUMBER})(?P<low_scale>{SCALE})?(?P<plus>\+|\ \+(?=\ *(?:[(|,\n]|$|doe\b|dep)))?
    (?:\s?(?P<mid>{SIGN})?(?:/yr|/year|/hr|/hour|\ ?per\ (?:year|hour)|\ annually|\ base)?
        \s?(?:[-–—~−]+|\bto\b|\band\b|\bup\ to\b)\s?~?(?:(?P<high_sign>{SIGN})\s?)?
        (?P<high>{NUMBER})(?P<high_scale>{SCALE})?\+?)?
    (?:\s?(?P<after>{SIGN}|euros?\b|dollars\b|pounds\b|kr\b|kč|cdn\b))?""",
    re.I | re.X,
)
FIRST_DIGIT = re.compile(r"\d(?<![\d.,].)")
SIGN_BEFORE = re.compile(rf"(?<![A-Za-z])({SIGN})\s?$", re.I)
FACTORS: dict[str, float] = tables("money")["factors"]
INDIAN = frozenset(FACTORS) - {"k", "thousand"}  # who counts in lakhs and crores means rupees
MILLIONS = frozenset(("m", "mio", "mn", "million"))


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount or a range of a text, in units of its currency."""

    start: int
    end: int
    low: float
    high: float | None  # None: a single amount
    currency: str
    has_sign: bool  # a currency stands beside it
    has_scale: bool  # it is written in thousands or lakhs
    is_open: bool  # "120k+"

    @property
    def worth(self) -> float:
        """Its upper bound in very rough dollars, for judging magnitude only."""
        return max(self.low, self.high or 0) / SMALL.get(self.currency, 1)


def amounts(text: str, countries: Sequence[str]) -> Iterator[Amount]:
    """Amounts near a currency or a number in thousands; `countries` tell whose dollar it is."""
    for start, end in windows(text, triggers(text)["pay"], before=45, after=70):
        for match in _numbers(text, start, end):
            sign = SIGN_BEFORE.search(text, max(0, match.start() - 6), match.start())
            amount = _amount(match, sign, countries)
            if amount is not None:
                yield amount


def _numbers(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Numbers of a stretch with what belongs to them, tried only where a digit begins one."""
    while digit := FIRST_DIGIT.search(text, start, end):
        match = AMOUNT.match(text, digit.start(), end)
        if match is not None:
            yield match
        start = match.end() if match else digit.end()


def _amount(match: re.Match[str], sign: re.Match[str] | None, countries: Sequence[str]) -> Amount | None:
    """The amount that a match means; None for millions, which nobody earns, and numbers without a currency."""
    signs = [found for found in (match["after"], match["mid"], sign and sign.group(1), match["high_sign"]) if found]
    scales = [(match[name] or "").strip().lower() for name in ("low_scale", "high_scale")]
    has_scale = any(scale in FACTORS for scale in scales)
    if not signs and not has_scale:
        return None
    is_indian = not INDIAN.isdisjoint(scales)
    currency = "INR" if not signs and is_indian else _currency(signs, countries)
    factors = [_factor(scale, currency) for scale in scales]
    if None in factors:
        return None
    low, high = _bounds(match, float(factors[0] or 1), float(factors[1] or 1))
    return Amount(
        start=sign.start() if sign else match.start(),
        end=match.end(),
        low=low,
        high=high,
        currency=currency,
        has_sign=bool(signs) or is_indian,
        has_scale=has_scale,
        is_open=match["plus"] is not None,
    )


def _factor(scale: str, currency: str) -> float | None:
    if not scale:
        return 1
    if scale in MILLIONS and currency in IN_MILLIONS:
        return 1e6
    return FACTORS.get(scale)


def _bounds(match: re.Match[str], low_factor: float, high_factor: float) -> tuple[float, float | None]:
    """Both bounds; a scale written once goes for both ("$140-185k")."""
    low = _number(match["low"])
    if match["high"] is None:
        return low * low_factor, None
    high = _number(match["high"])
    if low_factor == 1 and low < 1000:
        low_factor = high_factor
    if high_factor == 1 and high < 1000:
        high_factor = low_factor if low_factor > 1 else 1000 if low >= 10_000 else 1
    return low * low_factor, high * high_factor


def _number(written: str) -> float:
    """A number with separators of any country: three digits behind a sign are thousands."""
    digits = re.sub(r"[ '’\u00a0\u202f]", "", written)
    if re.search(r"[.,]\d{3}(?:[.,]|$)", digits):
        has_cents = digits[-3] in ".,"
        whole, cents = (digits[:-3], digits[-2:]) if has_cents else (digits, "0")
        return float(re.sub(r"[.,]", "", whole) + "." + cents)
    return float(digits.replace(",", "."))


def _currency(signs: Sequence[str], countries: Sequence[str]) -> str:
    """ISO 4217 code: a code wins over a sign, and the only country of the job tells whose dollar or crown it is."""
    only = countries[0] if len(countries) == 1 else ""
    plain = [sign.strip().rstrip(".").replace(" ", "").lower() for sign in signs]
    for sign in plain:
        if (code := sign.replace("$", "").upper()) in CODES:
            return code
    for sign in plain:
        if sign == "kr":
            return next((CROWNS[country] for country in countries if country in CROWNS), "SEK")
        if sign == "¥" and only == "CN":
            return "CNY"
        if sign in SIGNS and sign != "dollars":
            return SIGNS[sign]
    return DOLLARS.get(only, "USD") if signs else LOCAL.get(only, "USD")
