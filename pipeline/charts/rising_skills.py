"""Which skills rise and which fall, net of chance: odds of being asked for, this year against an earlier one."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from pipeline.charts import Chart, period_scope
from pipeline.charts.hits import ASKED
from pipeline.charts.periods import about, periods
from pipeline.charts.shapes import draw_rows, note, rows_high, times
from pipeline.trends.growth import growth

EACH_WAY = 10


def measure(rows: pd.DataFrame) -> pd.DataFrame:
    """The skills that move most, both ways, of those that move for sure; the odds ratio is shrunk, as are its bounds.

    `rows`: skill null for all openings of an employer (n), else those that ask for it (x).
    """
    coded = rows.assign(period=(rows["period"] == "latest").astype(int), employer=rows["employer"].astype("str"))
    sizes = coded[coded["skill"].isna()]
    hits = coded[coded["skill"].notna()].rename(columns={"skill": "item"})
    found = growth(hits[["item", "period", "employer", "x"]], sizes[["period", "employer", "n"]])
    moving = found[found["is_moving"]].sort_values(["shrunk_log_odds", "item"], ascending=[False, True])
    up, down = moving[moving["shrunk_log_odds"] > 0], moving[moving["shrunk_log_odds"] < 0]
    shown = pd.concat([up.head(EACH_WAY), down.tail(EACH_WAY)])
    names = hits.drop_duplicates("item").set_index("item")["label"]
    return pd.DataFrame(
        {
            "skill": shown["item"],
            "label": shown["item"].map(names),
            "times": np.exp(shown["shrunk_log_odds"]),
            "low": np.exp(shown["shrunk_low"]),
            "high": np.exp(shown["shrunk_high"]),
            "share_before_pct": shown["share_before_pct"],
            "share_after_pct": shown["share_after_pct"],
            "p_adjusted": shown["p_adjusted"],
            "rank": shown["rank"],
            "rank_low": shown["rank_low"],
            "rank_high": shown["rank_high"],
            "employers": shown["employers"],
            "tested": int(found["is_tested"].sum()),
            "moving": len(moving),
            **about(rows[rows["period"] == "latest"]),
            "n": int(sizes.loc[sizes["period"] == 1, "n"].sum()),
        }
    ).reset_index(drop=True)


def draw(ax: Axes, frame: pd.DataFrame) -> None:
    draw_rows(ax, frame, ("times", "low", "high"), at=1.0, log=True, tick=times)
    note(ax, "last twelve months against an earlier twelve; shrunk, with 95 % interval")


def finding(frame: pd.DataFrame) -> str:
    up, down = frame.iloc[0], frame.iloc[-1]
    said = [
        f"{row['label']} {'rose' if row['times'] > 1 else 'fell'} to {row['times']:.2f} times the odds "
        f"({row['low']:.2f} to {row['high']:.2f})"
        for row in (up, down)
    ]
    return (
        f"Of {up['tested']} skills tested {up['moving']} moved for sure (false discovery rate 5 %) in the twelve "
        f"months to {up['last_month']:%B %Y}: {'; '.join(said)}."
    )


chart = Chart(
    id="rising_skills",
    question="Which skills rise, which fall, and which of it is more than chance?",
    title="Skills that rise and skills that fall",
    subtitle="How many times the odds of an earlier year",
    definition=(
        "Odds of being asked for, clustered by employer, in the last twelve complete months against twelve that end "
        "three years before (the earliest twelve of a younger panel). Only skills that move for sure after Benjamini "
        "and Hochberg at 5 %, shrunk towards the mean of all tested (empirical Bayes)."
    ),
    denominator="IT openings in a validated language advertised in the panel's last twelve complete months (flow)",
    relations=("opening_months", "opening_skills", "skills"),
    select=f"""
        with {periods(12)},
        counted as (
            select posting_id, employer_cluster as employer, period, first_month, last_month, months
            from opening_months
            join periods using (month)
            where panel = $panel and unit = 'opening' and is_first_of_text
        )
        select
            null as skill, null as label, employer, period, first_month, last_month, months, count(*) as n, 0 as x
        from counted
        group by all
        union all
        select skill, label, employer, period, first_month, last_month, months, 0 as n, count(*) as x
        from counted
        join (select posting_id, skill from opening_skills where is_asked) using (posting_id)
        join skills using (skill)
        where (select count(distinct period) from counted) = 2
        group by all
        order by all
    """,
    measure=measure,
    draw=draw,
    finding=finding,
    scope=period_scope,
    interval="95 %, of the log-odds clustered by employer, shrunk; rank intervals beside",
    bands="Bands: 95 % of the shrunk log-odds, clustered by employer",
    hits=ASKED,
    line="skill",
    value=("times", "low", "high"),
    high=lambda frame: rows_high(len(frame)),
    left=2.6,
    right=0.25,
)
