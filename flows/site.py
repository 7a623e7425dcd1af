"""Writes the report's page, `data/report/index.html`, from the published warehouse and the packs beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd

from flows.figures import PANEL
from flows.tables import records
from pipeline.charts import Chart, charts
from pipeline.charts.ai_ladder import RUNGS
from pipeline.charts.phrases import sentence_case
from pipeline.site import SHOWN_ROWS, Content, Drawn, Headline, render
from pipeline.version import drawing
from warehouse import published
from warehouse.figures import substitute
from warehouse.lookup import Lookup, lookup
from warehouse.proof import NoProof, proof

if TYPE_CHECKING:
    from pipeline.trends.roles import Profiles

HEADLINES = ("in_duties", "any_word", "specific", "ai_title")
PROOFS = 8  # openings shown behind a figure
DOCS = Path(__file__).parents[1] / "docs"
SOURCES = """
    with nights as (
        select source, night, status, is_read, postings
        from coverage_nightly
        qualify night = max(night) over (partition by source)
    ),
    unread as (
        select source, string_agg(n || ' ' || status, ', ' order by n desc) as unread
        from (select source, status, count(*) as n from nights where not is_read group by all)
        group by source
    )
    select
        source, max(night)::varchar as night, count(*) as boards, count(*) filter (is_read) as read,
        sum(postings)::bigint as postings, any_value(unread) as unread
    from nights
    left join unread using (source)
    group by source
    order by source
"""
GAPS = """
    with months as (
        select panel, month, month_status,
            month - to_months((row_number() over (partition by panel, month_status order by month))::integer) as run
        from ai_ladder_monthly
        where definition = 'in_duties' and unit = 'opening' and month_status <> 'complete'
    )
    select
        panel, if(month_status = 'gap', 'not observed', month_status) as status,
        strftime(min(month), '%Y-%m') || if(count(*) > 1, ' to ' || strftime(max(month), '%Y-%m'), '') as months
    from months
    group by panel, month_status, run
    order by panel, min(month)
"""
REVISIONS = """
    select snapshot_id, cause, count(distinct month) as months,
        count(distinct (relation, definition, series)) as series, max(abs(points)) as points
    from revisions
    where panel = $panel
    group by snapshot_id, cause
    order by snapshot_id desc, points desc nulls last
    limit 40
"""
LANGUAGES = """
    select language, sum(postings)::bigint as postings, bool_and(is_validated) as is_validated
    from languages
    group by language
    order by postings desc
"""


def write(data: Path, panel: str = PANEL) -> Path:
    """Write the page and give its path; figures must have been written before. Raises NothingPublished."""
    record = published.snapshot(data)
    folder = data / "report"
    with published.connect(data) as con:
        panels = _plain(con, "select * from panels order by panel")
        content = Content(
            snapshot=record | {"code_version": drawing()},
            panel=next(row for row in panels if row["panel"] == panel),
            panels=panels,
            headlines=_headlines(con, panel),
            figures=_figures(data, folder / "figures", panel),
            claims=_claims(folder),
            lookup=_lookup(con, found) if (found := lookup(con, panel)) else None,
            gap=_gap(con, panel),
            quality={
                "sources": _plain(con, SOURCES),
                "gaps": _plain(con, GAPS),
                "revisions": _plain(con, REVISIONS, panel=panel),
                "languages": _plain(con, LANGUAGES),
            },
            methods=_docs("What is counted"),
            glossary=_docs("Glossary"),
            notebooks=_notebooks(folder),
            substitute=substitute(data),
        )
    target = folder / "index.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".tmp")
    unfinished.write_text(render(content), encoding="utf-8")
    unfinished.replace(target)
    return target


def _plain(con: duckdb.DuckDBPyConnection, query: str, **values: object) -> list[dict[str, Any]]:
    """The rows of a query, months as YYYY-MM."""
    frame = con.execute(query, values or None).df()
    for name in frame.columns:
        if pd.api.types.is_datetime64_any_dtype(frame[name]):
            frame[name] = frame[name].dt.strftime("%Y-%m")
    return records(frame)


def _headlines(con: duckdb.DuckDBPyConnection, panel: str) -> list[Headline]:
    """The rungs of the ladder in the newest month that has them all, beside the same month a year before."""
    ladder = con.execute(
        """
        select definition, month, n, share_pct, low_pct, high_pct
        from ai_ladder_monthly
        where panel = $panel and unit = 'opening' and month_status = 'complete' and share_pct is not null
        """,
        {"panel": panel},
    ).df()
    found = []
    for rung in HEADLINES:
        own = ladder[ladder["definition"] == rung].set_index("month")
        if own.empty:
            continue
        month = own.index.max()
        now, before = own.loc[month], month - pd.DateOffset(years=1)
        then = None
        if before in own.index:
            then = {"month": f"{before:%Y-%m}"} | {
                name: float(own.loc[before, name]) for name in ("share_pct", "low_pct", "high_pct")
            }
        share, low, high = (float(now[name]) for name in ("share_pct", "low_pct", "high_pct"))
        label = sentence_case(RUNGS[rung].label)
        found.append(Headline(label, "ai_ladder", f"{month:%Y-%m}", int(now["n"]), share, low, high, then))
    return found


def _figures(data: Path, folder: Path, panel: str) -> list[Drawn]:
    """Every figure whose pack was written, in the order of the list beside them."""
    known = charts()
    listed: list[str] = json.loads((folder / "figures.json").read_text()) if (folder / "figures.json").exists() else []
    return [_drawn(data, folder / name, known.get(name), panel) for name in listed]


def _drawn(data: Path, pack: Path, chart: Chart | None, panel: str) -> Drawn:
    sheet = json.loads((pack / f"{pack.name}.json").read_text(encoding="utf-8"))
    rows = pd.read_csv(pack / f"{pack.name}.csv", dtype=str, keep_default_na=False)
    newest = rows.sort_values("month", kind="stable") if "month" in rows else rows
    behind = None
    if chart is not None and chart.hits:
        with suppress(NoProof):
            found = proof(data, chart, panel, None, None, PROOFS)
            behind = {"month": found.month, "total": found.total, "openings": found.openings}
    return Drawn(sheet, list(rows.columns), newest.tail(SHOWN_ROWS).to_numpy().tolist(), len(rows), behind)


def _claims(folder: Path) -> list[dict[str, Any]]:
    """The claims with their verdicts, where they have been judged."""
    file = folder / "claims.json"
    rows: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["claims"] if file.exists() else []
    return rows


def _lookup(con: duckdb.DuckDBPyConnection, found: Lookup) -> dict[str, Any]:
    """`found` as the page's script takes it: skills, slices and rows of numbers."""
    skills = _names(con, "select skill, label, group_label from skills")
    roles = _names(con, "select role, label from roles")
    shares = found.shares
    used = sorted(set(shares["skill"]), key=lambda skill: skills[skill][1].lower())
    at = {skill: number for number, skill in enumerate(used)}
    slices = shares.drop_duplicates(["kind", "value"]).sort_values(["kind", "n"], ascending=[True, False])
    numbers = {pair: number for number, pair in enumerate(zip(slices["kind"], slices["value"], strict=True))}
    told = {"all": "all openings"} | {role: facts[1] for role, facts in roles.items()}
    return {
        "first_month": f"{found.first_month:%Y-%m}",
        "last_month": f"{found.last_month:%Y-%m}",
        "skills": [skills[skill] for skill in used],
        "slices": [
            [row["kind"], row["value"], told.get(row["value"], row["value"]), int(row["n"])]
            for row in slices.to_dict("records")
        ],
        "rows": [
            [numbers[row["kind"], row["value"]], at[row["skill"]], int(row["count"]), *map(_short, _four(row))]
            for row in shares.to_dict("records")
        ],
    }


