"""The list of claims: whole, in the taxonomy's words, each with rule, figure and verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from pipeline import taxonomy
from pipeline.claims.catalogue import UnknownClaim, claim, claims
from pipeline.claims.entry import Claim, Figure
from pipeline.claims.evidence import Evidence, Selection
from pipeline.claims.judging import results
from pipeline.claims.measures import Change, Level
from pipeline.claims.profiles import Group, Profiled
from pipeline.taxonomy.roles import roles_table
from tests.claims.worlds import planted

NOT_MEASURABLE = {2, 25, 39, 43, 44}


def selections(value: object) -> Iterator[Selection]:
    """Every selection that a claim's measures hold."""
    if isinstance(value, Selection):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from selections(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from selections(each)


def test_the_article_has_39_claims_and_six_were_added() -> None:
    assert list(claims()) == list(range(1, 46))
    assert {number for number, found in claims().items() if not found.measures} == NOT_MEASURABLE


@pytest.mark.parametrize("number", claims())
def test_a_claim_names_what_the_taxonomy_has(number: int) -> None:
    skills, groups, roles = taxonomy.skills(), taxonomy.groups(), roles_table()
    families = {role.family for role in roles.values()}
    tiers = {skill.tier for skill in skills.values()}
    for found in selections(claims()[number].measures):
        assert {*found.skills, *found.offered} <= set(skills)
        assert set(found.groups) <= set(groups)
        assert set(found.tiers) <= tiers
        assert {*found.roles, *found.titled} <= set(roles)
        assert set(found.families) <= families
    groups_of_roles = [group for m in claims()[number].measures if isinstance(m, Profiled) for group in m.groups]
    assert {group.role for group in groups_of_roles if group.role} <= set(roles)


def test_figures_have_names_of_their_own() -> None:
    own = [found.figure.id for found in claims().values() if found.measures and found.figure]
    assert len(own) == len(set(own)) == 40
    assert all(
        name.startswith(f"claim_{number:02}_")
        for number, name in zip(sorted(set(claims()) - NOT_MEASURABLE), own, strict=True)
    )


def test_the_parts_of_a_claim_stand_on_one_axis() -> None:
    """Bars of shares and bars of odds have no scale in common; a claim of both is drawn as shares over time."""
    nothing = planted(claim(16), "nothing", seed=1)
    for found in claims().values():
        units = {measure.part(nothing).unit for measure in found.measures}
        assert found.figure is not None
        assert len(units) <= 1 or found.figure.kind == "lines"


def test_a_claim_is_either_measured_or_says_why_not() -> None:
    figure = Figure("x", "bars", "y")
    with pytest.raises(ValueError, match="claim 1: either measures or a reason"):
        Claim(1, "1", "c", "q", "r", figure=figure)
    with pytest.raises(ValueError, match="claim 1: needs 2 of 1 parts"):
        Claim(1, "1", "c", "q", "r", measures=(Level("l", Selection(), 5),), need=2, figure=figure)
    with pytest.raises(ValueError, match="claim 1: no figure"):
        Claim(1, "1", "c", "q", "r", not_measurable_because="so")


def test_an_unknown_claim_is_named() -> None:
    with pytest.raises(UnknownClaim, match="no claim 46: they are numbered 1 to 45"):
        claim(46)


@pytest.fixture(scope="module")
def market() -> Evidence:
    return planted(claim(16), "true", seed=1)


def test_results_are_told_with_number_interval_n_and_threshold(market: Evidence) -> None:
    [found] = results([claim(16)], market, "planted")
    assert found.verdict == "supported"
    assert found.deciding is not None
    deciding = found.deciding
    assert deciding.value is not None
    assert f"{deciding.n:,} openings" in found.sentence
    assert f"{deciding.value:.1f} %" in found.sentence
    assert "it counts as true above 5.00 %" in found.sentence
    assert "By value 3 of 3 parts hold, and 0 have no number." in found.sentence
    assert list(found.frame()["label"]) == ["TensorFlow", "PyTorch", "scikit-learn"]
    assert (found.first_month, found.last_month) == ("2019-01", "2025-12")


def test_a_series_is_the_share_by_quarter_and_pools_to_the_part(market: Evidence) -> None:
    """The four quarters of the last year hold the openings that the part counts."""
    [found] = results([claim(16)], market, "planted")
    last = found.series[(found.series["label"] == "PyTorch") & (found.series["quarter"] >= "2025-01-01")]
    part = found.parts[1]
    assert part.value is not None
    assert last["n"].sum() == part.n
    assert 100 * last["count"].sum() / last["n"].sum() == pytest.approx(part.value)


def test_all_measured_claims_are_adjusted_together(market: Evidence) -> None:
    """A claim alone keeps its p; beside others the adjusted p can only be as small or larger."""
    alone = results([claim(16)], market, "planted")[0]
    beside = {result.claim.id: result for result in results(claims().values(), market, "planted")}[16]
    assert alone.p == beside.p == alone.p_adjusted
    assert beside.p is not None
    assert beside.p_adjusted is not None
    assert beside.p_adjusted >= beside.p


def test_an_empty_panel_leaves_every_measured_claim_undecided() -> None:
    import pandas as pd

    from pipeline.claims.evidence import OPENINGS, ROLES, SKILLS

    empty = [pd.DataFrame(columns=columns) for columns in (OPENINGS, SKILLS, ROLES)]
    empty[0]["month"] = pd.to_datetime(empty[0]["month"])
    empty[1]["is_asked"] = empty[1]["is_asked"].astype(bool)
    found = results(claims().values(), Evidence.of(*empty), "nobody")
    assert {result.verdict for result in found if result.claim.measures} == {"undecided"}
    assert all("too little evidence" in result.sentence for result in found if result.claim.measures)


def test_doubling_every_opening_changes_no_value() -> None:
    """Copies by the same employers add nothing to a share and nothing to its sureness."""
    once = planted(claim(10), "true", seed=3)
    measure = claim(10).measures[0]
    assert isinstance(measure, Change)
    twice = _doubled(once)
    one, two = measure.part(once), measure.part(twice)
    assert one.value is not None
    assert two.value == pytest.approx(one.value, rel=0.01)
    assert two.low == pytest.approx(one.low, rel=0.02)


def _doubled(evidence: Evidence) -> Evidence:
    from dataclasses import replace

    import numpy as np

    from pipeline.claims.evidence import Tokens

    size = evidence.size
    twice: dict[str, Any] = {
        name: np.tile(getattr(evidence, name), 2) for name in ("month", "employer", "alone", "length", "country")
    }
    return replace(
        evidence,
        **twice,
        tokens={
            kind: Tokens(np.concatenate([had.row, had.row + size]), np.tile(had.code, 2), had.names)
            for kind, had in evidence.tokens.items()
        },
        _known={},
    )


def test_a_group_may_be_of_no_role() -> None:
    assert Group(years=1).mask(planted(claim(30), "true", seed=1)).any()
