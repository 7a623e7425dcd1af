"""A build that fails says which check and which rows, and leaves nothing open."""

from datetime import date
from pathlib import Path

import duckdb
import pytest
from dbt.clients.yaml_helper import load_yaml_text

from tests.warehouse.house import House, Job
from tests.warehouse.raw_tables import Raw
from warehouse.build import PROJECT, BuildFailed, ChecksFailed, build
from warehouse.publish import publish
from warehouse.series import series

LEVELS = ("ai_level_monthly", "ai_level_stock_monthly")  # flow and stock


def test_failed_checks_name_themselves_and_their_rows(tmp_path: Path) -> None:
    raw = Raw(tmp_path)
    raw.posting("hn", "1")
    raw.posting("hn", "1", ref="1")
    raw.write()
    with pytest.raises(ChecksFailed) as failed:
        build(tmp_path)
    assert failed.value.failures["postings_are_unique_at_their_source"] == ["  source=hn, board=1, ref=1, rows=2"]
    assert "postings_are_unique_at_their_source" in str(failed.value)
    with duckdb.connect(str(tmp_path / "work.duckdb")) as con:  # nothing holds the file
        con.execute("drop schema raw cascade")
    with pytest.raises(BuildFailed, match="postings"):
        build(tmp_path)


def test_the_first_night_of_a_board_gives_stock_and_a_month_without_flow(tmp_path: Path) -> None:
    night = date(2026, 11, 20)
    raw = Raw(tmp_path)
    raw.board("lever", "acme")
    raw.covered("lever", "acme", [night])
    raw.posting("lever", "acme", seen=[night], posted_on=night)
    raw.write()
    build(tmp_path)
    with duckdb.connect(str(tmp_path / "work.duckdb"), read_only=True) as con:
        levels = "from {} where panel = 'ats_sample' and unit = 'opening' and ai_level = 'none'"
        found = [con.execute("select month_status, n " + levels.format(mart)).fetchall() for mart in LEVELS]
    assert found == [[("incomplete", 0)], [("incomplete", 1)]]


def test_an_empty_warehouse_builds(tmp_path: Path) -> None:
    Raw(tmp_path).write()
    assert build(tmp_path).checks > 40
    assert (tmp_path / "dbt" / "logs").is_dir()


def test_what_is_loaded_is_built_published_and_answers(house: House) -> None:
    """60 comments of September, read in November; 15 ask for RAG. The same once more is no new snapshot."""
    jobs = [
        Job(
            str(number),
            employer=f"Employer {number}",
            text=f"Employer {number} looks for someone to build part {number} of its search.",
            skills=("python", "retrieval_augmented_generation") if number % 4 == 0 else ("python",),
            ai_level="builds" if number % 4 == 0 else "none",
            month=date(2026, 9, 1),
            posted_on=date(2026, 9, 1),
        )
        for number in range(60)
    ]
    house.night(date(2026, 11, 1), jobs, source="hn", board="4242")
    house.load()
    build(house.data)
    assert publish(house.data, "r1") is not None
    [row] = series(house.data, level="builds").to_dict("records")
    assert (row["month_status"], row["n"], row["count"], row["share_pct"]) == ("complete", 60, 15, 25)
    [row] = series(house.data, term="part 7").to_dict("records")
    assert (row["n"], row["count"]) == (60, 1)
    house.load()
    build(house.data)
    assert publish(house.data, "r2") is None


def test_threads_set_nothing_of_the_whole_build() -> None:
    """dbt makes `settings` anew in each thread, and DuckDB refuses a folder for spilling once one was used."""
    profile = load_yaml_text((PROJECT / "profiles.yml").read_text()) or {}
    (output,) = profile["jobshift"]["outputs"].values()
    assert "settings" not in output
    assert {"temp_directory", "memory_limit"} <= set(output["config_options"])
