from datetime import date, time

import icalendar
import pytest
import vobject

from besace.cycles.session import Fate
from besace.cycles.wall import WallTime
from besace.live import rooms
from besace.method.parts import Presence
from besace.people import aftermath, leaving, timetable
from besace.people.models import Attendance, Meeting, Member
from besace.people.timetable import slot_of
from tests.people import cast

pytestmark = pytest.mark.usefixtures("february")

DAYS = ("2026-02-10", "2026-03-10", "2026-04-14", "2026-05-12")


def begun(*names: str):
    group, fay, peers = cast.facilitated(*names)
    dates = [WallTime(date.fromisoformat(day), time(18), "Europe/Paris") for day in DAYS[: len(names)]]
    cycle = timetable.propose(group, dates, 0)
    for one in peers:
        timetable.confirm(cycle, one, {slot_of(when): True for when in dates})
    timetable.begin(cycle, fay.person, cycle.edition)
    return cycle, fay, peers


def sent(member: Member, cycle, number: int, **fields: str):
    return cast.browser(member.person).post(f"/g/{cycle.group_id}/{number}/", fields)


def shown(member: Member, cycle, name: str = "") -> str:
    return cast.browser(member.person).get(f"/g/{cycle.group_id}/{name}").content.decode()


def now(cycle):
    cycle.refresh_from_db()
    return timetable.folded(cycle)


@pytest.mark.method("G5", "G6")
def test_a_session_moves_in_the_open_and_is_confirmed_anew():
    cycle, fay, (ana, *_) = begun("Ana", "Bea", "Cleo", "Dora")
    assert sent(fay, cycle, 2, do="move", day="2026-03-17", start="18:30").status_code == 302
    assert "The session of Tuesday 10 March moved to Tuesday 17 March, 18:30." in shown(ana, cycle)
    assert [when.day for when in timetable.unsettled(cycle, ana)] == [date(2026, 3, 17)]
    assert timetable.seated(ana)


@pytest.mark.method("G5")
def test_a_cancelled_session_leaves_its_turn_to_another():
    cycle, fay, (ana, *_) = begun("Ana", "Bea", "Cleo", "Dora")
    assert sent(fay, cycle, 2, do="cancel", day="", start="18:00").status_code == 302
    assert len(now(cycle).to_come) == 4
    page = shown(ana, cycle)
    assert "was cancelled. Its turn goes on in another one." in page
    assert "Date to be found" in page
    sent(fay, cycle, 5, do="move", day="2026-06-09", start="18:00")
    assert "The session without a date is on Tuesday 9 June." in shown(ana, cycle)


@pytest.mark.method("G5", "R7")
def test_when_the_client_to_be_is_ill_a_reserve_is_proposed_and_no_turn_is_lost():
    cycle, fay, (ana, bea, cleo, _) = begun("Ana", "Bea", "Cleo", "Dora")
    sent(fay, cycle, 1, do="promise", person=ana.id)
    assert "Promised to Ana." in shown(bea, cycle, "1/")
    sent(cleo, cycle, 1, do="reserve", reserve="yes")
    sent(ana, cycle, 1, do="away")
    page = shown(fay, cycle, "1/")
    assert "who has waited longest comes first" in page
    assert f'value="{cleo.id}"><button class="btn" type="submit" name="do" value="stand-in"' in page
    sent(fay, cycle, 1, do="stand-in", person=cleo.id)
    assert {one.number: one.client for one in now(cycle).to_come}[1] == cleo.id
    assert now(cycle).promised(ana.id) is not None


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"do": "move", "day": "2026-01-05", "start": "18:00"}, "is over"),
        ({"do": "move", "day": "2026-04-14", "start": "18:00"}, "Another session stands on"),
        ({"do": "move", "day": "", "start": "18:00"}, "Choose a day first"),
        ({"do": "move", "day": "soon", "start": "18:00"}, "Give a day, and an hour such as 18:00"),
        ({"do": "promise", "person": "nobody"}, "takes no part"),
        ({"do": "stand-in", "person": "nobody"}, "has not agreed"),
        ({"do": "cancel", "edition": "1"}, "Someone else changed the cycle meanwhile"),
    ],
)
def test_a_change_that_cannot_be_is_refused_and_changes_nothing(fields, said):
    cycle, fay, _ = begun("Ana", "Bea", "Cleo", "Dora")
    before = cycle.changes.count()
    told = sent(fay, cycle, 2, **fields)
    assert told.status_code == 409
    assert said in told.content.decode()
    assert cycle.changes.count() == before


