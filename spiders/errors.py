"""What can go wrong in the collect room, one class each."""

from __future__ import annotations


class BoardsError(ValueError):
    """A boards file that cannot be read; the message names file, line and column."""


class ClockWrong(RuntimeError):
    """The machine's clock is half a day or more from that of a source."""


class ContactMissing(ValueError):
    """A live crawl without a contact for the user agent."""


class DelayTooLow(ValueError):
    """A delay under the source's own, where no loopback replay stands in for the source."""


class KeysMissing(ValueError):
    """A source whose keys are not in the environment; names the variables."""


class UnknownSource(ValueError):
    """A source that no file of spiders/sources gives."""


class WrongShape(ValueError):
    """A page or a posting that lacks what its source always gives; names source, board and what was missing."""


class DamagedPage(ValueError):
    """A page of the landing zone whose bytes are no longer the ones received."""


class CrawlBroken(RuntimeError):
    """A crawl ended by a fault of the program or the machine, not of a source."""


class WrongMapping(ValueError):
    """A mapping and its foreign file that do not fit; names the key or the column."""


class NotDownloaded(RuntimeError):
    """A file that its source did not give; says why."""
