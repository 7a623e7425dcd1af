"""The outcome of a run: when it is degraded, what its report and its ledger line say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from flows import ledger, summary
from flows.config import Settings
from flows.night import Night, recent, recorded
from flows.outcome import Crawl, Outcome
from flows.parent import ChildFailed, Family
from flows.tagging import Tagging


@pytest.fixture
def night(folder: Path) -> Night:
    run = ledger.Run("nightly-1", "nightly", date(2026, 1, 5), ("hn", "lever"))
    return Night(Settings(data=folder), run, Family(folder / "logs"), ())


def test_a_run_without_gaps_is_completed() -> None:
    assert Outcome(crawls=[Crawl("lever", boards={"complete": 19, "unchanged": 1, "absent": 2})]).state == "completed"


def test_one_board_of_twenty_may_fail_and_two_make_the_run_degraded() -> None:
    assert not Crawl("lever", boards={"complete": 19, "failed": 1}).is_degraded
    assert Crawl("lever", boards={"complete": 18, "failed": 1, "blocked": 1}).is_degraded


def test_a_source_that_gave_nothing_is_named_with_its_reason() -> None:
    outcome = Outcome(crawls=[Crawl("lever", failure="nothing could be read", reasons=("acme: answered 500",))])
    assert outcome.state == "degraded"
    assert outcome.message == "lever: nothing could be read (acme: answered 500); nothing new, no new snapshot"


def test_a_few_faults_are_told_and_many_are_a_gap() -> None:
    assert Outcome(taggings=[Tagging("p", "hn", postings=95, faults=5)]).gaps == []
    assert Outcome(taggings=[Tagging("p", "hn", postings=94, faults=6)]).gaps == [
        "6 pages or postings could not be read"
    ]


def test_a_part_that_is_not_tagged_is_a_gap() -> None:
    assert Outcome(taggings=[Tagging("p", "hn", failure="hn p: was ended by signal 9")]).state == "degraded"


def test_a_failed_check_is_in_the_ledger_with_its_rows_and_the_run_is_failed(night: Night) -> None:
    outcome = Outcome()
    failed = ChildFailed("build", "unique_openings:\n  opening_id=7", "ChecksFailed", night.data / "build.log")
    with pytest.raises(ChildFailed), recorded(night, outcome):
        raise failed
    (run,) = ledger.runs(night.data)
    assert (run["state"], run["event"]) == ("failed", "ended")
    assert "unique_openings:\n  opening_id=7" in run["message"]


def test_an_interrupted_run_is_in_the_ledger(night: Night) -> None:
    with pytest.raises(KeyboardInterrupt), recorded(night, Outcome()):
        raise KeyboardInterrupt
    assert ledger.runs(night.data)[0]["message"] == "ended by Ctrl-C"


def test_the_report_counts_boards_by_source_the_best_of_the_night_each(night: Night) -> None:
    folder = night.data / "ledger" / "coverage" / "2026-01-05"
    folder.mkdir(parents=True)
    row = '{"night": "2026-01-05", "source": "lever", "board": "%s", "status": "%s"}\n'
    (folder / "lever-1.jsonl").write_text(row % ("acme", "failed") + row % ("birch", "failed"))
    (folder / "lever-2.jsonl").write_text(row % ("acme", "complete"))
    outcome = Outcome(crawls=[Crawl("lever", boards={"complete": 1, "failed": 1}, postings=12)])
    text = summary.write(night, outcome)
    assert "| source | complete | failed | postings read | new | closed |" in text
    assert "| lever | 1 | 1 | 12 | 0 | 0 |" in text
    assert "| hn | 0 | 0 | 0 | 0 | 0 |" in text
    assert (night.data / "runs" / "2026-01-05.md").read_text() == text
    assert text.startswith("# nightly of 2026-01-05: degraded")


def test_a_night_reads_the_threads_of_three_months_and_leaves_the_past_to_a_backfill() -> None:
    assert recent(date(2026, 1, 5)) == date(2025, 11, 1)
    assert recent(date(2026, 3, 31)) == date(2026, 1, 1)
