"""Generated nights in a row, page to published file: what stands in the warehouse is what happened in the world."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.nights.conftest import Serve
from tests.nights.running import LIVES, lives, published, run
from tests.nights.world import World


@pytest.mark.slow
def test_three_nights_give_every_life_of_a_posting_and_the_last_again_nothing(tmp_path: Path, serve: Serve) -> None:
    world = World(seed=11, boards=5, nights=3)
    source = serve(world)
    for night in range(3):
        source.night = night
        assert run(night).state == "completed"
    found = set(published(tmp_path / "data", LIVES))
    assert found == lives(world, 3)
    assert {closed for *_, closed in found} - {None}
    source.world = World(seed=11, boards=5, nights=3, dead=("ashby", range(3)))  # whoever asks it would fail
    asked, again = source.asked, run(2)
    assert (again.state, again.snapshot, source.asked) == ("completed", {}, asked)
