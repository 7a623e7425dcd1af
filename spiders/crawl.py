"""One crawl: a source, a night, its boards. Runs Scrapy in this process, so once per process."""

from __future__ import annotations

import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess, Crawler

from spiders import clock, coverage
from spiders.archive import Archive
from spiders.boards import Board
from spiders.coverage import Ledger
from spiders.errors import ContactMissing, CrawlBroken, DelayTooLow, UnknownSource
from spiders.hosts import Host
from spiders.landing import mend
from spiders.manners import AGENT
from spiders.order import Order, Summary
from spiders.room import Room
from spiders.source import Source
from spiders.spider import BoardSpider
from spiders.state import State
from spiders.visit import Visit

__all__ = ["Board", "ContactMissing", "CrawlBroken", "DelayTooLow", "Order", "Summary", "UnknownSource", "crawl"]
MAXSIZE = 64 * 1024 * 1024  # bytes of one answer, decompressed


def crawl(order: Order) -> Summary:
    """Visit the boards of an order that are not finished yet this night.

    UnknownSource, ContactMissing, DelayTooLow before anything is asked for; CrawlBroken when the crawl ended by a
    fault of ours (a full disk), with what was read until then kept and covered.
    """
    source = order.check()
    mend(order.data)
    host = Host(order.data, source.host, order.allowance())
    with host.taken():
        return _crawled(order, source, host)


def _crawled(order: Order, source: type[Source], host: Host) -> Summary:
    begun = time.monotonic()
    crawl_id = clock.crawl_id(order.data, source.name, order.night.isoformat())
    visit = Visit(
        order,
        source,
        crawl_id,
        Archive(order.data, source.name, order.night, crawl_id),
        Ledger(order.data, source.name, order.night, crawl_id),
        State(order.data, source),
        host,
        Room(order.data, order.least_disk, order.least_memory),
        coverage.silent_nights(order.data, source.name, order.night),
    )
    visit.state.remember()
    log = order.data / "runs" / order.night.isoformat() / f"{source.name}-{crawl_id}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    process = AsyncCrawlerProcess(settings(order, str(log)))
    crawler = process.create_crawler(BoardSpider)
    try:
        process.crawl(crawler, visit=visit)
        process.start()
        _check(crawler.spider, source.name, log)
        refused = _judged(visit)
    except CrawlBroken:
        visit.archive.abandon()
        raise
    finally:
        visit.archive.close()
        visit.state.close()
    return _summary(crawler, visit, refused, time.monotonic() - begun)


def settings(order: Order, log: str) -> dict[str, Any]:
    """Every setting that manners depend on, explicitly: Scrapy's own defaults are not polite."""
    delay = order.pace()
    concurrency = order.at_once()
    contact = (order.contact or "offline replay").strip()
    return {
        "BOT_NAME": AGENT,
        "USER_AGENT": f"{AGENT}/{version('jobshift')} (+{contact})",
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": AGENT,
        "DOWNLOAD_DELAY": delay,
        "DOWNLOAD_DELAY_JITTER": 0,  # it would also shorten the delay
        "CONCURRENT_REQUESTS": concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": concurrency,
        "AUTOTHROTTLE_ENABLED": False,  # it would lower a delay that robots.txt raised; backing off slows down
        "DOWNLOAD_TIMEOUT": 30,
        "DOWNLOAD_MAXSIZE": MAXSIZE,
        "DOWNLOAD_WARNSIZE": MAXSIZE // 2,
        "DOWNLOAD_FAIL_ON_DATALOSS": True,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOAD_HANDLERS": {
            "http": "spiders.wire.Wire",
            "https": "spiders.wire.Wire",
            "data": None,
            "file": None,
            "ftp": None,
            "s3": None,
        },
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
            "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
            "spiders.manners.Robots": 100,
            "spiders.manners.Budget": 200,
            "spiders.manners.BackOff": 550,
            "spiders.keys.Masked": 585,  # right after decompression
            "spiders.manners.PublicRedirects": 600,
        },
        "RETRY_TIMES": 3,
        "RETRY_GIVE_UP_LOG_LEVEL": "WARNING",
        "REDIRECT_MAX_TIMES": 3,
        "METAREFRESH_ENABLED": False,
        "COOKIES_ENABLED": False,
        "HTTPPROXY_ENABLED": order.replay is None,  # a proxy of the environment does not know our loopback
        "REFERRER_POLICY": "no-referrer",
        "HTTPCACHE_ENABLED": False,
        "HTTPERROR_ALLOW_ALL": True,  # the visit judges every status
        "REMOTE_CONTROL_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_FILE": log,
        "LOG_LEVEL": "INFO",
        "LOG_VERSIONS": [],
        "JOBSHIFT_REPLAY": order.replay,
        "JOBSHIFT_BACKOFF": max(0.02, 2 * delay),  # seconds before the first retry, doubled each time
    }


def _check(spider: Spider | None, source: str, log: Path) -> None:
    """CrawlBroken unless every board was visited: Scrapy itself ends well whatever happened."""
    if not isinstance(spider, BoardSpider) or not spider.has_started:
        raise CrawlBroken(f"{source}: it never started; see {log}")
    if spider.fault is not None:
        raise CrawlBroken(f"{source}: {type(spider.fault).__name__}: {spider.fault}") from spider.fault
    if spider.left:
        raise CrawlBroken(f"{source}: stopped with {spider.left} left to visit")


def _judged(visit: Visit) -> str | None:
    """Why the crawl as a whole is not believed, if so; then all it read is suspect and closes nothing."""
    refused = visit.refusal()
    if refused is None:
        visit.state.believe()
    else:
        visit.state.doubt(visit.order.night)
        doubted = visit.ledger.doubt(refused)
        visit.counts.subtract({status: visit.counts[status] for status in coverage.READ})
        visit.counts["suspect"] += doubted
    return refused


def _summary(crawler: Crawler, visit: Visit, refused: str | None, seconds: float) -> Summary:
    assert crawler.stats is not None
    assert isinstance(crawler.spider, BoardSpider)
    return Summary(
        source=visit.source.name,
        night=visit.order.night,
        crawl_id=visit.crawl_id,
        requests=crawler.stats.get_value("downloader/request_count", 0),
        errors=visit.errors,
        seconds=round(seconds, 3),
        boards=dict(+visit.counts),
        postings=visit.postings,
        reasons=(refused, *visit.reasons) if refused else tuple(visit.reasons),
        warnings=visit.warnings(),
        refused=refused,
        skipped=crawler.spider.skipped,
    )
