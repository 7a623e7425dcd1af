"""Who is told when the nights change their state: by any address that apprise knows, by a command, and a heartbeat.

Told is a change (well, degraded, failed, and which sources are missing), and once a week what stays broken; never the
same night after night. What was told stands in `data/ledger/alerts.jsonl`. An alert that cannot be sent is a log line:
it never changes how the run ends.
"""

from __future__ import annotations

import json
import logging
import shlex
import subprocess
import urllib.request
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flows.config import Alerts
from flows.ledger import Run, State
from flows.outcome import Outcome

log = logging.getLogger("jobshift")
AGAIN_AFTER = timedelta(days=7)
LIMIT = 30.0  # seconds for a command or the heartbeat


@dataclass(frozen=True, slots=True)
class Told:
    """One alert: what the state was, and which sources were missing."""

    at: str
    run_id: str
    state: State
    missing: tuple[str, ...]


def after(run: Run, outcome: Outcome, data: Path, alerts: Alerts) -> str | None:
    """Tell whoever is to be told about a night that ended; gives the text if something was told."""
    if outcome.state != "failed":
        _beat(alerts.heartbeat)
    now = Told(datetime.now(UTC).isoformat(timespec="seconds"), run.run_id, outcome.state, _missing(outcome))
    last = _last(data)
    if not is_news(now, last):
        return None
    title, text = _words(run, outcome, now, last)
    _send(alerts, title, text)
    path = _ledger(data)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(asdict(now)) + "\n")
    return f"{title}\n{text}"


def is_news(now: Told, last: Told | None) -> bool:
    """Whether the state differs from what was told last, or has been bad for a week since."""
    if last is None:
        return now.state != "completed"
    if (now.state, now.missing) != (last.state, last.missing):
        return True
    is_bad = now.state != "completed"
    since = datetime.fromisoformat(now.at) - datetime.fromisoformat(last.at)
    return is_bad and abs(since) >= AGAIN_AFTER  # also after a clock was put back


def _missing(outcome: Outcome) -> tuple[str, ...]:
    return tuple(sorted(crawl.source for crawl in outcome.crawls if crawl.is_degraded))


def _words(run: Run, outcome: Outcome, now: Told, last: Told | None) -> tuple[str, str]:
    state = "well again" if now.state == "completed" else now.state
    stays = " (still)" if last is not None and (now.state, now.missing) == (last.state, last.missing) else ""
    lines = [outcome.failure] if outcome.failure else outcome.gaps
    return f"jobshift: the {run.kind} of {run.night} is {state}{stays}", "\n".join(lines) or "all sources were read"


def _send(alerts: Alerts, title: str, text: str) -> None:
    if alerts.to:
        import apprise  # slow to import, and seldom needed

        logging.getLogger("apprise").setLevel(logging.CRITICAL)  # it logs addresses whole
        speaker = apprise.Apprise()
        for number, address in enumerate(alerts.to, 1):
            if not speaker.add(address):  # the address holds secrets: it is not named
                log.warning("alerts: address number %d is none that apprise knows", number)
        if len(speaker) and not speaker.notify(body=text, title=title):
            log.warning("alerts: not all addresses could be told")
    if alerts.command:
        try:
            subprocess.run(
                shlex.split(alerts.command), input=f"{title}\n{text}\n", text=True, timeout=LIMIT, check=True
            )
        except (OSError, subprocess.SubprocessError) as error:
            log.warning("alerts: the command failed: %s", getattr(error, "returncode", type(error).__name__))


def _beat(heartbeat: str | None) -> None:
    """Touch the file or ask the URL that a dead man's switch watches."""
    if heartbeat is None:
        return
    try:
        if heartbeat.startswith(("http://", "https://")):
            with urllib.request.urlopen(heartbeat, timeout=LIMIT):
                pass
        else:
            Path(heartbeat).touch()
    except OSError as error:
        log.warning("heartbeat: %s", getattr(error, "reason", error))


def _last(data: Path) -> Told | None:
    """What was told last; half a line that a kill left was not told."""
    path = _ledger(data)
    for line in reversed(path.read_text(encoding="utf-8").splitlines() if path.exists() else []):
        try:
            known: dict[str, Any] = json.loads(line)
        except ValueError:
            continue
        return Told(**known | {"missing": tuple(known["missing"])})
    return None


def _ledger(data: Path) -> Path:
    return data / "ledger" / "alerts.jsonl"
