"""The machine's clock against those of the sources: a wrong one would file today's postings under another night."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

from spiders.answer import Answer
from spiders.errors import ClockWrong

ODD = timedelta(hours=1)
WRONG = timedelta(hours=12)  # from here on the night is another
TICK = timedelta(milliseconds=1)
CRAWL_ID = "%Y%m%dT%H%M%S%fZ"  # with milliseconds, see `crawl_id`


def checked(answer: Answer, host: str) -> str | None:
    """A warning where the clocks differ; ClockWrong where they are half a day apart. None: they agree, or no one says.

    An answer out of a cache says by `Age` (seconds) how long ago its `Date` was.
    """
    said = _date(answer)
    if said is None:
        return None
    now = datetime.now(UTC)
    hours = (now - said) / timedelta(hours=1)
    words = f"the clock of this machine says {now:%Y-%m-%d %H:%M} UTC, that of {host} {said:%Y-%m-%d %H:%M}"
    if abs(now - said) > WRONG:
        raise ClockWrong(f"{words}: set the clock right, then run again; nothing was kept")
    return f"{words} ({hours:+.1f} hours)" if abs(now - said) > ODD else None


def crawl_id(data: Path, source: str, night: str) -> str:
    """The instant at which a crawl starts; if a clock was put back, one after the last crawl of the same night."""
    covered = (data / "ledger" / "coverage" / night).glob(f"{source}-*")
    names = [path.stem.removeprefix(f"{source}-") for path in covered]
    names += [path.name.partition("-")[0] for path in (data / "landing" / source / night).glob("*Z-*")]
    now = datetime.now(UTC)
    earlier = max((name for name in names if name.endswith("Z")), default="")
    if earlier:
        now = max(now, _instant(earlier) + TICK)
    return f"{now:%Y%m%dT%H%M%S}{now.microsecond // 1000:03d}Z"


def _instant(name: str) -> datetime:
    return datetime.strptime(name, CRAWL_ID).replace(tzinfo=UTC)


def _date(answer: Answer) -> datetime | None:
    try:
        said = parsedate_to_datetime(answer.header("date") or "")
    except ValueError:
        return None
    age = answer.header("age") or "0"
    return said + timedelta(seconds=int(age)) if said.tzinfo and age.isdigit() and len(age) < 9 else None
