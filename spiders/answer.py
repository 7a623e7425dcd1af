"""An answer as the visit judges it: what a request came to, whatever fetched it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from spiders.archive import Headers

BLOCKED = frozenset({401, 403, 407, 451})
ABSENT = frozenset({404, 410})
LONGEST_PAUSE = 120.0  # seconds: who asks for more is left alone for the night


@dataclass(frozen=True, slots=True)
class Answer:
    """What one request came to, after retries and redirects."""

    url: str  # the true URL that answered
    status: int
    headers: Headers
    body: bytes
    requests: int = 1
    errors: int = 0

    def header(self, name: str) -> str | None:
        """The last value of a header."""
        return next((value for key, value in reversed(self.headers) if key.lower() == name), None)


def asked_pause(header: str | None) -> float | None:
    """Retry-After in seconds from now; None without one, or if it is neither a number nor a date."""
    value = (header or "").strip()
    if value.isdigit():
        return float(value)
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (at - datetime.now(UTC)).total_seconds()) if at.tzinfo else None


def is_html(answer: Answer) -> bool:
    """Whether it is a page for people: an error of the web server, a login, a challenge."""
    return b"<html" in answer.body[:1000].lower()


def first_words(body: bytes) -> str:
    """The first words of a body, for a reason."""
    return " ".join(body[:200].decode("utf-8", "replace").split())[:80] or "nothing"
