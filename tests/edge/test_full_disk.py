"""A full disk: SQLite really refuses to grow; she is told what to do, her words come back, nothing is half done."""

import html
import json

import pytest
from playwright.sync_api import expect

from besace.live import rooms, seats
from besace.live.limits import LIMITS
from besace.live.models import Knock, Room
from tests.edge.people import BEA, IN_TIME, Caller, brought_to_clarification, code_of, seat, set_table
from tests.full import full_disk

pytestmark = pytest.mark.fault("R11")
WORDS = "« Où vais-je ? » 🦉 "
LONG = WORDS * 180
TOLD = {"en": "make room", "fr": "faire de la place"}


def asking(house, room: Room, who: str = BEA) -> Caller:
    return Caller(house.port, seat(room, who)).trusted()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_script_is_told_in_a_sentence_and_nothing_is_done(house, language):
    room = set_table(language)
    brought_to_clarification(room)
    caller = asking(house, room)
    caller.acts(room, "keep", text="first")  # the key of what is hers alone is made
    before = rooms.folded(room).seq
    with full_disk():
        answer = caller.acts(room, "ask", act_id="the-same-intent", text=LONG)
        view = caller.get(f"/s/{room.id}/view")
        assert rooms.refreshed(room).seq == before

    assert answer.status == 507
    assert TOLD[language] in json.loads(answer.text)["sentence"]
    assert view.status == 200
    again = caller.acts(room, "ask", act_id="the-same-intent", text=LONG)
    assert (again.status, again.refused) == (200, None)
    assert rooms.refreshed(room).seq == before + 1


@pytest.mark.parametrize(("language", "way"), [("en", "Back to the table"), ("fr", "Retour à la table")])
def test_a_plain_form_is_told_on_a_page_that_gives_the_words_back(house, language, way):
    room = set_table(language)
    brought_to_clarification(room)
    caller, before = asking(house, room), rooms.folded(room).seq
    with full_disk():
        answer = caller.post(f"/s/{room.id}/act", {"act": "ask", "text": LONG})
        assert rooms.refreshed(room).seq == before

    shown = html.unescape(answer.text)
    assert answer.status == 507
    assert TOLD[language] in shown
    assert LONG.strip() in shown
    assert f'href="/s/{room.id}/"' in shown
    assert way in shown


def test_a_room_that_cannot_be_opened_gives_back_what_was_typed_and_leaves_none(house):
    fields = {"facilitator": "Fay", "people": "Ana\nBéa", "format": "180", "place": "room", "language": "en"}
    caller, rooms_before = Caller(house.port).trusted(), Room.objects.count()
    plan = {"number": "2", "previous_client": "Ana", "previous_actions": "🦉" * 1_900}  # more than any page has left
    with full_disk():
        answer = caller.post("/start/", {**fields, **plan})

    assert answer.status == 507
    assert "Ana\nBéa" in html.unescape(answer.text)
    assert Room.objects.count() == rooms_before
    assert caller.post("/start/", fields).status == 200


def test_those_who_still_fit_stand_at_the_door_and_the_next_is_told(house):
    room, stood = set_table(), 0
    with full_disk():
        for _ in range(200):  # until the last page is full
            caller = Caller(house.port, seats.new_key()).trusted()
            LIMITS.forget()
            if (tried := caller.post("/join/", {"code": code_of(room)})).status != 302:
                break
            stood += 1

        assert (tried.status, TOLD["en"] in tried.text) == (507, True)
    assert Knock.objects.filter(room=room).count() == stood
    assert caller.post("/join/", {"code": code_of(room)}).status == 302


def test_what_is_not_theirs_is_not_there_though_its_line_has_no_room(house):
    room = set_table()
    stranger = Caller(house.port, seats.new_key()).trusted()
    with full_disk():
        assert [stranger.get(f"/s/{room.id}/").status for _ in range(3)] == [404] * 3


@pytest.mark.e2e
def test_on_her_phone_the_words_stay_in_their_field_and_go_once_there_is_room(comes):
    room, bea = set_table(), comes()
    brought_to_clarification(room)
    page = bea.sits(room, BEA)
    field = page.locator("#i-composer textarea")
    with full_disk():
        field.fill(LONG)
        page.get_by_role("button", name="Ask it").click()
        expect(page.locator("#i-composer .refusal")).to_contain_text(TOLD["en"], timeout=IN_TIME)
        assert field.input_value() == LONG
    page.get_by_role("button", name="Ask it").click()
    expect(field).to_have_value("", timeout=IN_TIME)
    assert [one.text for one in rooms.refreshed(room).session.questions] == [LONG.strip()]
