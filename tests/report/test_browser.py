"""The page in Chromium, from disk and from loopback: no error, no outside request, filters, downloads, accessible."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_core_python.selenium import Axe
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from flows import site
from flows.claims import assess
from flows.report import report
from flows.showing import server
from pipeline.site import render
from pipeline.trends.role_gap import gap, owning
from pipeline.trends.roles import profiles
from tests.report.planted_roles import planted
from tests.report.test_site import content
from warehouse.published import connect

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    not (BROWSER and DRIVER), reason="no chromium here: `make check` installs Debian's where it may"
)
WIDTHS = (360, 768, 1440)


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the browser puts files."""
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def browser(downloads: Path) -> Iterator[webdriver.Chrome]:
    """Chromium without a window."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(BROWSER)
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    found = webdriver.Chrome(options=options, service=webdriver.ChromeService(str(DRIVER)))
    found.set_script_timeout(120)
    yield found
    found.quit()


@pytest.fixture(scope="module")
def folder(published_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the small world: its figures, its claims and its page."""
    data = Path(shutil.copytree(published_world, tmp_path_factory.mktemp("page") / "data"))
    report(data, assess(data, "hn"))
    return data / "report"


def narrowed(browser: webdriver.Chrome, width: int) -> None:
    """Show the page as a screen of that width does."""
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def logged(browser: webdriver.Chrome, kind: str) -> list[dict[str, Any]]:
    """The entries of a log since the last question."""
    entries: list[dict[str, Any]] = browser.get_log(kind)  # type: ignore[no-untyped-call]
    return entries


def requested(browser: webdriver.Chrome) -> list[str]:
    """What the browser asked for since the last question."""
    events: list[dict[str, Any]] = [json.loads(entry["message"])["message"] for entry in logged(browser, "performance")]
    return [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]


@pytest.mark.parametrize("width", WIDTHS)
def test_it_opens_from_disk_at_every_width(browser: webdriver.Chrome, folder: Path, width: int) -> None:
    narrowed(browser, width)
    browser.get((folder / "index.html").as_uri())
    for image in browser.find_elements(By.TAG_NAME, "img"):
        browser.execute_script("arguments[0].loading = 'eager'", image)
    time.sleep(0.5)
    assert [entry for entry in logged(browser, "browser") if entry["level"] in ("SEVERE", "WARNING")] == []
    assert [url for url in requested(browser) if not url.startswith(("file:", "data:", "chrome:", "about:"))] == []
    wide = browser.execute_script("return document.documentElement.scrollWidth")
    assert wide <= width, f"the page is {wide} px wide"
    shown = browser.execute_script("return [...document.images].filter((i) => !i.complete || !i.naturalWidth).length")
    assert shown == 0


def test_it_opens_from_loopback_and_finds_figures(browser: webdriver.Chrome, folder: Path) -> None:
    with server(folder, 0) as served:
        thread = threading.Thread(target=served.serve_forever, daemon=True)
        thread.start()
        narrowed(browser, 1440)
        browser.get(f"http://127.0.0.1:{served.server_port}/")
        articles = browser.find_elements(By.CSS_SELECTOR, "#figures-list > article")
        browser.find_element(By.CSS_SELECTOR, "[data-filter='figures-list']").send_keys("involve ai")
        visible = [article for article in articles if article.is_displayed()]
        assert 0 < len(visible) < len(articles)
        count = browser.find_element(By.CSS_SELECTOR, "[data-count='figures-list']").text
        assert count == f"{len(visible)} of {len(articles)}"
        assert [entry for entry in logged(browser, "browser") if entry["level"] == "SEVERE"] == []
        assert [url for url in requested(browser) if not url.startswith(("http://127.0.0.1", "data:", "about:"))] == []
        served.shutdown()
        thread.join()


def test_numbers_can_be_downloaded(browser: webdriver.Chrome, folder: Path, downloads: Path) -> None:
    browser.get((folder / "index.html").as_uri())
    link = browser.find_element(By.CSS_SELECTOR, "#figure-ai_ladder a[href$='.csv']")
    browser.execute_script("arguments[0].click()", link)
    target = downloads / "ai_ladder.csv"
    for _ in range(100):
        if target.exists():
            break
        time.sleep(0.1)
    assert target.read_bytes() == (folder / "figures" / "ai_ladder" / "ai_ladder.csv").read_bytes()


def test_no_serious_barrier(browser: webdriver.Chrome, folder: Path) -> None:
    narrowed(browser, 1440)
    for theme in ("light", "dark"):
        scheme = {"features": [{"name": "prefers-color-scheme", "value": theme}]}
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", scheme)
        browser.get((folder / "index.html").as_uri())
        found = Axe().run(browser)["violations"]
        serious = [(v["id"], v["nodes"][0]["html"][:120]) for v in found if v["impact"] in ("serious", "critical")]
        assert serious == [], theme


def test_the_pages_gap_is_the_commands(
    browser: webdriver.Chrome, published_world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    openings, mentions = planted(seed=5)
    known = profiles(openings, mentions)
    monkeypatch.setattr(site, "_names", lambda *_: {name: (name, name) for name in (*known.skills, *known.roles)})
    with connect(published_world) as con:
        tool = site._profiles(con, known, "2025-01", "2025-12")
    page = tmp_path / "gap.html"
    page.write_text(render(content(gap=tool)), encoding="utf-8")
    narrowed(browser, 1440)
    browser.get(page.as_uri())

    def shown() -> list[str]:
        rows = browser.find_elements(By.CSS_SELECTOR, "#gap-table tbody tr")
        return [row.find_elements(By.TAG_NAME, "td")[1].text for row in rows]

    wanted = gap(known, "sysadmin", "mlops_engineer")
    assert shown() == list(wanted.loc[wanted["missing"] > 1e-9, "skill"])
    covered = f"You cover {100 * (1 - wanted['missing'].sum()):.0f} %"
    assert browser.find_element(By.ID, "gap-covered").text.startswith(covered)
    Select(browser.find_element(By.ID, "gap-from")).select_by_value("")
    field = browser.find_element(By.ID, "gap-have")
    field.send_keys("pytorch\n")
    wanted = gap(known, owning(known, ["pytorch"]), "mlops_engineer")
    assert shown() == list(wanted.loc[wanted["missing"] > 1e-9, "skill"])
    assert browser.find_element(By.CSS_SELECTOR, "#gap-known button").text == "pytorch ×"
