"""Taking a part: the others play and wait, what she does is seen in the journal, and nothing of it stays."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.translation import override

from besace.live import clock, codes, doors, rooms, seats
from besace.live.act import act
from besace.live.models import Room, Seat
from besace.method.acts import Act
from besace.people import claims, retention
from besace.rehearse.play import EVENING
from besace.rehearse.practice import company, opening, stagehand
from besace.rehearse.practice.aloud import heard
from besace.rehearse.practice.company import Company, act_id
from besace.rehearse.practice.debrief import debrief
from besace.rehearse.practice.moves import Move
from besace.rehearse.practice.opening import Mark
from besace.rehearse.practice.phrases import awaited
from besace.rehearse.practice.scene import Scene

IDLE = 8.0


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No stagehand of its own: these tests are its hands, set the clock, and read English whatever was asked before."""
    monkeypatch.setattr(stagehand, "_rouse", lambda: None)
    stagehand._playing.clear()
    with clock.at(EVENING), override("en"):
        yield
    stagehand._playing.clear()


def begun(part: str = "facilitator", name: str = "founders.en", key: str = "") -> Company:
    place = opening.begin(Mark(name, part, "calm"), key or seats.new_key())
    room = rooms.find(place.room)
    assert room
    found = opening.company_of(room)
    assert found
    return found


def done(told: Company, move: Move) -> None:
    """Has one move done, as the stagehand does."""
    name = act_id(move.line) if move.line else f"by-hand-{len(told.entries)}-{move.act.word}"
    answer = act(told.room, told.scene(0).person(move.key), move.act, name)
    assert answer.refusal is None, (move, answer.refusal)
    if move.line:
        told.said[move.line] = answer.seq


def plays(told: Company, until: str, idle: float = IDLE, most: int = 400) -> Scene:
    """Has everyone play, the part that is taken by what is awaited of it, until a moment or stage is there."""
    for _ in range(most):
        clock.put(clock.now() + 20)
        scene = told.scene(idle)
        if until in (scene.session.moment, scene.session.stage):
            return scene
        if wanted := company.next_move(scene) or company.awaited(scene):
            done(told, wanted)
    raise AssertionError(until)


def does(told: Company, word: str, **fields: object) -> None:
    done(told, Move(told.scene(0).me, Act(word, fields), 0))


def others(told: Company, most: int = 60, idle: float = IDLE) -> Scene:
    """Has the others play until they wait for her."""
    for _ in range(most):
        scene = told.scene(idle)
        wanted = company.next_move(scene)
        if wanted is None or wanted.after > max(idle, 30):
            return scene
        done(told, wanted)
    raise AssertionError("they never wait")


@pytest.mark.parametrize("part", ["facilitator", "client", "consultant"])
@pytest.mark.parametrize("name", ["founders.en", "heads.en", "aidants.fr"])
def test_each_part_can_be_played_to_the_end_by_what_is_awaited_of_it(part, name):
    told = begun(part, name)

    scene = plays(told, "closed")

    assert scene.session.closed
    assert len(debrief(scene, told.room.rate).steps) == 7


def test_the_others_wait_for_a_facilitator_who_does_nothing_and_a_note_says_for_what():
    told = begun()
    scene = others(told)

    assert scene.session.stage == "gathering"
    assert company.next_move(told.scene(1_000)) is None
    assert awaited(told.scene(5), company.awaited(told.scene(5))) == ""
    assert "Open the session" in awaited(told.scene(20), company.awaited(told.scene(20)))


def test_a_consultant_is_waited_for_and_given_the_floor():
    told = begun("consultant")
    plays(told, "clarification")
    scene = others(told)

    assert scene.session.floor
    assert scene.session.floor.person == scene.person("bea")
    assert not [one for one in scene.session.questions if one.by == scene.person("bea")]
    does(told, "ask", text="What would help you this very week?")
    others(told)
    assert told.scene(0).session.questions[-1].state == "answered"


def test_advice_that_the_facilitator_speaks_to_is_reworded_and_the_debrief_says_so():
    told = begun()
    plays(told, "clarification")
    scene = others(told)
    assert "advice-in-question" in [one.difficulty.kind for one in scene.open_kinds()]

    does(told, "give_floor", person=scene.person("cleo"))
    others(told)
    scene = told.scene(0)
    assert "What help have you had with the accounts so far?" in [one.text for one in scene.session.questions]
    moments = [one for step in debrief(scene, 1).steps for one in step.moments]
    assert (moments[0].seen, moments[0].met) == ("Cleo put her answer inside her question: an accountant.", True)


def test_advice_that_nobody_meets_is_answered_after_a_while_and_the_debrief_says_that_too():
    told = begun()
    plays(told, "clarification")
    scene = others(told)
    patient = told.scene(60)
    wanted = company.next_move(patient)
    assert wanted
    done(told, wanted)

    scene = told.scene(0)
    assert scene.session.questions[1].state == "answered"
    back = debrief(scene, 1)
    moment = next(one for step in back.steps for one in step.moments)
    assert (moment.met, moment.did) == (False, "It passed unmet, and the table went on.")
    assert back.to_try == "Cleo needs to hear that the idea is welcome, later. Then the question comes by itself."


