"""Labels reach the published series: with enough of them corrected, with fewer left alone; SQL and pandas agree."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

import duckdb
import pytest

from pipeline.openings.keys import text_hash
from pipeline.records import AI_LEVELS, AiLevel
from pipeline.trends.correction import FEWEST_LABELS, corrected, errors, rogan_gladen
from tests.warehouse.house import House, Job
from warehouse import labels
from warehouse.build import build
from warehouse.labels import Drawn
from warehouse.publish import publish

MONTHS = [date(2026, 8, 1), date(2026, 9, 1)]


def own_words(name: str) -> str:
    """A text that no other opening comes near."""
    return " ".join(hashlib.sha256(f"{name} {place}".encode()).hexdigest()[:7] for place in range(40))


def job(month: date, number: int) -> Job:
    """One of 120 openings of a month, an employer each: in August 10 % build, 10 % mention; in September 30 and 20."""
    builds, mentions = (12, 12) if month == MONTHS[0] else (36, 24)
    level: AiLevel = "builds" if number < builds else "mentions" if number < builds + mentions else "none"
    return Job(
        f"{month:%m}-{number}",
        employer=f"Employer {number}",
        text=own_words(f"{month:%m}-{number}"),
        ai_level=level,
        month=month,
        posted_on=month,
    )


def drawn(one: Job) -> Drawn:
    return Drawn(
        "hn-1", "hn", "hn", board(one), one.ref, 1, "u", f"{one.month:%Y-%m}", str(one.ai_level), "s", 1.0, "snap", "t"
    )


def board(one: Job) -> str:
    assert one.month is not None
    return f"{one.month:%Y%m}"


def label(house: House, one: Job, said: str | None, by: str = "ada", text: str | None = None) -> None:
    """A reader's answer; None: it is no IT job."""
    read = text_hash(one.text if text is None else text)
    given = labels.answer(drawn(one), by, read, "t", is_posting=True, is_it=said is not None, ai_level=said)
    labels.append(house.data, given)


def collected(house: House) -> list[Job]:
    """Both months, read whole in November."""
    jobs = [job(month, number) for month in MONTHS for number in range(120)]
    for month in MONTHS:
        here = [one for one in jobs if one.month == month]
        house.night(date(2026, 11, 1), here, source="hn", board=board(here[0]))
    return jobs


@pytest.fixture(scope="module")
def corrected_house(tmp_path_factory: pytest.TempPathFactory) -> tuple[House, list[Job]]:
    """All 240 openings labelled: readers find AI in the duties of every third that only mentions it, and in no other
    that is not tagged so; of those tagged as building they find half."""
    house = House(tmp_path_factory.mktemp("corrected") / "data")
    jobs = collected(house)
    for number, one in enumerate(jobs):
        said = {"none": "none", "mentions": ["uses", "mentions", "mentions"][number % 3]}.get(
            str(one.ai_level), ["builds", "none"][number % 2]
        )
        label(house, one, said)
    house.load()
    build(house.data)
    return house, jobs


def test_a_corrected_share_is_what_labels_make_of_the_month(corrected_house: tuple[House, list[Job]]) -> None:
    house, _ = corrected_house
    found = house.rows(
        "select labels, error_included, share_pct, share_corrected_pct, low_corrected_pct < share_corrected_pct, "
        "high_corrected_pct > share_corrected_pct, rogan_gladen_pct from ai_ladder_monthly "
        "where panel = 'hn' and unit = 'opening' and definition = 'in_duties' order by month"
    )
    # August: half of 12 and a third of 12 of 120; September: half of 36 and a third of 24 of 120
    assert [row[:3] for row in found] == [(240, True, 10.0), (240, True, 30.0)]
    assert [row[3] for row in found] == pytest.approx([100 * (6 + 4) / 120, 100 * (18 + 8) / 120])
    assert [row[4:6] for row in found] == [(True, True)] * 2


