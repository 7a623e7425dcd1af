"""What was worked out lately, by what it was worked out from: jobs stand in several cities, sentences in many ads."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Result = TypeVar("Result")
Told = str | None
LONGEST = 1 / 16  # of what may be kept: what is longer than this share would push out too much


class Recent(Generic[Result]):
    """A pure function of texts that remembers its latest results, bounded by the characters they were made from.

    Results are shared by all who ask: they must be immutable.
    """

    def __init__(self, make: Callable[..., Result], characters: int) -> None:
        self._make = make
        self._most = characters
        self._kept: OrderedDict[tuple[Told, ...], Result] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def __call__(self, *told: Told) -> Result:
        """The result for these texts, made or remembered."""
        with self._lock:
            if told in self._kept:
                self._kept.move_to_end(told)
                return self._kept[told]
        made = self._make(*told)
        weight = _weight(told)
        if weight <= LONGEST * self._most:
            with self._lock:
                if told not in self._kept:
                    self._kept[told] = made
                    self._size += weight
                while self._size > self._most:
                    self._size -= _weight(self._kept.popitem(last=False)[0])
        return made

    def __len__(self) -> int:
        """How many results are remembered."""
        return len(self._kept)

    def cache_clear(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._kept.clear()
            self._size = 0


def _weight(told: tuple[Told, ...]) -> int:
    """Characters of the texts, and one, so that nothing weighs nothing."""
    return 1 + sum(len(text) for text in told if text is not None)