def test_participants_change_nothing_but_what_is_theirs():
    cycle, _, (ana, *_) = begun("Ana", "Bea", "Cleo", "Dora")
    before = cycle.changes.count()
    for do in ("move", "cancel", "promise", "stand-in", "open", "nonsense", ""):
        assert sent(ana, cycle, 2, do=do, day="2026-06-09", start="18:00", person=ana.id).status_code == 404
    assert cycle.changes.count() == before
    assert shown(ana, cycle, "2/").count("<details") == 1  # the languages, on every page


@pytest.mark.method("G5", "G8")
def test_the_room_opens_from_the_cycle_and_each_comes_in_under_her_name():
    cycle, fay, (ana, bea, *_) = begun("Ana", "Bea", "Cleo", "Dora")
    console = cast.browser(fay.person)
    there = console.post(f"/g/{cycle.group_id}/1/", {"do": "open"})
    room = Meeting.objects.get(cycle=cycle, number=1).room
    assert there["location"].startswith(f"/s/{room.id}/?seat=")
    assert console.get(there["location"]).status_code == 200
    phone = cast.browser(ana.person)
    came = phone.post(f"/g/{cycle.group_id}/1/", {"do": "enter"})
    assert phone.get(came["location"]).status_code == 200
    session = rooms.folded(room).session
    assert session.name_of(ana.id) == "Ana"
    assert session.person(ana.id).presence is Presence.HERE
    assert session.person(bea.id).presence is Presence.EXPECTED
    assert (session.number, session.next_when) == (1, "Tuesday 10 March, 18:00")


def test_the_room_is_opened_once_however_often_it_is_pressed():
    cycle, fay, _ = begun("Ana", "Bea")
    first, second = (sent(fay, cycle, 1, do="open")["location"].partition("?")[0] for _ in range(2))
    assert first == second


@pytest.mark.method("F4")
def test_nobody_comes_in_who_has_no_seat_in_the_cycle():
    cycle, fay, (_ana, bea) = begun("Ana", "Bea")
    sent(fay, cycle, 1, do="open")
    eve = cast.member(cycle.group, cast.person("Eve"), settled=False)
    assert sent(eve, cycle, 1, do="enter").status_code == 409
    timetable.leave(bea)
    assert sent(bea, cycle, 1, do="enter").status_code == 404
    assert cast.browser(cast.person("Zoe")).post(f"/g/{cycle.group_id}/1/", {"do": "enter"}).status_code == 404


@pytest.mark.method("F4")
def test_who_has_left_is_shut_out_of_the_open_room_at_once():
    cycle, fay, (ana, _) = begun("Ana", "Bea")
    sent(fay, cycle, 1, do="open")
    phone = cast.browser(ana.person)
    inside = phone.post(f"/g/{cycle.group_id}/1/", {"do": "enter"})["location"]
    leaving.remove(ana, fay.person)
    assert phone.get(inside).status_code == 404


@pytest.mark.method("G5")
def test_a_session_that_found_no_client_costs_no_turn():
    cycle, _, (ana, *_) = begun("Ana", "Bea", "Cleo", "Dora")
    aftermath.record(timetable.meeting_of(cycle, 1), aftermath.Outcome(None, frozenset({ana.id}), ended=cast.AT))
    assert len(now(cycle).to_come) == 4
    assert now(cycle).been_client == frozenset()
    assert "Its turn goes on in another one." in shown(ana, cycle)


