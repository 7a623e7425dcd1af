"""Simulated worlds with a known truth (METHODS 6.1): what statistics must find, and what they must not.

`World` makes openings of sources × employers × roles: a source that enters later, an employer that posts twenty times
as much, reposts, copies with edited boilerplate, outages, words added to the lexicon. The smaller functions make one
kind of truth each, fast enough for hundreds of worlds.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit, logit

Numbers = NDArray[np.float64]

START = "2021-01-01"
LOUD = 20  # times the openings of the loud employer
COUNTRIES, SENIORITIES = ("US", "DE", "GB"), ("junior", "mid", "senior")
ROLES = ("developer", "sysadmin", "data_scientist", "mlops_engineer")


def months(count: int, start: str = START) -> pd.DatetimeIndex:
    return pd.date_range(start, periods=count, freq="MS")


@dataclass(frozen=True, slots=True)
class Source:
    """Where openings are seen: its own level of the share, and the months (numbers) in which it is read."""

    name: str
    employers: int = 120
    level: float = 0.0  # log-odds against the world's share
    enters: int = 0
    outages: tuple[int, ...] = ()


@dataclass(frozen=True)
class World:
    """A world of openings; the same seed makes the same."""

    seed: int
    months: int = 24
    share: float = 0.10  # of openings with AI, at level 0, in the first month
    rise: float = 0.0  # log-odds per year
    correlation: float = 0.2  # of openings of one employer
    per_employer: float = 1.5  # openings per employer and month
    sources: tuple[Source, ...] = (Source("a"), Source("b", level=0.5))
    loud: bool = False  # one employer posts LOUD times as much, all of it with AI
    reposts: float = 0.0  # share of openings that come back the month after
    copies: float = 0.0  # share of openings with a copy at another source, its boilerplate edited
    new_words: tuple[int, ...] = ()  # months in which the lexicon learns one more of the ways to write AI
    ways: int = 1  # ways to write AI, used alike; one is known from the start
    openings: pd.DataFrame = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "openings", self._made(np.random.default_rng(self.seed)))

    def _made(self, random: np.random.Generator) -> pd.DataFrame:
        """opening_id, month, source, employer, role, seniority, country, is_ai, word, is_repost, copy_of."""
        parts = []
        for source in self.sources:
            for month in range(source.enters, self.months):
                if month not in source.outages:
                    parts.append(self._month(source, month, random))
        frame = pd.concat(parts, ignore_index=True)
        frame["month"] = months(self.months)[frame.pop("month_number")]
        frame["opening_id"] = np.arange(len(frame))
        frame["is_repost"], frame["copy_of"] = False, -1
        again = frame[(random.random(len(frame)) < self.reposts) & (frame["month"] < frame["month"].max())]
        again = again.assign(month=again["month"] + pd.DateOffset(months=1), is_repost=True)
        copied = frame[random.random(len(frame)) < self.copies]
        names = [source.name for source in self.sources]
        copied = copied.assign(copy_of=copied["opening_id"], source=random.choice(names, len(copied)))
        whole: pd.DataFrame = pd.concat([frame, again, copied], ignore_index=True)
        return whole

    def _month(self, source: Source, month: int, random: np.random.Generator) -> pd.DataFrame:
        habits = np.random.default_rng([self.seed, hash_of(source.name)])  # an employer keeps its habit
        pull = habits.random(source.employers)
        size = random.poisson(self.per_employer * habits.pareto(2.5, source.employers))
        if self.loud and source is self.sources[0]:
            size[0] = LOUD * max(1, int(self.per_employer))
        employer = np.repeat(np.arange(source.employers), size)
        p = expit(logit(self.share) + source.level + self.rise * month / 12)
        own = beta_quantile(pull, p, self.correlation)[employer]
        is_ai = random.random(len(employer)) < own
        if self.loud and source is self.sources[0]:
            is_ai |= employer == 0
        size_all = len(employer)
        return pd.DataFrame(
            {
                "month_number": month,
                "source": source.name,
                "employer": [f"{source.name}{number}" for number in employer],
                "role": random.choice(ROLES, size_all, p=[0.5, 0.2, 0.2, 0.1]),
                "seniority": random.choice(SENIORITIES, size_all),
                "country": random.choice(COUNTRIES, size_all),
                "is_ai": is_ai,
                "word": random.integers(0, self.ways, size_all),
            }
        )

    def known(self, lexicon: int | None = None) -> pd.Series:
        """Whether each opening is found to ask for AI, by the words known in month `lexicon` (None: in its own)."""
        number = (self.openings["month"].dt.year - int(START[:4])) * 12 + self.openings["month"].dt.month - 1
        at = number if lexicon is None else pd.Series(lexicon, index=number.index)
        learnt = sum((at >= month).astype(int) for month in self.new_words) if self.new_words else 0
        return self.openings["is_ai"] & (self.openings["word"] <= learnt)

    def cells(self, hit: str | pd.Series = "is_ai", *by: str) -> pd.DataFrame:
        """Counts by month, source, employer and `by`; copies and reposts are counted as if they were new."""
        rows = self.openings.assign(n=1, x=self.openings[hit] if isinstance(hit, str) else hit)
        keys = ["month", "source", "employer", *by]
        return rows.groupby(keys, observed=True)[["n", "x"]].sum().reset_index().astype({"n": "int64", "x": "int64"})

    def truth(self, source: str = "a") -> Numbers:
        """The share (0..1) that each month truly has at a source."""
        level = next(one.level for one in self.sources if one.name == source)
        return np.asarray(expit(logit(self.share) + level + self.rise * np.arange(self.months) / 12))


def hash_of(name: str) -> int:
    """A number of a name that is the same in every process."""
    return int.from_bytes(name.encode(), "little") % 2**31


def beta_quantile(pull: Numbers, share: float, correlation: float) -> Numbers:
    """Employers' own shares: at the quantiles `pull` of the beta with that mean and correlation within employers."""
    from scipy.stats import beta

    strength = 1 / correlation - 1
    return np.asarray(beta.ppf(pull, share * strength, (1 - share) * strength))


