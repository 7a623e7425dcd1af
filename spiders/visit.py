"""What an answer means: the one place that decides a board's coverage. Knows nothing of Scrapy."""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from pipeline.records import Coverage, Page
from spiders import clock, coverage, fields, landing
from spiders.answer import ABSENT, BLOCKED, LONGEST_PAUSE, Answer, asked_pause, first_words, is_html
from spiders.archive import Archive, Headers
from spiders.boards import Board, is_same_employer
from spiders.errors import WrongShape
from spiders.hosts import Host
from spiders.order import Order
from spiders.room import Room
from spiders.source import UNREADABLE, Entry, Reading, Source
from spiders.state import Detail, Past, Place, State, placed

log = logging.getLogger(__name__)
BELIEVED_AFTER = 3  # nights in a row: an empty board that had postings
GIVE_UP_AFTER = 8  # boards in a row that gave nothing: the host is down or wants us gone
PROBES = 2  # boards that a source is asked for after some nights of silence; if they give nothing, that is all
LONGEST_REASON = 300  # characters
REASONS = 20
KNOWN_ENOUGH = 200  # postings: a crawl of fewer has no expected range


@dataclass(slots=True)
class Visit:
    """One crawl as it goes: judges answers, keeps pages, writes coverage, remembers."""

    order: Order
    source: type[Source]
    crawl_id: str
    archive: Archive
    ledger: coverage.Ledger
    state: State
    host: Host
    room: Room
    silent_nights: int = 0  # of the source, in a row, before this one; 0 as soon as it has answered
    counts: Counter[str] = field(default_factory=Counter)
    postings: int = 0
    errors: int = 0
    failures: int = 0  # boards in a row that gave nothing
    reasons: list[str] = field(default_factory=list)
    expected: int = 0  # postings that the boards read whole tonight had when they were last read whole
    found: int = 0  # that they have now
    new_fields: Counter[str] = field(default_factory=Counter)  # pages by unknown field
    strangers: list[str] = field(default_factory=list)  # boards that seem to be another employer's
    odd_clock: str | None = None
    cut: list[str] = field(default_factory=list)  # fields longer than fields are

    def known(self, token: str) -> Place | None:
        """The board's last complete page, if the landing zone holds it."""
        return self.state.known(token)

    def answered(self, token: str, answer: Answer) -> None:
        """Judge the answer to a board's request; ClockWrong before anything is kept of it."""
        self.heed_clock(answer)
        if answer.status == 304:
            self._not_modified(token, answer)
        elif answer.status == 200:
            self._received(token, answer)
        elif answer.status in BLOCKED:
            self._finish(token, "blocked", answer, reason=f"answered {answer.status}")
        elif answer.status in ABSENT and not is_html(answer):
            self._finish(token, "absent", answer, reason=f"answered {answer.status}: {first_words(answer.body)}")
        else:
            self._finish(token, "failed", answer, reason=f"answered {answer.status}: {first_words(answer.body)}")
        if answer.status != 200 and (asked_pause(answer.header("retry-after")) or 0.0) > LONGEST_PAUSE:
            self.failures = GIVE_UP_AFTER  # whatever its patience

    def kept(self, place: Detail) -> tuple[Page, Headers] | None:
        """The page of a posting that an earlier night received, with its headers; None if it is there no longer."""
        return landing.page_at(self.archive.folder.parent / place.night / f"{place.part}{landing.CLOSED}", place.start)

    def unanswered(self, token: str, status: Coverage, reason: str, requests: int) -> None:
        """A board whose request came to nothing."""
        nothing = Answer(self.source.page_url(token), 0, (), b"", requests, requests)
        self._finish(token, status, nothing, reason=reason)

    def heed_clock(self, answer: Answer) -> None:
        """Hold an answer's clock against ours; ClockWrong before anything is kept of it."""
        self.odd_clock = clock.checked(answer, self.source.host) or self.odd_clock

    def asleep(self, tokens: Sequence[str]) -> list[str]:
        """Those to leave alone tonight: long absent, and asked for less than a week ago."""
        asleep = self.state.asleep(self.order.night).intersection(tokens)
        return [token for token in tokens if token in asleep]

    def sleeps(self, token: str) -> None:
        """A board that is left alone."""
        self.counts["asleep"] += 1
        self.ledger.write(token, "asleep", postings=0, requests=0, errors=0, reason="long absent")

    def refusal(self) -> str | None:
        """Why this crawl is not to be believed: its boards lost or won more postings than boards do in a night.

        None within the source's expected range, and when enough earlier nights in a row found the same.
        """
        low, high = self.source.expected
        if self.expected < KNOWN_ENOUGH or low * self.expected <= self.found <= high * self.expected:
            return None
        if self.state.doubts(self.order.night) + 1 >= BELIEVED_AFTER:
            return None
        return (
            f"{self.found} postings on boards that last had {self.expected}: outside the expected "
            f"{low:g} to {high:g} times; a later night must confirm it"
        )

    def warnings(self) -> tuple[str, ...]:
        """What is odd but loses nothing."""
        listed = self.new_fields.most_common(REASONS)
        fields = [f"{pages} pages have the new field {name}" for name, pages in listed]
        cut = [f"{len(self.cut)} fields were too long and cut, first: {self.cut[0]}"] if self.cut else []
        odd = [self.odd_clock] if self.odd_clock else []
        return (*fields, *self.strangers[:REASONS], *cut, *odd)

    def entries(self, answer: Answer) -> tuple[list[Entry], int, int]:
        """What an index page names; WrongShape or the status it failed with."""
        self.heed_clock(answer)
        page = self.page(coverage.INDEX, answer)
        if answer.status != 200:
            raise WrongShape(f"{self.source.name} index: answered {answer.status}: {first_words(answer.body)}")
        try:
            found = self.source.entries(page)
        except UNREADABLE as error:
            raise WrongShape(f"{self.source.name} index: {type(error).__name__}: {error}") from error
        self.archive.wait(page, answer.headers)
        return found

    def index_failed(self, status: Coverage, reason: str, requests: int) -> None:
        """The index could not be read, or not to its end."""
        self.errors += 1
        self._note(coverage.INDEX, status, reason)
        self.ledger.write(coverage.INDEX, status, postings=0, requests=requests, errors=1, reason=reason)

    @property
    def is_probing(self) -> bool:
        """Whether the source was silent so long that a few boards are to show whether it is back."""
        return self.silent_nights >= coverage.SILENT_AFTER

    def stopped(self) -> str | None:
        """Why no further board is asked for: it would be pointless, rude, or more than the machine holds."""
        if self.failures >= (PROBES if self.is_probing else GIVE_UP_AFTER):
            return "the boards before it gave nothing"
        return self.room.shortage()

    def _not_modified(self, token: str, answer: Answer) -> None:
        known = self.known(token)
        if known is None:
            return self._finish(token, "failed", answer, reason="answered 304 to a request without conditions")
        page = Page(self.source.name, token, known.url, datetime.now(UTC), 304, known.sha256, b"")
        return self._same(token, answer, page, known)

    def _received(self, token: str, answer: Answer) -> None:
        page, known = self.page(token, answer), self.known(token)
        try:
            document = self.source.document(page)
        except WrongShape:
            return self.no_page(token, answer)
        if known is not None and known.sha256 == page.sha256:
            return self._same(token, answer, page, known)
        part, end = self.archive.keep(page, answer.headers)
        self.new_fields.update(fields.unknown(self.source.name, document))
        return self._read(token, answer, page, part, end)

    def no_page(self, token: str, answer: Answer, reason: str | None = None) -> None:
        """Not whole, or no answer of the source at all: nothing a mended reader could read."""
        kind = "JSON" if "json" in self.source.accept else "feed"
        self._finish(token, "failed", answer, reason=reason or f"no {kind}: {first_words(answer.body)}")

    def _same(self, token: str, answer: Answer, page: Page, known: Place) -> None:
        self.archive.revisit(page, answer.headers, known.fetched_at)
        postings = self.state.past(token).postings
        self._finish(token, "unchanged", answer, postings=postings)
        self.expected, self.found = self.expected + postings, self.found + postings
        self.state.unchanged(token, self.order.night, postings)

    def _read(self, token: str, answer: Answer, page: Page, part: str, end: int) -> None:
        try:
            reading = self.source.reading(page)
            settles_on = self.source.settles_on(page)
        except UNREADABLE as error:
            return self._finish(token, "failed", answer, reason=f"{type(error).__name__}: {error}")
        self.cut += (f"board {token} {what}" for what in reading.cut)
        place = placed(page, answer.header("etag"), answer.header("last-modified"), self.order.night, part, end)
        return self.judge(token, answer, reading, None, settles_on, place)

    def judge(
        self,
        token: str,
        answer: Answer,
        reading: Reading,
        lack: str | None,
        settles_on: date | None = None,
        place: Place | None = None,
    ) -> None:
        """Whether what was read of a board is the whole of it. `lack`: why it is not, where that is known already."""
        postings, past, night = len(reading.postings), self.state.past(token), self.order.night
        if reading.unread:
            reason = f"{len(reading.unread)} of {reading.rows} unreadable, first: {reading.unread[0]}"
            return self._finish(token, "partial", answer, postings=postings, reason=reason)
        if reading.total is not None and reading.total > reading.rows:
            lack = f"the source says {reading.total}, the page has {reading.rows}"
        if lack is not None:
            return self._finish(token, "partial", answer, postings=postings, reason=lack)
        if past.postings and not reading.rows and not _is_believed(past, night.isoformat()):
            reason = f"empty, where the last complete night had {past.postings}"
            self._finish(token, "suspect", answer, reason=reason)
            return self.state.empty(token, night)
        self._finish(token, "complete", answer, postings=postings)
        if past.postings:
            self.expected, self.found = self.expected + past.postings, self.found + postings
        self._greet(token, reading)
        return self.state.complete(token, night, postings, settles_on, place)

    def _greet(self, token: str, reading: Reading) -> None:
        """Notice a board that names another employer than the list does."""
        names = Counter(posting.employer for posting in reading.postings if posting.employer)
        listed = next((board.employer for board in self.order.own_boards() if board.token == token), None)
        if names and listed and not any(is_same_employer(name, listed, token) for name in names):
            self.strangers.append(f"board {token} names {names.most_common(1)[0][0]!r}, the list has {listed!r}")

    def _finish(
        self, token: str, status: Coverage, answer: Answer, *, postings: int = 0, reason: str | None = None
    ) -> None:
        gave_nothing = status in ("failed", "blocked")
        reason = reason and reason[:LONGEST_REASON]
        errors = answer.errors + (gave_nothing and answer.status != 0)
        self.counts[status] += 1
        self.postings += postings
        self.errors += errors
        if answer.requests:  # what robots.txt or the budget forbids was not asked for, and says nothing of the host
            self.failures = self.failures + 1 if gave_nothing else 0
        if not gave_nothing:
            self.silent_nights = 0
        if reason:
            self._note(token, status, reason)
        self.ledger.write(token, status, postings=postings, requests=answer.requests, errors=errors, reason=reason)
        if gave_nothing:
            self.state.failed(token)
        if status == "absent":
            self.state.absent(token, self.order.night)

    def _note(self, token: str, status: str, reason: str) -> None:
        log.warning("%s board %s is %s: %s", self.source.name, token, status, reason)
        if len(self.reasons) < REASONS:
            self.reasons.append(f"{token}: {status}, {reason}")

    def page(self, token: str, answer: Answer) -> Page:
        """An answer as the landing zone keeps it."""
        sha256 = hashlib.sha256(answer.body).hexdigest()
        return Page(self.source.name, token, answer.url, datetime.now(UTC), answer.status, sha256, answer.body)


def wanted(order: Order, source: type[Source], state: State, boards: Sequence[Board | Entry]) -> list[str]:
    """The tokens still to visit: not finished this night, not settled."""
    done = coverage.finished(order.data, source.name, order.night) | state.settled()
    tokens = dict.fromkeys(board.token for board in boards)
    return [token for token in tokens if token not in done]


def _is_believed(past: Past, night: str) -> bool:
    """Whether enough earlier nights in a row found the board empty too."""
    earlier = past.empty_nights - (past.empty_on == night)
    return earlier + 1 >= BELIEVED_AFTER
