"""A poll for a whole cycle: its slots in a few clicks, and what each says of them (G6)."""

from datetime import date, time

import pytest

from besace.cycles.breaks import Closed
from besace.cycles.mistake import Mistake, Why
from besace.cycles.poll import Answer, Pattern, Poll, answer, slots_of
from besace.cycles.wall import WallTime

TODAY = date(2026, 1, 5)
PARIS = "Europe/Paris"
TUESDAY, THURSDAY = 1, 3
EVENINGS = Pattern(
    frozenset({TUESDAY, THURSDAY}),
    frozenset({time(18)}),
    date(2026, 2, 1),
    date(2026, 11, 30),
    weeks=frozenset({2}),
)
EARLY, LATE = (WallTime(date(2026, 2, day), time(18), PARIS) for day in (10, 12))
YES, IF_NEED_BE, NO, NOT_YET = Answer
POLL = Poll((EARLY, LATE), ("ana", "bea"))


def refusal_of(act, *args, **kwargs):
    with pytest.raises(Mistake) as refused:
        act(*args, **kwargs)
    return refused.value.field, refused.value.why


@pytest.mark.method("G6")
def test_two_evenings_a_month_for_a_whole_cycle_without_august():
    slots = slots_of(EVENINGS, PARIS, TODAY, closed=Closed(months=frozenset({8})))

    assert len(slots) == 18
    assert [slot.day for slot in slots[:3]] == [date(2026, 2, 10), date(2026, 2, 12), date(2026, 3, 10)]
    assert {slot.start for slot in slots} == {time(18)}
    assert 8 not in {slot.day.month for slot in slots}


def test_every_week_at_two_hours_gives_each_day_both_in_order():
    pattern = Pattern(frozenset({TUESDAY}), frozenset({time(18), time(9)}), date(2026, 3, 1), date(2026, 3, 31))
    slots = slots_of(pattern, PARIS, TODAY, minutes=120)

    assert [(slot.day.day, slot.start.hour) for slot in slots] == [
        (day, hour) for day in (3, 10, 17, 24, 31) for hour in (9, 18)
    ]
    assert {slot.minutes for slot in slots} == {120}


def test_the_fourth_week_and_the_last_are_one_slot_where_they_are_one_day():
    february = Pattern(
        frozenset({TUESDAY}), frozenset({time(18)}), date(2026, 2, 1), date(2026, 2, 28), frozenset({4, -1})
    )

    assert [slot.day.day for slot in slots_of(february, PARIS, TODAY)] == [24]


@pytest.mark.parametrize(
    ("changed", "field", "why"),
    [
        ({"weekdays": frozenset()}, "weekdays", Why.NONE),
        ({"starts": frozenset()}, "starts", Why.NONE),
        ({"weeks": frozenset()}, "weeks", Why.NONE),
        ({"weekdays": frozenset({7})}, "weekdays", Why.NO_SUCH_RULE),
        ({"weeks": frozenset({6})}, "weeks", Why.NO_SUCH_RULE),
        ({"last": date(2026, 1, 31)}, "last", Why.BACKWARDS),
        ({"last": date(2050, 1, 1)}, "last", Why.OUT_OF_REACH),
        ({"first": date(2026, 1, 4)}, "first", Why.PAST),
        ({"last": date(2026, 2, 2)}, "slots", Why.NONE),
        ({"weekdays": frozenset(range(7)), "weeks": frozenset({1, 2, 3, 4, 5})}, "slots", Why.TOO_MANY),
    ],
)
def test_a_pattern_that_gives_no_poll_is_refused(changed, field, why):
    parts = {name: getattr(EVENINGS, name) for name in ("weekdays", "starts", "first", "last", "weeks")}

    assert refusal_of(lambda: slots_of(Pattern(**parts | changed), PARIS, TODAY)) == (field, why)


def test_slots_in_no_zone_are_refused():
    assert refusal_of(slots_of, EVENINGS, "Nantes", TODAY) == ("zone", Why.UNKNOWN_ZONE)


@pytest.mark.method("G6")
def test_each_answers_yes_if_need_be_or_no_and_the_rest_stays_unanswered():
    poll = answer(POLL, "ana", {EARLY: YES})
    poll = answer(poll, "bea", {EARLY: IF_NEED_BE, LATE: NO})

    assert [poll.who(EARLY, said) for said in Answer] == [("ana",), ("bea",), (), ()]
    assert [poll.who(LATE, said) for said in Answer] == [(), (), ("bea",), ("ana",)]
    assert poll.silent == ()


def test_a_later_answer_replaces_an_earlier_one_and_leaves_the_others():
    poll = answer(answer(POLL, "ana", {EARLY: YES, LATE: YES}), "ana", {LATE: NO})
    taken_back = answer(poll, "ana", {EARLY: NOT_YET, LATE: NOT_YET})

    assert (poll.said("ana", EARLY), poll.said("ana", LATE)) == (YES, NO)
    assert (poll.silent, taken_back.silent) == (("bea",), ("ana", "bea"))


def test_an_answer_by_someone_else_or_to_another_slot_is_refused_and_changes_nothing():
    elsewhere = WallTime(date(2026, 2, 11), time(18), PARIS)

    assert refusal_of(answer, POLL, "max", {EARLY: YES}) == ("person", Why.NOT_A_PARTICIPANT)
    assert refusal_of(answer, POLL, "ana", {EARLY: YES, elsewhere: YES}) == ("slots", Why.NOT_IN_THE_POLL)
    assert POLL.silent == ("ana", "bea")


@pytest.mark.parametrize(
    ("slots", "people", "field", "why"),
    [
        ((), ("ana",), "slots", Why.NONE),
        ((EARLY, LATE, EARLY), ("ana",), "slots", Why.TWICE),
        ((EARLY, LATE.seen_from("UTC")), ("ana",), "slots", Why.TWO_ZONES),
        ((EARLY,) * 121, ("ana",), "slots", Why.TOO_MANY),
        ((EARLY,), (), "participants", Why.NONE),
        ((EARLY,), ("ana", "bea", "ana"), "participants", Why.TWICE),
        ((EARLY,), tuple("abcdefghij"), "participants", Why.TOO_MANY),
    ],
)
def test_a_poll_that_cannot_be_is_refused(slots, people, field, why):
    assert refusal_of(Poll, slots, people) == (field, why)


def test_slots_stand_in_order_whatever_the_order_given():
    assert Poll((LATE, EARLY), ("ana",)).slots == (EARLY, LATE)
