"""Cards put away for good: kept for an account in every room she facilitates, and brought back from her settings."""

from django.test import Client
from django.urls import reverse

from besace.live import cards as in_room
from besace.live import clock, seats
from besace.live.models import Quieted, Room
from besace.people import cards, everything, holding
from besace.people.models import Member
from tests.people.cast import browser
from tests.people.cycling import DATES, Begun, begun

MUCH, SILENT = "much-floor", "not-heard"


def at_table(of: Begun, number: int, member: Member) -> tuple[Room, Client]:
    """The room of a session, and the browser in which this member sits there."""
    meeting, key = of.meeting(number), seats.new_key()
    if meeting.room_id is None:
        holding.open_room(meeting, of.fay)
    assert holding.enter(meeting, member, key)
    client = browser(member.person)
    client.cookies[seats.COOKIE] = key
    return Room.objects.get(pk=meeting.room_id), client


def wishes(room: Room, client: Client, code: str, do: str) -> int:
    found = client.post(
        reverse("room-cards", args=[room.id]), {"code": code, "do": do}, headers={"accept": "application/json"}
    )
    return found.status_code


def test_what_she_never_wants_again_is_away_in_the_next_room_too_until_she_brings_it_back():
    of = begun("Ana", "Bea")
    with clock.at(int(DATES[0].begins.timestamp())):
        first, fay = at_table(of, 1, of.fay)
        assert [wishes(first, fay, code, "never") for code in (SILENT, MUCH)] == [200, 200]
        of.fay.person.refresh_from_db()
        second, _ = at_table(of, 2, of.fay)

        assert cards.of(of.fay.person) == (MUCH, SILENT)
        assert in_room.hidden_in(second) == {MUCH, SILENT}
        assert everything.data_of(of.fay.person)["account"]["cards_put_away"] == [MUCH, SILENT]

        page = fay.get(reverse("settings"))
        assert "Someone not heard yet" in page.content.decode()
        assert fay.post(reverse("card-back"), {"code": SILENT}).status_code == 302
        assert in_room.hidden_in(first) == in_room.hidden_in(second) == {MUCH}
        assert wishes(first, fay, MUCH, "back") == 200
        of.fay.person.refresh_from_db()
        assert cards.of(of.fay.person) == ()
        assert "no longer see" not in fay.get(reverse("settings")).content.decode()


def test_nobody_else_sets_a_card_aside_and_no_other_kind_is_kept():
    of = begun("Ana", "Bea")
    with clock.at(int(DATES[0].begins.timestamp())):
        room, fay = at_table(of, 1, of.fay)
        _, ana = at_table(of, 1, of.peers[0])

        assert wishes(room, ana, MUCH, "never") == 404
        assert wishes(room, fay, "a-word-of-mine", "never") == 400
        assert wishes(room, fay, MUCH, "shout") == 400
        assert wishes(room, fay, MUCH, "later") == 200
        assert fay.post(reverse("card-back"), {"code": "a-word-of-mine"}).status_code == 404

    assert list(Quieted.objects.filter(room=room)) == []
