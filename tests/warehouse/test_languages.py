"""A posting in a language that is not validated says nothing, and its silence changes no share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from pipeline.records import Posting, Tagged
from pipeline.understand import understand
from tests.warehouse.raw_tables import Raw
from warehouse.build import build

MONTH = date(2024, 1, 1)
FINNISH = (
    "Haemme kokenutta koneoppimisinsinööriä Helsingin toimistollemme. Koulutat malleja (PyTorch, LLM, RAG) ja viet "
    "ne tuotantoon yhdessä tiimin kanssa. Edellytämme hyvää Python-osaamista ja kokemusta Kubernetesista. Tarjoamme "
    "joustavan työajan, hyvät edut ja mukavat työkaverit."
)
SWEDISH = (
    "Vi söker en maskininlärningsingenjör till vårt kontor i Göteborg. Du tränar modeller (PyTorch, LLM) och ser till "
    "att de kommer i drift tillsammans med resten av gruppen. Vi ser gärna att du har arbetat med Kubernetes tidigare."
)
SKILL, N, COUNT = 5, 6, 7  # columns of skill_share_monthly
SHARES = ("ai_ladder_monthly", "ai_level_monthly", "skill_share_monthly", "role_share_monthly")


def finnish() -> Tagged:
    return understand(Posting(ref="1", url="", title="Machine Learning Engineer", text=FINNISH))


def swedish() -> Tagged:
    return understand(Posting(ref="2", url="", title="Maskininlärningsingenjör", text=SWEDISH))


def test_a_text_in_another_language_has_no_level_and_no_skills() -> None:
    tagged = finnish()
    assert (tagged.language, tagged.ai_level, tagged.mentions) == ("fi", None, ())
    assert [role.ai_level for role in tagged.roles] == [None]


def test_a_posting_in_swedish_is_read() -> None:
    tagged = swedish()
    assert (tagged.language, tagged.is_it, tagged.ai_level) == ("sv", True, "builds")
    assert {"machine_learning", "pytorch", "kubernetes"} <= {mention.skill for mention in tagged.mentions}


def _shares(data: Path, *foreign: Tagged) -> dict[str, list[tuple[Any, ...]]]:
    """The share marts of a thread with 60 English postings of 30 employers and these others."""
    raw = Raw(data)
    raw.covered("hn", "2401", [date(2026, 11, 20)])
    for number in range(60):
        asks = ["rag", "machine_learning"] if number < 12 else ["python"]
        level = "builds" if number < 12 else "none"
        raw.comment("2401", MONTH, employer=f"E{number // 2:02}", asks=asks, ai_level=level)
    for number, tagged in enumerate(foreign):
        raw.comment(
            "2401",
            MONTH,
            employer=f"F{number:02}",
            asks=[mention.skill for mention in tagged.mentions],
            ai_level=tagged.ai_level,
            language=tagged.language,
            is_it=tagged.is_it,
            is_posting=tagged.is_posting,
        )
    raw.write()
    build(data)
    with duckdb.connect(str(data / "work.duckdb"), read_only=True) as con:
        return {mart: con.sql(f"select * from main.{mart} order by all").fetchall() for mart in SHARES}


def test_a_posting_in_finnish_changes_no_share(tmp_path: Path) -> None:
    alone = _shares(tmp_path / "english")
    beside = _shares(tmp_path / "finnish", *[finnish()] * 20)
    assert all(alone.values())
    assert beside == alone


def test_postings_in_swedish_stand_in_the_denominators(tmp_path: Path) -> None:
    asked = tuple(mention for mention in swedish().mentions if mention.skill == "machine_learning")
    build_of = _shares(tmp_path / "swedish", *[replace(swedish(), mentions=asked[:1])] * 20)
    counted = {(row[SKILL], row[N], row[COUNT]) for row in build_of["skill_share_monthly"]}
    assert {("machine_learning", 80, 32), ("python", 80, 48)} <= counted
