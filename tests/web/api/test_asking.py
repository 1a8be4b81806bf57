"""What a program is answered, and how it is refused: in JSON, with a code and a sentence, in its language."""

import json

import pytest
from django.conf import settings
from django.core.cache import cache

from besace.live import clock, doors, rooms, seats
from besace.live.codes import codes
from besace.people import holding
from besace.people.access import Scope
from besace.web import pace
from besace.web.api import gate
from tests.people import cast
from tests.people.cycling import DATES, begun, held
from tests.web.api import program
from tests.web.api.program import V1, Program


@pytest.fixture(autouse=True)
def _counts_begin_anew():
    cache.clear()
    pace.ACTS.forget()
    yield
    cache.clear()
    pace.ACTS.forget()


def refused(answer) -> tuple[int, str]:
    assert answer["Content-Type"] == "application/json"
    error = answer.json()["error"]
    assert error["sentence"]
    return answer.status_code, error["code"]


def test_without_a_secret_or_with_another_one_nothing_is_answered():
    for one in (Program(None), Program("besace_" + "x" * 43), Program("anything")):
        answer = one.get("me")
        assert refused(answer) == (401, "no-access")
        assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_login_opens_nothing_to_a_program_and_no_cookie_is_given():
    ana = cast.person()
    client = cast.browser(ana)
    assert client.get("/me/settings/").status_code == 200
    answer = client.get(f"{V1}me")

    assert refused(answer) == (401, "no-access")
    assert not program.of(ana).get("me").cookies
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_another_site_begins_nothing_here():
    answer = program.of(cast.person()).client.get(f"{V1}me", headers={"sec-fetch-site": "cross-site"})
    assert refused(answer) == (403, "foreign")


