"""The way on from each page: what a facilitator does next, and what each finds where a session or a cycle has ended."""

import pytest

from besace.people import invitations, polling, timetable
from besace.people.invitations import Asked
from besace.people.models import Member
from besace.people.timetable import slot_of
from besace.post import outbox
from tests.people import cast, cycling
from tests.people.cycling import DATES

pytestmark = pytest.mark.usefixtures("february")


def seen(member: Member, path: str = "") -> str:
    client = cast.browser(member.person)
    return client.get(path or f"/g/{member.group_id}/").content.decode()


def test_invitations_that_have_not_left_come_first_on_every_page_of_whoever_facilitates():
    group, fay, _ = cast.facilitated("Ana", seats=4)
    invitations.invite(group, [Asked("rosa@example.org", "Rosa"), Asked("sam@example.org", "Sam")], fay.person)
    assert "2 invitations have not left yet." in seen(fay)
    assert "Two invitations have not left yet" in seen(fay, "/me/")

    outbox.invite_all(group, fay.person)

    assert "have not left yet" not in seen(fay) + seen(fay, "/me/")


@pytest.mark.method("G6")
def test_whoever_has_answered_the_poll_is_not_asked_again():
    group, fay, (ana, bea) = cast.facilitated("Ana", "Bea")
    poll = polling.ask(group, DATES[:3], 2, None, fay.person)
    polling.answer(poll, ana, dict.fromkeys(range(3), polling.Answer.YES))
    assert "Your answers are kept." in seen(ana)
    assert "You are asked which days suit you." in seen(bea)
    assert outbox.ask_to_answer(group, fay.person) == 1  # Bea alone
    assert outbox.ask_to_answer(group, fay.person) == 0


@pytest.mark.method("G6")
def test_once_everyone_has_confirmed_the_way_to_begin_is_on_the_first_page():
    group, fay, (ana,) = cast.facilitated("Ana")
    cycle = timetable.propose(group, DATES[:1], 0)
    assert "0 of 1 have confirmed" in seen(fay, "/me/")

    timetable.confirm(cycle, ana, {slot_of(DATES[0]): True})

    assert "Everyone has confirmed the dates" in seen(fay, "/me/")
    assert "Everyone has confirmed every date. The cycle can begin." in seen(fay)


@pytest.mark.method("S6", "F5")
def test_a_session_that_was_held_leads_each_to_what_it_left_her():
    at = cycling.begun("Ana", "Bea", "Cleo")
    meeting = cycling.held(at, 1, at.peers[0], absent=(at.peers[2],))
    ana, bea, cleo = (seen(one, f"/g/{at.group.id}/1/") for one in at.peers)
    page = f"/g/{at.group.id}/notebook/{meeting.id}/"
    assert f"/g/{at.group.id}/plan/1/" in ana
    assert page in ana
    assert page in bea
    assert f"/g/{at.group.id}/plan/1/" not in bea
    assert page not in cleo
    fay = seen(at.fay, f"/g/{at.group.id}/1/")
    assert f"/g/{at.group.id}/1/debrief/" in fay
    assert "debrief" not in ana + bea


@pytest.mark.method("G5")
def test_a_cycle_that_is_complete_says_so_and_the_dates_of_another_can_be_laid():
    at = cycling.begun("Ana", "Bea")
    for number, one in enumerate(at.peers, 1):
        cycling.held(at, number, one)
    with cycling.after_session(2):
        assert "The cycle is complete: each has been the client." in seen(at.peers[0])
        assert "The cycle is complete." in seen(at.fay, "/me/")
        posted = {"do": "propose", "edition": 0, "length": "180", "day": ["2026-06-02"], "start_of": ["18:00"]}
        answer = cast.browser(at.fay.person).post(f"/g/{at.group.id}/dates/", posted)
    assert answer.status_code == 302
    following = timetable.current(at.group)
    assert following
    assert (following.number, following.begun) == (2, None)
    at.cycle.refresh_from_db()
    assert at.cycle.closed is not None


def test_dates_of_a_cycle_under_way_are_laid_by_nobody():
    at = cycling.begun("Ana", "Bea")
    posted = {"do": "propose", "edition": 0, "length": "180", "day": ["2026-06-02"], "start_of": ["18:00"]}
    cast.browser(at.fay.person).post(f"/g/{at.group.id}/dates/", posted)
    assert timetable.current(at.group) == at.cycle
