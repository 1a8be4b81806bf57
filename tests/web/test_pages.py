"""The pages around the room: opening one, coming in, what strangers get, what cannot be read."""

import re

import pytest
from django.test import Client

from besace.live import clock as live_clock
from besace.live import codes, doors, rooms, seats
from besace.live.act import act
from besace.live.models import Room
from besace.live.seats import COOKIE
from besace.method.acts import Act
from besace.method.words import Stage
from tests.web.stage import ANA, BEA, FAY, propose, seat

START = {"facilitator": "Fay", "people": "Ana\nBea", "format": "180", "place": "room", "language": "en"}


def browser(key: str = "", **options: object) -> Client:
    client = Client(headers={"host": "localhost", "accept-language": "en"}, **options)  # type: ignore[arg-type]
    if key:
        client.cookies[COOKIE] = key
    return client


def opened(client: Client, **changes: str) -> str:
    found = re.search(r'href="(/s/[^/"]+/)"', client.post("/start/", START | changes).content.decode())
    assert found
    return found[1]


def room_at(address: str) -> Room:
    found = rooms.find(address.split("/")[2])
    assert found
    return found


def code_of(room: Room) -> str:
    return codes.codes(room.id, live_clock.real()).typed


@pytest.mark.parametrize("path", ["/", "/start/", "/join/", "/sheet/"])
def test_the_first_pages_are_there_in_both_languages(path):
    client = browser()
    english = client.get(path)
    client.post("/language/", {"language": "fr", "next": path})
    french = client.get(path)

    assert (english.status_code, french.status_code) == (200, 200)
    assert b'<html lang="en">' in english.content
    assert b'<html lang="fr">' in french.content
    assert english.content != french.content


def test_a_room_is_opened_with_one_name_and_its_private_link_is_shown_once():
    client = browser()
    answer = client.post("/start/", START | {"people": ""})

    link = re.search(r"/join/#(seat\.[\w.-]+)", answer.content.decode())
    assert link
    assert link[1] not in client.get("/").content.decode()
    other = browser()
    assert other.post("/join/", {"token": link[1]}).status_code == 302
    assert other.get(opened(client)).status_code == 404


def test_what_was_given_at_the_start_is_the_sessions():
    address = opened(browser(), title="Thursday", format="own", minutes_reactions="12", next_session="on", number="3",
                     previous_client="bea", previous_actions="Call the bank\nWrite to Eve")  # fmt: skip
    session = rooms.folded(room_at(address)).session

    assert (session.title, session.minutes[Stage.REACTIONS], session.next_session, session.number) == (
        "Thursday",
        12,
        True,
        3,
    )
    assert session.previous
    assert session.previous.actions == ("Call the bank", "Write to Eve")
    assert session.name_of(session.previous.client) == "Bea"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"facilitator": ""}, "field--refused"),
        ({"people": "\n".join("abcdefghij")}, "Nine at most"),
        ({"people": "Ana\nana"}, "Two names are the same"),
        ({"people": "x" * 41}, "forty letters"),
        ({"previous_client": "Zoe"}, "Write this name at the table too"),
        ({"previous_actions": "Call"}, "Whose plan was it?"),
        ({"link": "javascript:alert(1)", "place": "remote"}, "field--refused"),
    ],
)
def test_what_cannot_be_opened_is_said_and_kept(changes, said):
    answer = browser().post("/start/", START | changes)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Open the room" in answer.content.decode()


@pytest.mark.parametrize("path", ["", "board/", "view", "time", "sheet/", "door/"])
def test_strangers_get_what_is_given_for_what_does_not_exist(room, path):
    real, made_up = browser().get(f"/s/{room.id}/{path}"), browser().get(f"/s/aaaaaaaaaaaaaaaa/{path}")
    token = re.compile(rb'value="\w{64}"|value="/s/[^"]*"')

    assert (real.status_code, made_up.status_code) == (404, 404)
    assert token.sub(b"", real.content) == token.sub(b"", made_up.content)


@pytest.mark.parametrize(("language", "sentence"), [("en", "Copy the whole link"), ("fr", "Copiez le lien entier")])
def test_what_the_core_refuses_at_the_start_is_said_in_the_facilitators_language(language, sentence):
    client = browser()
    client.post("/language/", {"language": language, "next": "/"})
    answer = client.post("/start/", START | {"place": "remote", "link": "ftp://meet.example/a"})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "ftp://meet.example/a" in answer.content.decode()


@pytest.mark.parametrize("path", ["act", "coach", "door/answer", "door/release", "door/link"])
def test_strangers_can_do_nothing(room, path):
    assert browser().post(f"/s/{room.id}/{path}", {"act": "open"}).status_code == 404


