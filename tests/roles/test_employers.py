"""The employer is taken from the field or from the first lines, and all spellings of a name share one key."""

import pytest

from pipeline.clean.employers import employer, employer_key


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Quill | Backend Engineer | Oslo", "Quill"),
        ("Quill (YC S31) | Backend Engineer | Oslo", "Quill"),
        ("Quill [YC W30] | Backend Engineer | Oslo", "Quill"),
        ("Quill (https://quill.example) | Backend Engineer | Oslo", "Quill"),
        ("Quill (quill.io) - Oslo - Backend Engineer", "Quill"),
        ("Quill, Inc. | Backend Engineer", "Quill, Inc."),
        ("Quill & Sons | Oslo | Full-time", "Quill & Sons"),
        ("quill.io | Oslo | Full-time", "quill.io"),
        ("Quill — Oslo — Full time", "Quill"),
        ("Quill // Oslo // Full time", "Quill"),
        ("Oslo, Norway - Quill Labs - Backend Engineer", "Quill Labs"),
        ("San Francisco, CA - Quill - iOS Developer", "Quill"),
        ("REMOTE | Quill Labs | Backend Engineer | http://quilllabs.com/jobs", "Quill Labs"),
        ("Backend Engineer | Quill Labs | Oslo | http://quilllabs.com", "Quill Labs"),
        ("Quill is hiring!\n\nhttp://quill.example/jobs", "Quill"),
        ("Quill Labs is looking for a data engineer in Oslo.", "Quill Labs"),
        ("Hi! Quill Labs is hiring engineers.", "Quill Labs"),
        ("Quill (Oslo) is looking for developers who write by hand.", "Quill"),
        ("San Francisco\n\nAt Quill, we sell pens. Quill was founded in 1900. https://quill.com", "Quill"),
        ("We at Quill sell pens. See https://quill.com/jobs for all roles.", "Quill"),
        ("Boston Globe Pens | Writer | Boston", "Boston Globe Pens"),
    ],
)
def test_the_first_lines_name_the_employer(text: str, name: str) -> None:
    assert employer(None, text) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We are looking for developers in Oslo.",
        "Senior Backend Engineer wanted, remote.",
        "Anyone in Toronto?",
        "San Francisco, CA | Full-time | REMOTE",
        "Hiring engineers | Remote | $100k",
    ],
)
def test_an_employer_that_is_not_named_is_none(text: str) -> None:
    assert employer(None, text) is None


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("  Quill  ", "Quill"),
        ("Quill (YC W31)", "Quill"),
        ("Quill™", "Quill"),
        ("Quill | ", "Quill"),
        ("Quill Inc.", "Quill Inc."),
        ("  ", None),
    ],
)
def test_the_field_wins_and_is_trimmed(field: str, name: str | None) -> None:
    assert employer(field, "Nib | Backend Engineer | Oslo") == (name or "Nib")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Quill", "QUILL"),
        ("Quill", "Quill, Inc."),
        ("Quill", "Quill LLC"),
        ("Quill", "Quill Ltd."),
        ("Quill", "Quill GmbH"),
        ("Quill", "Quill GmbH & Co. KG"),
        ("Quill", "Quill B.V."),
        ("Quill", "Quill AG"),
        ("Quill", "Quill S.A.S."),
        ("Quill", "Quill Corp."),
        ("Quill", "Quill Co., Ltd."),
        ("Quill", "Quill Pty Ltd"),
        ("Quill", "Quill.com"),
        ("Quill", "www.quill.com"),
        ("Quill", "Quill (YC S31)"),
        ("Quill", "Quill [YC W30]"),
        ("Quill", "The Quill Company"),
        ("Quill Labs", "quill-labs"),
        ("Quill Labs", "QuillLabs"),
        ("Plumé", "Plume"),
        ("Nib & Ink", "Nib and Ink"),
        ("O'Quill", "O’Quill"),
    ],
)
def test_spellings_of_one_employer_share_a_key(one: str, other: str) -> None:
    assert employer_key(one) == employer_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Quill", "Quill Labs"), ("Quill Technologies", "Quill"), ("Quill.ai", "Quill"), ("Company", "Nib")],
)
def test_other_employers_have_other_keys(one: str, other: str) -> None:
    assert employer_key(one) != employer_key(other)


def test_no_name_has_no_key() -> None:
    assert employer_key(None) is None
    assert employer_key("  ") is None


def test_a_name_in_another_script_keeps_a_key() -> None:
    assert employer_key("株式会社ペン") == "株式会社ペン"
