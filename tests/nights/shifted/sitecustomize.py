"""On PYTHONPATH it moves the clock of a process and its children by SHIFTED_HOURS, before anything else is read."""

from __future__ import annotations

import datetime
import os
from typing import Any

TRUE = datetime.datetime
SHIFT = datetime.timedelta(hours=float(os.environ.get("SHIFTED_HOURS", "0")))


class _Kind(type(TRUE)):  # type: ignore[misc]  # the class of a class
    def __instancecheck__(cls, value: Any) -> bool:
        return isinstance(value, TRUE)


class Shifted(TRUE, metaclass=_Kind):
    """The time of a wrong clock."""

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> Any:
        """Now, as this machine believes."""
        return TRUE.now(tz) + SHIFT


if SHIFT:
    datetime.datetime = Shifted  # type: ignore[misc]
