"""Forecasts as they were made: kept once a month at publication, scored when the months they speak of have come.

`ledger/forecasts/<panel>/<YYYY-MM>.parquet` holds what was forecast of the ladder in that month, the panel's last
complete one, by every method. A month that has forecasts keeps them, whatever becomes of its data afterwards. They are
scored against the series as published now, and only where they were kept before the month they speak of began.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import duckdb
import pandas as pd

from pipeline.trends.forecasts import FEWEST_MONTHS, FORECASTS, SCORES, backtest, forecasts, scores
from warehouse import published, snapshots

SERIES = """
    select definition as item, month::timestamp as month, n, count, deff
    from ai_ladder_monthly
    where panel = $panel and unit = 'opening' and month_status = 'complete'
    order by item, month
"""
PANELS = """
    select panel, strftime(max(month), '%Y-%m')
    from ai_ladder_monthly
    where unit = 'opening' and month_status = 'complete'
    group by panel
    having count(distinct month) >= $fewest
    order by panel
"""
STANDING = [
    "made_in", "month", "horizon", "item", "low_pct", "middle_pct", "high_pct", "has_beaten", "came_pct", "is_inside",
]  # fmt: skip


class Kept(NamedTuple):
    """The forecasts of one panel: STANDING of method smoothed, and SCORES of all methods, of what has come.

    In STANDING months are YYYY-MM; what came is null until it has.
    """

    standing: pd.DataFrame
    record: pd.DataFrame


def freeze(data: Path, moment: datetime | None = None) -> list[Path]:
    """Keep the forecasts made in each panel's last complete month, where it has none yet; what was written."""
    written = []
    with published.connect(data) as con:
        snapshot_id = published.snapshot(data)["snapshot_id"]
        for panel, month in con.execute(PANELS, {"fewest": FEWEST_MONTHS}).fetchall():
            target = _folder(data, panel) / f"{month}.parquet"
            if target.exists():
                continue
            series = _series(con, panel)
            made = forecasts(series)
            if made.empty:  # too few past errors to have quantiles
                continue
            past = scores(backtest(series), series)
            best = past.loc[past["is_shown"], ["item", "horizon"]].assign(has_beaten=True)
            told = made.merge(best, on=["item", "horizon"], how="left")
            told["has_beaten"] = told["has_beaten"].notna()
            told["snapshot_id"] = snapshot_id
            told["kept_at"] = (moment or datetime.now(UTC)).replace(tzinfo=None)
            with duckdb.connect() as own:
                snapshots.write_parquet(own.from_df(told), target)
            written.append(target)
    return written


def kept(data: Path, panel: str) -> pd.DataFrame:
    """All forecasts of a panel: FORECASTS, has_beaten (no change and drift, until then), snapshot_id, kept_at (UTC)."""
    files = [str(file) for file in sorted(_folder(data, panel).glob("*.parquet"))]
    if not files:
        return FORECASTS.empty().assign(has_beaten=False, snapshot_id="", kept_at=pd.Series(dtype="datetime64[us]"))
    with duckdb.connect() as con:
        query = "from read_parquet($files, union_by_name = true) order by made_in, month, item, method"
        return FORECASTS(con.execute(query, {"files": files}).df())


def standing(data: Path, panel: str) -> Kept:
    """What was forecast of a panel, beside what came in the series published now."""
    made = kept(data, panel)
    with published.connect(data) as con:
        series = _series(con, panel)
    came = series[series["n"] > 0].assign(came_pct=lambda rows: 100 * rows["count"] / rows["n"])
    names = {"q10": "low_pct", "q50": "middle_pct", "q90": "high_pct"}
    found = made[made["method"] == "smoothed"].rename(columns=names)
    found = found.merge(came[["item", "month", "came_pct"]], on=["item", "month"], how="left")
    inside = found["came_pct"].between(found["low_pct"], found["high_pct"])
    found["is_inside"] = inside.astype("boolean").mask(found["came_pct"].isna())
    ahead = made[made["kept_at"] < made["month"]]
    record = scores(ahead, series) if len(ahead) else SCORES.empty()
    for name in ("made_in", "month"):
        found[name] = found[name].dt.strftime("%Y-%m")
    return Kept(found[STANDING], record)


def _series(con: duckdb.DuckDBPyConnection, panel: str) -> pd.DataFrame:
    return con.execute(SERIES, {"panel": panel}).df()


def _folder(data: Path, panel: str) -> Path:
    return data / "ledger" / "forecasts" / Path(panel).name
