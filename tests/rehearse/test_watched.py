"""Watching a made-up session: in motion at once, in each language, to its end; who looks on does nothing in it."""

from collections.abc import Iterator

import pytest
from django.test import Client

from besace.languages import LANGUAGES
from besace.live import clock, rooms, seats
from besace.live.models import Room
from besace.people import claims, retention
from besace.rehearse import watched
from besace.rehearse.practice import opening
from besace.web import pace

JSON = {"accept": "application/json"}


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No thread of its own, nor one left by another test: these tests put the clock on and play."""
    thread = watched._thread
    watched._playing.clear()
    if thread:
        thread.join(30)
        assert not thread.is_alive()
    monkeypatch.setattr(watched, "_rouse", lambda: None)
    monkeypatch.setattr("besace.web.demo.running", lambda: None)
    yield
    watched._playing.clear()


def browser(language: str = "en") -> Client:
    return Client(headers={"host": "localhost", "accept-language": language})


def watching(client: Client) -> tuple[Room, str]:
    """A browser that touched the first page's button: the room it is led to, and the page of that."""
    answer = client.post("/watch/")
    assert answer.status_code == 302
    room = rooms.find(answer.headers["Location"].split("/")[2])
    assert room
    return room, answer.headers["Location"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_touch_of_the_first_page_leads_into_a_session_under_way(language):
    client = browser(language)
    assert b'action="/watch/"' in client.get("/").content
    room, page = watching(client)

    session = rooms.folded(room).session
    assert (session.language, session.stage, len(session.questions)) == (language, "clarification", 1)
    began = watched._playing[room.id].began
    assert rooms.folded(room).at - began == pytest.approx(46 * 60, abs=watched.RATE)
    assert clock.now(room) - began == pytest.approx(watched.IN_MOTION, abs=3 * watched.RATE)
    said = client.get(page).content.decode()
    assert 'class="playing playing--watched"' in said
    assert 'data-screen="console"' in said
    assert 'class="playing playing--watched"' in client.get(f"/s/{room.id}/board/", follow=True).content.decode()


def test_it_plays_to_its_end_by_the_clock_of_its_room_and_every_line_is_taken(monkeypatch):
    room, _ = watching(browser())
    performance = watched._playing[room.id]
    refused: list[object] = []
    done = watched.act
    monkeypatch.setattr(watched, "act", lambda *told: refused.append(done(*told).refusal))

    for line in performance.lines:
        watched._forward(room, performance.began + line.at + 13)
        performance.play(performance.due())

    assert rooms.folded(room).session.stage == "closed"
    assert performance.is_over
    assert [one for one in refused if one] == []


def test_the_thread_plays_what_is_due_and_lets_go_of_what_is_over_or_broken(monkeypatch):
    room, _ = watching(browser())
    other, _ = watching(browser("fr"))
    before = rooms.folded(room).seq
    watched._forward(room, watched._playing[room.id].began + 3_000)
    for one in watched._still_playing():
        watched._turn(one)
    assert rooms.folded(room).seq > before

    monkeypatch.setattr(watched._playing[other.id], "lines", (None,) * 999)
    watched._turn(watched._playing[other.id])
    watched._playing[room.id].done = len(watched._playing[room.id].lines)
    assert watched._still_playing() == []


@pytest.mark.method("F4")
def test_who_looks_on_sends_nothing_whatever_the_page_shows():
    client = browser()
    room, page = watching(client)
    before = rooms.folded(room).seq

    answer = client.post(f"/s/{room.id}/act", {"act": "pause"}, headers=JSON)
    assert answer.status_code == 409
    assert answer.json()["refused"]["sentence"].startswith("You are watching")
    for path in ("act", "door/link", "door/answer", "door/release", "second", "coached"):
        answer = client.post(f"/s/{room.id}/{path}", {"act": "pause"})
        assert answer.status_code == 409, path
        assert "Here you only look" in answer.content.decode()
    assert rooms.folded(room).seq == before
    assert client.get(page).status_code == 200


def test_who_watches_comes_back_to_the_same_and_a_room_that_stands_still_is_replaced():
    client = browser()
    room, page = watching(client)
    client.get(f"/s/{room.id}/board/")
    assert watching(client) == (room, page)

    watched._playing.clear()
    other, _ = watching(client)
    assert other.id != room.id
    assert client.get(page).status_code == 404


def test_it_is_no_practice_no_seat_to_claim_and_gone_after_a_day():
    client = browser()
    room, page = watching(client)
    key = client.cookies[seats.COOKIE].value

    assert claims.offered(key) == ()
    assert opening.of_device(key) == ()
    assert client.get(f"/practice/{room.id}/").status_code == 404
    assert room.id not in client.get("/").content.decode()
    retention.sweep(room.created + retention.AFTER_PRACTICE)
    assert client.get(page).status_code == 404


def test_as_many_play_as_the_house_can_show_and_the_next_is_told_so(monkeypatch):
    monkeypatch.setattr(watched, "MOST", 0)
    answer = browser().post("/watch/")
    assert answer.status_code == 503
    assert "Try again in some minutes." in answer.content.decode()


def test_one_address_begins_so_many_an_hour(monkeypatch):
    monkeypatch.setitem(pace.SENT, "watch", (1, pace.HOUR))
    assert browser().post("/watch/").status_code == 302
    assert browser().post("/watch/").status_code == 429
