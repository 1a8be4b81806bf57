"""Coming in with a real browser: by a code, by the square, by keyboard; and what anyone's eyes and ears need."""

import gzip
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, expect

from besace.live import clock, codes, doors
from besace.live.models import Room
from tests.e2e.looks import violations
from tests.web.conftest import Visitor
from tests.web.stage import FAY

pytestmark = pytest.mark.e2e

SOON = 3_000
PAGES = ["/", "/start/", "/join/", "/sheet/", "/nowhere/"]


def overflows(page: Page) -> bool:
    return bool(page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth"))


def code_of(room: Room) -> str:
    return codes.codes(room.id, clock.real()).typed


def at_the_door(visitor: Callable[..., Visitor], room: Room, **options: object) -> tuple[Visitor, Page]:
    someone = visitor(**options)
    page = someone.goes("/join/")
    page.get_by_label("The code on the board").fill(code_of(room))
    page.get_by_role("button", name="Go to the door").click()
    page.get_by_role("textbox", name="Your first name").fill("Zoe")
    page.get_by_role("button", name="Knock at the door").click()
    expect(page.locator(".twowords")).to_be_visible()
    return someone, page


def test_a_keyboard_alone_opens_every_door(visitor: Callable[..., Visitor], room: Room):
    someone = visitor()
    page = someone.goes("/")
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.getAttribute('href')") == "/join/":
            break
    page.keyboard.press("Enter")
    page.get_by_label("The code on the board").focus()
    page.keyboard.type(code_of(room))
    page.keyboard.press("Enter")
    page.get_by_role("textbox", name="Your first name").focus()
    page.keyboard.type("Zoe")
    page.keyboard.press("Enter")
    expect(page.locator(".twowords")).to_be_visible()

    assert doors.admit(room, doors.waiting(room)[0].id, FAY).refusal is None
    expect(page.locator("#composer")).to_be_visible(timeout=SOON)
    assert someone.complaints == []


def test_the_facilitator_opens_the_door_on_her_page(visitor: Callable[..., Visitor], room: Room):
    host = visitor(viewport={"width": 1280, "height": 800})
    console = host.sits(room, FAY)
    _, guest = at_the_door(visitor, room)
    both = guest.locator(".twowords").inner_text().split()
    line = console.locator(".line", has_text="Zoe")

    expect(line.locator(".twowords")).to_contain_text(both[0], timeout=SOON)
    line.get_by_role("button", name="Admit").click()
    expect(guest.locator("#composer")).to_be_visible(timeout=SOON)
    expect(line).to_have_count(0)
    assert host.complaints == []


def test_the_square_carries_its_token_where_nothing_logs_it(visitor: Callable[..., Visitor], room: Room):
    token = codes.codes(room.id, clock.real()).token
    asked: list[str] = []
    someone = visitor()
    someone.context.on("request", lambda request: asked.append(request.url))
    page = someone.goes(f"/join/#{room.id}.{token}")

    expect(page.get_by_role("textbox", name="Your first name")).to_be_visible(timeout=SOON)
    assert not any(token in address.partition("#")[0] for address in asked)
    assert token not in page.url
    assert someone.complaints == []


def test_it_works_without_scripts(visitor: Callable[..., Visitor], room: Room):
    _, page = at_the_door(visitor, room, java_script_enabled=False)
    doors.admit(room, doors.waiting(room)[0].id, FAY)
    page.get_by_role("link", name="Look now").click()
    page.locator("#title").fill("How to be calm?")
    page.get_by_label("A project").check()
    page.get_by_role("button", name="Propose").click()

    expect(page.locator("#heard")).to_contain_text("How to be calm?")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_pages_hold_on_small_screens_and_pass_axe(visitor: Callable[..., Visitor], path: str, scheme: str, room: Room):
    someone = visitor(viewport={"width": 320, "height": 640}, color_scheme=scheme)
    page = someone.goes(path)

    assert violations(page) == []
    assert not overflows(page)


def test_the_pages_of_the_door_hold_too(visitor: Callable[..., Visitor], room: Room):
    _, page = at_the_door(visitor, room, viewport={"width": 320, "height": 640})
    waiting = violations(page), overflows(page)
    page.goto(page.url + "?again=1")
    naming = violations(page), overflows(page)
    host = visitor(viewport={"width": 320, "height": 640})
    console = host.sits(room, FAY)
    table = violations(console), overflows(console)
    console.goto(console.url.partition("?")[0] + "door/")
    seats = violations(console), overflows(console)

    assert [waiting, naming, table, seats] == [([], False)] * 4


def test_the_first_page_of_a_room_is_light(visitor: Callable[..., Visitor], room: Room):
    """What the page itself needs; what the worker lays by for a day without a line comes later, beside it."""
    someone, fetched = visitor(), list[Request]()
    someone.context.on("requestfinished", lambda one: fetched.append(one))  # noqa: PLW0108 - Playwright marks what it is given
    page = someone.sits(room, FAY)
    page.wait_for_load_state("load")
    page.wait_for_timeout(500)
    its = [one.response() for one in fetched if not one.service_worker and "/fonts/" not in one.url]
    words = {one.url: len(gzip.compress(one.body())) for one in its if one}

    assert any("icons.svg" in address for address in words)
    assert 10_000 < sum(words.values()) < 60_000, words
