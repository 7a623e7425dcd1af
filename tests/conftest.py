"""What every test may use."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from dbt.cli.main import dbtRunner

settings.register_profile("jobshift", deadline=None)  # a busy machine is no failure
settings.load_profile("jobshift")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of recorded data and labels beside the checkout; the test is skipped where it is missing."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs the folder `shared` (recorded data and labels) beside the checkout")
    return folder


@pytest.fixture(scope="session", autouse=True)
def dbt_parses_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Builds in this process share one parse of the dbt project, which each would else make anew: a second each."""

    @cache
    def parsed() -> object:
        from dbt.cli.main import dbtRunner

        from warehouse.build import arguments

        folder = tmp_path_factory.mktemp("dbt")
        return dbtRunner().invoke(["parse", *arguments(folder, folder / "target")]).result

    def runner() -> dbtRunner:
        from dbt.cli.main import dbtRunner

        return dbtRunner(manifest=parsed())  # type: ignore[arg-type]  # what `parse` gives

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("warehouse.build.runner", runner)
        yield
