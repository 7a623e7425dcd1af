"""A generated world with its source and an environment that points at it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from unittest.mock import patch

import pytest

from flows import night
from tests.flows.small_source import variables, write_boards
from tests.nights.inside import Household
from tests.nights.running import EvolvingSource
from tests.nights.world import World

Serve = Callable[..., EvolvingSource]


@pytest.fixture
def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Serve a world; the data folder is `tmp_path / "data"`."""
    served: list[EvolvingSource] = []
    for name in [name for name in os.environ if name.startswith(("JOBSHIFT_", "PREFECT_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(night, "Family", Household)

    def make(world: World, faults: Mapping[str, float] = MappingProxyType({})) -> EvolvingSource:
        source = EvolvingSource(world, faults)
        served.append(source)
        write_boards(tmp_path / "boards.csv", " ".join(world.tokens()))
        for name, value in variables(tmp_path / "data", source, tmp_path / "boards.csv").items():
            monkeypatch.setenv(name, value)
        return source

    with patch.dict(os.environ):  # a run prepares the environment of its process
        yield make
    for source in served:
        source.close()
