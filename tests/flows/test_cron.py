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


def test_what_the_configuration_takes_has_the_same_times_everywhere() -> None:
    dice, taken, refused = random.Random(20260105), 0, 0
    for _ in range(250):
        cron = drawn(dice)
        try:
            Schedule(cron=cron)
        except ValidationError:
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


def test_when_clocks_go_back_the_night_comes_once_in_both() -> None:
    """When they go forward and 02:00 is missing, Prefect starts it at 01:00 and `status` says 03:00."""
    after = datetime(2026, 10, 24, tzinfo=ZoneInfo("Europe/Berlin"))
    ours = [at.astimezone(UTC) for at in islice(ticks("0 2 * * *", after), 3)]
    assert ours == [at.astimezone(UTC) for at in of_prefect("0 2 * * *", after, 3)]
