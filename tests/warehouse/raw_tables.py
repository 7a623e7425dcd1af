"""Schema raw written by hand: what `warehouse.load` would leave behind, one call per posting and board."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

import warehouse

TABLES = Path(warehouse.__file__).parent / "sql" / "raw.sql"
FETCHED = datetime(2026, 11, 20, 2, tzinfo=UTC).replace(tzinfo=None)

SKILLS = [
    ("ai", "AI", "ai_words", "AI words", "generic", None, None, True),
    ("rag", "Retrieval-augmented generation", "retrieval", "Retrieval", "specific", 2020, None, True),
    ("machine_learning", "Machine learning", "foundations", "Foundations", "core", None, None, True),
    ("copilot", "Copilot", "assistants", "Assistants", "use", 2021, None, True),
    ("kubernetes", "Kubernetes", "cloud", "Cloud", "traditional", 2014, None, False),
    ("python", "Python", "languages", "Languages", "traditional", 1991, None, False),
    ("cobol", "COBOL", "languages", "Languages", "traditional", 1959, None, False),
]
ROLES = [
    ("developer", "Developer", "traditional", "15-1252", "2512"),
    ("sysadmin", "System administrator", "traditional", "15-1244", "2522"),
    ("ml_engineer", "ML engineer", "ai", "15-2051", "2512"),
]
PANELS = [
    ("hn", ["hn"], None, "every thread", "start-ups"),
    ("ats_sample", ["greenhouse", "lever", "ashby"], "sample", "drawn at random", "employers with a listing"),
    ("all_raw", ["hn", "greenhouse", "lever", "ashby"], "sample", "everything", "nothing"),
]


def nights(first: date, last: date) -> list[date]:
    """Every night from first to last."""
    return [first + timedelta(days=day) for day in range((last - first).days + 1)]


@dataclass
class Raw:
    """Schema raw under construction; `write` fills data/work.duckdb."""

    data: Path
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    coverage: dict[tuple[str, str, date], tuple[str, int]] = field(default_factory=dict)

    def add(self, table: str, **row: Any) -> None:
        """One row; columns not given stay null."""
        self.rows.setdefault(table, []).append(row)

    def posting(
        self,
        source: str,
        board: str,
        *,
        employer: str | None = "Acme",
        asks: Iterable[str] = (),
        context: Iterable[str] = (),
        negated: Iterable[str] = (),
        roles: Sequence[str] = ("developer",),
        ai_level: str | None = "none",
        opening: int | None = None,
        text: int | None = None,
        seen: Sequence[date] = (),
        **columns: Any,
    ) -> int:
        """One posting with its mentions, roles and sightings; gives its id."""
        posting_id = len(self.rows.get("postings", [])) + 1
        row: dict[str, Any] = {
            "posting_id": posting_id,
            "source": source,
            "board": board,
            "ref": str(posting_id),
            "url": f"https://{source}.example/{board}/{posting_id}",
            "employer": employer,
            "employer_key": employer.lower() if employer else None,
            "title": "Developer",
            "n_roles": len(roles),
            "ai_level": ai_level,
            "language": "en",
            "is_posting": True,
            "is_it": True,
            "countries": ["DE"],
            "workplace": [],
            "seniority": [],
            "employment": [],
            "certifications": [],
            "posted_kind": "thread" if source == "hn" else "posted",
            "text_length": 1000,
            "text_group_id": text or posting_id,
            "opening_id": opening or posting_id,
            "first_seen_on": min(seen, default=None),
            "last_seen_on": max(seen, default=None),
            "fetched_at": FETCHED,
            "part": f"{source}/2026-11-20/p-000",
            "reader_version": 1,
            "taxonomy_version": "1",
        }
        self.add("postings", **row | columns)
        for night in seen:
            self.add("sightings", posting_id=posting_id, night=night, is_filled=False)
        for index, role in enumerate(roles):
            self.add(
                "roles",
                posting_id=posting_id,
                role_index=index,
                title=role,
                role=role,
                ai_level=ai_level,
                scope="posting",
            )
        statuses = [("required", asks), ("context", context), ("negated", negated)]
        for status, skills in statuses:
            for place, skill in enumerate(skills):
                self.add(
                    "mentions",
                    posting_id=posting_id,
                    skill=skill,
                    form=skill.upper(),
                    status=status,
                    section="requirements",
                    start=10 * place,
                    end=10 * place + len(skill),
                    sentence=f"We use {skill.upper()}.",
                )
        return posting_id

    def comment(self, board: str, month: date, **columns: Any) -> int:
        """One posting of a thread."""
        night = date(2026, 11, 20)
        return self.posting("hn", board, thread_month=month, posted_on=month, seen=[night], **columns)

    def covered(
        self, source: str, board: str, over: Iterable[date], status: str = "complete", *, lost: int = 0
    ) -> None:
        """Coverage of a board over nights, a later call in place of an earlier; so many postings never arrived."""
        for night in over:
            self.coverage[source, board, night] = status, lost

    def board(self, source: str, board: str, frame: str = "sample") -> None:
        """One row of the boards file."""
        self.add("boards", source=source, board=board, employer=board.title(), frame=frame)

    def write(self) -> Path:
        """Create data/work.duckdb with schema raw; gives the data folder."""
        self.data.mkdir(parents=True, exist_ok=True)
        homes = {row["posting_id"]: (row["source"], row["board"]) for row in self.rows.get("postings", [])}
        seen = Counter((*homes[row["posting_id"]], row["night"]) for row in self.rows.get("sightings", []))
        for (source, board, night), (status, lost) in self.coverage.items():
            counts = {"postings": seen[source, board, night] + lost, "requests": 1, "errors": 0}
            self.add("coverage", night=night, source=source, board=board, crawl_id="c1", status=status, **counts)
        facts: dict[str, list[tuple[Any, ...]]] = {"skills": SKILLS, "role_names": ROLES, "panels": PANELS}
        with duckdb.connect(str(self.data / "work.duckdb")) as con:
            con.execute(TABLES.read_text())
            for table, rows in facts.items():
                for row in rows:
                    con.execute(f"insert into raw.{table} values ({', '.join('?' * len(row))})", list(row))
            for table, records in self.rows.items():
                frame = pd.DataFrame(records)  # noqa: F841 (read by the query)
                con.execute(f"insert into raw.{table} by name select * from frame")
        return self.data
