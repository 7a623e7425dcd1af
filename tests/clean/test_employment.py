"""Kinds of employment: of the advertised job, not of the staff or the negotiations."""

import pytest

from pipeline.clean.employment import employment


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("Acme | Berlin | Full time", "full_time"),
        ("Acme | Berlin | FULL-TIME", "full_time"),
        ("Acme | Berlin | Fulltime", "full_time"),
        ("Acme | Berlin | Part-time", "part_time"),
        ("Acme | Berlin | Full time or part time", "full_time part_time"),
        ("Acme | Berlin | Part-and-full-time roles", "full_time part_time"),
        ("Acme | Contract | REMOTE", "contract"),
        ("Acme | Contractor part-time | REMOTE", "contract part_time"),
        ("Acme | Freelance designer | REMOTE", "contract"),
        ("Acme | Full time and internships | Oslo", "full_time internship"),
        ("Acme | Summer interns | Oslo", "internship"),
        ("Acme | Temporary | Oslo", "temporary"),
        ("Acme | Permanent | Oslo", "full_time"),
        ("Acme | Oslo\nFull time | ONSITE", "full_time"),
        ("Acme | Oslo\n\nWe are hiring interns.", "internship"),
        ("Acme | Oslo", ""),
        ("This is a full-time position.", "full_time"),
        ("The salary range for this full-time position is below.", "full_time"),
        ("The position is a full time, salaried position.", "full_time"),
        ("Employment type: Full Time", "full_time"),
        ("Employment type:Contract", "contract"),
        ("Acme | Oslo\n\nHow we support full-time employees", ""),
        ("You will lead contract negotiations and read contracts.", ""),
        ("Smart contracts in Solidity.", ""),
        ("Acme | Oslo\n\nYou may be considered for an independent contractor role, as applicable", ""),
        ("Our internal tools and the internet.", ""),
        ("Your temporary files are deleted.", ""),
        ("", ""),
    ],
)
def test_text(text: str, expect: str) -> None:
    assert employment((), None, text) == tuple(expect.split())


@pytest.mark.parametrize(
    ("said", "title", "expect"),
    [
        (("FullTime",), None, "full_time"),
        (("Full-time",), None, "full_time"),
        (("PART_TIME", "Contract"), None, "contract part_time"),
        (("Intern",), None, "internship"),
        (("Permanent",), None, "full_time"),
        (("Temporary",), None, "temporary"),
        (("Other",), "Data engineer (freelance)", "contract"),
        ((), "Developer (Remote, Full-Time)", "full_time"),
        ((), "Data science intern", "internship"),
    ],
)
def test_fields(said: tuple[str, ...], title: str | None, expect: str) -> None:
    assert employment(said, title, "We build software.") == tuple(expect.split())


def test_what_the_source_says_comes_first() -> None:
    assert employment(("Contract",), "Developer", "This is a full-time position.") == ("contract",)
