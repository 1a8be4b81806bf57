"""In a real browser: a link's fragment is read and wiped, a text is copied, a letter is shown in its frame."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from besace.live import clock
from besace.people import timetable
from besace.people.models import Invitation
from besace.post import links
from tests.e2e.house import House, open_house
from tests.e2e.looks import violations
from tests.people import cast
from tests.post import scenes

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    with clock.at(cast.AT), open_house() as running:
        monkeypatch.setattr(settings, "BESACE_ADDRESS", running.url)
        yield running


@pytest.fixture
def table():
    with clock.at(cast.AT):
        return scenes.begun("Ana", "Bea", dates=scenes.TUESDAYS[:2])


def page_of(browser: Browser, house: House, member=None, **options: object) -> tuple[Page, list[str]]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en", **options)  # type: ignore[arg-type]
    if member is not None:
        key = cast.browser(member.person).cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": house.url}])
    page, heard = context.new_page(), []
    page.on("console", lambda told: heard.append(told.text) if told.type in {"error", "warning"} else None)
    page.set_default_timeout(20_000)
    return page, heard


def test_a_link_from_a_letter_is_read_wiped_and_answered(browser, house, table):
    cycle, _, (ana, _) = table
    page, heard = page_of(browser, house)
    page.goto(links.coming(timetable.meeting_of(cycle, 1), ana))
    page.get_by_role("button", name="Something keeps me away").click()
    page.get_by_role("heading", name="You are not expected").wait_for()
    assert page.url == f"{house.url}/coming/"
    assert timetable.answers(cycle)[timetable.slot_of(scenes.TUESDAYS[0])][ana.id] is False
    assert heard == []


def test_a_text_is_copied_by_one_touch(browser, house, table):
    cycle, fay, _ = table
    until = cast.AT + 20 * 24 * 3600
    made = Invitation.objects.create(group=cycle.group, name="Sam", created=cast.AT, until=until)
    page, heard = page_of(browser, house, fay, permissions=["clipboard-write"])
    page.goto(f"{house.url}/g/{cycle.group.id}/letters/copy/")
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_text("Copied").wait_for()
    page.evaluate("document.body.append(Object.assign(document.createElement('textarea'), {id: 'pasted'}))")
    page.locator("#pasted").press("Control+v")  # our own pages may not read what is copied
    assert page.locator("#pasted").input_value() == links.invited(made)
    assert heard == []


def test_a_letter_is_shown_in_its_frame_and_the_pages_are_open_to_everyone(browser, house, table):
    cycle, fay, (ana, _) = table
    page, heard = page_of(browser, house, fay)
    base = f"{house.url}/g/{cycle.group.id}/letters/"
    meeting = timetable.meeting_of(cycle, 1)
    page.goto(f"{base}announcement/{meeting.id}/")
    page.frame_locator("iframe").get_by_role("heading", name="Tuesday, and a subject of yours").wait_for()
    assert heard == []
    for address in (f"{base}announcement/{meeting.id}/", base, f"{base}copy/", links.fewer(ana.person, None)):
        page.goto(address)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