def test_the_warehouse_corrects_as_pandas_does(corrected_house: tuple[House, list[Job]]) -> None:
    house, _ = corrected_house
    with duckdb.connect(str(house.data / "work.duckdb"), read_only=True) as con:
        answers = con.sql("from raw.audit_answers").df()
        counts = con.sql(
            "pivot (from ai_level_monthly where panel = 'hn' and unit = 'opening') on ai_level using first(count) "
            "group by month order by month"
        ).df()
        marts = con.sql(
            "select * from ai_ladder_monthly where panel = 'hn' and unit = 'opening' and definition = 'in_duties' "
            "order by month"
        ).df()
        (check,) = con.sql(
            "select sensitivity, specificity from raw.audit_checks where definition = 'in_duties'"
        ).fetchall()
    error = errors(answers)
    expected = corrected(counts[list(AI_LEVELS)].assign(deff=marts["deff"]), error[error["definition"] == "in_duties"])
    for theirs, ours in (
        ("share", "share_corrected_pct"),
        ("low", "low_corrected_pct"),
        ("high", "high_corrected_pct"),
    ):
        assert (100 * expected[theirs]).tolist() == pytest.approx(marts[ours].tolist(), abs=1e-9)
    gladen = [rogan_gladen(share / 100, *check) for share in marts["share_pct"]]
    assert marts["rogan_gladen_pct"].tolist() == pytest.approx([100 * (share or 0) for share in gladen])


def test_corrected_levels_add_to_a_hundred_and_other_rungs_are_left_alone(
    corrected_house: tuple[House, list[Job]],
) -> None:
    house, _ = corrected_house
    assert house.rows(
        "select distinct round(total, 9) from (select sum(share_corrected_pct) as total from ai_level_monthly "
        "where panel = 'hn' and unit = 'opening' group by month)"
    ) == [(100.0,)]
    assert house.rows("select distinct error_included from ai_ladder_monthly where definition <> 'in_duties'") == [
        (False,)
    ]
    told = house.rows("select ai_level, labels, labelled_pct from audit_errors where definition = 'in_duties'")
    assert {level: (count, share) for level, count, share in told} == {
        "none": (156, 0.0),
        "mentions": (36, pytest.approx(100 / 3)),
        "uses": (0, 100.0),  # nobody labelled one: the tag's word
        "builds": (48, 50.0),
        "governs": (0, 100.0),
    }


def test_too_few_labels_correct_nothing_and_say_so(house: House) -> None:
    jobs = collected(house)
    for one in jobs[: FEWEST_LABELS - 1]:
        label(house, one, "none")
        label(house, one, "none", by="grace")  # a second labeller makes no second opening
    house.load()
    build(house.data)
    found = house.rows(
        "select distinct labels, error_included, share_corrected_pct from ai_ladder_monthly "
        "where panel = 'hn' and unit = 'opening' and definition = 'in_duties'"
    )
    assert found == [(199, False, None)]
    assert publish(house.data, "r1") is not None


def test_what_is_no_it_job_and_what_was_another_text_corrects_nothing(house: House) -> None:
    jobs = collected(house)
    label(house, jobs[0], None)
    label(house, jobs[1], "none", text="an older text")
    label(house, jobs[2], "builds")
    house.load()
    assert house.rows("select ai_level, labelled from raw.audit_answers where labelled is not null") == [
        ("builds", "builds")
    ]
    assert house.rows("select sum(labels) from raw.audit_errors where definition = 'in_duties'") == [(1,)]


def test_a_label_taken_back_or_given_anew_counts_as_it_stands(house: House) -> None:
    [one] = collected(house)[:1]
    label(house, one, "none")
    label(house, one, "uses")
    [given] = labels.labels(house.data)
    assert given.ai_level == "uses"
    labels.append(house.data, replace(given, is_undone=True))
    assert labels.labels(house.data) == []


def test_a_half_line_that_a_kill_left_is_passed_over_and_a_line_that_is_no_label_is_named(house: House) -> None:
    [one] = collected(house)[:1]
    file = house.data / "audit" / "labels" / "ada.jsonl"
    file.parent.mkdir(parents=True)
    file.write_text('{"sample": "hn-1", "pan')
    label(house, one, "uses")
    assert [given.ai_level for given in labels.labels(house.data)] == ["uses"]
    file.write_text('{"sample": "hn-1"}\n')
    with pytest.raises(labels.NotALabel, match=r"ada\.jsonl: line 1"):
        labels.labels(house.data)


def test_a_sample_is_never_written_over(house: House) -> None:
    one = drawn(job(MONTHS[0], 0))
    labels.keep_sample(house.data, "hn-1", [one])
    with pytest.raises(FileExistsError):
        labels.keep_sample(house.data, "hn-1", [])
    assert labels.read_sample(house.data, "hn-1") == [one]
    assert labels.samples(house.data) == ["hn-1"]
