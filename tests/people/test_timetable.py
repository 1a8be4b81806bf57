from concurrent.futures import ThreadPoolExecutor
from datetime import date, time

import pytest

from besace.cycles import turns
from besace.cycles.mistake import Mistake, Why
from besace.cycles.session import Fate
from besace.cycles.wall import WallTime
from besace.people import ties, timetable
from besace.people.editions import Outdated
from besace.people.models import Change, Member, Tie
from besace.people.timetable import slot_of
from tests.people import cast

pytestmark = pytest.mark.usefixtures("february")

DATES = tuple(WallTime(date(2026, month, 10), time(18), "Europe/Paris") for month in (3, 4, 5, 6))


def laid(*names: str, dates: tuple[WallTime, ...] = DATES):
    group, fay, peers = cast.facilitated(*names)
    return timetable.propose(group, dates, 0), fay, peers


def begun(*names: str, dates: tuple[WallTime, ...] = DATES):
    cycle, fay, peers = laid(*names, dates=dates)
    for one in peers:
        timetable.confirm(cycle, one, {slot_of(when): True for when in dates})
    timetable.begin(cycle, fay.person, cycle.edition)
    return cycle, fay, peers


@pytest.mark.method("G6")
def test_a_seat_is_hers_once_she_can_come_to_all_of_the_dates():
    cycle, _, (ana, *_) = laid("Ana", "Bea", "Cleo", "Dora")
    assert not timetable.seated(ana)
    timetable.confirm(cycle, ana, {slot_of(when): True for when in DATES[:3]})
    assert timetable.unsettled(cycle, ana) == DATES[3:]
    timetable.confirm(cycle, ana, {slot_of(DATES[3]): True})
    assert timetable.seated(ana)


@pytest.mark.method("G6")
def test_a_date_that_moves_is_to_be_confirmed_anew_and_the_others_are_not():
    cycle, _, (ana, *_) = laid("Ana", "Bea", "Cleo", "Dora")
    timetable.confirm(cycle, ana, {slot_of(when): True for when in DATES})
    other = WallTime(date(2026, 6, 17), time(18), "Europe/Paris")
    cycle = timetable.propose(cycle.group, (*DATES[:3], other), cycle.edition)
    assert timetable.unsettled(cycle, ana) == (other,)


@pytest.mark.method("G5", "G6")
def test_a_cycle_begins_with_as_many_sessions_as_participants():
    cycle, _, peers = begun("Ana", "Bea", "Cleo", "Dora")
    now = timetable.folded(cycle)
    assert [one.when for one in now.sessions] == list(DATES)
    assert [one.id for one in now.participants] == [one.id for one in peers]
    assert [meeting.number for meeting in cycle.meetings.order_by("number")] == [1, 2, 3, 4]


@pytest.mark.method("G5")
def test_it_does_not_begin_with_more_dates_than_people_who_confirmed_them():
    cycle, fay, (ana, *_) = laid("Ana", "Bea", "Cleo", "Dora")
    timetable.confirm(cycle, ana, {slot_of(when): True for when in DATES})
    with pytest.raises(Mistake) as refused:
        timetable.begin(cycle, fay.person, cycle.edition)
    assert (refused.value.why, refused.value.found, refused.value.wanted) == (Why.NOT_AS_MANY, 4, 1)
    cycle.refresh_from_db()
    assert cycle.begun is None
    assert not cycle.changes.exists()


@pytest.mark.method("G6")
def test_dates_that_are_past_or_on_one_day_are_refused():
    group, _, _ = cast.facilitated("Ana", "Bea")
    gone = WallTime(date(2026, 1, 10), time(18), "Europe/Paris")
    for dates, why in (((gone, DATES[0]), Why.PAST), ((DATES[0], DATES[0]), Why.SAME_DAY), ((), Why.NONE)):
        with pytest.raises(Mistake) as refused:
            timetable.propose(group, dates, 0)
        assert refused.value.why is why
    assert timetable.current(group) is None


def test_of_two_who_lay_dates_at_once_the_second_is_told():
    cycle, _, _ = laid("Ana", "Bea", "Cleo", "Dora")
    seen = cycle.edition
    timetable.propose(cycle.group, DATES[:3], seen)
    with pytest.raises(Outdated):
        timetable.propose(cycle.group, DATES[1:], seen)
    assert timetable.proposed(timetable.current(cycle.group)) == DATES[:3]


