"""With which rules, taxonomy and reader a file of the lake was made: a stamp in its footer, manifests beside the files.

A file whose stamp is not the present one is outdated: its part is tagged again before anything is counted, so that a
series never mixes two extractors.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow.parquet as pq

from pipeline import version
from pipeline.taxonomy import manifest
from pipeline.taxonomy.manifest import Manifest

KEY = b"jobshift"
ROWS = Path(__file__).with_name("lake_rows.py")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file of the lake was made with."""

    taxonomy: str  # pipeline.taxonomy.VERSION
    rules: str  # of everything else that a row rests on
    reader: int  # version of the source's reader

    def metadata(self) -> dict[bytes, bytes]:
        """As the footer of a Parquet file takes it."""
        return {KEY: json.dumps(asdict(self)).encode()}


def present(reader: int) -> Stamp:
    """The stamp that a file written now by this reader's version gets."""
    return Stamp(manifest.current().version, rules(), reader)


@lru_cache(maxsize=1)
def rules() -> str:
    """The version of the extractor's rules and of what a row of the lake holds."""
    return hashlib.sha256(version.rules().encode() + ROWS.read_bytes()).hexdigest()[:12]


def stamp(file: Path) -> Stamp | None:
    """The stamp of a file of the lake; None for one from before there were stamps."""
    held = (pq.read_schema(file).metadata or {}).get(KEY)
    return None if held is None else Stamp(**json.loads(held))


def stamps(data: Path, files: Iterable[Path]) -> dict[Path, Stamp | None]:
    """The stamps of files of the lake; a footer is read once, as long as its file is not written anew."""
    memory = data / "lake" / "stamps.json"
    try:
        noted = {name: tuple(state) for name, state in json.loads(memory.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, AttributeError, TypeError):
        noted = {}
    found: dict[Path, Stamp | None] = {}
    now = dict(noted)
    for file in files:
        stat, name = file.stat(), str(file.relative_to(data))
        state = noted.get(name)
        if state is None or state[:2] != (stat.st_size, stat.st_mtime_ns):
            held = stamp(file)
            fields = (None, None, None) if held is None else (held.taxonomy, held.rules, held.reader)
            state = (stat.st_size, stat.st_mtime_ns, *fields)
        now[name] = state
        found[file] = None if state[2] is None else Stamp(*state[2:])
    if now != noted:
        unfinished = memory.with_name(f"{memory.name}.{secrets.token_hex(4)}.tmp")
        unfinished.write_text(json.dumps(now), encoding="utf-8")
        unfinished.replace(memory)
    return found


def keep_manifest(data: Path) -> None:
    """Put the manifest of the present taxonomy beside the lake's files, once."""
    target = _manifest_path(data, manifest.current().version)
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.{secrets.token_hex(4)}.tmp")  # parts are tagged by several at once
    unfinished.write_text(manifest.current().to_json(), encoding="utf-8")
    unfinished.replace(target)


def kept_manifest(data: Path, taxonomy: str) -> Manifest | None:
    """The manifest of a taxonomy that files of the lake were tagged with; None if it is lost."""
    file = _manifest_path(data, taxonomy)
    try:
        return Manifest.from_json(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError):
        return None


def _manifest_path(data: Path, taxonomy: str) -> Path:
    return data / "lake" / "taxonomy" / f"{taxonomy}.json"