def clusters(
    random: np.random.Generator, employers: int = 150, share: float = 0.1, correlation: float = 0.3
) -> pd.DataFrame:
    """One month of CELLS: Pareto sizes, own shares of employers from a beta."""
    strength = 1 / correlation - 1
    n = np.minimum(np.ceil(random.pareto(1.5, employers) + 0.2), 200).astype("int64")
    x = random.binomial(n, random.beta(share * strength, (1 - share) * strength, employers)).astype("int64")
    names = [f"e{number}" for number in range(employers)]
    return pd.DataFrame({"month": pd.Timestamp(START), "employer": names, "n": n, "x": x})


def two_periods(
    random: np.random.Generator, items: int = 500, real: int = 50, employers: int = 400
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """HITS and SIZES of `items` skills of which the first `real` change by log-odds of ±1; employers have habits."""
    size = random.poisson(3, (2, employers)) + (random.random((2, employers)) < 0.7)
    base = logit(random.beta(1, 25, items) + 0.004)
    change = np.where(np.arange(items) < real, np.where(np.arange(items) % 2, 1.0, -1.0), 0.0)
    habit = random.normal(0, 0.8, (items, employers))
    x = np.stack([random.binomial(size[at], expit(base[:, None] + at * change[:, None] + habit)) for at in (0, 1)])
    period, item, employer = np.nonzero(x)
    names = np.array([f"e{number}" for number in range(employers)])
    hits = pd.DataFrame(
        {
            "item": [f"s{number:03d}" for number in item],
            "period": period,
            "employer": names[employer],
            "x": x[period, item, employer],
        }
    )
    sizes = pd.DataFrame({"period": np.repeat([0, 1], employers), "employer": np.tile(names, 2), "n": size.ravel()})
    return hits, sizes


def monthly(random: np.random.Generator, share: Numbers, n: int = 400, item: str = "s") -> pd.DataFrame:
    """A series (pipeline.trends.changes.SERIES) of months with these true shares."""
    count = random.binomial(n, share).astype("int64")
    return pd.DataFrame({"item": item, "month": months(len(share)), "n": n, "count": count, "deff": 1.0})


INFRASTRUCTURE = ("linux", "bash", "networking", "monitoring", "terraform", "kubernetes", "ansible")
LEARNING = ("mlflow", "model_serving", "pytorch")  # what MLOps asks beyond: the planted gap
PROFILES: dict[str, dict[str, float]] = {
    "sysadmin": dict.fromkeys(INFRASTRUCTURE[:4], 0.6) | dict.fromkeys(INFRASTRUCTURE[4:], 0.3),
    "devops_engineer": dict.fromkeys(INFRASTRUCTURE, 0.5) | {"ci_cd": 0.35},
    "mlops_engineer": dict.fromkeys(INFRASTRUCTURE, 0.4) | dict(zip(LEARNING, (0.6, 0.5, 0.4), strict=True)),
    "ml_engineer": dict.fromkeys(LEARNING, 0.5) | {"statistics": 0.5, "python": 0.7, "linux": 0.1, "kubernetes": 0.1},
    "web_developer": {"javascript": 0.8, "react": 0.6, "css": 0.6, "graphql": 0.2},
    "data_analyst": {"sql": 0.8, "excel": 0.5, "statistics": 0.4, "python": 0.3},
    "mobile_developer": {"swift": 0.5, "kotlin": 0.5, "graphql": 0.1},
}
ORDER_FROM_SYSADMIN = ("devops_engineer", "mlops_engineer")  # the nearest targets, by construction


def roles(seed: int, openings: int = 200, employers: int = 150) -> tuple[pd.DataFrame, pd.DataFrame]:
    """ROLE_OPENINGS and MENTIONS: `openings` of each role of PROFILES, by employers with habits."""
    random = np.random.default_rng(seed)
    skills = sorted({skill for profile in PROFILES.values() for skill in profile})
    habit = random.normal(0, 0.4, (employers, len(skills)))
    frames, mentions = [], []
    for at, (role, profile) in enumerate(PROFILES.items()):
        employer = random.integers(0, employers, openings)
        p = np.array([profile.get(skill, 0.02) for skill in skills])
        asked = random.random((openings, len(skills))) < expit(logit(p)[None, :] + habit[employer])
        ids = np.arange(at * openings, (at + 1) * openings)
        frames.append(pd.DataFrame({"opening_id": ids, "employer": [f"e{n}" for n in employer], "role": role}))
        row, skill = np.nonzero(asked)
        mentions.append(pd.DataFrame({"opening_id": ids[row], "skill": np.array(skills)[skill]}))
    return pd.concat(frames, ignore_index=True), pd.concat(mentions, ignore_index=True)
