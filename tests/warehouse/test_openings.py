"""Openings: the same job is merged by evidence only; different jobs never."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.openings import city_key, openings, place_key, requisition_key, text_hash, title_key

TEXT = 7
LONG = 500


def posting(
    employer: str | None = "acme",
    title: str | None = "Data Engineer",
    place: str | None = "Berlin",
    text: int = TEXT,
    requisition: str | None = None,
    length: int = LONG,
    ref: str = "4711",
) -> dict[str, object]:
    """One posting, in the columns that decide."""
    return {
        "ref": ref,
        "employer_key": employer,
        "requisition": requisition,
        "title": title,
        "place": place,
        "text_hash": text,
        "text_length": length,
    }


def grouped(*postings: dict[str, object]) -> tuple[list[int], list[int]]:
    """Opening ids and text group ids of postings numbered from 1."""
    found = openings(pd.DataFrame([{"posting_id": number, **row} for number, row in enumerate(postings, 1)]))
    return found["opening_id"].tolist(), found["text_group_id"].tolist()


def test_identical_postings_of_an_employer_are_one_opening() -> None:
    assert grouped(posting(), posting(title="Other"), posting())[0] == [1, 2, 1]


def test_the_same_text_in_ten_cities_stays_ten_openings_and_one_text() -> None:
    cities = [posting(place=f"City {letter}") for letter in "abcdefghij"]
    assert grouped(*cities) == (list(range(1, 11)), [1] * 10)


def test_an_unresolved_employer_is_no_evidence() -> None:
    assert grouped(posting(employer=None), posting(employer=None)) == ([1, 2], [1, 2])


def test_two_employers_with_one_text_stay_apart() -> None:
    assert grouped(posting(), posting(employer="globex")) == ([1, 2], [1, 2])


def test_an_empty_text_is_no_evidence() -> None:
    assert grouped(posting(length=10), posting(length=10)) == ([1, 2], [1, 2])


def test_a_requisition_merges_texts_under_one_title_in_one_city() -> None:
    here = posting(requisition="R-101", text=1)
    edited = posting(requisition="r-101 ", text=2, place="Berlin, Germany")
    assert grouped(here, edited, posting(requisition="R-101", text=3, place="Munich")) == ([1, 1, 3], [1, 2, 3])


def test_sibling_requisitions_with_one_text_stay_two_openings() -> None:
    rows = (posting(requisition="R-101"), posting(requisition="R-102"), posting())
    assert grouped(*rows) == ([1, 2, 3], [1, 1, 1])


def test_a_requisition_that_repeats_the_sources_id_is_none() -> None:
    assert grouped(posting(requisition="8001", ref="8001"), posting(requisition="8002", ref="8002"))[0] == [1, 1]


def test_a_requisition_under_another_title_is_another_opening() -> None:
    rows = (posting(requisition="R-101", text=1), posting(requisition="R-101", text=2, title="Account Executive"))
    assert grouped(*rows)[0] == [1, 2]


def test_a_requisition_belongs_to_its_employer() -> None:
    rows = (posting(requisition="R-101", text=1), posting(requisition="R-101", text=2, employer="globex"))
    assert grouped(*rows)[0] == [1, 2]


@pytest.mark.parametrize("number", ["TBD", "n/a", "", "1", "evergreen", None])
def test_what_is_no_requisition_merges_nothing(number: str | None) -> None:
    rows = (posting(requisition=number, text=1), posting(requisition=number, text=2))
    assert grouped(*rows)[0] == [1, 2]


def test_a_requisition_under_many_titles_is_a_habit_and_merges_nothing() -> None:
    many = [posting(requisition="POOL-1", text=number, title=f"Job {number}") for number in range(21)]
    twice = posting(requisition="POOL-1", text=99, title="Job 0")
    assert grouped(*many, twice)[0] == list(range(1, 23))


def test_chains_of_evidence_join() -> None:
    first = posting(requisition="R-101", place="Rome, Italy", text=1)
    same_text = posting(requisition="R-101", place="Rome, Italy", text=1)
    same_number = posting(requisition="R-101", place="Rome", text=2)
    assert grouped(same_number, first, same_text)[0] == [1, 1, 1]


def test_threads_without_titles_merge_by_text_alone() -> None:
    comment = posting(title=None, place=None)
    assert grouped(comment, comment, posting(title=None, place=None, text=8))[0] == [1, 1, 3]


def test_no_postings_give_no_openings() -> None:
    empty = pd.DataFrame({"posting_id": [], **{key: [] for key in posting()}})
    assert openings(empty).empty


def test_keys_fold_what_does_not_matter() -> None:
    assert title_key("Senior  Data-Engineer (m/f/d)") == title_key("senior data engineer (all genders)")
    assert title_key("Engineer (Backend)") != title_key("Engineer (Frontend)")
    assert place_key("Munich; Berlin") == place_key("berlin; MUNICH")
    assert city_key("Berlin, Germany; Rome") == place_key("Rome; Berlin")
    assert requisition_key(" jr 12345 ") == "jr12345"
    assert text_hash("Hello,\n world!") == text_hash("hello world")
    assert text_hash("hello world") != text_hash("hello word")


ROWS = st.lists(
    st.builds(
        posting,
        employer=st.sampled_from(["acme", "globex", None]),
        title=st.sampled_from(["Engineer", "Analyst", None]),
        place=st.sampled_from(["Berlin", "Rome", None]),
        text=st.integers(0, 2),
        requisition=st.sampled_from(["R-101", "R-102", "TBD", None]),
        length=st.sampled_from([10, LONG]),
    ),
    min_size=1,
    max_size=12,
)


@settings(deadline=None)
@given(ROWS)
def test_an_opening_never_mixes_employers_or_titles(rows: list[dict[str, object]]) -> None:
    table = pd.DataFrame(rows).assign(opening_id=grouped(*rows)[0])
    shared = table[table.duplicated("opening_id", keep=False)]
    assert shared["employer_key"].notna().all()
    per_opening = shared.fillna({"title": ""}).groupby("opening_id")
    assert (per_opening[["employer_key", "title"]].nunique() == 1).all(axis=None)


@settings(deadline=None)
@given(ROWS)
def test_an_opening_never_mixes_places(rows: list[dict[str, object]]) -> None:
    table = pd.DataFrame(rows).assign(opening_id=grouped(*rows)[0]).fillna({"place": ""})
    assert (table.groupby("opening_id")["place"].nunique() == 1).all()


@settings(deadline=None)
@given(ROWS)
def test_without_requisitions_an_opening_never_mixes_texts(rows: list[dict[str, object]]) -> None:
    bare = [row | {"requisition": None} for row in rows]
    table = pd.DataFrame(bare).assign(opening_id=grouped(*bare)[0])
    assert (table.groupby("opening_id")["text_hash"].nunique() == 1).all()


@settings(deadline=None)
@given(ROWS)
def test_an_id_is_its_groups_smallest_and_a_new_posting_moves_no_other_group(
    rows: list[dict[str, object]],
) -> None:
    ids, texts = grouped(*rows)
    for found in (ids, texts):
        assert all(found[number - 1] == number for number in found)
        assert all(number <= at for at, number in enumerate(found, 1))
    before = grouped(*rows[:-1])[0] if len(rows) > 1 else []
    assert all(new <= old for new, old in zip(ids, before, strict=False))
    untouched = [at for at, old in enumerate(before) if old != ids[-1] and ids[at] != ids[-1]]
    assert all(before[at] == ids[at] for at in untouched)


@settings(deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_decides_nothing(rows: list[dict[str, object]], random: object) -> None:
    table = pd.DataFrame([{"posting_id": number, **row} for number, row in enumerate(rows, 1)])
    order = list(range(len(rows)))
    random.shuffle(order)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    shuffled = openings(table.iloc[order]).sort_values("posting_id")["opening_id"].tolist()
    assert shuffled == openings(table)["opening_id"].tolist()
