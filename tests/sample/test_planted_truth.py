"""The sample's generator: reproducible, planted before written, and true to its own plan."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import lru_cache
from typing import Any

import pytest

from flows.sample import Sample, sample
from flows.sample.plan import curve, fresh, world
from flows.sample.truth import PostingTruth
from pipeline.records import AI_LEVELS

SHORT = {"machine_learning": ("ML", "Machine Learning"), "large_language_models": ("LLM",)}  # in titles and anchors


@lru_cache(maxsize=1)
def made() -> Sample:
    return sample()


def leaves(value: Any) -> list[str]:
    """All sentence templates of a table, at any depth."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [value["text"]] if "text" in value else [leaf for one in value.values() for leaf in leaves(one)]
    return [leaf for one in value for leaf in leaves(one)]


def written(some: Sample) -> bytes:
    bodies = [json.dumps(thread.comments).encode() for thread in some.threads]
    bodies += [board.body or b"" for boards in some.nights.values() for board in boards]
    return b"\n".join(bodies)


def counted(month: str) -> list[PostingTruth]:
    return [t for t in made().truth if t.month and f"{t.month:%Y-%m}" == month and t.is_counted]


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert written(sample()) == written(made())


def test_another_seed_gives_other_bytes() -> None:
    assert written(sample(1)) != written(made())


def test_there_are_at_least_sixty_templates_and_none_twice() -> None:
    templates = leaves(world().templates)
    assert len(templates) >= 60
    assert len(set(templates)) == len(templates)


def test_thirty_six_months_lack_two() -> None:
    months = [thread.month for thread in made().threads]
    missing = set(made().world.months) - set(months)
    assert len(months) == 34
    assert sorted(f"{month:%Y-%m}" for month in missing) == ["2023-02", "2024-07"]


def test_there_are_about_three_thousand_postings() -> None:
    assert 2800 < sum(truth.is_posting for truth in made().truth) < 3400


def test_no_employer_is_above_five_percent_and_there_are_many() -> None:
    sizes = Counter(t.employer for t in made().truth if t.source == "hn" and t.is_counted)
    assert len(sizes) >= 150
    assert max(sizes.values()) / sum(sizes.values()) < 0.05


def test_an_employer_has_at_most_two_postings_in_a_thread_and_not_for_one_role() -> None:
    for thread in made().threads:
        roles: Counter[tuple[str | None, str]] = Counter()
        sizes: Counter[str | None] = Counter()
        for truth in thread.truth:
            if truth.is_counted:
                sizes[truth.employer] += 1
                roles.update((truth.employer, role) for role in {role.role for role in truth.roles})
        assert max(sizes.values()) <= 2
        assert max(roles.values()) == 1


def test_every_repost_has_the_text_and_the_truth_of_the_thread_before() -> None:
    texts = {str(c["id"]): c["text"] for thread in made().threads for c in thread.comments}
    truths = {truth.ref: truth for truth in made().truth if truth.source == "hn"}
    again = [truth for truth in truths.values() if truth.repost_of]
    assert 0.15 < len(again) / sum(truth.is_counted for truth in truths.values()) < 0.25
    for truth in again:
        first = truths[truth.repost_of or ""]
        assert texts[truth.ref] == texts[first.ref]
        assert (truth.roles, truth.ai_level) == (first.roles, first.ai_level)


def test_a_postings_level_is_that_of_its_highest_role_or_mentions() -> None:
    for truth in made().truth:
        if not truth.is_counted:
            continue
        highest = max((role.ai_level for role in truth.roles), key=AI_LEVELS.index)
        assert truth.ai_level == highest or (highest == "none" and truth.ai_level == "mentions")


def test_all_that_a_role_asks_for_stands_in_the_text() -> None:
    skills = world().plan["skills"]
    texts = {str(c["id"]): c["text"] for thread in made().threads for c in thread.comments}
    for truth in made().truth:
        if truth.source != "hn":
            continue
        for skill in truth.asked:
            forms = [*skills[skill], *SHORT.get(skill, ())]
            assert any(form in texts[truth.ref] for form in forms), (truth.ref, skill)


@pytest.mark.parametrize("month", ["2022-01", "2023-06", "2024-12"])
def test_the_levels_of_a_month_add_up_to_one(month: str) -> None:
    day = next(one for one in made().world.months if f"{one:%Y-%m}" == month)
    shares = fresh(made().world, day)
    assert sum(share for (kind, _), share in shares.items() if kind == "level") == pytest.approx(1)
    duties = sum(shares["level", level] for level in ("uses", "builds", "governs"))
    assert duties == pytest.approx(shares["ladder", "in_duties"])


def test_what_was_drawn_lies_about_what_was_planted() -> None:
    """Over all months, for a few measures: within four standard errors of the planted mean."""
    total = sum(truth.is_counted for truth in made().truth if truth.month)
    for skill in ("python", "pytorch", "large_language_models", "kubernetes"):
        expected = sum(
            p.share_pct / 100 * len(counted(f"{p.month:%Y-%m}"))
            for p in made().planted
            if (p.kind, p.key) == ("skill", skill)
        )
        drawn = sum(skill in truth.asked for truth in made().truth if truth.month and truth.is_counted)
        assert abs(drawn - expected) < 4 * (expected * (1 - expected / total)) ** 0.5 * 1.2  # reposts are copies


def test_pytorch_overtakes_tensorflow_and_ai_in_duties_rises() -> None:
    share = {(p.key, f"{p.month:%Y-%m}"): p.share_pct for p in made().planted}
    assert share["pytorch", "2022-01"] < share["tensorflow", "2022-01"]
    assert share["pytorch", "2024-12"] > share["tensorflow", "2024-12"]
    assert share["in_duties", "2024-12"] > 2 * share["in_duties", "2022-01"]


def test_a_curve_is_straight_between_its_knots() -> None:
    assert [curve([0, 1, 0], at) for at in (0, 0.25, 0.5, 1)] == [0, 0.5, 1, 0]
    assert curve([0.3], 0.7) == 0.3


def test_every_address_is_an_example() -> None:
    text = written(made()).decode().replace("&#x2F;", "/")
    hosts = set(re.findall(r"https?://([^/\"\\ <&?]+)", text)) | set(re.findall(r"[\w.]+@([\w.]+\w)", text))
    assert hosts
    assert {host for host in hosts if not host.endswith(".example")} == set()


def test_the_traps_are_in_the_text() -> None:
    text = written(made()).decode()
    for trap in ("Cursor Logistics", "R&amp;D", ".ai.example", "No ML experience needed", "AI to screen applications"):
        assert trap in text