@pytest.mark.parametrize("path", ["door/answer", "door/release", "door/link"])
def test_the_door_is_the_facilitators(room, path):
    assert browser(seat(room, ANA)).post(f"/s/{room.id}/{path}", {"person": ANA}).status_code == 404
    assert browser(seat(room, ANA)).get(f"/s/{room.id}/door/").status_code == 404


def test_one_comes_in_by_code_name_two_words_and_door():
    host, guest = browser(), browser()
    room = room_at(address := opened(host))

    there = guest.post("/join/", {"code": f" {code_of(room).lower()} "}, follow=True)
    assert "What is your first name?" in there.content.decode()
    assert "Ana" not in there.content.decode()
    waiting = guest.post(f"/join/{room.id}/knock", {"name": "ana"}, follow=True).content.decode()
    knock = doors.waiting(room)[0]
    assert all(word in waiting for word in knock.words.split())
    assert all(word in host.get(address).content.decode() for word in (knock.name, *knock.words.split()))
    assert guest.get(f"/join/{room.id}/state").json() == {"state": "waiting"}

    answer = host.post(
        f"{address}door/answer", {"knock": knock.id, "answer": "admit"}, headers={"accept": "application/json"}
    )
    assert answer.json()["refused"] is None
    inside = guest.get(f"/join/{room.id}/state").json()
    assert inside["state"] == "in"
    assert guest.get(inside["location"]).status_code == 200
    session = rooms.folded(room).session
    assert [session.name_of(person) for person in session.present] == ["Ana"]
    assert len(session.people) == 2


def test_one_who_is_not_let_in_may_knock_again():
    host, guest = browser(), browser()
    room = room_at(address := opened(host))
    guest.post("/join/", {"code": code_of(room)})
    guest.post(f"/join/{room.id}/knock", {"name": "Zoe"})
    host.post(f"{address}door/answer", {"knock": doors.waiting(room)[0].id, "answer": "refuse"})

    said = guest.get(f"/join/{room.id}/").content.decode()
    assert "Not just now, Zoe." in said
    assert "What is your first name?" in guest.get(f"/join/{room.id}/?again=1").content.decode()


def test_a_lost_device_is_shut_out_and_told_so(room):
    guest, host = browser(), browser(seat(room, FAY))
    guest.post("/join/", {"code": code_of(room)})
    guest.post(f"/join/{room.id}/knock", {"name": "Bea"})
    host.post(f"/s/{room.id}/door/answer", {"knock": doors.waiting(room)[0].id, "answer": "admit"})
    held = next(place for place in seats.holders(room) if place.person == BEA)

    assert held.id in host.get(f"/s/{room.id}/door/").content.decode()
    host.post(f"/s/{room.id}/door/release", {"device": held.id})
    assert guest.get(f"/s/{room.id}/view").status_code == 404
    assert "This device has left the table." in guest.get(f"/s/{room.id}/", follow=True).content.decode()


def test_a_link_brings_a_person_back_on_another_device(room):
    host, former, new = browser(seat(room, FAY)), browser(seat(room, ANA)), browser()
    page = host.post(f"/s/{room.id}/door/link", {"person": ANA}).content.decode()
    token = re.search(r"/join/#(seat\.[\w.-]+)", page)

    assert token
    new.post("/join/", {"token": token[1]})
    assert (new.get(f"/s/{room.id}/").status_code, former.get(f"/s/{room.id}/").status_code) == (200, 404)
    assert browser().post("/join/", {"token": token[1]}).status_code == 404


def test_wrong_codes_are_refused_kindly_and_not_for_ever():
    client = browser()
    said = [client.post("/join/", {"code": "ZZZZ-ZZZZ"}) for _ in range(7)]

    assert "No room has this code now" in said[0].content.decode()
    assert "Wait" in said[-1].content.decode()
    assert {answer.status_code for answer in said} == {422}


def test_once_the_telling_has_begun_the_code_leads_nowhere(room, monkeypatch):
    code = code_of(room)
    monkeypatch.setattr(doors, "is_open", lambda _: False)

    answer = browser().post("/join/", {"code": code})
    assert answer.status_code == 410
    assert "The telling has begun." in answer.content.decode()


def test_the_same_act_sent_twice_is_done_once(room):
    client = browser(seat(room, ANA))
    fields = {"act": "propose_subject", "title": "How to grow?", "kind": "project", "id": "abcdefgh12345678"}
    first, again = (client.post(f"/s/{room.id}/act", fields, headers={"accept": "application/json"}) for _ in range(2))

    assert first.json() == again.json()
    assert first.json()["refused"] is None
    assert len(rooms.refreshed(room).session.subjects) == 1


