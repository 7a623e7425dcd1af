"""Every notebook runs from top to bottom on a published file, holds no output and no function of its own."""

import ast
import json
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from flows.notebooks import INLINE
from tests.warehouse.small_world import built_world
from warehouse.publish import publish

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def published_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a published file."""
    world = built_world(tmp_path_factory.getbasetemp())
    data = Path(shutil.copytree(world.data, tmp_path_factory.mktemp("notebooks") / "data"))
    publish(data, "by hand")
    return data


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(notebook: Path, published_world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBSHIFT_DATA", str(published_world))
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    monkeypatch.setenv("MPLBACKEND", INLINE)
    read = nbformat.read(notebook, as_version=4)
    done = NotebookClient(read, timeout=120, kernel_name="python3").execute(cwd=str(notebook.parent))
    outputs = [output for cell in done.cells if cell.cell_type == "code" for output in cell.outputs]
    assert any("image/png" in output.get("data", {}) for output in outputs)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_holds_no_output_and_no_function(notebook: Path) -> None:
    cells = [cell for cell in json.loads(notebook.read_text())["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)
    parsed = [node for cell in cells for node in ast.walk(ast.parse("".join(cell["source"])))]
    assert not any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in parsed)