def test_what_the_client_tells_is_heard_sentence_by_sentence_and_what_is_answered_after_its_question():
    told = begun()
    plays(told, "presentation")
    first = [one.text for one in heard(told.scene(0))]
    clock.put(clock.now() + 180)
    later = [one.text for one in heard(told.scene(0))]
    tells = list(told.scene(0).practice.tells)

    assert first == tells[:1]
    assert later == tells[tells.index(later[0]) :][:2]
    assert len(later) == 2
    plays(told, "clarification")
    others(told)
    assert [(one.name, one.text[:14]) for one in heard(told.scene(0))] == [("Ana", "Invoices first")]


def test_another_subject_than_foreseen_is_treated_to_the_end():
    told = begun()
    plays(told, "vote")
    scene = told.scene(0)
    dora = next(one.id for one in scene.session.subjects if one.owner == scene.person("dora"))
    does(told, "choose", subject=dora, because="urgency")

    scene = plays(told, "closed", idle=100)

    assert scene.session.client == scene.person("dora")
    assert len(scene.session.actions) >= 3


def test_where_a_server_stopped_the_play_goes_on_from_the_journal(forget_memory):
    told = begun()
    plays(told, "clarification")
    others(told)
    forget_memory()
    room = rooms.find(told.room.id)
    assert room

    again = opening.company_of(room)

    assert again
    assert again.said == told.said
    assert again.scene(0).fares == told.scene(0).fares


def browser(key: str) -> Client:
    made = Client(headers={"host": "localhost", "accept-language": "en"})
    if key:
        made.cookies[seats.COOKIE] = key
    return made


def posted(page: Client, **more: str) -> Room:
    answer = page.post("/practice/", {"scenario": "founders.en", "part": "facilitator", "pace": "calm", **more})
    assert answer.status_code == 302
    found = rooms.find(answer["Location"].split("/")[2])
    assert found
    return found


def test_the_page_opens_a_real_room_and_the_note_is_for_who_plays_alone():
    her = browser("")
    room = posted(her)

    assert her.get(f"/s/{room.id}/").status_code == 200
    assert her.get(f"/practice/{room.id}/note", headers={"accept": "application/json"}).json()["note"] == ""
    assert "Looking back" in her.get(f"/practice/{room.id}/").content.decode()
    for path in (f"/s/{room.id}/", f"/practice/{room.id}/", f"/practice/{room.id}/note"):
        assert browser(seats.new_key()).get(path).status_code == 404
    assert browser(seats.new_key()).post(f"/practice/{room.id}/do", {"what": "throw"}).status_code == 404


def test_show_me_does_what_is_awaited_once():
    her = browser("")
    room = posted(her)

    her.get(f"/practice/{room.id}/note", headers={"accept": "application/json"})
    done = her.post(f"/practice/{room.id}/do", {"what": "show"}, headers={"accept": "application/json"})

    assert done.json() == {"done": True}
    assert rooms.refreshed(room).session.stage == "reception"


def test_no_code_leads_into_a_practice_and_no_seat_of_it_is_offered_to_claim():
    key = seats.new_key()
    room = begun(key=key).room
    now = codes.codes(room.id, clock.real())

    assert isinstance(doors.enter(f"{room.id}.{now.token}", seats.new_key(), "192.0.2.77"), doors.Wrong)
    assert doors.door_of(room, rooms.folded(room).session) is None
    assert claims.offered(key) == ()


def test_in_a_room_that_is_none_there_is_no_practice():
    key = seats.new_key()
    person = seats.new_person()
    room = rooms.open_room({"facilitator_name": "Fay", "people": [], "title": "True"}, person)
    seats.take(room, person, key, Seat.Role.FACILITATOR)

    for path in ("", "note"):
        assert browser(key).get(f"/practice/{room.id}/{path}").status_code == 404
    assert browser(key).post(f"/practice/{room.id}/do", {"what": "throw"}).status_code == 404
    assert rooms.folded(room).session.facilitator == person


def test_a_practice_is_thrown_away_at_a_touch_when_another_begins_and_after_a_day():
    her = browser("")
    first = posted(her)
    second = posted(her)
    assert not Seat.objects.filter(room=first).exists()
    assert rooms.refold(first).session.people == ()

    her.post(f"/practice/{second.id}/do", {"what": "throw"})
    assert not Seat.objects.filter(room=second).exists()

    third = posted(her)
    retention.sweep(third.created + retention.AFTER_PRACTICE - 1)
    assert Seat.objects.filter(room=third).exists()
    retention.sweep(third.created + retention.AFTER_PRACTICE)
    assert not Seat.objects.filter(room=third).exists()
    assert rooms.refold(third).session.people == ()


def test_as_many_play_as_the_house_can_hold_and_the_next_is_told_so(monkeypatch):
    monkeypatch.setattr(stagehand, "MOST", 0)

    answer = browser("").post("/practice/", {"scenario": "founders.en", "part": "client", "pace": "calm"})

    assert answer.status_code == 503
    assert "as this house can hold" in answer.content.decode()
