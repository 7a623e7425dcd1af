"""Which roles are near, and what is missing on the way: ranks and gaps that were planted come out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.trends.role_distances import distances
from pipeline.trends.role_gap import gap, owning, reach
from pipeline.trends.roles import Profiles, UnknownRole, profiles, table
from tests.trends.world import LEARNING, ORDER_FROM_SYSADMIN, roles


@pytest.fixture(scope="module")
def found() -> Profiles:
    return profiles(*roles(1), draws=99)


def recovered(seeds: range) -> tuple[float, float]:
    """Share of worlds with the planted order of targets, and with the planted skills first in the gap."""
    order, missing = [], []
    for seed in seeds:
        made = profiles(*roles(seed), draws=5)
        order.append(tuple(reach(made, "sysadmin")["role"][:2]) == ORDER_FROM_SYSADMIN)
        missing.append(set(gap(made, "sysadmin", "mlops_engineer")["skill"][:3]) == set(LEARNING))
    return float(np.mean(order)), float(np.mean(missing))


def test_rank_and_gap_from_sysadmin_to_mlops_come_out() -> None:
    order, missing = recovered(range(20))
    assert order >= 0.95
    assert missing >= 0.95


@pytest.mark.worlds
def test_rank_and_gap_come_out_in_95_of_100_worlds() -> None:
    order, missing = recovered(range(100))
    assert order >= 0.95
    assert missing >= 0.95


def test_who_has_nothing_covers_nothing_and_who_has_everything_covers_all(found: Profiles) -> None:
    nothing, everything = owning(found, []), owning(found, found.skills)
    assert (reach(found, nothing)["coverage"] == 0).all()
    assert reach(found, everything)["coverage"].to_numpy() == pytest.approx(1)
    short, none = gap(found, nothing, "mlops_engineer"), gap(found, everything, "mlops_engineer")
    assert short["missing"].sum() == pytest.approx(1)
    assert short.loc[short["is_listed"], "missing"].sum() >= 0.8
    assert not none["is_listed"].any()
    assert (none["missing"] == 0).all()


def test_one_more_skill_never_covers_less(found: Profiles) -> None:
    some = reach(found, owning(found, ["linux", "bash"])).set_index("role")["coverage"]
    more = reach(found, owning(found, ["linux", "bash", "pytorch"])).set_index("role")["coverage"]
    assert (more.reindex(some.index) >= some - 1e-12).all()
    assert more["ml_engineer"] > some["ml_engineer"]


def test_coverage_is_not_the_same_both_ways(found: Profiles) -> None:
    there = reach(found, "sysadmin").set_index("role")["coverage"].to_dict()["mlops_engineer"]
    back = reach(found, "mlops_engineer").set_index("role")["coverage"].to_dict()["sysadmin"]
    assert back > there + 0.1


def test_intervals_and_ranks_hold_what_they_belong_to(found: Profiles) -> None:
    near, missing = reach(found, "sysadmin"), gap(found, "sysadmin", "mlops_engineer")
    for frame, value in ((near, "coverage"), (missing, "missing")):
        assert ((frame["low"] <= frame[value]) & (frame[value] <= frame["high"])).all()
        assert ((frame["rank_low"] <= frame["rank"]) & (frame["rank"] <= frame["rank_high"])).all()
        assert frame["rank"].tolist() == list(range(1, len(frame) + 1))


def test_a_profile_keeps_what_the_role_asks_more_than_all_it(found: Profiles) -> None:
    kept = table(found).query("role == 'web_developer'")
    assert set(kept["skill"]) >= {"javascript", "react", "css"}
    assert "linux" not in set(kept["skill"])
    assert (kept["rca"] >= 1).all()


def test_unknown_names_are_told(found: Profiles) -> None:
    with pytest.raises(UnknownRole, match="no opening has the role 'wizard'"):
        reach(found, "wizard")
    with pytest.raises(KeyError, match="cobol"):
        owning(found, ["cobol"])


def test_roles_that_grow_alike_come_nearer_by_year() -> None:
    """In the second year data analysts ask for what ML engineers ask for."""
    openings, mentions = roles(2)
    later = openings.assign(opening_id=openings["opening_id"] + 10_000)
    is_analyst = later["role"] == "data_analyst"
    as_ml = openings.loc[openings["role"] == "ml_engineer", "opening_id"].to_numpy()
    copied = dict(zip(as_ml, later.loc[is_analyst, "opening_id"], strict=True))
    kept = mentions.assign(opening_id=mentions["opening_id"] + 10_000)
    kept = kept[~kept["opening_id"].isin(later.loc[is_analyst, "opening_id"])]
    blurred = mentions[mentions["opening_id"].isin(as_ml)].assign(
        opening_id=lambda rows: rows["opening_id"].map(copied)
    )
    both = pd.concat(
        [openings.assign(month=pd.Timestamp("2022-05-01")), later.assign(month=pd.Timestamp("2023-05-01"))]
    )
    pairs = [("data_analyst", "ml_engineer"), ("sysadmin", "web_developer")]
    found = distances(both, pd.concat([mentions, kept, blurred]), pairs, draws=49)
    by_year = found.set_index(["role", "year"]).to_dict("index")
    then, now = by_year["data_analyst", 2022], by_year["data_analyst", 2023]
    assert now["high"] < then["low"]
    assert now["distance"] < 0.15
    unmoved = [by_year["sysadmin", year]["distance"] for year in (2022, 2023)]
    assert unmoved[0] == pytest.approx(unmoved[1], abs=0.02)
