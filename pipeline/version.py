"""The version of the rules: what a tag or a clean field rests on in this room, the skills of the taxonomy excepted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

ROOM = Path(__file__).parent
FOLDERS = ("clean", "tag", "taxonomy")
FILES = ("records.py", "understand.py", "openings/keys.py")
KINDS = frozenset({".py", ".toml", ".csv", ".json"})
DRAWING = ("charts", "trends", "claims")
DRAWN = KINDS | {".mplstyle"}


@lru_cache(maxsize=1)
def rules() -> str:
    """A short digest of the source and data files of the extractor; the skills have their own version and manifest."""
    return digest(ROOM)


@lru_cache(maxsize=1)
def drawing() -> str:
    """A short digest of the code that computes and draws figures."""
    found = [path for folder in DRAWING for path in (ROOM / folder).rglob("*") if path.suffix in DRAWN]
    return _digest(ROOM, found)


def digest(room: Path) -> str:
    """The digest of the extractor's files below `room`; line by line as they are, comments included."""
    skills = room / "taxonomy" / "skills"
    found = [path for folder in FOLDERS for path in (room / folder).rglob("*") if path.suffix in KINDS]
    found += [room / name for name in FILES]
    return _digest(room, [path for path in found if skills not in path.parents and path.is_file()])


def _digest(room: Path, files: Iterable[Path]) -> str:
    read = hashlib.sha256()
    for path in sorted(files):
        read.update(str(path.relative_to(room)).encode() + b"\0" + path.read_bytes())
    return read.hexdigest()[:12]
