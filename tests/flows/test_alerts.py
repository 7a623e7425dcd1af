"""Alerts: told on change and once a week, never the same night after night; a heartbeat after every good night."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from flows import alerts
from flows.alerts import Told, after, is_news
from flows.config import Alerts, ConfigError, settings
from flows.ledger import Run
from flows.outcome import Crawl, Outcome

RUN = Run("nightly-20260105-1", "nightly", date(2026, 1, 5), ("hn", "greenhouse"))
WELL = Told("2026-01-05T03:00:00+00:00", "r1", "completed", ())
BROKEN = replace(WELL, state="degraded", missing=("hn",))
GOOD = Crawl("hn", boards={"complete": 3})
GAP = Crawl("hn", failure="nothing could be read")


@pytest.fixture
def told(folder: Path) -> Alerts:
    """Tells by a command that appends its input to the file `told`."""
    script = folder / "tell.py"
    script.write_text("import sys; open('told', 'a').write(sys.stdin.read())")
    return Alerts(command=f"{sys.executable} {script}")


def later(told: Told, days: float) -> Told:
    return replace(told, at=(datetime.fromisoformat(told.at) + timedelta(days=days)).isoformat())


@pytest.mark.parametrize(
    ("now", "last", "news"),
    [
        (WELL, None, False),
        (BROKEN, None, True),
        (WELL, WELL, False),
        (later(WELL, 30), WELL, False),
        (BROKEN, WELL, True),
        (WELL, BROKEN, True),
        (later(BROKEN, 1), BROKEN, False),
        (later(BROKEN, 7), BROKEN, True),
        (replace(BROKEN, missing=("hn", "lever")), BROKEN, True),
        (replace(BROKEN, state="failed"), BROKEN, True),
    ],
)
def test_news_is_a_change_or_a_week_of_the_same(now: Told, last: Told | None, news: bool) -> None:
    assert is_news(now, last) is news


def test_a_source_that_breaks_and_mends_is_told_twice(folder: Path, told: Alerts) -> None:
    for crawl in (GOOD, GAP, GAP, GOOD, GOOD):
        after(RUN, Outcome(crawls=[crawl]), folder, told)
    lines = (folder / "told").read_text().splitlines()
    assert lines == [
        "jobshift: the nightly of 2026-01-05 is degraded",
        "hn: nothing could be read",
        "jobshift: the nightly of 2026-01-05 is well again",
        "all sources were read",
    ]


def test_an_address_of_apprise_gets_title_and_text(folder: Path, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/hook").respond_with_response(Response("ok"))
    address = f"json://{httpserver.host}:{httpserver.port}/hook"
    after(RUN, Outcome(crawls=[GAP]), folder, Alerts(to=(address,)))
    assert [(asked.json["title"], asked.json["message"]) for asked, _ in httpserver.log] == [
        ("jobshift: the nightly of 2026-01-05 is degraded", "hn: nothing could be read")
    ]


def test_what_cannot_be_sent_is_a_log_line_without_secrets(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    broken = Alerts(to=("nothing://geheim@x",), command="false", heartbeat=str(folder / "none" / "beat"))
    assert after(RUN, Outcome(failure="the disk is full"), folder, broken) is not None
    after(RUN, Outcome(), folder, broken)
    logged = " ".join(caplog.messages)
    assert "address number 1" in logged
    assert "the command failed" in logged
    assert "heartbeat: " in logged
    assert "geheim" not in logged


def test_heartbeat_follows_nights_that_did_not_fail(folder: Path, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/ping").respond_with_response(Response("ok"))
    for outcome in (Outcome(crawls=[GOOD]), Outcome(crawls=[GAP]), Outcome(failure="no")):
        after(RUN, outcome, folder, Alerts(heartbeat=httpserver.url_for("/ping")))
        after(RUN, outcome, folder, Alerts(heartbeat=str(folder / f"beat-{outcome.state}")))
    assert [asked.path for asked, _ in httpserver.log] == ["/ping", "/ping"]
    assert sorted(path.name for path in folder.glob("beat-*")) == ["beat-completed", "beat-degraded"]


def test_half_a_line_of_the_ledger_was_not_told(folder: Path, told: Alerts) -> None:
    after(RUN, Outcome(crawls=[GAP]), folder, told)
    path = folder / "ledger" / "alerts.jsonl"
    path.write_text(path.read_text() + '{"at": "2026')
    assert after(RUN, Outcome(crawls=[GAP]), folder, told) is None
    assert datetime.now(UTC) - datetime.fromisoformat(alerts._last(folder).at) < timedelta(minutes=5)  # type: ignore[union-attr]


def test_addresses_come_from_the_environment_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "jobshift.toml").write_text('[alerts]\nto = ["mailto://me:geheim@example.org"]\n')
    with pytest.raises(ConfigError, match="JOBSHIFT_ALERTS__TO") as refused:
        settings()
    assert "geheim" not in str(refused.value)
    (folder / "jobshift.toml").write_text('[alerts]\ncommand = "cat"\n')
    monkeypatch.setenv("JOBSHIFT_ALERTS__TO", json.dumps(["json://example.org"]))
    found = settings().alerts
    assert (found.to, found.command) == (("json://example.org",), "cat")
