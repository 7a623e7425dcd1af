"""A small house of remembered postings: a lake and a ledger written by hand, one call a night."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb

from pipeline.records import AiLevel, Coverage, Mention, Page, Posting, Role, Status, Tagged
from warehouse import lake
from warehouse.load import LoadSummary, load

BOARDS = (
    ("greenhouse", "acme", "Acme", "sample"),
    ("greenhouse", "globex", "Globex", "sample"),
    ("lever", "initech", "Initech", "watch"),
)


@dataclass(frozen=True, slots=True)
class Job:
    """One advertised job, in the words of a test."""

    ref: str
    title: str | None = "Data Engineer"
    employer: str | None = "Acme"
    place: str | None = "Berlin"
    text: str = "We look for somebody who knows Python and builds pipelines every day."
    skills: tuple[str, ...] = ("python",)
    status: Status = "required"
    role: str = "data_engineer"
    ai_level: AiLevel | None = "none"
    requisition: str | None = None
    posted_on: date | None = None
    month: date | None = None
    is_it: bool = True
    is_posting: bool = True
    language: str = "en"

    def posting(self, source: str, board: str) -> Posting:
        """As a reader would yield it."""
        return Posting(
            ref=self.ref,
            url=f"https://{source}.example/{board}/{self.ref}",
            text=self.text,
            title=self.title,
            employer=self.employer,
            places=(self.place,) if self.place else (),
            posted_on=self.posted_on,
            posted_kind="thread" if self.month else "posted",
            month=self.month,
            requisition=self.requisition,
        )

    def tagged(self) -> Tagged:
        """As `understand` would give it."""
        return Tagged(
            text=self.text,
            is_posting=self.is_posting,
            is_it=self.is_it,
            language=self.language,
            title=self.title,
            employer=self.employer,
            employer_key=self.employer.lower() if self.employer else None,
            roles=(Role(self.title or "Engineer", self.role, self.ai_level, "posting"),),
            ai_level=self.ai_level,
            mentions=tuple(
                Mention(skill, "group", skill, self.status, "requirements", at, at + len(skill), self.text[:200])
                for at, skill in enumerate(self.skills)
            ),
            seniority=(),
            workplace=(),
            countries=("DE",),
            pay=None,
            employment=(),
            years_experience=None,
            certifications=(),
        )


@dataclass
class House:
    """A data folder under construction."""

    data: Path
    crawls: int = 0
    boards: list[tuple[str, str, str, str]] = field(default_factory=lambda: list(BOARDS))

    def night(
        self,
        night: date,
        jobs: Iterable[Job],
        *,
        source: str = "greenhouse",
        board: str = "acme",
        status: Coverage = "complete",
        hour: int = 2,
    ) -> str:
        """One crawl of one board: its part in the lake (if it was read) and its line in the coverage ledger."""
        self.crawls += 1
        crawl_id = f"c{self.crawls:04d}"
        listed = list(jobs)
        at = datetime(night.year, night.month, night.day, hour, tzinfo=UTC) + timedelta(seconds=self.crawls)
        if status in ("complete", "partial", "suspect"):
            self.part(night, listed, source=source, board=board, crawl_id=crawl_id, at=at)
        self.cover(night, source, board, crawl_id, status, len(listed), at)
        return crawl_id

    def part(self, night: date, jobs: Iterable[Job], *, source: str, board: str, crawl_id: str, at: datetime) -> Path:
        """One lake file with the postings of one page."""
        url = f"https://{source}.example/{board}"
        page = Page(source, board, url, at, 200, hashlib.sha256(url.encode()).hexdigest(), b"")
        entries = (lake.Entry(page, job.posting(source, board), job.tagged()) for job in jobs)
        return lake.write(self.data, source, night, f"{crawl_id}-000", crawl_id, 1, entries)

    def cover(
        self, night: date, source: str, board: str, crawl_id: str, status: Coverage, postings: int, at: datetime
    ) -> None:
        """One line of the coverage ledger."""
        file = self.data / "ledger" / "coverage" / night.isoformat() / f"{source}-{crawl_id}.jsonl"
        file.parent.mkdir(parents=True, exist_ok=True)
        line = {
            "night": night.isoformat(),
            "source": source,
            "board": board,
            "crawl_id": crawl_id,
            "status": status,
            "postings": postings,
            "requests": 1,
            "errors": 0,
            "reason": None,
            "finished_at": at.isoformat(),
        }
        with file.open("a") as ledger:
            ledger.write(json.dumps(line) + "\n")

    def load(self) -> LoadSummary:
        """Load everything, without a run."""
        return load(self.data, self.boards, {})

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What the work warehouse answers."""
        with duckdb.connect(str(self.data / "work.duckdb"), read_only=True) as con:
            return con.execute(query).fetchall()
