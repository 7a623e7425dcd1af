"""Every verdict rule in its worlds: `python -m tests.claims.certify 100 > docs/results/claims_worlds.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from time import process_time

from pipeline.claims.catalogue import claims
from pipeline.claims.entry import Claim, Verdict
from pipeline.claims.profiles import Profiled
from pipeline.claims.verdicts import judged, verdict
from tests.claims.worlds import World, planted

RIGHT: dict[World, Verdict] = {"true": "supported", "false": "contradicted", "nothing": "undecided"}
NOMINAL = 0.05  # two-sided p at which a claim alone would be decided


@dataclass(frozen=True, slots=True)
class Record:
    """What became of one claim over all seeds, in %."""

    claim: Claim
    right: dict[World, float]
    falsely_supported: float  # in the false world
    edge: float | None  # where the truth is the threshold: found above it at p < 0.05, adjusted for nothing


def measured() -> list[Claim]:
    """The claims that have a verdict rule."""
    return [claim for claim in claims().values() if claim.measures]


def said(claim: Claim, world: World, seed: int) -> Verdict:
    """The verdict as if no other claim could be decided: the p times the number of claims, the hardest adjustment."""
    evidence = planted(claim, world, seed)
    judgement = judged([measure.part(evidence) for measure in claim.measures], claim.need)
    return verdict(judgement, judgement.p * len(measured()))


def _is_above_at_the_edge(claim: Claim, seed: int) -> bool:
    evidence = planted(claim, "edge", seed)
    judgement = judged([measure.part(evidence) for measure in claim.measures], claim.need)
    return judgement.is_above and judgement.p < NOMINAL


def record(claim: Claim, seeds: int) -> Record:
    """One claim over `seeds` worlds of each kind; profiles have no world at the edge."""
    verdicts = {world: [said(claim, world, seed) for seed in range(seeds)] for world in RIGHT}
    edge = None
    if not isinstance(claim.measures[0], Profiled):
        edge = 100 * sum(_is_above_at_the_edge(claim, seed) for seed in range(seeds)) / seeds
    return Record(
        claim,
        {world: 100 * verdicts[world].count(right) / seeds for world, right in RIGHT.items()},
        100 * verdicts["false"].count("supported") / seeds,
        edge,
    )


def page(records: list[Record], seeds: int, seconds: float) -> Iterator[str]:
    """The results as a page."""
    edges = [found.edge for found in records if found.edge is not None]
    yield "# Verdict rules in worlds with known truth"
    yield ""
    yield (
        f"{len(records)} claims, {seeds} seeds of each world, {datetime.now(UTC):%Y-%m-%d}, {seconds:.0f} s of CPU; "
        f"`python -m tests.claims.certify {seeds}`. Worlds: `tests/claims/worlds.py`."
    )
    yield ""
    yield (
        "True and false: three times, or a third of, the odds of the threshold (means, points and profiles: as planted "
        "there); of a claim with several parts only the last is false. Nothing: fewer than sixteen openings a year. "
        "Every p is taken times the number of claims, as if no other could be decided. Edge: the truth is the "
        "threshold; how often the claim is found above it at a two-sided p of 0.05 that is adjusted for nothing "
        f"(nominal 2.5 %, less with several parts): {sum(edges) / len(edges):.1f} % on average. All in %."
    )
    yield ""
    yield "| claim | true: supported | false: contradicted | false: supported | nothing: undecided | edge: above |"
    yield "|---|---|---|---|---|---|"
    for found in records:
        rates = [found.right["true"], found.right["false"], found.falsely_supported, found.right["nothing"]]
        edge = "" if found.edge is None else f"{found.edge:.0f}"
        cells = [f"{found.claim.id}. {found.claim.claim}", *(f"{rate:.0f}" for rate in rates), edge]
        yield f"| {' | '.join(cells)} |"


def main() -> None:
    """Print the page."""
    seeds = int(sys.argv[1])
    records = [record(claim, seeds) for claim in measured()]
    sys.stdout.write("\n".join(page(records, seeds, process_time())) + "\n")


if __name__ == "__main__":
    main()
