"""What is missing between roles, and what goes to an editor."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows import gap as tool
from flows.cli import app
from flows.errors import WrongUse
from flows.kit import brief, kit
from pipeline.trends.role_gap import GAP
from pipeline.trends.roles import profiles
from tests.report.planted_roles import TARGET_SKILLS, planted


def test_the_planted_skills_are_missing_first(monkeypatch: pytest.MonkeyPatch, published_world: Path) -> None:
    openings, mentions = planted(seed=3)
    found = tool.Profiled(profiles(openings, mentions), "2025-01", "2025-12")
    monkeypatch.setattr(tool, "profiled", lambda *_: found)
    answer = tool.gap(published_world, "sysadmin", "mlops_engineer")
    GAP(answer.rows)
    assert set(answer.rows["skill"].head(3)) == set(TARGET_SKILLS)
    assert answer.n == int((openings["role"] == "mlops_engineer").sum())
    having = tool.gap(published_world, None, "mlops_engineer", have=["python", *TARGET_SKILLS])
    assert having.coverage is not None
    assert answer.coverage is not None
    assert having.coverage > answer.coverage
    assert having.rows[having.rows["skill"].isin(TARGET_SKILLS)]["missing"].max() == 0
    nothing = tool.gap(published_world, None, "mlops_engineer", have=["kanban"])  # nobody asks for it
    assert nothing.coverage == pytest.approx(0)


@pytest.mark.parametrize(
    ("origin", "target", "have", "said"),
    [
        ("sysadmn", "data_engineer", [], "did you mean sysadmin"),
        (None, None, [], "either a role"),
        ("sysadmin", None, ["python"], "either a role"),
        (None, None, ["pythn"], "did you mean python"),
        ("sysadmin", "mlops_engineer", [], "has the role"),
    ],
)
def test_what_is_not_known_is_named(
    published_world: Path, origin: str | None, target: str | None, have: list[str], said: str
) -> None:
    with pytest.raises(WrongUse, match=said):
        tool.gap(published_world, origin, target, have=have)


def test_skills_are_known_by_their_forms() -> None:
    assert tool._skills(["Python", "terraform"])[0] == "python"


def test_a_kit_holds_packs_and_a_readme_and_is_the_same_twice(published_world: Path, tmp_path: Path) -> None:
    one, other = (kit(published_world, ["ai_ladder", "ai_ladder"], tmp_path / f"{name}.zip") for name in "ab")
    assert one.read_bytes() == other.read_bytes()
    with zipfile.ZipFile(one) as archive:
        names = set(archive.namelist())
        sheet = json.loads(archive.read("ai_ladder/ai_ladder.json"))
        readme = archive.read("README.md").decode()
    assert names == {"README.md", *(f"ai_ladder/ai_ladder.{kind}" for kind in ("svg", "png", "csv", "json"))}
    for told in ("caption", "alt_text", "definition", "snapshot"):
        assert str(sheet[told]) in readme
    assert not list(tmp_path.glob(".*"))


def test_a_kit_of_an_unknown_figure_is_refused(published_world: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="no figure 'nosuch'"):
        kit(published_world, ["nosuch"], tmp_path / "kit.zip")
    assert list(tmp_path.iterdir()) == []


def test_every_number_of_a_brief_is_in_its_figures(published_world: Path) -> None:
    told = brief(published_world, None)
    lines = [line for line in told.splitlines() if line.startswith("* ")]
    assert lines
    assert [line for line in lines if not re.search(r"\d %.* in \w+ 20\d\d\. n = \d", line)] == []
    with pytest.raises(WrongUse, match="1999-01"):
        brief(published_world, "1999-01")


def test_on_the_command_line(published_world: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JOBSHIFT_DATA", str(published_world))
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["kit", "ai_ladder", "--out", "kit.zip"])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "kit.zip").exists()
    done = CliRunner().invoke(app, ["brief"])
    assert done.stdout.startswith("# IT openings and AI, ")
