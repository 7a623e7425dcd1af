"""The past out of files: taken into the landing zone in a child, then the same steps as a night."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows import room
from flows.backfill_downloads import fetched
from flows.night import Night
from flows.outcome import Crawl, Outcome
from flows.parent import HOUR
from flows.progress import told

if TYPE_CHECKING:
    from spiders import foreign
    from spiders.foreign import Given, Tally

log = logging.getLogger("jobshift")
LIMIT = 10 * HOUR
SOURCES = {"warc": "careers_archive", "jobtech": "jobtech_ads", "file": "foreign", "usajobs": "usajobs_history"}
Order = dict[str, Any]
Reading = Callable[["Tally"], "Iterator[Given]"]


def collect(order: Order) -> Callable[[Night, Outcome], None]:
    """What a run does instead of crawling: take in the files of an order.

    `order` has `kind` (warc, jobtech, file or usajobs), `files` and, by kind, `years` (of each file), `mapping` (a
    path), `months`; what is to be fetched needs `contact` and `replay`.
    """

    def take(tonight: Night, outcome: Outcome) -> None:
        room.check(tonight.data, "take in")
        start = time.monotonic()
        count = len(order["files"] or order.get("years") or order["months"])
        asked = order | {"data": str(tonight.data), "night": tonight.run.night.isoformat()}
        with outcome.timed("crawl"), told(lambda: f"taking in {count} files: {time.monotonic() - start:.0f} s"):
            for done in tonight.family.ask("take_in", "take_in", asked, LIMIT)["files"]:
                said = "was taken in before: nothing to do" if done["was_known"] else f"{done['postings']} postings"
                log.info("%s: %s%s", done["file"], said, f"; {done['words']}" if done["words"] else "")
                outcome.crawls.append(_crawl(SOURCES[order["kind"]], done, time.monotonic() - start))
                if done["damage"]:
                    outcome.warnings.append(f"{done['file']}: {done['damage']}")

    return take


def take_in(order: Order) -> dict[str, Any]:
    """In the child: take in each file that was not taken in before. `order` as of `collect`, with data and night."""
    from spiders import foreign

    data, night = Path(order["data"]), date.fromisoformat(order["night"])
    foreign.settle(data)
    foreign.throw_away(data)
    if order["kind"] == "usajobs":
        return {"files": [asdict(taken) for taken in _months(order, data, night)]}
    if order["files"]:
        return _taken(order, data, night, is_ours=False)
    fresh = fetched(data, order)
    order = order | {"years": [year for year, _ in fresh], "files": [str(file) for _, file in fresh]}
    return _taken(order, data, night, is_ours=True)


def _taken(order: Order, data: Path, night: date, is_ours: bool) -> dict[str, Any]:
    """Each file in turn; what was fetched for it goes when the landing zone holds what counts of it."""
    from spiders import foreign

    done = []
    for number, file in enumerate(map(Path, order["files"])):
        about, more, reading = _KINDS[order["kind"]](order, number, file, night)
        key = foreign.key_of(file, order["kind"], *more)
        if foreign.is_known(data, key):
            done.append(foreign.Taken(file.name, {}, 0, was_known=True))
            continue
        tally = foreign.Tally()
        about |= {"kind": order["kind"], "night": night.isoformat(), "bytes": file.stat().st_size}
        done.append(foreign.take_in(data, file.name, key, about, reading(tally), tally))
        if is_ours:
            file.unlink()
    return {"files": [asdict(taken) for taken in done]}


def _months(order: Order, data: Path, night: date) -> Iterator[foreign.Taken]:
    """Each month of USAJOBS that was not read after its end."""
    from spiders import foreign, foreign_usajobs
    from spiders.download import wire
    from spiders.sources.usajobs_history import UsajobsHistory, month_of

    whole = {row["file"] for row in foreign.archives(data) if row["kind"] == "usajobs" and row["is_over"]}
    pace = (UsajobsHistory.delay, UsajobsHistory.budget)
    with wire(data, UsajobsHistory.host, order["contact"], order["replay"], *pace) as host:
        for month in order["months"]:
            name = f"usajobs {month}"
            if name in whole:
                yield foreign.Taken(name, {}, 0, was_known=True)
                continue
            tally = foreign.Tally()
            about = {"kind": "usajobs", "night": night.isoformat(), "is_over": month_of(month)[1] < night}
            found = foreign_usajobs.pages(host, month, night, tally)
            yield foreign.take_in(data, name, f"{name} {night}", about, found, tally)


def _crawl(source: str, done: dict[str, Any], seconds: float) -> Crawl:
    boards = {"complete": sum(done["boards"].values())} if done["boards"] else {}
    is_well = done["postings"] or done["was_known"] or source == SOURCES["usajobs"]  # a month may have none
    failure = None if is_well else f"{done['file']}: no posting in it; {done['words']}"
    warnings = (f"{done['file']}: {done['words']}",) if done["words"] else ()
    return Crawl(source, round(seconds, 1), boards, done["postings"], failure=failure, warnings=warnings)


def _warc(order: Order, number: int, file: Path, night: date) -> tuple[Order, list[str], Reading]:  # noqa: ARG001
    from spiders import foreign_warc
    from spiders.sources import SOURCES as READERS

    version = READERS[foreign_warc.CAREERS].version
    return {}, [f"reader {version}"], lambda tally: foreign_warc.pages(file, night, tally)


def _jobtech(order: Order, number: int, file: Path, night: date) -> tuple[Order, list[str], Reading]:
    from spiders import foreign_jobtech

    year = int(order["years"][number])
    return {"year": year}, [str(year)], lambda tally: foreign_jobtech.pages(file, year, night, tally)


def _file(order: Order, number: int, file: Path, night: date) -> tuple[Order, list[str], Reading]:  # noqa: ARG001
    from spiders import foreign_tables
    from spiders.foreign_mapping import read_mapping

    mapping = read_mapping(Path(order["mapping"]))
    foreign_tables.preview(file, mapping)  # once more: what was shown may have changed since
    about = {"collection": mapping.collection, "chosen": mapping.chosen, "represents": mapping.represents}
    return about, [mapping.model_dump_json()], lambda _: foreign_tables.pages(file, mapping, night)


_KINDS: dict[str, Callable[[Order, int, Path, date], tuple[Order, list[str], Reading]]] = {
    "warc": _warc,
    "jobtech": _jobtech,
    "file": _file,
}
