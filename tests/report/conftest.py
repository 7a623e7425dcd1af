"""A published data folder for the tests of figures."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.warehouse.small_world import built_world
from warehouse.publish import publish


@pytest.fixture(scope="session")
def published_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world, published; to be read only."""
    data = tmp_path_factory.mktemp("report") / "data"
    data.mkdir()
    shutil.copy(built_world(tmp_path_factory.getbasetemp()).data / "work.duckdb", data / "work.duckdb")
    publish(data, "r1")
    return data


@pytest.fixture
def data(published_world: Path, tmp_path: Path) -> Path:
    """A copy of it to work in."""
    return Path(shutil.copytree(published_world, tmp_path / "data"))
