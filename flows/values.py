"""What a value of the configuration may be: each function gives the value, or a ValueError that says what is wrong."""

from __future__ import annotations

import ipaddress
import os
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones


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
    """Five fields of a cron schedule."""
    from cronsim import CronSim, CronSimError  # comes with prefect

    try:
        CronSim(value, datetime(2000, 1, 1, tzinfo=UTC))
    except CronSimError as error:
        raise ValueError(f"{value!r} is no cron schedule (minute hour day month weekday): {error}") from None
    return value


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
