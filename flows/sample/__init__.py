"""The embedded sample: three years of Hacker News threads and three nights of boards, with their truth planted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flows.sample.boards import BoardSample, board_nights
from flows.sample.plan import Planted, World, planted, world
from flows.sample.threads import Thread, threads
from flows.sample.truth import PostingTruth

SEED = 20250106


@dataclass(frozen=True, slots=True)
class Sample:
    """Everything that the sample's server serves, and what is true of it."""

    world: World
    threads: tuple[Thread, ...]
    nights: dict[date, tuple[BoardSample, ...]]  # the same boards on each night, in the state of that night
    planted: tuple[Planted, ...]
    truth: tuple[PostingTruth, ...]  # of every posting, Hacker News first


def sample(seed: int = SEED) -> Sample:
    """The sample of one seed: the same seed gives the same bytes."""
    facts = world()
    archive = threads(facts, seed)
    nights = board_nights(facts, seed)
    seen = {(t.source, t.board, t.ref): t for boards in nights.values() for board in boards for t in board.truth}
    truth = tuple(t for thread in archive for t in thread.truth) + tuple(seen.values())
    return Sample(facts, archive, nights, planted(facts, archive), truth)
