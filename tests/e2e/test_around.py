"""The pages around a session in a real browser: a tick is kept at once, and each page holds to the house's looks."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from besace.live import clock
from besace.people import preparing, programmes
from besace.people.models import Person
from tests.e2e.house import House
from tests.e2e.looks import LOOK, WIDTHS, violations
from tests.people import cast
from tests.people.cycling import Begun, begun, held

pytestmark = pytest.mark.e2e

type Come = Callable[..., Page]


@pytest.fixture
def table() -> Begun:
    clock.put(cast.AT)
    olga = cast.person("Olga")
    made = begun("Ana", "Béatrice", "Cléo", address="12 rue des Carmes", programme=programmes.create(olga, "Alone", ""))
    held(made, 1, made.peers[0])
    return made


@pytest.fixture
def come(browser: Browser, house: House, complaints: list[str]) -> Iterator[Come]:
    """Opens a page in a browser in which somebody is signed in, of her own or the same as the one before."""
    contexts: list[BrowserContext] = []

    def window(**options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    def opened(who: Person, path: str, width: int = 390, same: Page | None = None, **options: object) -> Page:
        page = same or window(**{"locale": "en", **options})
        signed = cast.browser(who).cookies["besace_signed_in"].value
        page.context.add_cookies([{"name": "besace_signed_in", "value": signed, "url": house.url}])
        page.set_viewport_size({"width": width, "height": WIDTHS[width]})
        page.goto(house.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()


def ready(table: Begun) -> set[str]:
    return {line.code for line in preparing.lines(table.meeting(2), preparing.ROOM) if line.ready}


@pytest.mark.method("B4")
def test_a_tick_is_kept_the_moment_it_is_made_and_taken_back_as_well(table, come, complaints):
    page = come(table.fay.person, table.at(2, "prepare"))
    expect(page.get_by_role("button", name="Keep the ticks").first).to_be_hidden()
    for name in ("A clock that all can see", "Paper and pencils"):
        with page.expect_response("**/prepare/"):
            page.get_by_label(name).check()
    assert ready(table) == {"clock", "paper"}
    with page.expect_response("**/prepare/"):
        page.get_by_label("Paper and pencils").uncheck()
    assert ready(table) == {"clock"}
    assert complaints == []


def test_where_the_way_is_broken_it_is_said_and_the_plain_form_keeps_what_was_ticked(table, come):
    page = come(table.fay.person, table.at(2, "prepare"))
    page.context.set_offline(True)
    page.get_by_label("A clock that all can see").check()
    expect(page.get_by_text("Not kept yet")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Keep the ticks").first.click()
    expect(page.get_by_label("A clock that all can see")).to_be_checked()
    assert ready(table) == {"clock"}


@pytest.mark.slow
@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("fr", "dark")])
def test_each_page_holds_to_the_looks_of_the_house(table, come, complaints, language, scheme):
    programme = table.group.programme
    assert programme
    olga, fay, ana = programmes.people(programme, "organiser")[0], table.fay.person, table.peers[0].person
    pages = [(fay, table.at(2, what)) for what in ("prepare", "kit", "on-paper")] + [(fay, table.at(1, "on-paper"))]
    pages += [(olga, f"/programmes/{programme.id}/{what}") for what in ("", "people/", "group/", "edit/")]
    page = None
    for who, path in [*pages, (ana, f"/g/{table.group.id}/consent/")]:
        for width in (320, 1280):
            page = come(who, path, width, page, locale=language, color_scheme=scheme)
            assert page.evaluate(LOOK) == [], (path, width)
            assert violations(page) == [], (path, width)
    assert complaints == []


@pytest.mark.method("S5.2")
def test_a_session_on_paper_is_entered_on_a_phone_by_touch_alone(table, come, complaints):
    clock.put(int(table.cycle.created) + 400 * 86_400)
    page = come(table.fay.person, table.at(2, "on-paper"))
    page.get_by_label("Béatrice", exact=True).nth(1).check()
    for n, (text, when) in enumerate((("Call the bank", "tomorrow"), ("Write to Eve", "next week")), 1):
        page.get_by_label(f"Action {n}").fill(text)
        page.get_by_label("By when?").nth(n - 1).fill(when)
    page.get_by_role("button", name="Keep this session").click()
    page.get_by_label("Time ran out").check()
    page.get_by_role("button", name="Keep this session").click()
    expect(page.get_by_role("heading", name="This session is kept")).to_be_visible()
    assert [line for line in complaints if "422" not in line] == []
