"""One file per source; a source is found by lying in this folder."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from spiders.source import Source


def _source(name: str) -> type[Source]:
    module = import_module(f"{__name__}.{name}")
    return next(
        found
        for found in vars(module).values()
        if isinstance(found, type) and issubclass(found, Source) and found.__module__ == module.__name__
    )


SOURCES: dict[str, type[Source]] = {module.name: _source(module.name) for module in iter_modules(__path__)}
