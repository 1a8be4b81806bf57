"""From the first client of a half-day to the second, in browsers: one touch, and every screen goes over by itself."""

import pytest
from playwright.sync_api import expect

from besace.live import rooms, seats
from besace.live.models import Seat
from besace.method.words import SCREEN
from tests.e2e.looks import looks_wrong, pale
from tests.people import sessions

pytestmark = pytest.mark.e2e

PLAN = [{"text": f"Call {who}", "when": "tomorrow", "term": "short"} for who in ("Zoe", "the bank", "my brother")]
PEOPLE = ("ana", "bea", "cleo")


@pytest.mark.method("F6", "G5")
def test_the_second_session_is_one_touch_away_and_the_phones_go_over_by_themselves(sit, complaints):
    setup = {
        "facilitator_name": "Fay",
        "people": [{"id": one, "name": one.capitalize()} for one in PEOPLE],
        "minutes": "half-day",
        "language": "en",
    }
    room = rooms.open_room(setup, "fay")
    keys = {who: seats.new_key() for who in ("fay", "ana", SCREEN)}
    seats.take(room, "fay", keys["fay"], Seat.Role.FACILITATOR)
    seats.take(room, "ana", keys["ana"], Seat.Role.PARTICIPANT)
    seats.take(room, SCREEN, keys[SCREEN], Seat.Role.SCREEN)
    sessions.whole(room, "fay", list(PEOPLE), PLAN)
    base = f"/s/{room.id}/"
    host = sit(base, keys["fay"], 1280, 900)
    phone = sit(base, keys["ana"])
    board = sit(f"{base}board/", keys[SCREEN], 1280, 720)
    expect(phone.get_by_text("Now a break of 20 minutes.")).to_be_visible()
    expect(board.get_by_text("A break of 20 minutes, then a second client.")).to_be_visible()
    for page in (host, phone, board):
        assert looks_wrong(page) == []
        assert pale(page) == []

    host.get_by_role("button", name="Open the second session").click()

    host.wait_for_url(lambda url: base not in url)
    second = host.url
    phone.wait_for_url(second)
    board.wait_for_url(f"{second}board/")
    expect(host.get_by_role("button", name="Go on to the subjects")).to_be_visible()
    expect(host.locator("strong", has_text="The second of a half-day")).to_be_visible()
    phone.goto(phone.url.replace(second, host.url.split("/s/")[0] + base))
    expect(phone.get_by_role("link", name="On to the second session")).to_be_visible()
    expect(phone.get_by_text("Call the bank")).to_be_visible()  # who looks at her plan again is left in peace
    assert complaints == []
