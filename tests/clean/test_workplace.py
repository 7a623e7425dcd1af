"""Remote, hybrid, on site: what the job offers, not what its customers or tools are."""

import pytest

from pipeline.clean.workplace import workplace


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("Acme | Berlin | REMOTE", "remote"),
        ("Acme | Berlin | ONSITE", "onsite"),
        ("Acme | Berlin | On-site", "onsite"),
        ("Acme | SF | In person | Full time", "onsite"),
        ("Acme | SF | In-Office", "onsite"),
        ("Acme | ONSITE or REMOTE", "onsite remote"),
        ("Acme | Remote/Onsite", "onsite remote"),
        ("Acme | ONSITE (hybrid)", "hybrid onsite"),
        ("Acme | SF/Hybrid Remote", "hybrid"),
        ("Acme | Houston | Onsite Tuesday - Thursday", "hybrid"),
        ("Acme | Berlin (2 days in-office)", "hybrid"),
        ("Acme | London (remote during the winter)", "remote"),
        ("Acme | Berlin / Home Office", "remote"),
        ("Acme | Berlin | NO REMOTE", ""),
        ("Acme | Berlin | not remote", ""),
        ("Acme | Berlin | no remote, ONSITE", "onsite"),
        ("Acme | Berlin | Hybrid cloud engineer", ""),
        ("Acme | Remote sensing engineer | Oslo", ""),
        ("Acme | Berlin", ""),
        ("Acme | San Francisco\nFull time | ONSITE | SaaS", "onsite"),
        ("Location: Remote Ireland", "remote"),
        ("Location: Gurgaon (fully remote)", "remote"),
        ("About us\n\nEmployment type: full-time, on-site or remote", "onsite remote"),
        ("We build tools for hybrid cloud and remote monitoring.", ""),
        ("Remote work is not possible for this role.", ""),
        ("Remote or hybrid work will not be considered.", ""),
        ("This is a hybrid role based in Oslo.", "hybrid"),
        ("We operate as a hybrid workplace.", "hybrid"),
        ("All of our roles are remote.", "remote"),
        ("We are a remote-first company.", "remote"),
        ("You will work fully remotely.", "remote"),
        ("The job has to be done onsite in Fresno; remote or hybrid work will not be considered.", "onsite"),
        ("We expect three days per week in the office.", "hybrid"),
        ("People come to our offices at least 30% of the time.", "hybrid"),
        ("Unless approved to work fully remotely, spend at least half of your work time in the office.", "hybrid"),
        ("Great job.\n\n#LI-Remote", "remote"),
        ("Great job.\n\n#LI-Hybrid", "hybrid"),
        ("Apply on https://remotejobs.example/remote-jobs/1", ""),
        ("$750 towards your desk at home for every remote employee.", ""),
        ("Occasional remote work.", ""),
        ("", ""),
    ],
)
def test_text(text: str, expect: str) -> None:
    assert workplace((), (), None, text) == tuple(expect.split())


@pytest.mark.parametrize(
    ("said", "places", "title", "expect"),
    [
        (("remote",), (), None, "remote"),
        (("Hybrid",), (), None, "hybrid"),
        (("OnSite",), (), None, "onsite"),
        (("on-site", "remote"), (), None, "onsite remote"),
        ((), ("Remote - US",), None, "remote"),
        ((), ("Berlin (Hybrid)",), None, "hybrid"),
        ((), ("Berlin",), "Developer (Remote)", "remote"),
        ((), ("Berlin",), "Remote Sensing Scientist", ""),
    ],
)
def test_fields(said: tuple[str, ...], places: tuple[str, ...], title: str | None, expect: str) -> None:
    assert workplace(said, places, title, "We build software.") == tuple(expect.split())


def test_what_the_source_says_comes_first() -> None:
    assert workplace(("onsite",), ("Remote",), "Remote developer", "Acme | REMOTE") == ("onsite",)
