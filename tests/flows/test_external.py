"""`jobshift external`: taken in with source and licence, refused with a reason, held beside ours."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from flows.errors import WrongUse
from flows.external import BadSeries, add, kept, table
from tests.flows.conftest import Jobshift

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "series"
NONE: dict[str, str | None] = {}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two countries of a daily series over January and half of February."""
    days = pd.date_range("2024-01-01", "2024-02-15")
    rows = [(day, country, value) for day in days for country, value in (("US", 2.0), ("GB", 5.0))]
    path = tmp_path / "ai.csv"
    pd.DataFrame(rows, columns=["date", "jobcountry", "AI_share_postings"]).to_csv(path, index=False)
    return path


def test_a_known_series_needs_its_file_alone(tmp_path: Path, file: Path) -> None:
    found = add(tmp_path, "indeed-ai", file, NONE)
    assert (found.source, found.licence) == ("Indeed Hiring Lab, AI tracker", "CC BY 4.0")
    assert len(found.file_sha256) == 64
    [row] = table(tmp_path).to_dict("records")
    assert (row["month"], row["value"], row["licence"]) == (pd.Timestamp("2024-01-01"), 2.0, "CC BY 4.0")
    assert kept(tmp_path) == [found]


def test_a_newer_file_takes_its_place(tmp_path: Path, file: Path) -> None:
    add(tmp_path, "indeed-ai", file, NONE)
    add(tmp_path, "indeed-ai", file, {"where": "jobcountry=GB"})
    assert list(table(tmp_path)["value"]) == [5.0]


def test_an_unknown_series_must_say_whose_it_is(tmp_path: Path, file: Path) -> None:
    with pytest.raises(WrongUse, match="it needs --source, --licence, --value, --own"):
        add(tmp_path, "ons-it", file, NONE)
    given: dict[str, str | None] = {"source": "ONS", "licence": "OGL", "value": "AI_share_postings"}
    with pytest.raises(WrongUse, match="--own takes"):
        add(tmp_path, "ons-it", file, given | {"own": "jobs"})
    found = add(tmp_path, "ons-it", file, given | {"own": "openings", "where": "jobcountry=GB"})
    assert (found.name, found.licence, found.own) == ("ons-it", "OGL", "openings")


@pytest.mark.parametrize("name", ["../up", "Indeed", "a b", ""])
def test_a_name_is_no_path(tmp_path: Path, file: Path, name: str) -> None:
    with pytest.raises(WrongUse, match="is no name"):
        add(tmp_path, name, file, NONE)


def test_a_file_of_another_shape_is_named_with_its_column(tmp_path: Path, file: Path) -> None:
    with pytest.raises(BadSeries, match="no column share"):
        add(tmp_path, "indeed-ai", file, {"value": "share"})
    with pytest.raises(BadSeries, match="no row with jobcountry=XX"):
        add(tmp_path, "indeed-ai", file, {"where": "jobcountry=XX"})
    file.write_text("date,jobcountry,AI_share_postings\nsoon,US,2\n")
    with pytest.raises(BadSeries, match=r"ai\.csv: "):
        add(tmp_path, "indeed-ai", file, NONE)
    assert kept(tmp_path) == []


@pytest.mark.skipif(not SHARED.exists(), reason="the published series lie in ../shared/data/series")
@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("indeed-ai", "hiringlab_ai_posting.csv"),
        ("indeed-remote", "hiringlab_remote_postings.csv"),
        ("indeed-postings", "hiringlab_jpi_us.csv"),
    ],
)
def test_the_published_files_are_taken_in(tmp_path: Path, name: str, file: str) -> None:
    add(tmp_path, name, SHARED / file, NONE)
    found = table(tmp_path)
    assert len(found) > 60
    assert found["month"].is_unique
    assert found["value"].between(0, 300).all()


def test_the_command_says_source_and_licence(jobshift: Jobshift, tmp_path: Path, file: Path) -> None:
    done = jobshift("external", "add", "indeed-ai", str(file), JOBSHIFT_DATA=str(tmp_path / "data"))
    assert done.returncode == 0, done.stderr
    assert "Indeed Hiring Lab, AI tracker, CC BY 4.0" in done.stdout
    listed = json.loads(jobshift("benchmark-series", "list", "--json", JOBSHIFT_DATA=str(tmp_path / "data")).stdout)
    assert [about["name"] for about in listed] == ["indeed-ai"]
    done = jobshift("external", "compare", JOBSHIFT_DATA=str(tmp_path / "data"))
    assert (done.returncode, "nothing is published" in done.stderr) == (1, True)
