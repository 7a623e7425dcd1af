"""From a point of a figure to its proof: the openings that it counts, and the sentences that they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.charts import Chart
from pipeline.charts.safe import one_line
from warehouse import published
from warehouse.figures import frame

SENTENCES = 2  # quoted of an opening
STEP = {"month": 1, "quarter": 3, "year": 12}

POINT = """
    with hits as ({hits}),
    counted as (
        select opening_id, posting_id, month, list(distinct line order by line) as lines, list(distinct skill) as skills
        from hits
        join opening_months using (posting_id)
        where panel = $panel and unit = 'opening' and month between $first and $last
            and (month_status = 'complete' or not $pooled)
            and (is_first_of_text or $basis = 'opening') and ($line is null or line = $line)
        group by all
    )
    select count(*) over () as total, opening_id, posting_id, month, lines, skills, employer, title, url
    from counted
    join (select posting_id, employer, title, url from postings) using (posting_id)
    order by row_number() over (partition by employer order by opening_id), opening_id
    limit $limit
"""
QUOTES = f"""
    select posting_id, skill, status, sentence
    from evidence
    join skills using (skill)
    where posting_id in (select unnest($postings::bigint[])) and status <> 'negated'
        and (list_contains($skills::varchar[], skill) or (len($skills::varchar[]) = 0 and is_ai))
    qualify row_number() over (
        partition by posting_id order by status = 'context', tier = 'generic', start_offset
    ) <= {SENTENCES}
    order by posting_id, status = 'context', start_offset
"""


class NoProof(LookupError):
    """A point that leads to no openings; says why."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The openings behind a point."""

    figure: str
    month: str  # YYYY-MM, or first and last
    line: str | None
    total: int
    openings: list[dict[str, Any]]  # opening_id, month, employer, title, url, lines, quotes


def proof(data: Path, chart: Chart, panel: str, month: pd.Timestamp | None, line: str | None, limit: int) -> Proof:
    """Openings that a figure counts in a month (in its quarter, where it plots quarters), employers in turn.

    Without a month: the last complete one. Raises NoProof where the figure plots no openings or has no such point.
    """
    if not chart.hits:
        raise NoProof(f"figure {chart.id} plots estimates, not openings: its data sheet names query and method")
    with published.connect(data) as con:
        rows = frame(con, chart, panel)
        first, last = _months(chart, rows, month)
        if line is not None and line not in set(rows[chart.line]):
            raise NoProof(f"figure {chart.id} has no line {line!r}: {', '.join(sorted(set(rows[chart.line])))}")
        values = {
            "panel": panel, "first": first, "last": last, "basis": chart.basis, "line": line, "limit": limit,
            "pooled": "month" not in rows,  # a figure that pools months leaves out those that are not complete
        }  # fmt: skip
        found = con.execute(POINT.format(hits=chart.hits), values).to_arrow_table().to_pylist()
        wanted = sorted({skill for row in found for skill in row["skills"] if skill})
        quoted = (
            con.execute(QUOTES, {"postings": [row["posting_id"] for row in found], "skills": wanted})
            .to_arrow_table()
            .to_pylist()
        )
    quotes: dict[int, list[dict[str, str]]] = {}
    for row in quoted:
        said = {"skill": row["skill"], "status": row["status"], "sentence": one_line(row["sentence"])}
        quotes.setdefault(row["posting_id"], []).append(said)
    shown = [
        {
            "opening_id": row["opening_id"],
            "month": f"{row['month']:%Y-%m}",
            "employer": one_line(row["employer"] or ""),
            "title": one_line(row["title"] or ""),
            "url": one_line(row["url"] or "", 500),
            "lines": row["lines"],
            "quotes": quotes.get(row["posting_id"], []),
        }
        for row in found
    ]
    named = f"{first:%Y-%m}" if first == last else f"{first:%Y-%m} to {last:%Y-%m}"
    return Proof(chart.id, named, line, found[0]["total"] if found else 0, shown)


def _months(chart: Chart, rows: pd.DataFrame, month: pd.Timestamp | None) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last month of the point that holds `month`."""
    if "month" not in rows:  # the figure pools months
        scope = chart.scope(rows)
        if month is None:
            return scope.first_month, scope.last_month
        if not scope.first_month <= month <= scope.last_month:
            raise NoProof(f"figure {chart.id} counts {scope.first_month:%Y-%m} to {scope.last_month:%Y-%m}")
        return month, month
    length = STEP[chart.scope(rows).step]
    whole = rows.loc[(rows["month_status"] == "complete") & rows["share_pct"].notna(), "month"]
    known = set(rows["month"])
    if month is None:
        if whole.empty:
            raise NoProof(f"figure {chart.id} has no complete month yet")
        start = whole.max()
    else:
        start = month - pd.DateOffset(months=(month.month - 1) % length)
        if start not in known:
            raise NoProof(f"figure {chart.id} has no {month:%Y-%m}: {min(known):%Y-%m} to {max(known):%Y-%m}")
    return start, start + pd.DateOffset(months=length - 1)
