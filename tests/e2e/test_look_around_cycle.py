"""A cycle to demanding eyes: each of its states on a small phone and at a desk, in two languages and two schemes."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page

from besace.live import clock, rooms, seats
from besace.live.models import Seat
from besace.people.models import Person
from tests.e2e.house import House
from tests.e2e.looks import LOOK, WIDTHS, violations
from tests.e2e.states import NOW, Seen, every_page
from tests.people import cast
from tests.people.held import do

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

LONG = "Comment arrêter de tout remettre à demain pour avancer enfin sur ce qui compte vraiment pour l’équipe ?"
SIGNED_IN = "besace_signed_in"


@pytest.fixture(scope="module")
def states() -> list[Seen]:
    return list(every_page())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_state_of_a_cycle_looks_right_on_a_small_phone_and_on_a_desk(
    states, house, browser, complaints, language, scheme
):
    clock.put(int(datetime.combine(NOW, time(10), ZoneInfo("Europe/Paris")).timestamp()))
    context = browser.new_context(locale=language, color_scheme=scheme)
    page, wrong = context.new_page(), []
    page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    for seen in states:
        shows(page, house, seen, language)
        wrong += [f"{seen.path} {seen.press}: {one}" for one in faults(page, 320 if scheme == "light" else 1280)]
        page.goto("about:blank")
    context.close()
    assert wrong == []
    assert complaints == []


def shows(page: Page, house: House, seen: Seen, language: str) -> None:
    """Shows a page as somebody signed in finds it in this language."""
    Person.objects.filter(pk=seen.who.pk).update(language=language)
    key = cast.browser(seen.who, language=language).cookies[SIGNED_IN].value
    page.context.add_cookies([{"name": SIGNED_IN, "value": key, "url": house.url}])
    answer = page.goto(house.url + seen.path)
    assert answer
    assert answer.status == 200, seen.path
    if seen.press:
        page.locator(f"button[value={seen.press}]").click()


def faults(page: Page, audited: int) -> list[str]:
    """What is wrong at both ends of the widths, and what axe finds at one of them."""
    found: list[str] = []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": WIDTHS[width]})
        found += [f"{width}: {one}" for one in page.evaluate(LOOK)]
        if width == audited:
            found += [f"{width}: {one}" for one in violations(page)]
    return found


@pytest.mark.method("B2", "R4")
@pytest.mark.parametrize(("language", "scheme"), [("en", "dark"), ("fr", "light")])
def test_subjects_from_before_have_room_on_a_phone_and_on_the_console(
    house: House, browser: Browser, language: str, scheme: str
) -> None:
    room, keys = with_subjects_from_before(language)
    for who, key in keys.items():
        context = browser.new_context(locale=language, color_scheme=scheme)  # type: ignore[arg-type]
        context.add_cookies([{"name": seats.COOKIE, "value": key, "url": house.url}])
        page = context.new_page()
        page.set_viewport_size({"width": 320, "height": WIDTHS[320]})
        page.goto(f"{house.url}/s/{room}/")
        subject = page.get_by_text(LONG).first
        assert subject.bounding_box()["width"] > 150, who  # type: ignore[index]
        assert faults(page, 320) == [], who
        context.close()


def with_subjects_from_before(language: str) -> tuple[str, dict[str, str]]:
    """A room at its subjects: Ana wrote one beforehand, and Bea's was left over from the last session."""
    people = [{"id": "ana", "name": "Ana"}, {"id": "bea", "name": "Maximilien-Alexandre Charpentier-Duval"}]
    left = {"key": "left", "owner": "bea", "title": LONG, "kind": "project", "shown": True, "to_share_only": True}
    kept = {"key": "kept", "owner": "ana", "title": LONG, "kind": "project"}
    setup = {"facilitator_name": "Fay", "people": people, "language": language, "waiting": [left, kept]}
    room = rooms.open_room(setup, "fay")
    for one in people:
        do(room, "fay", "admit", person=one["id"])
    for word in ("open", "advance"):
        do(room, "fay", word)
    keys = {"fay": seats.new_key(), "ana": seats.new_key()}
    for who, key in keys.items():
        seats.take(room, who, key, Seat.Role.FACILITATOR if who == "fay" else Seat.Role.PARTICIPANT)
    return room.id, keys
