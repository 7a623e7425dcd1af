"""A call in a process of its own, forked from one that has imported the heavy modules already."""

from __future__ import annotations

import multiprocessing
import os
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["__main__", "spiders.crawl", "spiders.sources", "flows.children"])


class Failed(RuntimeError):
    """The call raised, or its process ended without an answer: the traceback, the error's class and its words."""

    def __init__(self, trace: str, kind: str, words: str) -> None:
        super().__init__(trace)
        self.kind, self.words = kind, words


def apart(work: Callable[..., T], *given: Any) -> T:
    """What `work` gives for `given`, in this environment and working folder; both and the answer can be pickled."""
    reading, writing = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=_answer, args=(writing, dict(os.environ), Path.cwd(), work, given))
    process.start()
    writing.close()
    try:
        is_done, answer = reading.recv()
    except EOFError:
        is_done, answer = False, ("", "Died", "it ended without an answer")
    process.join()
    if not is_done:
        raise Failed(*answer)
    return answer  # type: ignore[no-any-return]  # of T, through a pipe


def _answer(
    writing: Connection, environment: dict[str, str], folder: Path, work: Callable[..., T], given: tuple[Any, ...]
) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    try:
        writing.send((True, work(*given)))
    except BaseException as error:
        writing.send((False, (traceback.format_exc(), type(error).__name__, str(error))))
        raise
