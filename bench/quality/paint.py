"""How soon a room's page is there on a slow phone over a slow line, and whether it moves under the reader's eyes.

Slow is what Lighthouse calls slow 4G and a middling phone: 150 ms a round trip, 1.6 Mbit/s down, 750 kbit/s up, a
processor four times slower; given to Chromium by its own protocol. Each visit is a browser's first: nothing is kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, BrowserContext, Page

from bench import ours, story
from bench.figures import median
from bench.server import ADDRESS
from bench.story import Did

ROUND_TRIP, DOWN, UP, SLOWER = 150, 1_600_000 / 8, 750_000 / 8, 4
SIZES = {"console": (1280, 800), "phone": (390, 844), "board": (1920, 1080)}
PLACES = {"console": story.FACILITATOR, "phone": 1, "board": story.TABLE}
THINGS = {"console": ".desk__controls button", "phone": "#ask-text", "board": "h1"}
"""The one thing each is there for, in step 2: to lead on, to ask, to read."""
PATIENCE = 60_000
PAINTED = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const [first] = performance.getEntriesByName("first-contentful-paint");
  return [first.startTime, Math.max(first.startTime, page.domContentLoadedEventEnd)];
}"""
IN_SIGHT = """(thing) => {
  const { top, bottom } = thing.getBoundingClientRect();
  return thing.checkVisibility() && top >= 0 && bottom <= innerHeight;
}"""
WATCH = """() => {
  window.moved = [];
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.moved.push(one.value);
  }).observe({ type: "layout-shift" });
}"""
STILL = 1_500
"""How long a page is watched after its step changed, in milliseconds."""
GO = ".gate .btn--main:not([aria-disabled])"


@dataclass(frozen=True, slots=True)
class Painted:
    """Milliseconds from asking for a page: until something is seen, and until what one is there to do answers."""

    first: float
    usable: float


def open_page(browser: Browser, made: Mapping[str, Any], place: str, port: int) -> tuple[BrowserContext, Page, str]:
    """A browser that was nowhere yet, on that screen of a room; the page is still blank."""
    screen = made["screens"][PLACES[place] + 1]
    width, height = SIZES[place]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB")
    cookies = (pair.split("=", 1) for pair in ours.cookies(screen).split("; "))
    context.add_cookies([{"name": name, "value": value, "url": f"http://{ADDRESS}:{port}"} for name, value in cookies])
    path = f"/s/{made['room']}/{'board/' if place == 'board' else ''}?seat={screen['seat']}"
    return context, context.new_page(), f"http://{ADDRESS}:{port}{path}"


def slow(page: Page) -> None:
    """Puts the line and the processor under the page."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    rates = {"latency": ROUND_TRIP, "downloadThroughput": DOWN, "uploadThroughput": UP}
    line.send("Network.emulateNetworkConditions", {"offline": False, **rates})
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def painted(browser: Browser, made: Mapping[str, Any], place: str, port: int, runs: int) -> Painted:
    """The median of several first visits.

    Raises:
        RuntimeError: what one is there to do is not in sight without scrolling.
    """
    visits = [_visit(browser, made, place, port) for _ in range(runs)]
    return Painted(median([one.first for one in visits]), median([one.usable for one in visits]))


def _visit(browser: Browser, made: Mapping[str, Any], place: str, port: int) -> Painted:
    context, page, url = open_page(browser, made, place, port)
    slow(page)
    page.goto(url, wait_until="domcontentloaded", timeout=PATIENCE)
    if not page.locator(THINGS[place]).first.evaluate(IN_SIGHT):
        raise RuntimeError(f"On the {place} one has to look for what there is to do.")
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")
    first, usable = page.evaluate(PAINTED)
    context.close()
    return Painted(first, usable)


def moved(browser: Browser, made: Mapping[str, Any], port: int) -> dict[str, float]:
    """How far each screen's content jumped when step 3 came, as browsers reckon it (cumulative layout shift).

    The console goes on by its own button, as a facilitator does; what moves within half a second of a person's own
    press does not count, and nobody presses anything on the other screens.
    """
    opened = {place: open_page(browser, made, place, port) for place in SIZES}
    for _, page, url in opened.values():
        page.goto(url)
        _until(page, "performance.getEntriesByName('besace:live').length > 0")
    do(made, port, story.all_clear())
    opened["console"][1].locator(GO).wait_for(timeout=PATIENCE)
    for _, page, _ in opened.values():
        page.wait_for_timeout(STILL)
        page.evaluate(WATCH)
    opened["console"][1].locator(GO).click(timeout=PATIENCE)
    found = {}
    for place, (context, page, _) in opened.items():
        _until(page, "document.body.dataset.stage === 'contract'")
        page.wait_for_timeout(STILL)
        found[place] = sum(page.evaluate("window.moved"))
        context.close()
    return found


def _until(page: Page, true: str) -> None:
    """Asks again and again from outside: a page with our policy evaluates nothing by itself."""
    while not page.evaluate(true):
        page.wait_for_timeout(50)


def do(made: Mapping[str, Any], port: int, acts: Iterable[Did]) -> None:
    """Has the room's browsers do this, one after the other.

    Raises:
        RuntimeError: an act was refused.
    """
    for act in acts:
        screen = made["screens"][act.place + 1]
        line = HTTPConnection(ADDRESS, port, timeout=10)
        body = urlencode(
            {**act.fields, "act": act.word, "csrfmiddlewaretoken": screen["token"], "seat": screen["seat"]}
        )
        head = {"Cookie": ours.cookies(screen), "Origin": f"http://{ADDRESS}:{port}", "Accept": "application/json"}
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        line.request("POST", f"/s/{made['room']}/act", body, head | form)
        answer = line.getresponse()
        told = answer.read().decode()
        line.close()
        if answer.status != 200:
            raise RuntimeError(f"{act.word}: {answer.status} {told}")