def test_a_plain_form_goes_back_to_the_room_and_every_shared_form_is_signed(room):
    client = browser(seat(room, ANA), enforce_csrf_checks=True)
    page = client.get(f"/s/{room.id}/").content.decode()
    form = page[page.index('id="composer"') : page.index("</form>", page.index('id="composer"'))]
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    answer = client.post(f"/s/{room.id}/act", hidden | {"title": "How to grow?", "kind": "project"})

    assert {"csrfmiddlewaretoken", "id", "seat", "act"} <= hidden.keys()
    assert answer.status_code == 302
    assert client.post(f"/s/{room.id}/act", hidden | {"csrfmiddlewaretoken": "x" * 64}).status_code == 403


def test_a_refused_plain_form_gives_the_words_back(room):
    client = browser(seat(room, ANA))
    answer = client.post(f"/s/{room.id}/act", {"act": "ask", "text": "Why do you ask <b>?"})

    assert answer.status_code == 409
    assert "Why do you ask &lt;b&gt;?" in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()


def test_a_refusal_has_a_code_a_sentence_and_no_content(room):
    client = browser(seat(room, ANA))
    refused = client.post(f"/s/{room.id}/act", {"act": "open"}, headers={"accept": "application/json"}).json()[
        "refused"
    ]

    assert refused["code"] == "not-yours"
    assert refused["sentence"]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"act": "no_such_act"},
        {"act": "propose_subject", "title": "\x00 \x1b", "kind": "project"},
        {"act": "propose_subject", "title": "x" * 5_000, "kind": "project"},
        {"act": "propose_subject", "title": "How?", "kind": "x", "for": "nobody"},
        {"act": "propose_subject", "title.1": "a", "title.2": "b"},
        {"act": "copy_plan", "text.1": "a", "when.1": "b", "text.99": "c"},
    ],
)
def test_nonsense_is_refused_and_changes_nothing(room, fields):
    client, before = browser(seat(room, ANA)), rooms.folded(room).seq
    body = "&".join(f"{name}={value}" for name, value in fields.items()).encode("utf-8", "surrogatepass")
    answer = client.post(
        f"/s/{room.id}/act",
        body,
        content_type="application/x-www-form-urlencoded",
        headers={"accept": "application/json"},
    )

    assert answer.status_code == 409
    assert answer.json()["refused"]["sentence"]
    assert rooms.refreshed(room).seq == before


def test_what_is_too_long_to_take_in_is_said_calmly(room):
    client = browser(seat(room, ANA))
    answer = client.post(f"/s/{room.id}/act", {"act": "ask", "text": "x" * 70_000})

    assert answer.status_code == 413
    assert "too long" in answer.content.decode()


def test_a_page_that_has_grown_old_says_so():
    answer = browser(enforce_csrf_checks=True).post("/start/", START)

    assert answer.status_code == 403
    assert "This page has grown old" in answer.content.decode()


def test_a_line_of_text_never_becomes_code(room):
    propose(room, "<script>alert(1)</script>", by=ANA)

    assert b"<script>alert" not in browser(seat(room, BEA)).get(f"/s/{room.id}/").content


def test_nothing_with_content_is_kept_or_framed(room):
    answer = browser(seat(room, ANA)).get(f"/s/{room.id}/")

    assert answer["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert not re.search(r'\sstyle="|<style|\son\w+="', answer.content.decode())


def test_the_board_has_a_seat_of_its_own(room):
    host = browser(seat(room, FAY))
    board = host.get(f"/s/{room.id}/board/", follow=True)

    assert "page--board" in board.content.decode()
    assert "page--console" in host.get(f"/s/{room.id}/").content.decode()
    assert browser(seat(room, ANA)).get(f"/s/{room.id}/board/", follow=True).status_code == 200


def test_polling_gives_what_the_page_shows(room):
    client = browser(seat(room, ANA))
    propose(room, "How to grow?")
    found = client.get(f"/s/{room.id}/view").json()

    assert "How to grow?" in found["islands"]["heard"]
    assert found["islands"]["heard"] in client.get(f"/s/{room.id}/").content.decode()
    assert found["seq"] == rooms.folded(room).seq


def test_the_coach_advises_the_writer_and_keeps_nothing(room):
    client, before = browser(seat(room, ANA)), rooms.folded(room).seq
    answer = client.post(
        f"/s/{room.id}/coach", {"kind": "question", "text": "Didn’t you think about <i>an accountant?"}
    )

    assert "<mark>" in answer.content.decode()
    assert "<i>" not in answer.content.decode()
    assert rooms.refreshed(room).seq == before
    assert client.post(f"/s/{room.id}/coach", {"kind": "question", "text": ""}).content.strip() == b""


def test_one_browser_may_hold_several_seats(room):
    key = seat(room, ANA)
    second = seats.take(room, BEA, key, "participant")
    client = browser(key)
    act(room, FAY, Act("open", {}), "opening-1")

    assert second.id in client.get(f"/s/{room.id}/?seat={second.id}").content.decode()
    assert client.get(f"/s/{room.id}/?seat=nobodys").status_code == 404
