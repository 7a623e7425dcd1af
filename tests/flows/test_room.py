"""Room for a run: no step begins that disk or memory would not let end."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from flows import room

GB = 1024**3


@pytest.mark.parametrize(
    ("free", "published", "said"),
    [(5 * GB, 0, None), (GB // 2, 0, "0.5 GB free"), (5 * GB, 2 * GB, "6.0 GB needed"), (7 * GB, 2 * GB, None)],
)
def test_disk_is_measured_by_what_is_published(
    folder: Path, monkeypatch: pytest.MonkeyPatch, free: int, published: int, said: str | None
) -> None:
    monkeypatch.setattr("flows.room.shutil.disk_usage", lambda _: SimpleNamespace(free=free))
    with (folder / "jobshift.duckdb").open("wb") as file:
        file.truncate(published)
    if said is None:
        room.check(folder / "not yet there", "load") if not published else room.check(folder, "load")
    else:
        with pytest.raises(room.NoRoom, match=said):
            room.check(folder, "load")


def test_memory_bounds_the_workers_and_stops_a_step(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(available=2 * room.WORKER + 1))
    assert [room.workers(wanted) for wanted in (1, 2, 64)] == [1, 2, 2]
    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(available=100))
    assert room.workers(8) == 1
    with pytest.raises(room.NoRoom, match=r"tag: 0\.0 GB of memory"):
        room.check(folder, "tag")
