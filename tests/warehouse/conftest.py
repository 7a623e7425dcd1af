"""What the tests of the warehouse may use."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.built import Built
from tests.warehouse.house import House
from tests.warehouse.small_world import built_world


@pytest.fixture
def house(tmp_path: Path) -> House:
    """An empty data folder."""
    return House(tmp_path / "data")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    world = built_world(tmp_path_factory.getbasetemp())
    renamed = shutil.copy(world.data / "work.duckdb", tmp_path_factory.mktemp("marts") / "another_name.duckdb")
    with duckdb.connect(str(renamed), read_only=True) as con:
        yield Built(con, world.ids, world.summary)
