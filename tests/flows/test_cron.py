"""One reading of a cron schedule: configuration, `status` and the Prefect of `jobshift serve` take it alike."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from flows.config import Schedule
from flows.values import ticks

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SPANS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 6))
NAMES = {3: ("JAN", "feb", "Dec"), 4: ("SUN", "mon", "Sat")}
ODD = ("L", "LW", "15W", "1#2", "5L", "?", "R", "H", "@daily", "60", "22-2", "", "*/0", "-1", "x")


def of_prefect(cron: str, after: datetime, number: int) -> Sequence[datetime]:
    """The next times by the schedule that `jobshift serve` gives to Prefect."""
    from prefect.server.schemas.schedules import CronSchedule

    schedule = CronSchedule(cron=cron, timezone=str(after.tzinfo))
    found = list(schedule._get_dates_generator(n=number + 1, start=after))
    return [at for at in found if at > after][:number]


def drawn(dice: random.Random) -> str:
    """A schedule that may be none."""

    def part(field: int) -> str:
        low, high = SPANS[field]
        one = str(dice.randint(low, high)) if field not in NAMES or dice.random() < 0.7 else dice.choice(NAMES[field])
        if not one.isdigit():
            return dice.choice((one, f"{NAMES[field][0]}-{NAMES[field][-1]}"))
        ways = ("*", "*", "*", one, one, f"{one},{high}", f"{low}-{one}", f"*/{dice.randint(1, high)}")
        return dice.choice(ODD) if dice.random() < 0.04 else dice.choice(ways)

    seconds = [f"*/{dice.randint(1, 59)}"] if dice.random() < 0.1 else []
    return " ".join([*map(part, range(5)), *seconds])


def is_taken(cron: str) -> bool:
    try:
        Schedule(cron=cron)
    except ValidationError:
        return False
    return True


def test_what_the_configuration_takes_has_the_same_times_everywhere() -> None:
    dice, taken, refused = random.Random(20260105), 0, 0
    for _ in range(250):
        cron = drawn(dice)
        if not is_taken(cron):
            refused += 1
            continue
        taken += 1
        ours, theirs = list(islice(ticks(cron, NOW), 3)), of_prefect(cron, NOW, 3)
        assert [at.isoformat() for at in ours] == [at.isoformat() for at in theirs], cron
    assert min(taken, refused) > 50


@pytest.mark.parametrize(
    ("cron", "why"),
    [
        ("0 2 * *", "Wrong number of fields"),
        ("0 2 * * * * *", "Wrong number of fields"),
        ("* 20 30 2 * *", "Bad"),
        ("0 2 1 * 1", "either a day or a weekday"),
        ("0 2 31 2 *", "Bad day-of-month"),
        ("0 0-0 * * *", "two ends that differ"),
        ("0 0 * * 5L", "only numbers"),
        ("0 2 ? * *", "only numbers"),
        ("@daily", "only numbers"),
    ],
)
def test_what_the_two_would_read_otherwise_is_refused_with_the_reason(cron: str, why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        Schedule(cron=cron)


def test_a_sixth_field_is_seconds_and_comes_last() -> None:
    every = list(islice(ticks("* * * * * */20", NOW), 3))
    assert [(at - NOW).total_seconds() for at in every] == [20, 40, 60]


@pytest.mark.parametrize(
    "begin",
    [
        datetime(2026, month, day, 23, tzinfo=ZoneInfo(zone))
        for zone, month, day in [
            ("Europe/Berlin", 3, 28),
            ("Europe/Berlin", 10, 24),
            ("America/New_York", 3, 7),
            ("America/New_York", 10, 31),
        ]
    ],
)
def test_where_clocks_skip_or_repeat_an_hour_the_two_agree(begin: datetime) -> None:
    dice = random.Random(5)
    for cron in ("0 2 * * *", "30 2 * * *", "*/30 1-3 * * *", *filter(is_taken, (drawn(dice) for _ in range(60)))):
        ours, theirs = list(islice(ticks(cron, begin), 20)), of_prefect(cron, begin, 20)
        assert [at.isoformat() for at in ours] == [at.isoformat() for at in theirs], cron


def test_a_night_at_a_skipped_hour_comes_an_hour_before_and_at_a_repeated_one_once() -> None:
    zone = ZoneInfo("Europe/Berlin")
    spring, autumn = (islice(ticks("0 2 * * *", datetime(2026, *day, tzinfo=zone)), 2) for day in ((3, 29), (10, 25)))
    assert [f"{at:%d %H %z}" for at in spring] == ["29 01 +0100", "30 02 +0200"]
    assert [f"{at:%d %H %z}" for at in autumn] == ["25 02 +0200", "26 02 +0100"]
