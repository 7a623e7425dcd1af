"""What the dbt project says of its tables and columns, read from its YAML files as dbt reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).parent
BLOCK = re.compile(r"{% docs (\w+) %}\n(.*?)\n{% enddocs %}", re.DOTALL)
NULL_AS = re.compile(r"coalesce\((\w+), .*\)")  # a key's column that may be null
REFERENCE = re.compile(r"{{ doc\('(\w+)'\) }}")


@dataclass(frozen=True, slots=True)
class Described:
    """One table of the project."""

    name: str
    description: str
    columns: dict[str, str]  # name → description
    checks: tuple[str, ...]  # kinds of its tests: unique_key, refers_to, always, ...
    key: tuple[str, ...]  # columns of its first unique_key


class NotDescribed(LookupError):
    """A description refers to a block that does not exist; names it."""


@cache
def described(folder: str = "marts") -> dict[str, Described]:
    """Every table that the YAML files of models/<folder> describe, by name."""
    from dbt.clients.yaml_helper import load_yaml_text  # heavy: half a second

    found = {}
    for path in sorted((PROJECT / "models" / folder).glob("*.yml")):
        for model in (load_yaml_text(path.read_text()) or {}).get("models", []):
            tests = model.get("data_tests", [])
            keys = [test["unique_key"]["arguments"]["columns"] for test in tests if "unique_key" in test]
            found[model["name"]] = Described(
                name=model["name"],
                description=_resolved(model["description"]),
                columns={c["name"]: _resolved(c.get("description", "")) for c in model.get("columns", [])},
                checks=tuple(kind for test in tests for kind in test),
                key=tuple(NULL_AS.sub(r"\1", column) for column in keys[0]) if keys else (),
            )
    return found


def _resolved(text: str) -> str:
    """The text with its blocks of `columns.md` put in."""
    return REFERENCE.sub(lambda match: _block(match.group(1)), text).strip()


def _block(name: str) -> str:
    blocks = dict(BLOCK.findall((PROJECT / "models" / "columns.md").read_text()))
    if name not in blocks:
        raise NotDescribed(f"models/columns.md has no block {name!r}")
    return str(blocks[name])
