"""A figure on a part of its panel: the same statistic over the openings of a role, a country, a source."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pandas as pd

from pipeline.charts import SCOPES, Chart, Slice, as_it_is
from pipeline.charts.values import settled
from pipeline.trends.shares import FEWEST_EMPLOYERS, FEWEST_OPENINGS, shares
from warehouse.series import UnknownName

Connection = duckdb.DuckDBPyConnection

STEPS = ("month", "quarter", "year")
CONDITIONS = {
    "role": "n_roles = 1 and posting_id in (select posting_id from opening_roles where role = $role)",
    "country": "list_contains(countries, $country)",
    "source": "source = $source",
    "since": "month >= strptime($since, '%Y-%m')::date",
}
KNOWN = {
    "role": "select role from roles",
    "country": "select distinct unnest(countries) from postings",
    "source": "select distinct source from postings",
}
# Copies of one text count once within the slice: the first of them may lie outside it.
CLUSTERS = """
    with hits as ({hits}),
    facts as (select posting_id, n_roles, countries, source, text_group_id from postings),
    counted as (
        select date_trunc('{step}', month)::date as month, employer_cluster as employer, posting_id
        from opening_months
        join facts using (posting_id)
        where panel = $panel and unit = 'opening' and {conditions}
        qualify $basis = 'opening'
            or row_number() over (
                partition by opening_months.month, coalesce(text_group_id, posting_id) order by posting_id
            ) = 1
    ),
    hit as (select distinct posting_id, line from hits),
    lines as (select unnest($lines::varchar[]) as line)
    select month, line, employer, count(*) as n, count(hit.posting_id) as x
    from counted
    cross join lines
    left join hit using (posting_id, line)
    group by month, line, employer
"""
MONTHS = """
    with months as (
        select distinct date_trunc('{step}', month)::date as month, month as part, month_status as part_status
        from ai_ladder_monthly
        where panel = $panel and unit = 'opening'
    )
    select
        month,
        case
            when bool_and(part_status = 'gap') then 'gap'
            when bool_and(part_status = 'complete') and count(*) = {parts} then 'complete'
            else 'incomplete'
        end as month_status
    from months
    group by month
    order by month
"""
PARTS = {"month": 1, "quarter": 3, "year": 12}


class NotSliced(ValueError):
    """A figure that cannot be drawn on a slice; names both."""


class TooFew(ValueError):
    """A slice with too little for any share; names it and how little there is."""


def sliced(con: Connection, chart: Chart, whole: pd.DataFrame, panel: str, part: Slice) -> tuple[Chart, pd.DataFrame]:
    """The chart of a slice and what it plots, settled: by quarter or year where months hold too little.

    `whole`: the frame of all. Raises NotSliced, UnknownName, and TooFew where no share passes the suppression rule.
    """
    given = part.given()
    if set(given) == {"since"} and "month" in whole:
        rows = whole[whole["month"] >= pd.Timestamp(given["since"])].reset_index(drop=True)
        if rows.empty:
            raise TooFew(f"figure {chart.id} has no month since {given['since']}")
        return chart, rows
    if not chart.hits or not chart.line or "month" not in whole or chart.measure is not as_it_is:
        raise NotSliced(f"figure {chart.id} cannot be drawn on a part of the openings: {part.in_words()}")
    for kind, query in KNOWN.items():
        if kind in given:
            known = [str(value) for (value,) in con.execute(query).fetchall()]
            if given[kind] not in known:
                raise UnknownName(kind, given[kind], known)
    own = STEPS.index(chart.scope(whole).step)
    for step in STEPS[own:]:
        found = _counted(con, chart, whole, panel, part, step)
        told = found["share_pct"].notna()
        read = found["n"] > 0
        if told.sum() >= max(1, read.sum() / 2) or (step == "year" and told.any()):
            return _stepped(chart, step, part), settled(found)
    once = found.drop_duplicates("month")
    raise TooFew(
        f"{part.in_words()}: at most {once['n'].max()} openings of {once['employers'].max()} employers a year; "
        f"no share of fewer than {FEWEST_OPENINGS} openings or {FEWEST_EMPLOYERS} employers, or of mostly one employer"
    )


def _stepped(chart: Chart, step: str, part: Slice) -> Chart:
    """The chart as it speaks of a slice."""
    own = "quarter" if chart.scope is SCOPES["quarter"] else "month"
    alone = " Only openings that advertise this role alone." if part.role else ""
    return replace(
        chart,
        subtitle=chart.subtitle.replace(f"{own}'s", f"{step}'s"),
        denominator=f"{chart.denominator.replace(f'the {own}', f'the {step}')}; {part.in_words()}",
        definition=chart.definition + alone,
        scope=SCOPES[step],
    )


def _counted(con: Connection, chart: Chart, whole: pd.DataFrame, panel: str, part: Slice, step: str) -> pd.DataFrame:
    """month, month_status, the chart's line, n, count, share_pct, low_pct, high_pct, employers, suppressed_because."""
    given = part.given()
    lines = list(dict.fromkeys(whole[chart.line]))
    conditions = " and ".join(CONDITIONS[name] for name in given)
    query = CLUSTERS.format(hits=chart.hits, step=step, conditions=conditions)
    clusters = con.execute(query, {"panel": panel, "basis": chart.basis, "lines": lines, **given}).df()
    months = con.execute(MONTHS.format(step=step, parts=PARTS[step]), {"panel": panel}).df()
    if "since" in given:
        months = months[months["month"] >= pd.Timestamp(given["since"])]
    grid = months.merge(pd.DataFrame({"line": lines}), how="cross")
    found = grid.merge(shares(clusters, by=["month", "line"]), on=["month", "line"], how="left")
    found[["n", "count", "employers"]] = found[["n", "count", "employers"]].fillna(0).astype("int64")
    nothing = found["share_pct"].isna() & found["suppressed_because"].isna()
    found["suppressed_because"] = found["suppressed_because"].mask(nothing, "nothing in the slice")
    found["month"] = pd.to_datetime(found["month"])
    kept = ["month", "month_status", "line", "n", "count", "share_pct", "low_pct", "high_pct", "employers"]
    return found[[*kept, "suppressed_because"]].rename(columns={"line": chart.line})
