"""The version of the rules: what a tag or a clean field rests on in this room, the skills of the taxonomy excepted."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

ROOM = Path(__file__).parent
FOLDERS = ("clean", "tag", "taxonomy")
FILES = ("records.py", "understand.py", "openings/keys.py")
KINDS = frozenset({".py", ".toml", ".csv", ".json"})


@lru_cache(maxsize=1)
def rules() -> str:
    """A short digest of the source and data files of the extractor; the skills have their own version and manifest."""
    return digest(ROOM)


def digest(room: Path) -> str:
    """The digest of the extractor's files below `room`; line by line as they are, comments included."""
    skills = room / "taxonomy" / "skills"
    found = [path for folder in FOLDERS for path in (room / folder).rglob("*") if path.suffix in KINDS]
    found += [room / name for name in FILES]
    read = hashlib.sha256()
    for path in sorted(path for path in found if skills not in path.parents and path.is_file()):
        read.update(str(path.relative_to(room)).encode() + b"\0" + path.read_bytes())
    return read.hexdigest()[:12]
