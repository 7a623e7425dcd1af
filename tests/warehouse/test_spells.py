"""Spells and closing over the hand-counted world: what starts one, what ends one, what is no gap."""

from __future__ import annotations

from tests.warehouse.built import Built
from tests.warehouse.small_world import LAST


def test_what_was_there_on_the_first_night_gives_no_flow(built: Built) -> None:
    """One is 18 months old and one eleven days: neither tells anything of the months before."""
    for name in ("old", "old too"):
        assert built.about(name, "is_left_truncated, month") == (True, None)
    assert built.row("select min(month)::varchar from opening_months where panel = 'ats_sample'") == ("2026-08-01",)


def test_flow_month_is_that_of_posting_if_the_board_was_watched_then(built: Built) -> None:
    assert built.about("posted the day before", "month::varchar, first_seen_on::varchar") == (
        "2026-09-01",
        "2026-10-01",
    )


def test_flow_month_is_that_of_sighting_if_it_was_posted_before_we_watched(built: Built) -> None:
    assert built.about("posted before we watched", "month::varchar") == ("2026-09-01",)


def test_thirteen_nights_away_are_one_spell_and_fourteen_are_two(built: Built) -> None:
    spells = "select started_on::varchar, ended_on::varchar, is_first_time from spells where opening_id = ? order by 1"
    assert built.rows(spells, built.ids["away 13 nights"]) == [("2026-08-15", None, True)]
    assert built.rows(spells, built.ids["away 14 nights"]) == [
        ("2026-08-15", "2026-08-15", True),
        ("2026-08-30", None, False),
    ]


def test_nights_on_which_the_board_was_not_read_are_no_gap(built: Built) -> None:
    """Away for 17 nights, on five of which nobody looked: one spell."""
    assert built.row("select count(*) from spells where opening_id = ?", built.ids["away in the outage"]) == (1,)


def test_a_repost_under_a_new_ref_goes_on_with_the_spell(built: Built) -> None:
    row = built.row(
        "select postings, started_on::varchar, ended_on::varchar from spells where opening_id = ?",
        built.ids["first ref"],
    )
    assert row == (2, "2026-09-01", "2026-09-20")


def test_posting_units_count_the_repost_again(built: Built) -> None:
    flows = "select unit, count(*) from opening_months where panel = 'ats_sample' and opening_id = ? group by unit"
    assert dict(built.rows(flows, built.ids["first ref"])) == {"opening": 1, "posting": 2}


def test_a_comment_is_one_spell_of_its_thread_month(built: Built) -> None:
    row = built.row(
        "select month::varchar, ended_on::varchar, closed_on from spells join postings using (posting_id, month) "
        "where posting_id = ?",
        built.ids["first of five cities"],
    )
    assert row == ("2024-01-01", "2024-01-31", None)


def test_only_a_complete_read_closes(built: Built) -> None:
    """Last seen on the 10th; the 11th failed; the 12th was read without it."""
    assert built.about("closed after an outage", "closed_on::varchar") == ("2026-09-12",)


def test_a_night_whose_postings_never_arrived_closes_nothing(built: Built) -> None:
    rows = built.rows("select status, is_read from coverage_nightly where board = 'acme' and night = '2026-10-20'")
    assert rows == [("complete", False)]
    assert built.row("select count(*) from postings where closed_on = '2026-10-20'") == (0,)


def test_what_is_seen_on_the_last_night_is_open(built: Built) -> None:
    assert built.about("old", "last_seen_on, closed_on") == (LAST, None)


def test_an_absent_board_closes_after_the_third_night_in_a_row(built: Built) -> None:
    """Absent on the 6th and 7th, failed on the 8th, absent again from the 9th: the third is the 11th."""
    assert built.about("gone", "closed_on::varchar") == ("2026-09-11",)
