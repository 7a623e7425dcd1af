"""How postings write pay, and the many amounts that are none: one phrase a line, in real phrasing."""

import pytest

from pipeline.clean.pay import pay

# phrase | countries | "min max currency period", empty for none
PHRASES = """
Salary: $95,000 - $125,000 | US | 95000 125000 USD year
Salary range: $95,000 to $125,000 | US | 95000 125000 USD year
Salary range $95,000–$125,000 annually | US | 95000 125000 USD year
Base pay: $95,000.00 - $125,000.00 USD | US | 95000 125000 USD year
The base salary range for this role is $151,200 - $189,000 USD. | US | 151200 189000 USD year
The annual salary for this position is between $140,000 and $165,000. | US | 140000 165000 USD year
Pay range: $48.50 - $62.25 per hour | US | 48.5 62.25 USD hour
Pay range: $48.50/hr - $62.25/hr | US | 48.5 62.25 USD hour
$45/hr | US | 45 45 USD hour
Hourly rate: $60 - $75 | US | 60 75 USD hour
Up to $90 per hour on W2 | US | - 90 USD hour
Contract rate $700 per day | US | 700 700 USD day
Pay: $2,400 per week | US | 2400 2400 USD week
Salary $7,500 - $9,000 per month | US | 7500 9000 USD month
Compensation: $7,500/month | US | 7500 7500 USD month
$110k base + bonus | US | 110000 110000 USD year
$110K - $140K DOE | US | 110000 140000 USD year
$110-140K + equity | US | 110000 140000 USD year
$110K to $140K base, plus stock options | US | 110000 140000 USD year
110k-140k USD | US | 110000 140000 USD year
USD 110,000 - 140,000 | US | 110000 140000 USD year
US$110,000 - US$140,000 | US | 110000 140000 USD year
$110,000-140,000 depending on experience | US | 110000 140000 USD year
Salary: 110,000 - 140,000 USD | US | 110000 140000 USD year
~$157,000 to ~$236,000 + options | US | 157000 236000 USD year
Full-time, $143,000 - $158,000 plus a yearly bonus | US | 143000 158000 USD year
Pay starts at $120k and rises with what you bring | US | 120000 - USD year
Starting salary $85,000 | US | 85000 85000 USD year
Salary from $85,000 | US | 85000 - USD year
Minimum salary of $85,000 | US | 85000 - USD year
Salary up to $185,000 | US | - 185000 USD year
Salary: max $185,000 | US | - 185000 USD year
$150k+ base | US | 150000 - USD year
$150,000+ DOE | US | 150000 - USD year
OTE $200,000 | US | 200000 200000 USD year
Base $90k, OTE $180k | US | 90000 90000 USD year
Total compensation: $210,000 - $280,000 | US | 210000 280000 USD year
Our budget for this position is 53k to 68K EUR pa. | DE | 53000 68000 EUR year
Gehalt: 55.000 € - 70.000 € | DE | 55000 70000 EUR year
Jahresgehalt 55.000 - 70.000 EUR brutto | DE | 55000 70000 EUR year
€55k–€70k | DE | 55000 70000 EUR year
55-70k€ | FR | 55000 70000 EUR year
Salaire : 45 000 € - 55 000 € | FR | 45000 55000 EUR year
EUR 4,200 - 5,100 per month | NL | 4200 5100 EUR month
€4.200 - €5.100 per month | NL | 4200 5100 EUR month
€450 per day | NL | 450 450 EUR day
£55,000 - £70,000 | GB | 55000 70000 GBP year
£55,000 to £70,000 per annum | GB | 55000 70000 GBP year
£55k-£70k p.a. | GB | 55000 70000 GBP year
£55-70k + bonus | GB | 55000 70000 GBP year
Up to £80k | GB | - 80000 GBP year
£500 - £600 per day outside IR35 | GB | 500 600 GBP day
£550/day | GB | 550 550 GBP day
Salary: 90,000 - 120,000 CHF | CH | 90000 120000 CHF year
CHF 95'000 - 115'000 | CH | 95000 115000 CHF year
$120,000 - $150,000 | CA | 120000 150000 CAD year
$120,000 - $150,000 CAD | US | 120000 150000 CAD year
CAD $120,000 - $150,000 | CA | 120000 150000 CAD year
C$120k - C$150k | CA | 120000 150000 CAD year
CA$120,000–CA$150,000 | CA | 120000 150000 CAD year
$120,000 - $150,000 USD | CA | 120000 150000 USD year
$45 - $55 per hour | CA | 45 55 CAD hour
$140k - $160k + super | AU | 140000 160000 AUD year
AU$140,000 plus superannuation | AU | 140000 140000 AUD year
A$140k - A$160k | AU | 140000 160000 AUD year
$A120k - $A160k | AU | 120000 160000 AUD year
AUD 900 - 1,100 per day | AU | 900 1100 AUD day
$95,000 - $110,000 | NZ | 95000 110000 NZD year
$6,000 - $8,500 per month | SG | 6000 8500 SGD month
S$6,000 - S$8,500 monthly | SG | 6000 8500 SGD month
SGD 6,000 - 8,500 per month | SG | 6000 8500 SGD month
HK$45,000 - HK$60,000 per month | HK | 45000 60000 HKD month
₹25-35 LPA | IN | 2500000 3500000 INR year
25 - 35 LPA | IN | 2500000 3500000 INR year
Salary: 18 LPA to 24 LPA | IN | 1800000 2400000 INR year
INR 25 lakhs - 35 lakhs per annum | IN | 2500000 3500000 INR year
Rs. 12,00,000 - 18,00,000 per annum | IN | 1200000 1800000 INR year
₹12,00,000 - ₹18,00,000 a year | IN | 1200000 1800000 INR year
CTC up to 1.2 crore | IN | - 12000000 INR year
₹80,000 - ₹1,20,000 per month | IN | 80000 120000 INR month
¥6,000,000 - ¥9,000,000 per year | JP | 6000000 9000000 JPY year
JPY 7M - 10M | JP | 7000000 10000000 JPY year
¥25,000 - ¥35,000 per month | CN | 25000 35000 CNY month
PLN 18,000 - 24,000 net per month | PL | 18000 24000 PLN month
18 000 - 24 000 zł monthly | PL | 18000 24000 PLN month
SEK 45,000 - 55,000 per month | SE | 45000 55000 SEK month
600,000 - 750,000 NOK per year | NO | 600000 750000 NOK year
DKK 50,000 per month | DK | 50000 50000 DKK month
CZK 80,000 - 120,000 per month | CZ | 80000 120000 CZK month
R$ 8.000 - R$ 12.000 por mês | BR | 8000 12000 BRL month
ZAR 60,000 - 80,000 per month | ZA | 60000 80000 ZAR month
ILS 30,000 - 40,000 per month | IL | 30000 40000 ILS month
AED 25,000 - 35,000 per month | AE | 25000 35000 AED month
MXN 50,000 - 70,000 per month | MX | 50000 70000 MXN month
PHP 80,000 - 120,000 monthly | PH | 80000 120000 PHP month
Salary: 55-75k | GB | 55000 75000 GBP year
Salary: 55-75k | IE | 55000 75000 EUR year
Salary: 130-160k | US | 130000 160000 USD year
We raised $12M in a Series A led by two funds. |  |
Backed by $45 million from leading investors. |  |
$30M Series B |  |
Series C ($120M) just closed |  |
We recently closed a $3.5M seed round. |  |
Valued at $1B, we are profitable. |  |
We are a $1B company. |  |
We passed $10M ARR last year. |  |
$10M ARR and growing |  |
$25M in annual revenue |  |
Revenue of $200,000 per month |  |
We process $2 billion a year in payments. |  |
We process $50,000 per hour for merchants. |  |
We manage $4.5B in assets. |  |
A $90B market that still runs on paper |  |
The industry loses $300 billion every year. |  |
Our customers save $20,000 per year on average. |  |
Customers spend over $100k a year with us. |  |
Average deal size is $150k. |  |
You will carry a quota of $1.2M. |  |
You own a budget of $500,000. |  |
We manage an advertising spend of $300k per month. |  |
401k match |  |
401(k) with 4% match |  |
Health, dental, vision, 401K |  |
We match 401k contributions up to $5,000 per year. |  |
HSA contribution of $1,500 per year |  |
$1,000 learning stipend |  |
$2,500 annual education budget |  |
$150 monthly wellness allowance |  |
$100/month phone reimbursement |  |
$750 home office budget |  |
Home office stipend of $1,200 |  |
$5,000 referral bonus |  |
Refer a friend and get a $2,000 bonus. |  |
$20,000 signing bonus |  |
Sign-on bonus of $15,000 |  |
An annual bonus of up to $12,000 |  |
$3,000/year for conferences |  |
$2,000 per year training allowance |  |
Relocation package of up to $10,000 |  |
0.5% - 1.5% equity |  |
Equity: 0.1%-0.5% |  |
Stock options worth $50,000 |  |
RSU grant of $80,000 over four years |  |
100k users |  |
Over 250k monthly active users |  |
50k requests per second |  |
10k-20k requests per second |  |
We have 5k+ customers. |  |
100k lines of code |  |
20k stars on GitHub |  |
Teams of 10-15 people |  |
2K Games |  |
We use AWS credits worth $100,000. |  |
Prize money of $25,000 |  |
Win a $500 gift card. |  |
Donate $1,000 to a charity of your choice. |  |
Fined $10,000 for each breach |  |
Competitive salary and equity |  |
Salary commensurate with experience |  |
Salary: DOE |  |
Founded in 2015, 120 employees |  |
$0 deductible health insurance |  |
Application fee of $50 |  |
A subscription costs $49 per month. |  |
Plans start at $99 per month. |  |
Insurance payouts of $75,000 |  |
Life insurance of $100,000 |  |
$12k in savings per household |  |
Call +1 555 0100 for details |  |
"""
ROWS = [[part.strip() for part in line.split("|")] for line in PHRASES.strip().splitlines()]


def said(phrase: str, *countries: str) -> str:
    """The pay of a phrase as "min max currency period", "" for none."""
    found = pay(None, None, phrase, countries)
    if found is None:
        return ""
    bounds = ["-" if bound is None else f"{bound:.12g}" for bound in (found.min, found.max)]
    return " ".join((*bounds, found.currency, found.period))


def test_the_table_is_long_enough() -> None:
    assert len({phrase for phrase, _, _ in ROWS}) >= 150


@pytest.mark.parametrize(("phrase", "countries", "expect"), ROWS)
def test_phrase(phrase: str, countries: str, expect: str) -> None:
    assert said(phrase, *countries.split()) == expect


@pytest.mark.parametrize(("phrase", "countries", "expect"), ROWS)
def test_phrase_in_the_middle_of_a_posting(phrase: str, countries: str, expect: str) -> None:
    text = f"Acme builds tools for growers.\n\nYou will write software.\n\n{'We are kind. ' * 40}\n\n{phrase}\n\nApply."
    assert said(text, *countries.split()) in (expect, "" if "alary" not in phrase else expect)
