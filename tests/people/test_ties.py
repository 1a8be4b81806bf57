"""Ties: named to the facilitator, sealed, and in the way of a seat until she has settled them."""

import pytest

from besace.people import accepting, leaving, sealed, seating, ties, timetable
from besace.people.models import Member, Tie
from besace.people.ties import Kind, Named
from tests.people import cast

WORDS = "we share a workshop and a van"


@pytest.fixture
def of():
    return cast.facilitated("Olga", "Paul", "Ana")


def named(of) -> ties.Note:
    group, _, (olga, paul, _) = of
    ties.name(olga, [Named(paul, Kind.BUSINESS, WORDS)])
    return ties.notes(group)[0]


@pytest.mark.method("G3")
def test_a_tie_is_read_by_the_facilitator_and_sealed_for_everyone_else(of):
    note = named(of)

    assert (note.member, note.other, note.kind, note.words) == (of[2][0], of[2][1], Kind.BUSINESS, WORDS)
    assert WORDS.encode() not in bytes(Tie.objects.get(pk=note.id).sealed)


@pytest.mark.method("G3")
def test_a_tie_keeps_the_seat_of_the_one_who_named_it_and_no_other(of):
    group, _, (olga, paul, ana) = of
    named(of)

    stands = {one.member: one.waiting for one in seating.around(group)}
    assert stands == {olga: True, paul: False, ana: False}
    assert not timetable.seated(olga)


@pytest.mark.method("G3")
def test_no_obstacle_lets_her_go_on(of):
    group, fay, (olga, *_) = of
    note = named(of)

    ties.settle(group, note.id, Tie.State.NO_OBSTACLE, fay.person)

    assert ties.notes(group) == []
    assert not seating.where(olga).waiting


@pytest.mark.method("G3")
def test_another_group_offered_gives_the_seat_up_at_once(of):
    group, fay, (olga, *_) = of
    note = named(of)

    ties.settle(group, note.id, Tie.State.OTHER_GROUP, fay.person)

    assert accepting.member_of(group, olga.person) is None
    assert ties.notes(group) == []


def test_a_tie_with_someone_who_leaves_waits_for_nothing(of):
    _, fay, (olga, paul, _) = of
    named(of)

    leaving.remove(paul, fay.person)

    assert not seating.where(olga).waiting


def test_a_tie_named_again_waits_again(of):
    group, fay, (olga, paul, _) = of
    ties.settle(group, named(of).id, Tie.State.NO_OBSTACLE, fay.person)

    ties.name(olga, [Named(paul, Kind.FAMILY)])

    (note,) = ties.notes(group)
    assert (note.kind, note.words) == (Kind.FAMILY, "")


def test_a_tie_of_another_group_is_not_settled(of):
    note, (other, guy, _) = named(of), cast.facilitated("Zoe")

    ties.settle(other, note.id, Tie.State.OTHER_GROUP, guy.person)

    assert Tie.objects.get(pk=note.id).state == Tie.State.WAITING
    assert Member.objects.get(pk=of[2][0].pk).left_at is None


def test_a_note_whose_key_is_destroyed_says_nothing(of):
    named(of)
    sealed.destroy(of[0].id, sealed.TIES)

    (note,) = ties.notes(of[0])
    assert (note.kind, note.words) == (None, "")


def test_those_who_are_gone_or_facilitate_are_not_asked_about(of):
    _, fay, (olga, paul, ana) = of
    leaving.remove(ana, fay.person)

    assert ties.others(olga) == [paul]
