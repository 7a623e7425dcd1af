"""Openings: the same job is merged by evidence only; different jobs never."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.openings.small_evidence import NIGHT, Finder, Shown, found

TEXT = (
    "You will look after the nightly batches of a lender.\nYou know Python, SQL and how to test both.\n"
    "The team has five people and one dog.\nWe meet twice a week and write the rest down.\n"
    "There is a budget for books.\nYou will be on call one week in six."
)
EDITED = TEXT.replace("five people", "six people").replace("one week in six", "one week in seven")
OTHER = "We sell boats on lakes.\nYou will repair engines, ropes and sails in a hall by the water.\nBring gloves."
JOB = Shown("1", TEXT)


def test_identical_postings_of_an_employer_are_one_opening() -> None:
    finder = Finder().add([JOB, replace(JOB, ref="2", title="Other"), replace(JOB, ref="3")])
    assert finder.openings() == {"1": "1", "2": "2", "3": "1"}
    assert finder.reasons() == {"1": ("first", None), "2": ("first", None), "3": ("same_text", "1")}


def test_an_edited_repost_is_the_same_opening_and_says_how_near_it_is() -> None:
    finder = Finder().add([JOB, replace(JOB, ref="2", text=EDITED, night=NIGHT + timedelta(days=30))])
    assert finder.openings() == {"1": "1", "2": "1"}
    ((reason, similarity),) = finder.con.sql(
        "select opening_reason, similarity from found.members where posting_id = 2"
    ).fetchall()
    assert reason == "near_text"
    assert 0.6 < similarity < 1


def test_another_text_under_the_same_title_in_the_same_place_is_another_job() -> None:
    assert found([JOB, replace(JOB, ref="2", text=OTHER)]) == {"1": "1", "2": "2"}


def test_the_same_text_in_ten_cities_stays_ten_openings() -> None:
    cities = [replace(JOB, ref=letter, place=f"City {letter}") for letter in "abcdefghij"]
    assert found(cities) == {letter: letter for letter in "abcdefghij"}


def test_an_unresolved_employer_is_no_evidence() -> None:
    assert found([replace(JOB, ref=ref, employer_key=None, requisition="R-101") for ref in "12"]) == {
        "1": "1",
        "2": "2",
    }


def test_two_employers_with_one_text_stay_apart() -> None:
    assert found([JOB, replace(JOB, ref="2", employer_key="globex")]) == {"1": "1", "2": "2"}


def test_an_empty_text_is_no_evidence() -> None:
    assert found([replace(JOB, ref=ref, text="Apply now") for ref in "12"]) == {"1": "1", "2": "2"}


def test_a_requisition_merges_texts_under_one_title_in_one_city() -> None:
    here = replace(JOB, requisition="R-101")
    moved = replace(here, ref="2", requisition="r-101 ", text=OTHER, place="Berlin, Germany")
    finder = Finder().add([here, moved, replace(here, ref="3", place="Munich"), replace(here, ref="4", title="Clerk")])
    assert finder.openings() == {"1": "1", "2": "1", "3": "3", "4": "4"}
    assert finder.reasons()["2"] == ("requisition", "1")


def test_sibling_requisitions_with_one_text_stay_apart() -> None:
    siblings = [replace(JOB, ref=str(number), requisition=f"R-10{number}") for number in (1, 2)]
    assert found([*siblings, replace(JOB, ref="3")]) == {"1": "1", "2": "2", "3": "3"}


def test_an_address_that_names_one_job_merges_what_two_sources_show() -> None:
    one = replace(JOB, url="https://jobs.example/acme/12345?utm_source=board")
    same = replace(JOB, ref="2", text=OTHER, url="https://jobs.example/acme/12345")
    general = [
        replace(JOB, ref=ref, text=text, url="https://acme.example/jobs") for ref, text in (("3", TEXT), ("4", OTHER))
    ]
    finder = Finder().add([one, same])
    assert finder.reasons()["2"] == ("url", "1")
    assert found(general) == {"3": "3", "4": "4"}


def test_an_agencys_copy_belongs_to_the_employers_opening() -> None:
    text = TEXT.replace("a lender", "our client, a lender") + "\nOur client is waiting for you."
    copy = replace(JOB, ref="2", employer_key="globexrecruitment", text=text)
    finder = Finder().add([JOB, copy])
    assert finder.reasons() == {"1": ("first", None), "2": ("agency_copy", "1")}
    assert found([JOB, replace(copy, place="Rome")]) == {"1": "1", "2": "2"}
    assert found([JOB, replace(copy, title="Clerk")]) == {"1": "1", "2": "2"}


def test_an_agencys_copy_never_joins_two_requisitions_or_two_employers() -> None:
    siblings = [replace(JOB, ref=str(number), requisition=f"R-10{number}") for number in (1, 2)]
    copy = replace(JOB, ref="3", employer_key="globexrecruitment")
    assert len(set(found([*siblings, copy]).values())) == 2
    rivals = [JOB, replace(JOB, ref="2", employer_key="initech")]
    assert len(set(found([*rivals, copy]).values())) == 2


def test_comments_of_one_thread_are_two_jobs_unless_they_open_alike() -> None:
    first = Shown("1", "Acme | Berlin\n" + TEXT, title=None, place=None, thread="2601", titles=("Data Engineer",))
    other_city = replace(first, ref="2", text="Acme | Munich\n" + TEXT)
    posted_twice = replace(first, ref="3", text="Acme | Berlin\n" + EDITED)
    next_month = replace(other_city, ref="4", thread="2602", text="Acme | Berlin\n" + TEXT.replace("five", "four"))
    assert found([first, other_city]) == {"1": "1", "2": "2"}
    assert found([first, posted_twice, next_month]) == {"1": "1", "3": "1", "4": "1"}


def test_what_an_employer_says_everywhere_makes_no_two_jobs_one() -> None:
    """Eight lines of its own in each posting: other jobs under one title in one place stay apart."""
    about = "\n".join(f"Acme has been a good place to work for {word} years, in all of its houses." for word in WORDS)
    own = {
        title: [f"As {title} you will {word} number {at} with us." for at, word in enumerate(WORDS)] for title in WORDS
    }
    jobs = [replace(JOB, ref=title, title=title, text=about + "\n" + "\n".join(own[title])) for title in WORDS]
    duties = "\n".join(
        f"Here you would {word} the {at} tubs in our garden shed, {word} and all." for at, word in enumerate(WORDS)
    )
    team = replace(JOB, ref="team", title=WORDS[0], text=about + "\n" + duties, night=NIGHT + timedelta(days=1))
    openings = found([*jobs, team])
    assert len(set(openings.values())) == len(openings)


WORDS = ("alpha", "bravo", "cargo", "delta", "ember", "flint", "grove", "haven")


def test_an_edited_posting_stays_in_its_opening_and_brings_what_it_becomes() -> None:
    edited = replace(JOB, ref="1", text=OTHER, night=date(2026, 12, 1))
    finder = Finder().add([JOB, replace(JOB, ref="2")]).add([edited])
    assert finder.openings() == {"1": "1", "2": "1"}
    assert finder.add([replace(JOB, ref="3", text=OTHER, night=date(2026, 12, 2))]).openings()["3"] == "1"


def test_a_posting_that_goes_takes_its_links_along() -> None:
    bridge = replace(JOB, ref="2", text=TEXT, requisition=None)
    finder = Finder().add([JOB, bridge, replace(JOB, ref="3")])
    assert set(finder.openings().values()) == {"1"}
    finder.shown = [shown for shown in finder.shown if shown.ref != "1"]
    finder.find()
    assert finder.openings() == {"2": "2", "3": "2"}


def test_nothing_new_costs_nothing() -> None:
    finder = Finder().add([JOB, replace(JOB, ref="2")])
    assert finder.find() == 0
    assert finder.openings() == {"1": "1", "2": "1"}


def test_other_rules_find_everything_anew() -> None:
    finder = Finder().add([JOB, replace(JOB, ref="2", text=EDITED)])
    finder.near = 0.99
    assert finder.find() == 2
    assert finder.openings() == {"1": "1", "2": "2"}