@pytest.mark.method("G5", "S6.1", "R7")
def test_what_a_session_came_to_stands_in_the_cycle_once():
    cycle, _, (ana, bea, cleo, dora) = begun("Ana", "Bea", "Cleo", "Dora")
    came = frozenset({ana.id, bea.id, cleo.id})
    outcome = aftermath.Outcome(
        ana.id, came, frozenset({dora.id}), {bea.id: True, cleo.id: False}, 3, {"of": 3}, cast.AT
    )
    meeting = timetable.meeting_of(cycle, 1)
    assert aftermath.record(meeting, outcome)
    assert not aftermath.record(meeting, outcome)
    turning = now(cycle)
    assert turning.been_client == {ana.id}
    assert [one.fate for one in turning.sessions] == [Fate.HELD, *[Fate.TO_COME] * 3]
    there = dict(Attendance.objects.filter(meeting=meeting).values_list("member_id", "came"))
    assert there == {ana.id: True, bea.id: True, cleo.id: True, dora.id: False}
    assert timetable.answers(cycle)[slot_of(turning.to_come[0].when)][cleo.id] is False
    page = shown(ana, cycle)
    assert 'data-state="been"' in page
    assert "Ana was the client of the session of Tuesday 10 February." in page


@pytest.mark.method("R7")
def test_a_second_turn_is_told_and_adds_a_session_so_that_each_still_has_hers():
    cycle, _, (ana, *_) = begun("Ana", "Bea", "Cleo", "Dora")
    for number in (1, 2):
        outcome = aftermath.Outcome(ana.id, frozenset({ana.id}), ended=cast.AT)
        aftermath.record(timetable.meeting_of(cycle, number), outcome)
        cycle.refresh_from_db()
    assert len(now(cycle).to_come) == 3
    assert "for the second time" in shown(ana, cycle)


@pytest.mark.method("G5")
def test_someone_who_joins_in_mid_cycle_is_taken_in_with_a_session_for_her_turn():
    cycle, fay, _ = begun("Ana", "Bea")
    eve = cast.member(cycle.group, cast.person("Eve"))
    timetable.confirm(cycle, eve, {slot_of(one.when): True for one in now(cycle).to_come})
    assert "Take Eve in" in shown(fay, cycle)
    hers = cast.browser(fay.person)
    fields = {"member": eve.id, "edition": cycle.edition, "day": DAYS[0], "start": "18:00"}
    assert "Another session stands on" in hers.post(f"/g/{cycle.group_id}/take-in/", fields).content.decode()
    assert hers.post(f"/g/{cycle.group_id}/take-in/", {**fields, "day": "2026-05-12"}).status_code == 302
    assert [one.when.day for one in now(cycle).to_come][-1] == date(2026, 5, 12)
    assert eve.id in {one.id for one in now(cycle).participants}
    assert "Take Eve in" not in shown(fay, cycle)


@pytest.mark.method("B1")
@pytest.mark.parametrize("reads", [icalendar.Calendar.from_ical, lambda text: vobject.readOne(text.decode())])
def test_a_session_goes_into_ones_own_calendar(reads):
    cycle, _, (ana, *_) = begun("Ana", "Bea")
    answer = cast.browser(ana.person).get(f"/g/{cycle.group_id}/1/session.ics")
    text = answer.content
    reads(text)
    assert b"DTSTART;TZID=Europe/Paris:20260210T180000" in text
    assert cycle.group.name.encode() not in text
    assert answer["Content-Disposition"] == 'attachment; filename="session.ics"'
    assert cast.browser(cast.person("Zoe")).get(f"/g/{cycle.group_id}/1/session.ics").status_code == 404


