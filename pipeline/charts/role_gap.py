"""What is missing on the way from system administration to MLOps."""

import pandas as pd
from matplotlib.axes import Axes

from pipeline.charts import Chart, period_scope
from pipeline.charts.periods import about, latest
from pipeline.charts.shapes import draw_rows, note, per_cent, rows_high
from pipeline.trends.role_gap import gap
from pipeline.trends.roles import profiles

# The first pair of which both have a profile: a panel of start-ups hardly knows a system administrator.
PAIRS = (
    ("sysadmin", "mlops_engineer"),
    ("aiops_sre", "mlops_engineer"),
    ("aiops_sre", "ml_engineer"),
    ("software_developer", "ml_engineer"),
)
SHOWN = 14
MONTHS = 60  # rare roles need years to be seen at all


def measure(rows: pd.DataFrame) -> pd.DataFrame:
    """The skills of the target that the origin lacks most: their part in all that the target asks, in per cent.

    `rows`: opening_id, employer, role, role_label, skill, label; skill null for an opening that asks for none.
    """
    coded = rows.assign(employer=rows["employer"].astype("str"))
    openings = coded.drop_duplicates("opening_id")
    found = profiles(openings, coded.loc[coded["skill"].notna(), ["opening_id", "skill"]])
    names = coded.drop_duplicates("role").set_index("role")["role_label"]
    skills = coded[coded["skill"].notna()].drop_duplicates("skill").set_index("skill")["label"]
    sizes = openings["role"].value_counts()
    for origin, target in PAIRS:
        if origin not in found.roles or target not in found.roles or not found.kept[found.role(origin)].any():
            continue
        missing = gap(found, origin, target)
        if missing.empty:
            continue
        parts = {name: 100 * missing[name] for name in ("missing", "low", "high")}
        return pd.DataFrame(
            {
                "skill": missing["skill"],
                "label": missing["skill"].map(skills),
                "origin": names[origin],
                "target": names[target],
                "missing_pct": parts["missing"],
                "low_pct": parts["low"],
                "high_pct": parts["high"],
                **{name: missing[name] for name in ("asked_pct", "have_pct", "rank", "rank_low", "rank_high")},
                "cumulated_pct": missing["cumulated_pct"],
                "n": int(sizes[target]),
                "n_origin": int(sizes[origin]),
                **about(rows),
            }
        ).head(SHOWN)
    return pd.DataFrame()


def draw(ax: Axes, frame: pd.DataFrame) -> None:
    draw_rows(ax, frame, ("missing_pct", "low_pct", "high_pct"), tick=per_cent)
    ax.set_xlim(left=0)
    note(ax, f"from {frame['origin'].iloc[0]} to {frame['target'].iloc[0]}; 95 % interval over employers")


def finding(frame: pd.DataFrame) -> str:
    first = "; ".join(
        f"{label} {part:.1f} % ({low:.1f} to {high:.1f})"
        for label, part, low, high in zip(
            frame["label"].head(3), frame["missing_pct"], frame["low_pct"], frame["high_pct"], strict=False
        )
    )
    row = frame.iloc[0]
    return (
        f"From {row['origin']} to {row['target']} most is missing of {first} of what the target asks. "
        "What openings ask is no probability of being hired."
    )


def jobs(months: int) -> str:
    """The query whose rows `pipeline.trends.roles` takes: opening_id, employer, role, role_label, skill, label, months.

    A job is an opening with one role alone, or a role's own block in a text of several: only there skills are the
    role's. Skills are those that one can learn; null for a job that asks for none. $panel's last `months` months.
    """
    return f"""
        with {latest(months)},
        flow as (
            select distinct on (opening_id)
                opening_id, posting_id, employer_cluster::varchar as employer, period, first_month, last_month, months
            from opening_months
            join periods using (month)
            where panel = $panel and unit = 'opening' and is_first_of_text
            order by opening_id, posting_id
        ),
        named as (
            select flow.*, role, scope, any_value(role_index) as role_index
            from flow
            join opening_roles using (posting_id)
            where scope = 'role_block' or posting_id in (select posting_id from postings where n_roles = 1)
            group by all
        ),
        asked as (
            select distinct posting_id, role_index, skill, label
            from evidence
            join skills using (skill)
            where status in ('required', 'preferred', 'duty') and posting_id in (select posting_id from named)
                and tier in ('core', 'specific', 'use', 'adjacent', 'traditional', 'cert')
        )
        select distinct
            named.opening_id || ':' || role as opening_id, employer, role, roles.label as role_label,
            asked.skill, asked.label, period, first_month, last_month, months
        from named
        join roles using (role)
        left join asked
            on asked.posting_id = named.posting_id and (scope = 'posting' or asked.role_index = named.role_index)
        order by all
    """


chart = Chart(
    id="role_gap",
    question="Which skills does a system administrator lack for MLOps, as openings ask for them?",
    title="What is missing on the way to AI operations?",
    subtitle="Part of what the target role asks that the origin's openings do not ask, %",
    definition=(
        "Openings of one role alone, and role blocks. "
        "A skill weighs by how often the target asks it and how telling it is; near skills "
        "count half. Where a panel holds too few openings of system administrators or MLOps, the nearest roles stand."
    ),
    denominator=f"IT openings of one role alone and role blocks of others, last {MONTHS} complete months (flow)",
    relations=("opening_months", "opening_roles", "postings", "evidence", "skills", "roles"),
    select=jobs(MONTHS),
    measure=measure,
    draw=draw,
    finding=finding,
    scope=period_scope,
    counts="openings of the target role",
    interval="95 %, employers drawn again",
    bands="Bands: 95 % intervals, employers drawn again",
    value=("missing_pct", "low_pct", "high_pct"),
    high=lambda frame: rows_high(len(frame)),
    left=2.6,
    right=0.25,
)