@pytest.mark.parametrize(
    ("body", "kind", "answered"),
    [
        ("{", "application/json", (400, "unreadable")),
        ('{"facilitator": NaN}', "application/json", (400, "unreadable")),
        ("[" * 60_000, "application/json", (400, "unreadable")),
        ("{}", "application/json", (422, "invalid")),
        ("[]", "application/json", (422, "invalid")),
        ('{"facilitator": "Ana", "unknown": 1}', "application/json", (422, "invalid")),
        ('{"facilitator": "Ana", "people": ["Bea", "bea"]}', "application/json", (422, "invalid")),
        ("facilitator=Ana", "application/x-www-form-urlencoded", (415, "not-json")),
        ("x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1), "application/json", (413, "too-long")),
    ],
)
def test_what_cannot_be_taken_is_refused_by_what_is_wrong_with_it(body, kind, answered):
    asks = program.of(cast.person())
    assert refused(asks.client.post(f"{V1}start", body, content_type=kind)) == answered


def test_an_address_asked_in_another_way_and_one_that_is_none():
    asks = program.of(cast.person())
    answer = asks.post("me", {})

    assert refused(answer) == (405, "method")
    assert answer["Allow"] == "GET, HEAD"
    assert refused(asks.get("nothing")) == (404, "not-there")


def test_sentences_are_in_the_language_that_is_asked_for():
    ana = cast.person()
    said = {language: Program(None, language).get("me").json()["error"]["sentence"] for language in ("en", "fr", "es")}

    assert len(set(said.values())) == 3
    assert program.of(ana, language="fr").get("nothing").json()["error"]["sentence"] != said["en"]


def test_what_comes_too_often_is_told_when_to_come_again(monkeypatch):
    monkeypatch.setattr(gate, "ASKS", (3, 60.0))
    asks = program.of(cast.person())
    with clock.at(cast.AT):
        asks = program.of(cast.person())
        assert [asks.get("me").status_code for _ in range(3)] == [200] * 3
        answer = asks.get("me")
        assert refused(answer) == (429, "too-many")
        assert answer["Retry-After"] == "60"
        assert program.of(cast.person()).get("me").status_code == 200


def test_secrets_are_not_found_by_trying():
    with clock.at(cast.AT):
        told = [Program(f"besace_{n:043}").get("me").status_code for n in range(pace.TRIES[0] + 1)]
    assert told == [401] * pace.TRIES[0] + [429]


def test_groups_and_dates_and_not_a_word_of_what_was_said():
    ours = begun("Ana", "Bea")
    held(ours, 1, ours.peers[0])
    with clock.at(int(DATES[1].begins.timestamp()) - 3600):
        asks = program.of(ours.peers[0].person, Scope.READ)
        listed = asks.get("groups").json()["groups"]
        whole = asks.get(f"groups/{ours.group.id}").json()

    assert [(one["id"], one["role"], one["cycle"]) for one in listed] == [(ours.group.id, "participant", 1)]
    sessions = whole["cycles"][0]["sessions"]
    assert [(one["number"], one["state"], one["begins"]) for one in sessions] == [
        (1, "held", "2026-03-12T17:00:00Z"),
        (2, "to-come", "2026-04-12T16:00:00Z"),
    ]
    assert "How can I rest?" not in json.dumps(whole)
    assert {one["facilitates"] for one in sessions} == {False}


def test_a_room_is_opened_seen_and_played_and_an_id_gets_its_first_answer():
    asks = program.of(cast.person("Ana"))
    opened = asks.post("start", {"facilitator": "Ana", "people": ["Bea", "Cleo"], "title": "Thursday"}).json()
    room = rooms.find(opened["room"])
    assert room is not None
    bea = rooms.folded(room).session.people[0].id
    where, said = f"rooms/{room.id}", {"id": "admit-bea", "act": "admit", "fields": {"person": bea}}
    first = asks.post(f"{where}/acts", said)
    again = asks.post(f"{where}/acts", {**said, "act": "mark_absent"})

    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert rooms.folded(room).session.is_here(bea)
    view = asks.get(where).json()
    assert (view["screen"], view["role"], view["seq"]) == ("console", "facilitator", first.json()["seq"])
    assert view["islands"]["door"]["kind"] == "Door"
    assert [one["id"] for one in asks.get("rooms").json()["rooms"]] == [room.id]
    assert f"{room.id}." in opened["link"].partition("#")[2]


def test_an_act_that_the_session_refuses_says_why_in_the_language_asked_for():
    ana = cast.person("Ana")
    secret = program.secret_of(ana)
    room = Program(secret).post("start", {"facilitator": "Ana"}).json()["room"]
    asked = {"id": "advance-1", "act": "advance"}
    answers = [Program(secret, language).post(f"rooms/{room}/acts", asked) for language in ("en", "fr")]

    assert {refused(one)[0] for one in answers} == {409}
    assert len({one.json()["error"]["sentence"] for one in answers}) == 2
    assert {one.json()["error"]["code"] for one in answers} == {"unmet"}


def test_a_room_goes_on_from_the_session_before_it():
    asks = program.of(cast.person("Ana"))
    before = {"previous_client": "Bea", "previous_actions": ["Call the bank", "Write"], "number": 2, "four_a": True}
    room = rooms.find(asks.post("start", {"facilitator": "Ana", "people": ["Bea"], **before}).json()["room"])
    assert room is not None
    session = rooms.folded(room).session
    stranger = asks.post("start", {"facilitator": "Ana", "people": ["Cleo"], "previous_client": "Bea"})

    assert session.previous is not None
    assert (session.number, len(session.previous.actions), session.has("four_a")) == (2, 2, True)
    assert session.name_of(session.previous.client) == "Bea"
    assert refused(stranger) == (422, "invalid")
    assert stranger.json()["error"]["field"] == "previous_client"


def test_who_knocks_is_let_in_by_the_two_words():
    asks = program.of(cast.person("Ana"))
    room = rooms.find(asks.post("start", {"facilitator": "Ana"}).json()["room"])
    assert room is not None
    key = seats.new_key()
    doors.enter(codes(room.id, clock.real()).typed, key, "127.0.0.1")
    doors.knock(room, key, name="Wim")
    waiting = asks.get(f"rooms/{room.id}").json()["islands"]["door"]["waiting"][0]
    wrong = asks.post(f"rooms/{room.id}/admit", {"knock": waiting["id"], "words": "other words"})
    right = asks.post(f"rooms/{room.id}/admit", {"knock": waiting["id"], "words": waiting["words"]})

    assert refused(wrong) == (409, "unknown")
    assert right.status_code == 200
    assert [place.role for place in seats.seats_of(room, key)] == ["participant"]


def test_her_seat_in_the_room_of_a_session_is_her_programs_too_and_nobody_elses():
    ours = begun("Ana", "Bea")
    with clock.at(int(DATES[0].begins.timestamp())):
        room = holding.open_room(ours.meeting(1), ours.fay)
        holding.enter(ours.meeting(1), ours.peers[0], seats.new_key())
        ana, bea = (program.of(one.person) for one in ours.peers)
        view = ana.get(f"rooms/{room.id}").json()
        state = ana.get(f"groups/{ours.group.id}").json()["cycles"][0]["sessions"][0]

        assert (view["screen"], view["role"]) == ("phone", "participant")
        assert (state["state"], state["room"]) == ("open", room.id)
        assert refused(bea.get(f"rooms/{room.id}")) == (404, "not-there")
        assert refused(bea.post(f"rooms/{room.id}/acts", {"id": "by-bea-01", "act": "raise_hand"})) == (
            404,
            "not-there",
        )
        not_hers = ana.post(f"rooms/{room.id}/acts", {"id": "by-ana-01", "act": "open"})
        assert refused(not_hers) == (409, "not-yours")


def test_what_a_page_would_clean_out_of_words_is_cleaned_here_too():
    asks = program.of(cast.person("Ana"))
    room = rooms.find(asks.post("start", {"facilitator": "An\u202ea", "title": "Thurs\u0000day"}).json()["room"])
    assert room is not None
    session = rooms.folded(room).session

    assert (session.title, session.name_of(session.facilitator)) == ("Thursday", "Ana")
