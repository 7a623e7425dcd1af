"""What a crawl does not take at its word: boards long gone, boards that shrink overnight, another employer's board."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from spiders import coverage
from spiders.boards import is_same_employer
from spiders.hosts import NOTED_EVERY, Host
from spiders.sources import SOURCES
from spiders.state import SLEEPS_AFTER, State
from tests.spiders.small_web import NIGHT, Crawl, Reply, Web, greenhouse, greenhouse_path

MANY = range(1, 301)


def night(number: int) -> timedelta:
    return timedelta(days=number)


def test_board_long_absent_sleeps_and_is_asked_for_weekly(web: Web, crawl: Crawl) -> None:
    web.says(greenhouse_path("good"), Reply(body=greenhouse(1)))
    statuses = []
    for number in range(14):
        web.asked.clear()
        rows = crawl("greenhouse", "good", "gone", night=NIGHT + night(number)).rows
        statuses.append(rows["gone"]["status"])
        assert (greenhouse_path("gone") in web.paths()) == (statuses[-1] == "absent")
        assert rows["good"]["status"] in ("complete", "unchanged")
    asked = ["absent"] * SLEEPS_AFTER
    assert statuses == [*asked, *["asleep"] * 6, "absent", *["asleep"] * 4]


def test_sleeper_that_answers_again_is_awake(web: Web, crawl: Crawl) -> None:
    web.says(greenhouse_path("good"), Reply(body=greenhouse(1)))
    for number in range(3):
        crawl("greenhouse", "good", "back", night=NIGHT + night(number))
    web.says(greenhouse_path("back"), Reply(body=greenhouse(7, 8)))
    seen = [crawl("greenhouse", "good", "back", night=NIGHT + night(number)).rows["back"] for number in (3, 9, 10)]
    assert [row["status"] for row in seen] == ["asleep", "complete", "unchanged"]


def test_sleep_outlives_the_state_file(web: Web, crawl: Crawl, tmp_path: Path) -> None:
    web.says(greenhouse_path("good"), Reply(body=greenhouse(1)))
    for number in range(4):
        crawl("greenhouse", "good", "gone", night=NIGHT + night(number))
    (tmp_path / "landing" / "greenhouse" / "state.sqlite").unlink()
    rows = crawl("greenhouse", "good", "gone", night=NIGHT + night(4)).rows
    assert rows["gone"]["status"] == "asleep"


def test_crawl_that_lost_most_postings_is_believed_in_the_third_night(web: Web, crawl: Crawl, tmp_path: Path) -> None:
    web.says(greenhouse_path("big"), Reply(body=greenhouse(*MANY)))
    crawl("greenhouse", "big")
    web.says(greenhouse_path("big"), Reply(body=greenhouse(*range(1, 101))))
    for number in (1, 2):
        for _ in range(2):  # again in the same night: no confirmation
            crawled = crawl("greenhouse", "big", night=NIGHT + night(number))
            assert crawled.summary is not None
            assert crawled.summary.state == "failed"
            assert crawled.summary.refused == crawled.rows["big"]["reason"]
            assert "100 postings on boards that last had 300" in (crawled.summary.refused or "")
            assert crawled.rows["big"]["status"] == "suspect"
            assert crawled.summary.boards == {"suspect": 1}
    third = crawl("greenhouse", "big", night=NIGHT + night(3))
    assert (third.rows["big"]["status"], third.summary and third.summary.refused) == ("complete", None)
    state = State(tmp_path, SOURCES["greenhouse"])
    assert (state.past("big").postings, state.doubts(NIGHT + night(9))) == (100, 0)
    state.close()


def test_few_postings_have_no_expected_range(web: Web, crawl: Crawl) -> None:
    web.says(greenhouse_path("small"), Reply(body=greenhouse(*range(1, 31))))
    crawl("greenhouse", "small")
    web.says(greenhouse_path("small"), Reply(body=greenhouse(1)))
    assert crawl("greenhouse", "small", night=NIGHT + night(1)).rows["small"]["status"] == "complete"


def test_new_field_and_strange_employer_are_warnings_that_lose_nothing(web: Web, crawl: Crawl) -> None:
    body = greenhouse(1, 2).replace(b'"title"', b'"payroll": {"band": 3}, "company_name": "Nordlicht Optik", "title"')
    web.says(greenhouse_path("acme"), Reply(body=body))
    crawled = crawl("greenhouse", "acme")
    assert crawled.rows["acme"]["status"] == "complete"
    assert crawled.summary is not None
    assert crawled.summary.state == "completed"
    assert crawled.summary.warnings == (
        "1 pages have the new field jobs[].payroll",
        "board acme names 'Nordlicht Optik', the list has 'Acme'",
    )


@pytest.mark.parametrize(
    ("name", "listed", "token", "same"),
    [
        ("Acme, Inc.", "Acme", "acmejobs", True),
        ("Crème de la Code GmbH", "Creme de la Code", "x", True),
        ("Nordlicht", "The Nordlicht Group", "x", True),
        ("Acme Robotics", "Sondermann", "acmerobotics", True),
        ("Nordlicht Optik", "Acme", "acme", False),
        ("Delta", "Gamma Systems", "gammasystems2", False),
    ],
)
def test_parts_of_a_name_are_the_same_employer(name: str, listed: str, token: str, same: bool) -> None:
    assert is_same_employer(name, listed, token) is same


def test_budget_of_a_host_ends_the_day_and_the_rest_is_named(web: Web, crawl: Crawl) -> None:
    tokens = [f"board{number}" for number in range(6)]
    for token in tokens:
        web.says(greenhouse_path(token), Reply(body=greenhouse(1)))
    crawled = crawl("greenhouse", *tokens, budget=4)  # robots.txt is one of them
    statuses = [crawled.rows[token]["status"] for token in tokens]
    assert statuses == ["complete"] * 3 + ["failed"] * 3
    assert crawled.rows["board5"]["reason"] == "today's budget of 4 requests to boards-api.greenhouse.io is spent"
    assert len(web.asked) == 4
    again = crawl("greenhouse", *tokens, budget=4)
    assert [again.rows[token]["status"] for token in tokens] == statuses
    assert len(web.asked) == 4


def test_count_of_a_host_survives_a_kill_and_a_torn_file(tmp_path: Path) -> None:
    host = Host(tmp_path, "jobs.example", 70)
    with host.taken():
        assert all(host.spend() for _ in range(NOTED_EVERY + 5))
        killed = Host(tmp_path, "jobs.example", 70)
        killed._read()
        assert killed.asked == NOTED_EVERY
    with (later := Host(tmp_path, "jobs.example", 70)).taken():
        assert sum(later.spend() for _ in range(30)) == 15
    (tmp_path / "landing" / "hosts" / "jobs.example.json").write_text("{")
    with (torn := Host(tmp_path, "jobs.example", 70)).taken():
        assert torn.asked == 0


def test_sleepers_are_not_asked_for_again_in_the_same_night(web: Web, crawl: Crawl, tmp_path: Path) -> None:
    web.says(greenhouse_path("good"), Reply(body=greenhouse(1)))
    for number in range(4):
        crawl("greenhouse", "good", "gone", night=NIGHT + night(number))
    crawl("greenhouse", "good", "gone", night=NIGHT + night(3))
    rows = [row for row in coverage.rows(tmp_path, night=NIGHT + night(3)) if row["board"] == "gone"]
    assert [row["status"] for row in rows] == ["asleep"]