def _four(row: Mapping[Any, Any]) -> list[float | None]:
    """Share, its interval, and the share a year before."""
    return [row[name] for name in ("share_pct", "low_pct", "high_pct", "before_pct")]


def _gap(con: duckdb.DuckDBPyConnection, panel: str) -> dict[str, Any] | None:
    """Profiles of roles as the page's script takes them; None where no role has one."""
    from flows.gap import profiled

    found = profiled(con, panel)
    return _profiles(con, found.profiles, found.first_month, found.last_month) if found else None


def _profiles(con: duckdb.DuckDBPyConnection, found: Profiles, first: str, last: str) -> dict[str, Any] | None:
    import numpy as np

    from pipeline.trends.roles import FEWEST_EMPLOYERS

    skills = _names(con, "select skill, label from skills")
    roles = _names(con, "select role, label from roles")
    low, high = np.quantile(found.share[1:], [0.025, 0.975], axis=0)
    if not found.kept.any():
        return None
    shown = [number for number in range(len(found.roles)) if found.employers[number] >= FEWEST_EMPLOYERS]
    return {
        "first_month": first,
        "last_month": last,
        "from": ["sysadmin"],
        "to": ["mlops_engineer", "ml_engineer"],
        "skills": [skills[skill][1] for skill in found.skills],
        "base": [_short(share) for share in found.base[0]],
        "near": [
            [[int(other), _short(alike)] for other, alike in zip(near, likeness, strict=True) if alike > 0]
            for near, likeness in zip(found.near, found.likeness, strict=True)
        ],
        "roles": [
            [
                roles[found.roles[number]][1],
                int(found.n[number]),
                [
                    [int(skill), _short(100 * low[number, skill]), _short(100 * high[number, skill])]
                    for skill in np.flatnonzero(found.kept[number])
                ],
                [_short(share) for share in found.share[0, number]],
                found.roles[number],
            ]
            for number in shown
        ],
    }


def _short(value: float | None) -> float | None:
    """Six digits: a page need not carry more."""
    return None if value is None or pd.isna(value) else float(f"{value:.6g}")


def _names(con: duckdb.DuckDBPyConnection, query: str) -> dict[str, Sequence[str]]:
    return {row[0]: row for row in con.execute(query).fetchall()}


def _docs(heading: str) -> str:
    """A section of docs/architecture.md as HTML, without its heading."""
    from markdown_it import MarkdownIt

    _, _, rest = (DOCS / "architecture.md").read_text(encoding="utf-8").partition(f"\n## {heading}\n")
    section = re.sub(
        r"\[([^]]+)\]\([^)]+\)", r"\1", rest.partition("\n## ")[0]
    )  # links lead to files that are not there
    return str(MarkdownIt("commonmark", {"html": False}).enable("table").render(section))


def _notebooks(folder: Path) -> list[Mapping[str, str]]:
    """The executed notebooks that lie beside the page."""
    found = sorted((folder / "notebooks").glob("*.html"))
    return [{"title": sentence_case(file.stem.replace("_", " ")), "href": f"notebooks/{file.name}"} for file in found]
