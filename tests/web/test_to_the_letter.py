"""Limits of input and of the door, to the letter: what just fits goes in, one more does not, and nothing is lost."""

import pytest

from besace.live import clock, codes, doors, rooms, seats
from besace.live.limits import LIMITS
from besace.live.models import Seat
from besace.method.words import LONGEST_TEXT
from besace.people import holding
from tests.edge.people import ANA, FAY, brought_to_clarification, code_of, does, seat, set_table
from tests.people import cast
from tests.people.cycling import begun
from tests.web.stage import opened


@pytest.fixture(autouse=True)
def _calm():
    LIMITS.forget()
    yield
    LIMITS.forget()


def test_a_note_has_four_thousand_characters_and_not_one_more():
    assert LONGEST_TEXT == 4_000
    room = set_table()
    brought_to_clarification(room)
    phone = cast.browser()
    phone.cookies[seats.COOKIE] = seat(room, ANA)
    for length, status in ((4_000, 200), (4_001, 409)):
        before = rooms.folded(room).seq
        answer = phone.post(
            f"/s/{room.id}/act",
            {"act": "note", "text": "é" * length, "id": f"note-of-{length}"},
            headers={"accept": "application/json"},
        )
        assert (answer.status_code, rooms.folded(room).seq - before) == (status, int(status == 200))
    plain = phone.post(f"/s/{room.id}/act", {"act": "note", "text": "é" * 4_001})
    assert "é" * 4_001 in plain.content.decode()


@pytest.mark.parametrize(("size", "status"), [(64 * 1024, 422), (64 * 1024 + 1, 413)])
def test_a_body_has_64_kib_and_not_one_byte_more(size, status):
    body = b"code=" + b"x" * (size - 5)
    answer = cast.browser().post("/join/", body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == status


def test_no_file_is_taken_in_whatever_it_is():
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 - for this alone

    answer = cast.browser().post("/join/", {"code": SimpleUploadedFile("x.txt", b"x")})
    assert answer.status_code in {400, 422}


def test_the_fields_of_a_form_are_counted():
    answer = cast.browser().post("/join/", {f"f{n}": "x" for n in range(201)})
    assert answer.status_code == 400


@pytest.mark.parametrize(("by", "opens"), [("nothing", True), ("opening", True), ("telling", False)])
def test_a_code_is_dead_once_step_one_has_begun(by, opens):
    room = set_table()
    if by == "opening":
        does(room, FAY, "open")
    if by == "telling":
        brought_to_clarification(room)
    found = doors.enter(code_of(room), seats.new_key(), "192.0.2.9")

    assert isinstance(found, doors.Entered if opens else doors.TooLate)
    assert (doors.door_of(room, rooms.folded(room).session) is not None) is opens


def test_once_in_her_account_alone_brings_her_back_whatever_step_it_is():
    ours = begun("Ana", "Bea", "Cleo")
    meeting, ana = ours.meeting(1), ours.peers[0]
    holding.open_room(meeting, ours.fay)
    assert holding.enter(meeting, ana, seats.new_key())
    place = holding.enter(meeting, ana, seats.new_key())

    assert place
    assert (place.person, place.role) == (ana.id, Seat.Role.PARTICIPANT)


def test_only_who_still_has_the_two_words_that_were_read_is_let_in():
    room, key = opened(), seats.new_key()
    doors.enter(codes.codes(room.id, clock.real()).typed, key, "192.0.2.9")
    first = doors.knock(room, key, name="Zoe")
    second = doors.knock(room, key, name="Somebody else")
    assert isinstance(first, doors.Waiting)
    assert isinstance(second, doors.Waiting)
    refused = doors.admit(room, first.id, rooms.folded(room).session.facilitator, first.words)

    assert first.words != second.words
    assert refused.refusal
    assert seats.seat_for(room, key) is None
