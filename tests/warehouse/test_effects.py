"""What tagging again did to the headline is told by month and by the skill that did it, and published."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from flows.effects import lines
from tests.warehouse.house import House, Job
from tests.warehouse.test_corrections import own_words
from warehouse import effects
from warehouse.build import ChecksFailed, build
from warehouse.publish import publish
from warehouse.published import connect

MONTH, NIGHT = date(2026, 9, 1), date(2026, 11, 1)
RAG, ML = "retrieval_augmented_generation", "machine_learning"


def jobs() -> list[Job]:
    """60 comments of September of an employer each; the first 12 build with RAG."""
    return [
        Job(
            str(number),
            employer=f"Employer {number}",
            text=own_words(str(number)),
            skills=("python", RAG) if number < 12 else ("python",),
            ai_level="builds" if number < 12 else "none",
            month=MONTH,
            posted_on=MONTH,
        )
        for number in range(60)
    ]


def again(house: House, listed: list[Job]) -> None:
    """The same part of the lake, tagged otherwise."""
    at = datetime(2026, 11, 1, 2, 0, 1, tzinfo=UTC)
    house.part(NIGHT, listed, source="hn", board="4242", crawl_id="c0001", at=at)


def retagged() -> list[Job]:
    """Three without RAG that have machine learning now; two of those with RAG lost it; one turns by rules alone."""
    listed = jobs()
    for number in (20, 21, 22):
        listed[number] = replace(listed[number], skills=("python", ML), ai_level="builds")
    for number in (0, 1):
        listed[number] = replace(listed[number], skills=("python",), ai_level="none")
    listed[30] = replace(listed[30], ai_level="uses")
    return listed


@pytest.fixture(scope="module")
def house_again(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house published, tagged again by a run that was killed before it published, and by one that did."""
    house = House(tmp_path_factory.mktemp("again") / "data")
    house.night(NIGHT, jobs(), source="hn", board="4242")
    assert effects.record(house.data, "r0", NIGHT) == []  # nothing to compare with yet
    house.load()
    build(house.data)
    assert publish(house.data, "r1") is not None
    again(house, retagged())
    house.load()
    build(house.data)
    effects.record(house.data, "killed", date(2026, 11, 2))
    effects.record(house.data, "r2", date(2026, 11, 2))
    assert publish(house.data, "r2") is not None
    return house


def test_gains_and_losses_are_told_by_month_and_by_skill(house_again: House) -> None:
    hn = [row for row in effects.of_run(house_again.data, "r2") if row["panel"] == "hn"]
    [month] = [row for row in hn if row["cause"] == "all"]
    assert (month["n_before"], month["n_after"], month["count_before"], month["count_after"]) == (60, 60, 12, 14)
    assert (month["share_before_pct"], month["share_after_pct"]) == (20, pytest.approx(100 * 14 / 60))
    assert (month["gained"], month["lost"]) == (4, 2)
    causes = {row["cause"]: (row["gained"], row["lost"]) for row in hn if row["cause"] != "all"}
    assert causes == {ML: (3, 0), RAG: (0, 2), "rules": (1, 0)}


def test_the_table_reads_as_a_sentence_a_month(house_again: House) -> None:
    [line] = [line for line in lines(effects.of_run(house_again.data, "r2")) if line[0] == "hn"]
    assert line == [
        "hn", "2026-09", "20.0 % of 60", "23.3 % of 60", "4", "2", f"{ML} +3 −0, {RAG} +0 −2, rules +1 −0",
    ]  # fmt: skip


def test_the_effects_are_published_and_a_killed_run_is_replaced(house_again: House) -> None:
    with connect(house_again.data) as con:
        found = con.execute("select distinct run_id, cause from retag_effects where panel = 'hn'").fetchall()
    assert sorted(found) == [("r2", "all"), ("r2", ML), ("r2", RAG), ("r2", "rules")]
    house_again.load()
    build(house_again.data)
    assert publish(house_again.data, "r3") is None  # what the ledger keeps is what was published


def test_two_taxonomies_in_one_warehouse_fail_their_check(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.night(NIGHT, jobs()[:30], source="hn", board="4242")
    monkeypatch.setattr("warehouse.lake.VERSION", "another")
    house.night(NIGHT, jobs()[30:], source="hn", board="4243")
    house.load()
    with pytest.raises(ChecksFailed) as failed:
        build(house.data)
    assert len(failed.value.failures["one_taxonomy"]) == 2


def test_the_marker_stands_from_the_first_part_to_the_publication(house: House) -> None:
    house.night(NIGHT, jobs(), source="hn", board="4242")
    assert not effects.is_pending(house.data)
    effects.begin(house.data)
    assert effects.is_pending(house.data)
    effects.end(house.data)
    assert not effects.is_pending(house.data)
