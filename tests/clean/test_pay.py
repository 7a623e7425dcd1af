"""Base pay as posted: bounds, currency, period; money of investors, customers and perks is no pay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.pay import pay, pay_found
from pipeline.records import Pay, PayFound


def said(text: str, *countries: str) -> str:
    """The pay of a text as "min max currency period", "" for none."""
    found = pay(None, None, text, countries)
    if found is None:
        return ""
    bounds = ["-" if bound is None else f"{bound:g}" for bound in (found.min, found.max)]
    return " ".join((*bounds, found.currency, found.period))


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("Salary: $120,000 - $150,000", "120000 150000 USD year"),
        ("Acme | SF | $120-150k", "120000 150000 USD year"),
        ("Acme | SF | $180-$250k", "180000 250000 USD year"),
        ("Acme | SF | $125k – $175k • 0.5%", "125000 175000 USD year"),
        ("Acme | $160k to 195k base comp", "160000 195000 USD year"),
        ("Acme | Berlin | €60k-80k", "60000 80000 EUR year"),
        ("The annual gross salary range is: €60.000—€80.000 EUR", "60000 80000 EUR year"),
        ("Acme | Zurich | 90’000 - 110’000 CHF", "90000 110000 CHF year"),
        ("Acme | London | £40-60k + bonus", "40000 60000 GBP year"),
        ("Salary 40-60k€", "40000 60000 EUR year"),
        ("$95,000.00 - $115,000.00/per year", "95000 115000 USD year"),
        ("For this post we pay USD$143,000 per year - USD$171,500 per year.", "143000 171500 USD year"),
        ("The base hourly rate is USD$23.50 per hour.", "23.5 23.5 USD hour"),
        ("Compensation: up to $150/hr", "- 150 USD hour"),
        ("$50-70/hour contract", "50 70 USD hour"),
        ("Day rate: £400 - £500 per day", "400 500 GBP day"),
        ("Salary: €4.000 - €5.000 per month", "4000 5000 EUR month"),
        ("PLN 18 000 - 24 000 per month", "18000 24000 PLN month"),
        ("₹12-18 LPA", "1.2e+06 1.8e+06 INR year"),
        ("Salary: 10-15 lakhs", "1e+06 1.5e+06 INR year"),
        ("¥6M - ¥10M", "6e+06 1e+07 JPY year"),
        ("Acme | $120k+ | REMOTE", "120000 - USD year"),
        ("Starting at $115,000 annually", "115000 - USD year"),
        ("$218,420—$302,840 CAD", "218420 302840 CAD year"),
        ("Acme | REMOTE | 100-115k", "100000 115000 USD year"),
        ("Acme | Stockholm | 45 000 - 55 000 SEK per month", "45000 55000 SEK month"),
        ("Annual Salary:\n$320,000—$405,000 USD", "320000 405000 USD year"),
        ("Salary: PKR 150,000 - 200,000 per month", "150000 200000 PKR month"),
        ("We raised a $20M Series B.", ""),
        ("We raised $150,000 in seed funding.", ""),
        ("We reached $10M ARR and process $15,000 per day.", ""),
        ("A $2,000 annual learning budget", ""),
        ("$500 home office stipend", ""),
        ("a $10,000 sign-on bonus", ""),
        ("401k matching and equity", ""),
        ("over 100k users and 20k-30k requests", ""),
        ("Competitive salary", ""),
        ("Salary: $1 - $2", ""),
        ("Salary: $120,000,000 - $150,000,000", ""),
        ("Salary: $1,000 - $100,000 per year", ""),
        ("We manage a portfolio of $4.5 billion.", ""),
        ("$300 per month for a gym", ""),
        ("", ""),
    ],
)
def test_text(text: str, expect: str) -> None:
    assert said(text) == expect


def test_dollars_belong_to_the_only_country() -> None:
    text = "Acme | Full time | $119,650 - $143,580"
    assert said(text, "CA") == "119650 143580 CAD year"
    assert said(text, "AU") == "119650 143580 AUD year"
    assert said(text, "US") == "119650 143580 USD year"
    assert said(text, "CA", "US") == "119650 143580 USD year"


def test_thousands_without_a_sign_are_in_the_only_countrys_currency() -> None:
    assert said("Acme | 55-75k | ONSITE", "GB") == "55000 75000 GBP year"


def test_first_of_several_ranges_is_taken() -> None:
    text = "Salary level I: $95,000 - $115,000/year\nSalary level II: $110,000 - $130,000/year"
    assert said(text) == "95000 115000 USD year"


def test_funding_does_not_hide_pay() -> None:
    assert said("We raised $20M in 2023.\n\nSalary: $120k - $150k") == "120000 150000 USD year"


def test_title_may_carry_pay() -> None:
    assert pay(None, "Developer, $120k-$150k", "We build.", ()) == Pay(120000, 150000, "USD", "year")


def test_structured_pay_comes_first() -> None:
    structured = Pay(70_000, 90_000, "EUR", "year")
    assert pay(structured, None, "Salary: $120k - $150k", ()) == structured


@pytest.mark.parametrize(
    ("structured", "reason"),
    [
        (Pay(-1, 50_000, "USD", "year"), "not positive"),
        (Pay(0, 0, "USD", "year"), "not positive"),
        (Pay(50, 90, "USD", "year"), "below any pay"),
        (Pay(9e6, 9e7, "USD", "hour"), "above any pay"),
        (Pay(10_000, 900_000, "USD", "year"), "bounds too far apart"),
        (Pay(90_000, 70_000, "EUR", "year"), "bounds swapped"),
    ],
)
def test_what_cannot_be_pay_is_quarantined_with_the_reason(structured: Pay, reason: str) -> None:
    found = pay_found(structured, None, "", ())
    assert (found.pay, found.quarantine) == (None, reason)
    assert str(structured.currency) in (found.evidence or "")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Acme | SF | $150,000 - $120,000", "bounds swapped"),
        ("Salary: $1 - $2", "below any pay"),
        ("Salary: $120,000,000 - $150,000,000", "above any pay"),
        ("Salary: $1,000 - $100,000 per year", "below any pay"),
        ("Salary: $10,000 - $500,000 per year", "bounds too far apart"),
        ("Pay: $900 per hour", "above any pay"),
        ("Base salary: $130 - $160", "below any pay"),
    ],
)
def test_what_a_text_cannot_mean_is_quarantined_with_its_words(text: str, reason: str) -> None:
    found = pay_found(None, None, text, ())
    assert (found.pay, found.quarantine) == (None, reason)
    assert found.evidence
    assert found.evidence in text


def test_sound_pay_beside_an_absurd_figure_is_taken() -> None:
    found = pay_found(None, None, "Salary: $120k - $150k\nOld salary: $2 - $3", ())
    assert (found.pay, found.quarantine) == (Pay(120_000, 150_000, "USD", "year"), None)
    assert found.evidence == "$120k - $150k"


def test_no_pay_is_neither_found_nor_quarantined() -> None:
    assert pay_found(None, None, "Competitive salary, 401k", ()) == PayFound()


@given(st.integers(20, 400), st.integers(0, 100))
def test_written_in_full_or_in_thousands_is_the_same(low: int, more: int) -> None:
    full = said(f"Salary: ${low},000 - ${low + more},000")
    assert full == said(f"Salary: ${low}k - ${low + more}k") == said(f"Salary: ${low}-{low + more}k")


@given(st.text(max_size=120))
def test_pay_is_never_upside_down(text: str) -> None:
    found = pay(None, None, f"Salary {text} $", ())
    assert found is None or found.min is None or found.max is None or found.min <= found.max
