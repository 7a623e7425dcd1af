"""The report of a run in Markdown: Prefect's artifact and data/runs/<night>.md."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from flows.effects import HEADS, lines
from flows.night import Night, in_words
from flows.outcome import Outcome

RANK = ("complete", "unchanged", "absent", "asleep", "partial", "suspect", "blocked", "failed")  # best first
SHOWN = 20  # lines of one kind


def path(night: Night) -> Path:
    """Where the report of a run lies."""
    kind = "" if night.run.kind == "nightly" else f"-{night.run.kind}"
    return night.data / "runs" / f"{night.run.night}{kind}.md"


def write(night: Night, outcome: Outcome) -> str:
    """Write the report and give its text."""
    text = markdown(night, outcome)
    path(night).parent.mkdir(parents=True, exist_ok=True)
    path(night).write_text(text, encoding="utf-8")
    return text


def markdown(night: Night, outcome: Outcome) -> str:
    """The report: state, coverage by source, what is new, timings, what went wrong."""
    parts = [
        f"# {night.run.kind} of {night.run.night}: {outcome.state}",
        f"Run `{night.run.run_id}`; {_published(outcome)}",
        *([f"**Failed:** {outcome.failure}"] if outcome.failure else []),
        _bullets("Degraded", outcome.gaps),
        "## Coverage\n\n" + _coverage(night, outcome),
        "## Counts\n\n" + _counts(outcome),
        _effects(night, outcome),
        "## Seconds\n\n"
        + _table([[step, f"{seconds:.1f}"] for step, seconds in outcome.seconds.items()], ["step", "seconds"]),
        _bullets("Boards that were not read", [f"{c.source} {reason}" for c in outcome.crawls for reason in c.reasons]),
        _bullets("Warnings", [f"{c.source}: {warning}" for c in outcome.crawls for warning in c.warnings]),
        _bullets("Pages and postings that could not be read", [line for t in outcome.taggings for line in t.told]),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _effects(night: Night, outcome: Outcome) -> str:
    """What tagging again did to AI in the duties, month by month; empty where nothing was tagged again."""
    if not outcome.effects.get("rows"):
        return ""
    from warehouse.effects import of_run

    return "## Tagged again: AI in the duties\n\n" + _table(lines(of_run(night.data, night.run.run_id)), HEADS)


def _published(outcome: Outcome) -> str:
    if outcome.snapshot:
        return f"published snapshot `{outcome.snapshot['snapshot_id']}`."
    return "nothing was published." if outcome.failure else "nothing new: no new snapshot."


def _coverage(night: Night, outcome: Outcome) -> str:
    """Boards by source and how completely they were read tonight, all runs of this night together."""
    boards = best(night.data, night.run.night)
    kinds = [kind for kind in RANK if any(kind == status for status in boards.values())]
    moved = changes(night.data, night.run.night) if outcome.snapshot else {}
    rows = []
    for source in sorted({*night.run.sources, *(name for name, _ in boards)}):
        found = Counter(status for (name, _), status in boards.items() if name == source)
        seen = sum(crawl.postings for crawl in outcome.crawls if crawl.source == source)
        numbers = [*(found.get(kind, 0) for kind in kinds), seen, *moved.get(source, (0, 0))]
        rows.append([source, *map(str, numbers)])
    return _table(rows, ["source", *kinds, "postings read", "new", "closed"])


def changes(data: Path, night: date) -> dict[str, tuple[int, int]]:
    """Per source of the published warehouse: postings seen first in a night, and postings that closed in it."""
    from warehouse import published

    con = published.connect(data)
    try:
        rows = con.execute(
            "select source, count(*) filter (first_seen_on = $night), count(*) filter (closed_on = $night)"
            " from postings group by source",
            {"night": night},
        ).fetchall()
    finally:
        con.close()
    return {source: (new, closed) for source, new, closed in rows}


def best(data: Path, night: date) -> dict[tuple[str, str], str]:
    """The best status of each source and board in a night."""
    from spiders.coverage import INDEX, rows

    found: dict[tuple[str, str], str] = {}
    for row in rows(data, night=night):
        if row["board"] == INDEX:
            continue
        key = (row["source"], row["board"])
        known = found.get(key)
        if known is None or RANK.index(row["status"]) < RANK.index(known):
            found[key] = row["status"]
    return found


def _counts(outcome: Outcome) -> str:
    rows = [
        ["tagged", f"{len(outcome.taggings)} parts, {sum(t.postings for t in outcome.taggings)} postings, "
         f"{outcome.faults} not readable"],
        ["loaded", in_words(outcome.loaded)],
        ["built", in_words(outcome.built)],
        ["snapshot", in_words(outcome.snapshot)],
        ["report", f"{len(outcome.figures)} files"],
    ]  # fmt: skip
    return _table([row for row in rows if row[1]], ["step", "what"])


def _table(rows: list[list[str]], heads: list[str]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines
    )


def _bullets(title: str, lines: list[str]) -> str:
    if not lines:
        return ""
    more = [f"- and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return f"## {title}\n\n" + "\n".join([*(f"- {line}" for line in lines[:SHOWN]), *more])
