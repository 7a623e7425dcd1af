"""What the tests of the warehouse may use."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.warehouse.house import House


@pytest.fixture
def house(tmp_path: Path) -> House:
    """An empty data folder."""
    return House(tmp_path / "data")
