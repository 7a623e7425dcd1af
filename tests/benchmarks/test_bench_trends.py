"""What all statistics cost over 14 years × 600 skills × 50 roles. Run by `jobshift bench trends`; prints one table."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.trends import (
    changes,
    emergence,
    forecasts,
    growth,
    mix,
    pairs,
    panels,
    pay,
    relatedness,
    remote,
    role_distances,
    role_gap,
    roles,
    seasonality,
    shares,
    survival,
    turnover,
    weights,
)
from pipeline.trends.bootstrap import headline
from tests.benchmarks.peers import told

MONTHS, SKILLS, ROLES, OPENINGS, EMPLOYERS, PER_OPENING = 168, 600, 50, 120_000, 15_000, 8


@dataclass(frozen=True, slots=True)
class Facts:
    """Openings and their skills, invented: frequencies as Zipf has them, roles with skills of their own."""

    openings: pd.DataFrame
    mentions: pd.DataFrame
    series: pd.DataFrame  # of all skills by month
    cells: pd.DataFrame  # of the headline


def facts(openings: int = OPENINGS) -> Facts:
    random = np.random.default_rng(1)
    month = pd.date_range("2011-01-01", periods=MONTHS, freq="MS")
    size = random.pareto(1.3, EMPLOYERS) + 0.2
    role = random.integers(0, ROLES, openings)
    frame = pd.DataFrame(
        {
            "opening_id": np.arange(openings),
            "month": month[random.integers(0, MONTHS, openings)],
            "employer": np.char.add("e", random.choice(EMPLOYERS, openings, p=size / size.sum()).astype(str)),
            "source": random.choice(["a", "b", "c", "d"], openings),
            "role": np.char.add("r", role.astype(str)),
            "seniority": random.choice(["junior", "mid", "senior"], openings),
            "country": random.choice([f"c{number}" for number in range(30)], openings),
            "is_ai": random.random(openings) < 0.2,
            "is_remote": random.random(openings) < 0.4,
            "text_length": random.integers(400, 8_000, openings),
            "pay_min": np.where(random.random(openings) < 0.3, np.exp(random.normal(11.5, 0.3, openings)), np.nan),
            "pay_max": np.nan,
            "pay_currency": "USD",
            "pay_period": "year",
            "entry": 0.0,
            "age": random.exponential(30, openings),
        }
    )
    frame["gone"] = np.where(random.random(openings) < 0.8, frame["age"] + 1, np.nan)
    frame["core"] = pd.Series(["s1 s2" if flag else None for flag in frame["is_ai"]], dtype="str")
    frequency = 1 / np.arange(2, SKILLS + 2)
    common = random.choice(SKILLS, (openings, PER_OPENING - 3), p=frequency / frequency.sum())
    own = (role[:, None] * 11 + random.integers(0, 11, (openings, 3))) % SKILLS
    skill = np.hstack([common, own])
    mentions = pd.DataFrame({"opening_id": np.repeat(np.arange(openings), PER_OPENING), "skill": skill.ravel()})
    mentions = mentions.drop_duplicates(ignore_index=True)
    mentions["skill"] = pd.Series(np.char.add("s", mentions["skill"].to_numpy().astype(str)), dtype="str")
    named = mentions.merge(frame[["opening_id", "month"]], on="opening_id")
    total = frame.groupby("month").size().rename("n")
    grid = pd.MultiIndex.from_product([named["skill"].unique(), month], names=["item", "month"])
    count = named.groupby(["skill", "month"]).size().rename_axis(["item", "month"]).reindex(grid, fill_value=0)
    series = count.rename("count").reset_index().merge(total.reset_index(), on="month").assign(deff=1.5)
    cells = frame.assign(n=1, x=frame["is_ai"].astype("int64"))
    keys = ["month", "source", "employer", "role", "seniority"]
    return Facts(frame, mentions, series, cells.groupby(keys)[["n", "x"]].sum().reset_index())


def profile(given: Facts) -> dict[str, float]:
    """CPU seconds of every statistic."""
    openings, mentions, series, cells = given.openings, given.mentions, given.series, given.cells
    when = openings.set_index("opening_id")["month"]
    recent = when >= when.max() - pd.DateOffset(years=1)
    before = (when < when.max() - pd.DateOffset(years=3)) & (when >= when.max() - pd.DateOffset(years=4))
    named = mentions.merge(openings[["opening_id", "month", "employer"]], on="opening_id")
    period = pd.Series(np.select([before, recent], [0, 1], default=-1), index=when.index)
    two = (
        named.assign(period=named["opening_id"].map(period), x=1).query("period >= 0").rename(columns={"skill": "item"})
    )
    hits = two.groupby(["item", "period", "employer"])["x"].sum().reset_index()
    sizes = openings.assign(period=period.to_numpy(), n=1).query("period >= 0")
    sizes = sizes.groupby(["period", "employer"])["n"].sum().reset_index()
    by_skill = named.assign(x=1).groupby(["skill", "month", "employer"])["x"].sum().reset_index().assign(n=1)
    by_year = series.assign(period=series["month"].dt.year - 2011).groupby(["item", "period"])[["n", "count"]].sum()
    by_year = by_year.reset_index().rename(columns={"item": "skill"}).assign(deff=1.5)
    ends = by_year[by_year["period"].isin([0, 13])].assign(period=lambda rows: (rows["period"] > 0).astype(int))
    found = roles.profiles(openings, mentions)
    work: dict[str, Callable[[], object]] = {
        "shares of 600 skills": lambda: shares.shares(by_skill, ["skill", "month"]),
        "bootstrapped headline": lambda: headline(cells),
        "other weights": lambda: weights.weighted(cells),
        "panel and source effects": lambda: panels.index(cells),
        "mix": lambda: mix.adjusted(cells, ["role", "seniority"], list(when.drop_duplicates().nlargest(12))),
        "growth": lambda: growth.growth(hits, sizes),
        "season": lambda: seasonality.seasonal(series),
        "changes": lambda: changes.changes(series),
        "diffusion and bursts": lambda: (emergence.crossings(series), emergence.bursts(series)),
        "pairs": lambda: pairs.pairs(openings, mentions),
        "relatedness": lambda: relatedness.relatedness(openings, mentions),
        "role profiles": lambda: roles.profiles(openings, mentions),
        "reach from every role": lambda: [role_gap.reach(found, role) for role in found.roles],
        "distance by year": lambda: role_distances.distances(
            openings, mentions, [("r0", "r1"), ("r2", "r3")], draws=49
        ),
        "turnover and half-life": lambda: (turnover.turnover(ends), turnover.half_life(by_year)),
        "survival": lambda: (survival.survival(openings), survival.median(openings)),
        "pay": lambda: pay.premium(openings),
        "remote": lambda: remote.odds(openings),
        "forecasts of 600 skills": lambda: forecasts.forecasts(series),
    }
    spent = {}
    for name, statistic in work.items():
        started = time.process_time()
        statistic()
        spent[name] = time.process_time() - started
    return spent


def test_all_statistics_of_14_years() -> None:
    """Wanted: less than a minute."""
    spent = profile(facts())
    whole = sum(spent.values())
    told("statistic", "CPU s", rows=[[name, f"{cost:.2f}"] for name, cost in (*spent.items(), ("all", whole))])
    assert all(cost > 0 for cost in spent.values())
