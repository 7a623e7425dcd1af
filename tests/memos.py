"""Memos of texts emptied, so that a text read again is read as the first time."""

from __future__ import annotations

import functools
import sys

from pipeline.clean.recent import Recent

READING = ("pipeline.clean.", "pipeline.tag.", "pipeline.understand")
LASTING = frozenset({"_reaching"})  # memos of expressions, not of texts


def forget() -> None:
    """Empty the memos of texts, sentences, lines, titles and places."""
    for name, module in list(sys.modules.items()):
        if name.startswith(READING):
            for memo in vars(module).values():
                is_memo = isinstance(memo, functools._lru_cache_wrapper)
                if isinstance(memo, Recent) or (
                    is_memo and memo.cache_parameters()["maxsize"] != 1 and memo.__name__ not in LASTING
                ):
                    memo.cache_clear()
