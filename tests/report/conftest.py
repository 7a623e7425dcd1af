"""A published data folder for the tests of figures."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest

from pipeline.charts import charts
from tests.warehouse.small_world import built_world
from warehouse.publish import publish


@pytest.fixture(autouse=True, scope="session")
def few_figures() -> Iterator[None]:
    """Reports draw three figures and judge no claim: tests/charts, tests/claims and whole nights do."""
    few = {name: charts()[name] for name in ("ai_ladder", "leading_skills", "repost_rate")}
    with mock.patch("flows.report.charts", return_value=few), mock.patch("flows.report.assess", return_value=[]):
        yield


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
