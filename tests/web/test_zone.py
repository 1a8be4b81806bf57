"""Where the session is held, "tomorrow" is tomorrow there, whatever the server's own day is."""

import re
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from icalendar import Calendar

from besace.live import clock, rooms, seats
from besace.live.act import act
from besace.live.models import Room, Seat
from besace.method.acts import Act
from tests.cast import ANA, BEA, FAY
from tests.web.test_pages import browser, opened, room_at

LATE = int(datetime(2026, 3, 1, 23, 30, tzinfo=UTC).timestamp())
"""Sunday still in London, Monday already in Paris and Auckland."""
WAIVED = (
    "presented",
    "each-asked clear-to-all",
    "each-reformulated reformulations-match contract-stated all-agree",
    "each-reacted",
)
PEOPLE = [{"id": ANA, "name": "Ana"}, {"id": BEA, "name": "Bea"}]


@pytest.mark.parametrize(
    ("zone", "day"),
    [("", 1), ("UTC", 1), ("America/Lima", 1), ("Europe/Paris", 2), ("Pacific/Auckland", 2), ("Mars/Olympus", 1)],
)
def test_a_day_is_that_of_the_place(zone, day):
    assert clock.day(LATE, zone) == date(2026, 3, day)


@pytest.mark.parametrize(
    "name", ["", "Mars/Olympus", "../../etc/passwd", "/etc/localtime", "Europe", "\x00", "x" * 9_000]
)
def test_what_is_no_zone_is_none(name):
    assert not clock.is_zone(name)


@pytest.mark.parametrize("told", ["Asia/Kolkata", "Asia/Calcutta", "America/Argentina/Buenos_Aires"])
def test_a_room_keeps_the_zone_its_facilitators_browser_tells(told):
    room = room_at(opened(browser(), zone=told))

    assert rooms.folded(room).session.zone == told


@pytest.mark.parametrize("told", [None, "", "Mars/Olympus", "../../etc/passwd", "\u202e🦉", "x" * 5_000])
def test_without_a_zone_that_is_one_the_machines_own_holds(monkeypatch, told):
    monkeypatch.setattr(settings, "BESACE_ZONES", ("nowhere", "Europe/Paris"))
    room = room_at(opened(browser(), **({} if told is None else {"zone": told})))

    assert rooms.folded(room).session.zone == "Europe/Paris"


def test_a_journal_that_names_no_zone_reads_as_utc():
    room = rooms.open_room({"facilitator_name": "Fay", "people": PEOPLE}, FAY)

    assert rooms.folded(room).session.zone == ""
    assert clock.day(LATE, rooms.folded(room).session.zone) == date(2026, 3, 1)


def played(zone: str) -> Room:
    """A room whose client plans something for tomorrow, late on a Sunday as London counts."""
    room = rooms.open_room({"facilitator_name": "Fay", "people": PEOPLE, "zone": zone}, FAY)

    def do(by: str, word: str, **fields: object) -> None:
        assert act(room, by, Act(word, fields), seats.new_key()).refusal is None, word

    for one in (ANA, BEA):
        do(FAY, "admit", person=one)
    for word in ("open", "advance"):
        do(FAY, word)
    do(ANA, "propose_subject", key="a", title="How to rest to be well?")
    do(FAY, "choose", subject="a", because="urgency")
    do(ANA, "accept")
    do(BEA, "consent")
    for stage in WAIVED:
        do(FAY, "advance")
        for condition in stage.split():
            do(FAY, "waive", condition=condition, reason="x")
    do(FAY, "advance")
    do(ANA, "add_action", text="Walk by the river", when="tomorrow", term="short")
    return room


def asking(room: Room, person: str, path: str) -> bytes:
    key = seats.new_key()
    seats.take(room, person, key, Seat.Role.FACILITATOR if person == FAY else Seat.Role.PARTICIPANT)
    return bytes(browser(key).get(f"/s/{room.id}/{path}").content)


@pytest.mark.method("S5.1")
@pytest.mark.parametrize(("zone", "day"), [("America/Lima", 2), ("Pacific/Auckland", 3), ("", 2)])
def test_tomorrow_in_her_calendar_is_the_day_after_here(zone, day):
    with clock.at(LATE):
        (event,) = Calendar.from_ical(asking(played(zone), ANA, "plan.ics")).events

    assert event["dtstart"].dt == date(2026, 3, day)


@pytest.mark.parametrize(
    ("zone", "hours"), [("Europe/Paris", ("00:30 CET", "03:30 CET")), ("", ("23:30 UTC", "02:30 UTC"))]
)
def test_hours_are_those_of_the_place_before_a_browser_says_its_own(zone, hours):
    with clock.at(LATE):
        page = asking(played(zone), FAY, "").decode()

    assert re.findall(r"<time data-at[^>]*>([^<]+)</time>", page)[:2] == list(hours)
