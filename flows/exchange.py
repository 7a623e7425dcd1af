"""Files of a data folder on their way to workers that do not see it: an object store between them.

What a part's tagging reads is put there before (one object a file, one request an object), what it writes comes back
the same way and takes its place by rename. Nothing stays: the store is emptied before and after, so that what is kept,
forgotten or pruned is a matter of the data folder alone.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import fsspec

FOLDER = "jobshift-exchange"  # below the URL given: what is in it belongs to the program


class Exchange:
    """A folder on any file system that fsspec knows (`s3://bucket/prefix`); one for each data folder."""

    def __init__(self, url: str) -> None:
        self._files, root = fsspec.url_to_fs(url, use_listings_cache=False)
        self._root = f"{root.rstrip('/')}/{FOLDER}"
        self._there: set[str] = set()

    def clear(self) -> None:
        """Leave nothing in it."""
        self._there.clear()
        if self._files.exists(self._root):
            self._files.rm(self._root, recursive=True)

    def carry(self, data: Path, order: dict[str, Any]) -> dict[str, Any]:
        """Put what tagging a part reads into the store; the order then names it in `files`."""
        lake = data / "lake"
        wanted = [
            Path(order["path"]),
            lake / order["source"] / order["night"] / f"{order['name']}.parquet",
            data / "ledger" / "removals.jsonl",
            *sorted(lake.glob("taxonomy/*.json")),
        ]
        names = [str(file.relative_to(data)) for file in wanted if file.exists()]
        self.put(data, [name for name in names if name not in self._there])
        self._there.update(names)
        paths = {key: str(Path(order[key]).relative_to(data)) for key in ("path", "quarantine")}
        return order | paths | {"files": names}

    def work(
        self, order: dict[str, Any], folder: Path, tag: Callable[[dict[str, Any]], dict[str, Any]]
    ) -> dict[str, Any]:
        """A worker's side: fetch, tag in a folder of its own, send back what is new or changed; names it in `files`."""
        order = dict(order)
        fetched = order.pop("files")
        for place in ("landing", "lake/" + order["source"], "runs"):  # of the part before
            shutil.rmtree(folder / place, ignore_errors=True)
        self.get(folder, fetched)
        before = _states(folder)
        own = {key: str(folder / order[key]) for key in ("path", "quarantine")}
        reply = tag(order | own | {"data": str(folder)})
        changed = [name for name, state in _states(folder).items() if before.get(name) != state]
        self.put(folder, changed)
        return reply | {"files": changed}

    def put(self, folder: Path, names: Iterable[str]) -> None:
        """Files of a folder into the store, under their names."""
        for name in names:
            path = f"{self._root}/{name}"
            if "file" in self._files.protocol:
                self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
            self._files.pipe_file(path, (folder / name).read_bytes())

    def get(self, folder: Path, names: Iterable[str]) -> None:
        """Files of the store into a folder; each appears whole, on disk."""
        for name in names:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            unfinished = target.with_name(f"{target.name}.tmp")
            with unfinished.open("wb") as file:
                file.write(self._files.cat_file(f"{self._root}/{name}"))
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(target)


def _states(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        str(path.relative_to(folder)): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
