"""The report's page: what it shows is what was published, hostile words stay words, and it asks nobody for anything."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from flows import site
from pipeline.site import Content, Drawn, Headline, render
from warehouse.lookup import lookup
from warehouse.published import connect

HOSTILE = "<script>alert(1)</script>\"'=cmd()\u202egnp\U0001f4a5" + "x" * 500


WORDS = (
    "title", "question", "alt_text", "caption", "n_counts", "first_month", "last_month", "definition", "denominator",
    "unit", "interval", "suppression", "snapshot", "taxonomy_version",
)  # fmt: skip
COVERAGE = {"complete": 1, "incomplete": 0, "gaps": 0, "step": "month"}
SHEET = {"id": "ai_ladder", "n": 5, "error_included": False, "coverage": COVERAGE} | dict.fromkeys(WORDS, "x")


class Links(HTMLParser):
    """Everything a page would fetch or lead to, and the tags it has."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the tag refers to."""
        held = dict(attrs)
        self.scripts += tag == "script"
        if held.get("id"):
            self.ids.append(str(held["id"]))
        for name in ("src", "srcset", "data", "poster"):
            if held.get(name):
                self.fetched.append(str(held[name]))
        if held.get("href"):
            (self.links if tag == "a" else self.fetched).append(str(held["href"]))


def parsed(page: str) -> Links:
    found = Links()
    found.feed(page)
    return found


def content(**more: object) -> Content:
    """A page of invented numbers."""
    given: dict[str, object] = {
        "snapshot": {
            "snapshot_id": "s1", "published_at": "2026-01-02T03:04:05Z", "taxonomy_version": "t", "code_version": "c"
        },
        "panel": {"panel": "hn", "represents": HOSTILE},
        "panels": [],
        "headlines": [Headline("AI in the duties", "ai_ladder", "2025-12", 812, 31.25, 28.0, 34.6)],
        "figures": [],
        "quality": {"sources": [], "gaps": [], "revisions": [], "languages": []},
    }  # fmt: skip
    return Content(**{**given, **more})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def page(published_world: Path) -> str:
    return site.write(published_world).read_text(encoding="utf-8")


def test_the_page_asks_nobody_for_anything(page: str) -> None:
    found = parsed(page)
    assert all(not re.match(r"(?i)(https?:)?//", target) for target in found.fetched), found.fetched
    assert "@import" not in page
    assert not re.search(r"url\(\s*['\"]?(https?:)?//", page)


def test_every_place_it_leads_to_on_itself_is_there(page: str) -> None:
    found = parsed(page)
    assert len(found.ids) == len(set(found.ids))
    assert {link[1:] for link in found.links if link.startswith("#")} <= set(found.ids)


def test_headlines_are_the_ladders_newest_complete_month(published_world: Path, page: str) -> None:
    with connect(published_world) as con:
        row = con.execute("""
            select share_pct, low_pct, high_pct, n
            from ai_ladder_monthly
            where panel = 'hn' and unit = 'opening' and definition = 'in_duties' and month_status = 'complete'
                and share_pct is not null
            order by month desc limit 1
        """).fetchone()
    if row is None:
        assert "No month of this panel is complete yet." in page
        return
    share, low, high, n = row
    assert f'<p class="number">{share:.1f} %</p>' in page
    assert f"({low:.1f} to {high:.1f})" in page
    assert f"n = {n:,}" in page


def test_looking_up_counts_what_the_macro_counts(published_world: Path) -> None:
    with connect(published_world) as con:
        found = lookup(con, "hn")
        assert found is not None
        whole = found.shares[found.shares["kind"] == "all"].sort_values("count").tail(5)
        assert not whole.empty
        for row in whole.to_dict("records"):
            counted = con.execute(
                "select sum(n), sum(count) from share($skill, panel := 'hn')"
                " where month_status = 'complete' and period between $first and $last",
                {"skill": row["skill"], "first": found.first_month.date(), "last": found.last_month.date()},
            ).fetchone()
            assert counted == (row["n"], row["count"])
            assert row["low_pct"] <= row["share_pct"] <= row["high_pct"]


def test_hostile_words_stay_words() -> None:
    sheet = SHEET | dict.fromkeys(WORDS, HOSTILE)
    openings = [{"employer": HOSTILE, "month": "2025-12", "title": HOSTILE, "url": "javascript:alert(1)",
                 "quotes": [{"sentence": HOSTILE}]}]  # fmt: skip
    proof = {"month": "2025-12", "total": 1, "openings": openings}
    drawn = Drawn(sheet, ["label"], [[HOSTILE]], 1, proof)
    rows = {"first_month": "a", "last_month": "b", "skills": [["x", HOSTILE, HOSTILE]],
            "slices": [["all", "all", HOSTILE, 3]], "rows": [[0, 0, 1, 2.0, 1.0, 3.0, None]]}  # fmt: skip
    plain = parsed(render(content()))
    shown = render(content(figures=[drawn], lookup=rows))
    found = parsed(shown)
    assert found.scripts == plain.scripts + 1  # the table's data alone
    assert "<script>alert" not in shown
    assert not any(link.startswith("javascript:") for link in found.links)
    held = re.search(r'<script type="application/json" id="lookup-data">(.*?)</script>', shown, re.DOTALL)
    assert held is not None
    assert json.loads(held[1]) == rows  # and comes back whole


def test_an_empty_world_gives_a_page_too() -> None:
    page = render(content(headlines=[]))
    assert "No month of this panel is complete yet." in page
    assert 'id="lookup"' not in page


def test_numbers_beyond_the_page_are_said_to_be_elsewhere() -> None:
    rows = pd.DataFrame({"month": ["2025-01"] * 3}).to_numpy().tolist()
    assert "The newest 3; all are in the CSV." in render(content(figures=[Drawn(SHEET, ["month"], rows, 900)]))
