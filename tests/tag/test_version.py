"""The version of the rules changes with every file that a tag rests on, and with no other."""

from __future__ import annotations

from pathlib import Path

from pipeline.version import FILES, digest, rules


def room(folder: Path) -> Path:
    """A small room of the extractor's shape."""
    for name in (*FILES, "clean/a.py", "clean/a.toml", "tag/b.py", "taxonomy/roles.toml", "taxonomy/skills/x.toml"):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    return folder


def test_a_rule_a_list_and_a_role_change_the_version(tmp_path: Path) -> None:
    before = digest(room(tmp_path))
    seen = {before}
    for name in (*FILES, "clean/a.py", "clean/a.toml", "tag/b.py", "taxonomy/roles.toml"):
        (tmp_path / name).write_text("another")
        seen.add(digest(tmp_path))
    assert len(seen) == 1 + len(FILES) + 4


def test_skills_and_what_is_no_rule_do_not(tmp_path: Path) -> None:
    before = digest(room(tmp_path))
    (tmp_path / "taxonomy" / "skills" / "x.toml").write_text("another")
    (tmp_path / "tag" / "b.pyc").write_text("another")
    (tmp_path / "charts.py").write_text("another")
    assert digest(tmp_path) == before


def test_the_files_that_are_named_are_there(root: Path) -> None:
    assert [name for name in FILES if not (root / "pipeline" / name).exists()] == []
    assert len(rules()) == 12
