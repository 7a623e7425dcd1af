"""What a value of the configuration may be: each function gives the value, or a ValueError that says what is wrong."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

_PART = r"(\*|\d+(-\d+)?|[A-Z]{3}(-[A-Z]{3})?)(/\d+)?"
PLAIN_FIELD = re.compile(f"{_PART}(,{_PART})*", re.IGNORECASE)  # of a cron schedule: no `5L`, `15W`, `1#2`, `0-SUN`


def is_loopback(url: str) -> bool:
    """Whether an address is this machine's own."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def loopback(url: str) -> str:
    """A replay address, refused unless it is this machine's own."""
    if not is_loopback(url):
        raise ValueError(f"{url} is not a loopback address; a replay is served by this machine (http://127.0.0.1:8765)")
    return url.rstrip("/")


def engine_name(value: str) -> str:
    """Who tags: this machine's own processes, Dask workers on it, or those of a scheduler."""
    if value not in ("local", "dask") and urlsplit(value).scheme not in ("tcp", "tls", "ws", "wss"):
        raise ValueError(
            f"{value!r} is no engine: `local`, `dask`, or the address of a Dask scheduler (tcp://host:8786)"
        )
    return value


def store_url(value: str) -> str:
    """A folder on an object store."""
    if "://" not in value:
        raise ValueError(f"{value!r} is no URL of an object store (s3://bucket/prefix)")
    return value


def reachable(value: str) -> str:
    """A mail address or web address under which a site's owner reaches whoever runs the collector."""
    if "@" not in value and "://" not in value:
        raise ValueError(f"{value!r} is neither a mail address nor a web address")
    return value


def cron_schedule(value: str) -> str:
    """A cron schedule that cronsim and Prefect's own croniter both take, and take alike.

    They part at six fields, at `L`, `1#2` and `3-3`, and where a day and a weekday stand together.
    """
    from cronsim import CronSimError  # comes with prefect

    fields = value.split()
    try:
        if not all(PLAIN_FIELD.fullmatch(field) for field in fields):
            raise ValueError("only numbers, names of months and days, and `* , - /`")
        if re.search(r"\b(\w+)-\1\b", value, re.IGNORECASE):
            raise ValueError("a range has two ends that differ")
        if len(fields) > 4 and "*" not in (fields[2], fields[4]):
            raise ValueError("either a day or a weekday; the other is `*`")
        next(ticks(value, datetime(2000, 1, 1, tzinfo=UTC)))
    except (CronSimError, StopIteration, ValueError) as error:
        why = str(error) or "it never comes"
        raise ValueError(f"{value!r} is no cron schedule (minute hour day month weekday): {why}") from None
    return value


def ticks(schedule: str, after: datetime) -> Iterator[datetime]:
    """The times of a cron schedule, in the zone of `after`, as the Prefect of `jobshift serve` takes them.

    A sixth field is seconds. A time in an hour that clocks skip comes an hour earlier, one that they show twice once.
    """
    from cronsim import CronSim

    *fields, last = schedule.split()
    latest = after
    for shown in CronSim(
        " ".join([last, *fields] if len(fields) == 5 else [*fields, last]), after.replace(tzinfo=None)
    ):
        at = (shown.replace(tzinfo=after.tzinfo, fold=fold).astimezone(UTC) for fold in (0, 1))
        tick = min(at).astimezone(after.tzinfo)
        if tick.astimezone(UTC) > latest.astimezone(UTC):
            yield tick
            latest = tick


def zone_name(value: str) -> str:
    """A zone of the time zone database, or `local`."""
    if value != "local" and value not in available_timezones():
        raise ValueError(f"{value!r} is no time zone; Europe/Berlin is one, and `local` the machine's own")
    return value


def local_zone() -> str:
    """The machine's time zone by name; UTC where it has none."""
    linked = str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2]
    for name in (os.environ.get("TZ", ""), linked):
        if name in available_timezones():
            return name
    return "UTC"
