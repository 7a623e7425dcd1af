"""The house: imports run one way, a unit and its file share a name, and no folder is a lumber room."""

import ast
from pathlib import Path

ROOMS = {
    "pipeline": set(),
    "warehouse": {"pipeline"},
    "spiders": {"pipeline"},
    "flows": {"pipeline", "warehouse", "spiders"},
}


def imported_rooms(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found & ROOMS.keys()


def test_imports_run_one_way(root: Path) -> None:
    wrong = {
        str(file.relative_to(root)): sorted(extra)
        for room, allowed in ROOMS.items()
        for file in (root / room).rglob("*.py")
        if (extra := imported_rooms(file) - allowed - {room})
    }
    assert wrong == {}


def test_a_source_is_named_after_its_file(root: Path) -> None:
    from spiders.sources import SOURCES

    files = {file.stem for file in (root / "spiders/sources").glob("*.py")} - {"__init__"}
    assert set(SOURCES) == files
    assert all(source.name == name for name, source in SOURCES.items())


def test_no_folder_is_a_lumber_room(root: Path) -> None:
    lumber = {"utils", "helpers", "common", "misc"}
    names = {path.stem for room in ROOMS for path in (root / room).rglob("*")}
    assert names & lumber == set()
