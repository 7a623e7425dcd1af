"""Runs the notebooks on the published warehouse, as pages beside the report: `jobshift report --notebooks`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from flows.errors import WrongUse

FOLDER = Path(__file__).parents[1] / "notebooks"
SECONDS = 300  # that one cell may take
INLINE = "module://matplotlib_inline.backend_inline"  # whatever this process draws with


def execute_all(data: Path) -> list[Path]:
    """Write `data/report/notebooks/<name>.html` of each, its code and its results; gives the paths.

    Raises WrongUse where the packages for it are not installed, NothingPublished, and what a failing cell raises.
    """
    try:
        import nbformat
        from nbclient import NotebookClient
        from nbconvert import HTMLExporter
    except ImportError as error:
        raise WrongUse(f"notebooks need the development packages ({error}): make check installs them") from error
    from warehouse import published

    published.snapshot(data)
    target = data / "report" / "notebooks"
    target.mkdir(parents=True, exist_ok=True)
    # The template that fetches nothing: a report asks nobody for anything.
    exporter: Any = HTMLExporter(template_name="basic", embed_images=True)  # type: ignore[no-untyped-call]
    env = {**os.environ, "JOBSHIFT_DATA": str(data.absolute()), "JUPYTER_PLATFORM_DIRS": "1", "MPLBACKEND": INLINE}
    written = []
    for path in sorted(FOLDER.glob("*.ipynb")):
        read = nbformat.read(path, as_version=4)
        done = NotebookClient(read, timeout=SECONDS, kernel_name="python3").execute(cwd=str(FOLDER), env=env)
        body, _ = exporter.from_notebook_node(done)
        page = target / f"{path.stem}.html"
        page.write_text(_page(path.stem.replace("_", " "), body), encoding="utf-8")
        written.append(page)
    return written


def _page(title: str, body: str) -> str:
    style = (
        "body{max-width:62rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif}"
        "img{max-width:100%}pre{overflow-x:auto;background:#f6f6f4;padding:.6rem}"
        "table{border-collapse:collapse;font-size:.9rem}td,th{padding:.2rem .6rem;border-bottom:1px solid #ddd}"
    )
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    return f'<!doctype html><html lang="en"><head>{head}<style>{style}</style></head><body>{body}</body></html>\n'
