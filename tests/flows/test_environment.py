"""Nothing phones home, and all state lies below the data folder, unless the user has said otherwise."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flows.environment import defaults, prepare


def test_state_lies_below_the_data_folder(folder: Path) -> None:
    found = defaults(folder / "data")
    for name in ("PREFECT_HOME", "MPLCONFIGDIR"):
        assert Path(found[name]).is_relative_to(folder / "data")


def test_every_known_way_home_is_closed(folder: Path) -> None:
    found = defaults(folder)
    assert found["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert found["DO_NOT_TRACK"] == "1"
    assert found["DBT_SEND_ANONYMOUS_USAGE_STATS"] == "false"


def test_what_the_user_has_set_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {"PREFECT_HOME": "/srv/prefect"})
    prepare(folder)
    assert os.environ["PREFECT_HOME"] == "/srv/prefect"
    assert os.environ["MPLBACKEND"] == "Agg"
