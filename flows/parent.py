"""The parent's side of child processes: start one, give it orders, get its answers, see it end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flows.lock import Lock

HOUR = 3600.0
STOPPED = "Stopped"  # the kind of a failure that comes of the run's own end


class ChildFailed(RuntimeError):
    """A child process ended without an answer or answered with an error: which work, why, and where its log lies."""

    def __init__(self, name: str, reason: str, kind: str, log: Path) -> None:
        super().__init__(f"{name}: {reason} (log: {log})")
        self.reason = reason
        self.kind = kind  # the class of the error in the child, or "ChildFailed"
        self.log = log


@dataclass(frozen=True, slots=True)
class Family:
    """What the children of one run share: the folder of their logs and the run lock, if the run holds one."""

    logs: Path
    lock: Lock | None = None
    _at_work: dict[int, Child] = field(default_factory=dict, repr=False, compare=False)
    _stopped: threading.Event = field(default_factory=threading.Event, repr=False, compare=False)

    @contextmanager
    def child(self, work: str, name: str, keep: Sequence[int] = ()) -> Iterator[Child]:
        """A child of its own for `work`; it ends with the block. `keep`: further descriptors it inherits."""
        self.logs.mkdir(parents=True, exist_ok=True)
        log = self.logs / f"{name}.log"
        if self._stopped.is_set():
            raise ChildFailed(name, "was not started, for the run is ending", STOPPED, log)
        reading, writing = os.pipe()
        passed = [reading, *keep] if self.lock is None else [reading, self.lock.descriptor, *keep]
        try:
            with log.open("ab") as errors:
                process = subprocess.Popen(
                    [sys.executable, "-m", "flows.children", work, str(reading)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=errors,
                    pass_fds=passed,
                    start_new_session=True,  # Ctrl-C is for the parent; the children end with it
                    text=True,
                )
        finally:
            os.close(reading)
        child = self._at_work[process.pid] = Child(name, process, log)
        if self._stopped.is_set():  # meanwhile
            process.kill()
        try:
            yield child
        finally:
            del self._at_work[process.pid]
            os.close(writing)  # the lifeline: whatever it is at, the child ends now
            process.communicate()

    def stop(self) -> None:
        """End all children at once and start no more; what they had written is taken up by the next run."""
        self._stopped.set()
        for child in list(self._at_work.values()):
            child.process.kill()

    def ask(self, work: str, name: str, order: dict[str, Any], limit: float = HOUR) -> dict[str, Any]:
        """One order to a child of its own; ChildFailed if it fails or takes longer than `limit` seconds."""
        with self.child(work, name) as child:
            return child.ask(order, limit)


@dataclass(frozen=True, slots=True)
class Child:
    """One running child."""

    name: str
    process: subprocess.Popen[str]
    log: Path

    def order(self, order: dict[str, Any]) -> None:
        """Give an order."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()

    def ask(self, order: dict[str, Any], limit: float = HOUR) -> dict[str, Any]:
        """Give an order and wait for its answer."""
        assert self.process.stdout is not None
        late = threading.Event()
        timer = threading.Timer(limit, self._stop, (late,))
        timer.daemon = True
        timer.start()
        try:
            self.order(order)
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        finally:
            timer.cancel()
        if late.is_set():
            raise ChildFailed(self.name, f"took longer than {limit:.0f} s and was stopped", "ChildFailed", self.log)
        if not line:
            code = self.process.wait()
            why = f"was ended by signal {-code}" if code < 0 else f"ended with exit code {code}"
            raise ChildFailed(self.name, why, "ChildFailed", self.log)
        reply: dict[str, Any] = json.loads(line)
        if "error" in reply:
            raise ChildFailed(self.name, reply["error"], reply["kind"], self.log)
        return reply

    def _stop(self, late: threading.Event) -> None:
        late.set()
        self.process.kill()