def test_a_cancelled_session_has_its_day_for_a_name_and_no_number_of_another():
    cycle, fay, (ana, *_) = begun("Ana", "Bea", "Cleo")
    sent(fay, cycle, 2, do="cancel", day="", start="18:00")
    assert '<h1 class="title">Tuesday 10 March</h1>' in shown(ana, cycle, "2/")


def test_a_session_without_a_date_first_asks_for_one():
    cycle, fay, _ = begun("Ana", "Bea", "Cleo")
    sent(fay, cycle, 2, do="cancel", day="", start="18:00")
    assert 'class="btn btn--main" type="submit" name="do" value="move">Set this date' in shown(fay, cycle, "4/")


def test_many_who_have_not_answered_are_counted_and_few_are_named():
    cycle, fay, (ana, *_) = begun("Ana", "Bea", "Cleo", "Dora")
    sent(fay, cycle, 2, do="move", day="2026-03-17", start="18:30")
    assert "nobody has answered yet" in shown(fay, cycle)
    sent(ana, cycle, 2, do="come")
    assert "Bea, Cleo and Dora to answer" in shown(fay, cycle)


def closing(fay: Member, cycle, **fields: str):
    cycle.refresh_from_db()
    return cast.browser(fay.person).post(f"/g/{cycle.group_id}/close/", {"edition": cycle.edition, **fields})


@pytest.mark.method("G5")
def test_a_cycle_is_complete_once_each_has_been_the_client_and_the_next_can_be_laid():
    cycle, fay, peers = begun("Ana", "Bea")
    for number, client in enumerate(peers, 1):
        came = frozenset(one.id for one in peers)
        aftermath.record(timetable.meeting_of(cycle, number), aftermath.Outcome(client.id, came, ended=cast.AT))
    assert "The cycle is complete: each has been the client." in shown(peers[0], cycle)
    assert closing(fay, cycle).status_code == 302
    page = shown(peers[0], cycle)
    assert "The cycle is complete" in page
    assert page.count('data-state="been"') == 2
    assert "Lay the dates" in shown(fay, cycle)
    later = [WallTime(date(2026, 9, day), time(18), "Europe/Paris") for day in (8, 22)]
    second = timetable.propose(cycle.group, later, 0)
    assert second.number == 2
    assert "2 dates wait for your word" in shown(peers[0], cycle)


@pytest.mark.method("G5")
def test_a_cycle_ends_early_only_where_it_is_said_that_turns_are_given_up():
    cycle, fay, (ana, *_) = begun("Ana", "Bea", "Cleo", "Dora")
    assert closing(ana, cycle).status_code == 404
    told = closing(fay, cycle)
    assert (told.status_code, "There are turns to come" in told.content.decode()) == (409, True)
    assert closing(fay, cycle, **{"given-up": "yes"}).status_code == 302
    assert timetable.current(cycle.group) is None
    assert "not needed any more" in shown(ana, cycle)
    assert timetable.meeting_of(cycle, 1).sequence == 1


@pytest.mark.parametrize("do", ["move", "cancel"])
def test_a_session_whose_room_is_open_is_neither_moved_nor_cancelled(do):
    cycle, fay, _ = begun("Ana", "Bea")
    sent(fay, cycle, 1, do="open")
    before = cycle.changes.count()
    told = sent(fay, cycle, 1, do=do, day="2026-06-09", start="18:00")
    assert (told.status_code, cycle.changes.count()) == (409, before)
    assert "The room of this session is open" in told.content.decode()


@pytest.mark.method("G6")
def test_a_group_that_moves_to_another_time_zone_keeps_its_dates_where_they_were_laid():
    cycle, _, (ana, *_) = begun("Ana", "Bea")
    cycle.group.zone = "America/Montreal"
    cycle.group.save()
    assert [one.when.zone for one in now(cycle).to_come] == ["Europe/Paris", "Europe/Paris"]
    assert "18:00 to 21:00" in shown(ana, cycle, "1/")
