"""Whatever the order and the portions in which postings come, the openings are the same."""

from __future__ import annotations

import random
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.openings.plant import planted
from tests.openings.small_evidence import NIGHT, Finder, Shown, found
from tests.openings.test_planted_copies import shown

PARTS = (
    "You will look after the nightly batches of a lender.",
    "You know Python, SQL and how to test both of them.",
    "The team has five people and one rather old dog.",
    "We meet twice a week and write the rest down at once.",
    "Our client is a bank in the north of the country.",
    "There is a budget for books, and time to read them.",
)
SHOWN = st.builds(
    Shown,
    ref=st.sampled_from([str(number) for number in range(12)]),
    text=st.lists(st.sampled_from(PARTS), min_size=1, max_size=6).map("\n".join),
    employer_key=st.sampled_from(["acme", "globex", "initechrecruitment", None]),
    title=st.sampled_from(["Data Engineer", "Data Engineers", "Clerk", None]),
    place=st.sampled_from(["Berlin", "Berlin, Germany", "Rome"]),
    requisition=st.sampled_from(["R-101", "R-102", None]),
    url=st.sampled_from(["https://jobs.example/acme/12345", "https://acme.example/jobs", None]),
    night=st.integers(0, 2).map(lambda days: NIGHT + timedelta(days=days)),
)


def consistent(rows: list[Shown]) -> list[Shown]:
    """One employer a posting, and one night for a content of it."""
    employers: dict[str, str | None] = {}
    contents: dict[tuple[str | None, ...], Shown] = {}
    for row in rows:
        if employers.setdefault(row.ref, row.employer_key) == row.employer_key:
            contents.setdefault((row.ref, row.text, row.title, row.place, row.requisition), row)
    return list(contents.values())


ROWS = st.lists(SHOWN, min_size=2, max_size=9).map(consistent)


@settings(max_examples=12)
@given(ROWS, st.randoms(use_true_random=False), st.integers(1, 5))
def test_bit_by_bit_in_any_order_gives_the_openings_of_all_at_once(
    rows: list[Shown], order: random.Random, size: int
) -> None:
    whole = Finder().add(rows).groups()
    shuffled = list(rows)
    order.shuffle(shuffled)
    finder = Finder()
    for first in range(0, len(shuffled), size):
        finder.add(shuffled[first : first + size])
    assert finder.groups() == whole


@settings(max_examples=12)
@given(ROWS, SHOWN)
def test_a_new_posting_changes_the_id_of_no_opening_but_those_it_joins(rows: list[Shown], new: Shown) -> None:
    """Whether by itself or as the bridge of others: an opening that it is not in keeps its id and its postings."""
    finder = Finder().add(rows)
    before = finder.openings()
    latest = date(2026, 12, 1)
    after = finder.add(
        [Shown("new", new.text, new.employer_key, new.title, new.place, new.requisition, new.url, night=latest)]
    )
    openings = after.openings()
    joined = openings["new"]
    for ref, opening in before.items():
        assert openings[ref] in (opening, joined)
    assert all(openings[opening] == opening for opening in openings.values())


@settings(max_examples=12)
@given(ROWS)
def test_an_opening_never_mixes_cities_or_employers_who_are_no_agencies(rows: list[Shown]) -> None:
    once = [row for at, row in enumerate(rows) if row.ref not in {r.ref for r in rows[:at]}]
    openings = found(once)
    for opening in set(openings.values()):
        members = [row for row in once if openings[row.ref] == opening]
        assert len({(row.place or "").split(",")[0] for row in members}) == 1
        assert len({row.requisition for row in members if row.requisition}) <= 1
        named = {
            row.employer_key for row in members if "client" not in row.text and row.employer_key != "initechrecruitment"
        }
        assert len(named) <= 1


def test_a_planted_world_night_by_night_is_the_planted_world_at_once() -> None:
    postings = [shown(posting) for posting in planted(60, seed=3)]
    finder = Finder()
    for night in sorted({posting.night for posting in postings}):
        finder.add([posting for posting in postings if posting.night == night])
    assert finder.groups() == Finder().add(postings).groups()
    backwards = Finder()
    for night in sorted({posting.night for posting in postings}, reverse=True)[:12]:
        backwards.add([posting for posting in postings if posting.night == night])
    rest = {shown.ref for shown in backwards.shown}
    assert backwards.groups() == Finder().add([posting for posting in postings if posting.ref in rest]).groups()
