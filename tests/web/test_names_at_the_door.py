"""Whose names stand at the door: only where the facilitator chose to show them."""

import pytest
from django.conf import settings
from django.test import Client

from besace.live import doors, rooms, seats


@pytest.fixture(autouse=True)
def _address(monkeypatch):
    monkeypatch.setattr(settings, "BESACE_ADDRESS", "http://localhost", raising=False)


@pytest.mark.method("F6")
def test_names_are_shown_at_the_door_only_where_the_facilitator_chose_to():
    people = [{"id": seats.new_person(), "name": name} for name in ("Ana", "Bea")]

    def at_the_door(*, shown: bool):
        setup = {"facilitator_name": "Fay", "people": people, "names_at_door": shown}
        room = rooms.open_room(setup, seats.new_person())
        key = seats.new_key()
        way_in = doors.join_of(room, rooms.folded(room).session)
        assert way_in is not None
        entered = doors.enter(way_in.code, key, "127.0.0.9")
        assert isinstance(entered, doors.Entered)
        browser = Client(headers={"host": "localhost"})
        browser.cookies[seats.COOKIE] = key
        return room, key, browser

    room, _, browser = at_the_door(shown=False)
    assert "Bea" not in browser.get(f"/join/{room.id}/").content.decode()

    room, key, browser = at_the_door(shown=True)
    assert "Bea" in browser.get(f"/join/{room.id}/").content.decode()
    browser.post(f"/join/{room.id}/knock", {"person": people[1]["id"], "name": ""})
    assert doors.standing(room, key).name == "Bea"
