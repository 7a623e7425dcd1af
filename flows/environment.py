"""What the program sets in its environment before libraries read it: state in the data folder, nothing phones home."""

from __future__ import annotations

import os
from pathlib import Path


def defaults(data: Path) -> dict[str, str]:
    """Environment defaults for one data folder; what the user has set himself wins."""
    home = data.resolve()
    return {
        "PREFECT_HOME": str(home / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",  # our own lines say what happens
        "PREFECT_LOGGING_EXTRA_LOGGERS": "jobshift",
        "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
        "PREFECT_CLI_PROMPT": "false",
        "DO_NOT_TRACK": "1",
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": str(home / "runs" / "matplotlib"),
    }


def prepare(data: Path) -> None:
    """Set the defaults in this process, for itself and its children."""
    for key, value in defaults(data).items():
        os.environ.setdefault(key, value)
