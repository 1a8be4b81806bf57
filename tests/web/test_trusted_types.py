"""In a real browser: a plain string becomes no markup by any way, and what the house draws goes on (ASVS 1.2.1)."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from besace.live import seats
from tests.e2e.house import House, open_house
from tests.edge.people import ANA, FAY, LIVE, does, seat, set_table

IMAGE = "<img src=x onerror=document.title=1>"
SINKS = {
    "innerHTML": f"document.body.innerHTML = '{IMAGE}'",
    "outerHTML": f"document.querySelector('main').outerHTML = '{IMAGE}'",
    "insertAdjacentHTML": f"document.body.insertAdjacentHTML('beforeend', '{IMAGE}')",
    "write": f"document.write('{IMAGE}')",
    "srcdoc": f"document.createElement('iframe').srcdoc = '{IMAGE}'",
    "parse": f"new DOMParser().parseFromString('{IMAGE}', 'text/html')",
    "fragment": f"document.createRange().createContextualFragment('{IMAGE}')",
    "script": "document.createElement('script').textContent = 'document.title = 1'",
    "source": "document.createElement('script').src = '/static/x.js'",
    "eval": "eval('document.title = 1')",
    "timer": "setTimeout('document.title = 1', 0)",
    "second policy": "trustedTypes.createPolicy('another', { createHTML: (s) => s })",
    "the same again": "trustedTypes.createPolicy('besace', { createHTML: (s) => s })",
    "default policy": "trustedTypes.createPolicy('default', { createHTML: (s) => s })",
}

ASIDE = "() => new Promise((told) => setTimeout(() => { try { %s; told('done') } catch (e) { told(e.name) } }, 0))"
"""In a turn of the page's own: what a test says itself, the browser lets it evaluate."""


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with open_house() as running, pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "BESACE_ADDRESS", running.url)
        yield running


@pytest.fixture
def page(browser: Browser, house: House) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def sat(page: Page, house: House) -> tuple[object, list[str]]:
    """Ana's phone in a room that is live, and what its console complains of."""
    room, complaints = set_table(), []
    page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.context.add_cookies([{"name": seats.COOKIE, "value": seat(room, ANA), "url": house.url}])
    page.goto(f"{house.url}/s/{room.id}/")
    page.wait_for_function(LIVE)
    return room, complaints


@pytest.mark.e2e
@pytest.mark.parametrize("sink", SINKS)
def test_a_plain_string_becomes_no_markup_and_no_script(sink, page, house):
    sat(page, house)
    title = page.title()
    told = page.evaluate(ASIDE % SINKS[sink])

    assert told in {"TypeError", "EvalError"}
    assert page.title() == title
    assert page.locator("img[src=x]").count() == 0


@pytest.mark.e2e
def test_the_house_goes_on_drawing_through_its_own_policy_and_the_console_is_quiet(page, house):
    room, complaints = sat(page, house)
    assert page.evaluate("document.body instanceof HTMLElement && typeof Idiomorph.morph") == "function"
    assert page.evaluate("!!window.trustedTypes")
    does(room, FAY, "open")
    expect(page.get_by_role("button", name="I have spoken")).to_be_visible(timeout=4_000)

    assert complaints == []


@pytest.mark.e2e
def test_of_what_a_browser_can_do_our_pages_may_use_what_they_need_and_nothing_else_that_is_named(page, house):
    from besace.live import headers  # noqa: PLC0415 - beside what it is compared with

    _, complaints = sat(page, house)
    allowed = set(page.evaluate("document.featurePolicy.allowedFeatures()"))
    known = set(page.evaluate("document.featurePolicy.features()"))

    assert set(headers.NOBODYS) <= known  # a name that no browser knows keeps nothing out
    assert set(headers.OURS_TO_USE) <= allowed
    assert not set(headers.NOBODYS) & allowed
    assert complaints == []