def test_of_ten_who_change_a_cycle_at_once_one_does():
    cycle, fay, _ = begun("Ana", "Bea", "Cleo", "Dora")
    seen, before = cycle.edition, cycle.changes.count()

    def move(day: int) -> bool:
        later = WallTime(date(2026, 6, day), time(18), "Europe/Paris")
        changes = turns.move(timetable.folded(cycle), 4, later, date(2026, 2, 2))
        try:
            timetable.change(cycle, changes, fay.person, seen)
        except Outdated:
            return False
        return True

    with ThreadPoolExecutor(10) as crowd:
        assert sum(crowd.map(move, range(11, 21))) == 1
    assert cycle.changes.count() == before + 1
    assert list(cycle.changes.order_by("seq").values_list("seq", flat=True)) == list(range(1, before + 2))


def test_a_moved_or_cancelled_session_makes_its_calendar_entry_older():
    cycle, fay, _ = begun("Ana", "Bea", "Cleo", "Dora")
    later = WallTime(date(2026, 6, 17), time(18), "Europe/Paris")
    timetable.change(cycle, turns.move(timetable.folded(cycle), 4, later, date(2026, 2, 2)), fay.person, cycle.edition)
    timetable.change(cycle, turns.cancel(timetable.folded(cycle), 4, date(2026, 2, 2)), fay.person, cycle.edition)
    assert timetable.meeting_of(cycle, 4).sequence == 2
    assert timetable.meeting_of(cycle, 5).sequence == 0


@pytest.mark.method("G5")
def test_who_leaves_frees_her_seat_and_takes_no_turn_but_hers_along():
    cycle, _, (ana, *others) = begun("Ana", "Bea", "Cleo", "Dora")
    timetable.leave(ana)
    ana.refresh_from_db()
    now = timetable.folded(cycle)
    assert ana.left_at == cast.AT
    assert [one.id for one in now.waiting] == [one.id for one in others]
    assert [one.fate for one in now.sessions].count(Fate.FELL_AWAY) == 1
    assert not timetable.seated(ana)


@pytest.mark.method("G5")
def test_who_joins_in_mid_cycle_brings_one_session_more():
    cycle, fay, _ = begun("Ana", "Bea", "Cleo", "Dora")
    eve = cast.member(cycle.group, cast.person("Eve"))
    confirm_all(cycle, eve)
    timetable.take_in(cycle, eve, None, fay.person, cycle.edition)
    assert len(timetable.folded(cycle).to_come) == 5
    assert timetable.seated(eve)


@pytest.mark.method("G4")
def test_nobody_is_seated_before_the_terms_are_accepted():
    cycle, _, _ = laid("Ana", "Bea", "Cleo", "Dora")
    eve = cast.member(cycle.group, cast.person("Eve"), settled=False)
    timetable.confirm(cycle, eve, {slot_of(when): True for when in DATES})
    assert timetable.settled(cycle, eve)
    assert not timetable.seated(eve)


def test_what_is_said_of_a_date_that_is_none_is_not_kept():
    cycle, _, (ana, *_) = laid("Ana", "Bea", "Cleo", "Dora")
    timetable.confirm(cycle, ana, {timetable.Slot("2026-12-24", "18:00"): True})
    assert timetable.answers(cycle) == {}
    assert Change.objects.filter(cycle=cycle).count() == 0
    assert timetable.participants(cycle.group)[0].role == Member.Role.PARTICIPANT


@pytest.mark.method("G3", "G6")
def test_nobody_is_taken_in_whose_seat_is_not_hers_yet_nor_who_facilitates():
    cycle, fay, (ana, *_) = begun("Ana", "Bea", "Cleo", "Dora")
    guy = cast.member(cycle.group, cast.person("Guy"), Member.Role.CO_FACILITATOR)
    eve = cast.member(cycle.group, cast.person("Eve"))
    confirm_all(cycle, eve)
    ties.name(eve, [ties.Named(ana, ties.Kind.FAMILY)])
    for one in (guy, eve):
        with pytest.raises(Mistake):
            timetable.take_in(cycle, one, None, fay.person, cycle.edition)
    ties.settle(cycle.group, eve.ties.get().id, Tie.State.NO_OBSTACLE, fay.person)
    timetable.take_in(cycle, eve, None, fay.person, cycle.edition)
    assert eve.id in {one.id for one in timetable.folded(cycle).participants}


def confirm_all(cycle, member: Member) -> None:
    timetable.confirm(cycle, member, {slot_of(one.when): True for one in timetable.to_come(cycle) if one.when})
