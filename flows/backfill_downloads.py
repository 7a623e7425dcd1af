"""What of an archive is asked for: its months, its files that are there, and those that are to be fetched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from flows.errors import WrongUse

ENDINGS = (".jsonl.zip", "_jsonl.zip", ".zip", ".jsonl")


def months(since: date, until: date) -> list[str]:
    """The months from the first to the last ("2020-03"), both included; WrongUse if they are the wrong way round."""
    if since > until:
        raise WrongUse(f"--since {since:%Y-%m} is after --until {until:%Y-%m}")
    numbers = range(since.year * 12 + since.month - 1, until.year * 12 + until.month)
    return [f"{number // 12}-{number % 12 + 1:02d}" for number in numbers]


def local_files(source: Path, years: Sequence[int]) -> list[Path]:
    """The file of each year: `source` itself, or the one whose name begins with the year; WrongUse names what lacks."""
    if source.is_file():
        if len(years) != 1:
            raise WrongUse(f"--from {source.name} is one file for {len(years)} years; give a folder, or one year")
        return [source.resolve()]
    return [_of_year(source, year) for year in years]


def _of_year(folder: Path, year: int) -> Path:
    found = sorted(file for file in folder.glob(f"{year}*") if file.name.endswith(ENDINGS))
    if len(found) != 1:
        named = ", ".join(file.name for file in found) or "none"
        raise WrongUse(f"--from {folder}: one file that begins with {year} is needed, there are: {named}")
    return found[0].resolve()


def fetched(data: Path, order: dict[str, Any]) -> list[tuple[int, Path]]:
    """In the child: year and file of an order's years, fetched unless they were taken in before; NotDownloaded."""
    from spiders.download import wire
    from spiders.foreign import archives
    from spiders.sources.jobtech_ads import JobtechAds

    known = {row["file"] for row in archives(data)}
    found = []
    for year in order["years"]:
        url = (JobtechAds.sample if order["sample"] else JobtechAds.url).format(token=year)
        target = data / "downloads" / url.rpartition("/")[2]
        if target.name in known:
            continue
        if not target.exists():
            pace = (JobtechAds.delay, JobtechAds.budget)
            with wire(data, JobtechAds.host, order["contact"], order["replay"], *pace) as host:
                host.file(url, target)
        found.append((year, target))
    return found
