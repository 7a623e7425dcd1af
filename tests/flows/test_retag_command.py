"""`jobshift retag` and a night after a change of the taxonomy: nothing is counted by two extractors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows import night
from flows.environment import defaults
from flows.errors import DONE
from pipeline.taxonomy import manifest
from tests.flows.conftest import Jobshift
from tests.flows.small_source import SmallSource, variables, write_boards
from tests.nights.inside import Household
from tests.nights.running import whole_night
from warehouse import lake, lake_versions
from warehouse.lake_versions import Stamp

pytestmark = pytest.mark.slow
NIGHT = date(2026, 1, 5)


@pytest.fixture
def data(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The data folder of two boards at two sources."""
    source, data = SmallSource(), folder / "data"
    write_boards(folder / "boards.csv", "acme")
    for name, value in (defaults(data) | variables(data, source, folder / "boards.csv")).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(night, "Family", Household)
    yield data
    source.close()


def content(data: Path) -> list[pa.Table]:
    return [pq.read_table(file, partitioning=None) for file in lake.files(data)]


def age(data: Path) -> None:
    """Make the lake as if an older taxonomy had tagged it that did not know Kubernetes."""
    older = manifest.current()
    entries = {key: entry for key, entry in older.entries.items() if key != "kubernetes"}
    (data / "lake" / "taxonomy" / "older.json").write_text(manifest.Manifest("older", entries).to_json())
    for file in lake.files(data):
        stamp = lake_versions.stamp(file)
        assert stamp is not None
        rows = pq.read_table(file, partitioning=None).to_pylist()
        for row in rows:
            row["mentions"] = [mention for mention in row["mentions"] if mention["skill"] != "kubernetes"]
            row["taxonomy_version"] = "older"
        schema = lake.SCHEMA.with_metadata(Stamp("older", stamp.rules, stamp.reader).metadata())
        pq.write_table(pa.Table.from_pylist(rows, schema), file)


def test_what_an_older_taxonomy_tagged_is_tagged_again_by_retag_and_by_the_next_night(
    data: Path, jobshift: Jobshift
) -> None:
    assert whole_night(NIGHT).state == "completed"
    tagged = content(data)
    assert any("kubernetes" in str(table["mentions"]) for table in tagged)

    age(data)
    plan = json.loads(jobshift("retag", "--plan", "--json").stdout)
    assert (plan["whole"], plan["partly"], plan["entries"]) == (0, 2, ["kubernetes"])
    done = jobshift("retag")
    assert done.returncode == DONE, done.stderr
    assert "2 parts again, 6 postings untouched by the change" in done.stderr
    assert "AI in the duties is as it was" in done.stdout  # postings of a first night are in no month yet
    assert [one.equals(other) for one, other in zip(content(data), tagged, strict=True)] == [True, True]
    assert "nothing to do" in jobshift("retag", "--plan").stdout
    assert not (data / "lake" / "retag.pending").exists()

    age(data)
    assert whole_night(NIGHT).state == "completed"
    assert [one.equals(other) for one, other in zip(content(data), tagged, strict=True)] == [True, True]
