"""An organiser's counts, and what they must not tell."""

from datetime import date

import pytest

from besace.people import reckoning, timetable
from besace.people.models import Group, Member, Programme
from besace.people.reckoning import Share
from besace.people.rota import rota
from tests.people import cast
from tests.people.cycling import DATES, Begun, begun, held

NAMES = ("Ana", "Bea", "Cleo", "Dora", "Eve")


@pytest.fixture
def table() -> Begun:
    return begun(*NAMES, programme=Programme.objects.create(name="Alone, together", created=cast.AT))


def groups(table: Begun) -> list[Group]:
    assert table.group.programme
    return reckoning.groups_of(table.group.programme)


def row(table: Begun) -> reckoning.GroupRow:
    return reckoning.rows(groups(table))[0]


def share(table: Begun, *members: int) -> None:
    Member.objects.filter(pk__in=[table.peers[n].pk for n in members]).update(attendance_shown=True)


def test_a_group_is_told_in_counts(table):
    held(table, 1, table.peers[0])
    held(table, 2, table.peers[1], absent=(table.peers[4],))
    assert row(table) == reckoning.GroupRow(
        "The Thursday table", ("Fay",), 5, Share(2, 5), Share(9, 10), 2, None, date(2026, 3, 12), date(2026, 7, 12)
    )


def test_before_the_first_session_there_is_nothing_to_count(table):
    assert (row(table).held, row(table).filled, row(table).plans) == (Share(0, 5), None, None)


def test_a_group_without_a_cycle_has_its_members_alone():
    programme = Programme.objects.create(name="Alone", created=cast.AT)
    cast.facilitated("Ana", "Bea", programme=programme)
    assert reckoning.rows(reckoning.groups_of(programme)) == [reckoning.GroupRow("The Thursday table", ("Fay",), 2)]


@pytest.mark.method("F4")
def test_actions_begun_are_told_once_three_clients_have_told_of_theirs(table):
    for n in (1, 2):
        held(table, n, table.peers[n - 1], begun=2)
    held(table, 3, table.peers[2])
    assert row(table).begun is None
    held(table, 4, table.peers[3], begun=1)
    assert row(table).begun == Share(5, 9)


@pytest.mark.method("F4")
def test_how_it_was_is_told_after_three_sessions_of_three_people_at_least(table):
    for n in (1, 2):
        held(table, n, table.peers[n - 1], learned=4, apply=5)
    held(table, 3, table.peers[2], absent=tuple(table.peers[3:] + table.peers[:1]), learned=1)
    assert reckoning.how_it_was(groups(table)) == {}
    held(table, 4, table.peers[3], learned=5)
    assert reckoning.how_it_was(groups(table)) == {"learned": Share(13, 15), "next": Share(15, 15)}


@pytest.mark.method("F4")
def test_seats_filled_by_two_are_not_told():
    programme = Programme.objects.create(name="Two", created=cast.AT)
    two = begun("Ana", "Bea", programme=programme)
    held(two, 1, two.peers[0])
    assert row(two).filled is None


@pytest.mark.method("F4")
def test_who_came_is_told_by_name_of_those_who_consent_alone(table):
    held(table, 1, table.peers[0], absent=(table.peers[1],))
    assert reckoning.by_name(groups(table)) == []
    share(table, 0, 1)
    assert reckoning.consenting(groups(table)) == 2
    assert [(one.name, one.came) for one in reckoning.by_name(groups(table))] == [
        ("Ana", Share(1, 1)),
        ("Bea", Share(0, 1)),
    ]


@pytest.mark.method("F4")
def test_where_one_alone_has_not_consented_nobody_is_named_for_it_would_tell_of_her(table):
    held(table, 1, table.peers[0])
    share(table, 0, 1, 2, 3)
    assert reckoning.by_name(groups(table)) == []
    share(table, 4)
    assert len(reckoning.by_name(groups(table))) == 5


@pytest.mark.method("G8")
def test_the_rota_names_who_facilitates_each_session_to_come(table):
    held(table, 1, table.peers[0])
    assert [(one.when, one.who) for one in rota(groups(table))] == [(when, "Fay") for when in DATES[1:5]]


@pytest.mark.method("G8")
def test_where_the_facilitator_cannot_come_there_is_a_gap_that_says_who_is_away(table):
    timetable.confirm(table.cycle, table.fay, {timetable.slot_of(DATES[1]): False})
    gap = rota(groups(table))[1]
    assert (gap.who, gap.away) == ("", ("Fay",))


@pytest.mark.method("G8")
def test_a_co_facilitator_or_whoever_the_session_was_handed_to_fills_the_gap(table):
    timetable.confirm(table.cycle, table.fay, {timetable.slot_of(DATES[1]): False})
    guy = cast.member(table.group, cast.person("Guy"), Member.Role.CO_FACILITATOR)
    assert [one.who for one in rota(groups(table))][:3] == ["Fay", "Guy", "Fay"]
    meeting = table.meeting(1)
    meeting.facilitator = guy
    meeting.save()
    assert [one.who for one in rota(groups(table))][:3] == ["Guy", "Guy", "Fay"]


def test_one_who_is_at_two_sessions_at_once_is_told(table):
    other = begun("Flo", "Gwen", programme=table.group.programme)
    assert not any(one.twice for one in rota(groups(table)))
    cast.member(other.group, table.fay.person, Member.Role.FACILITATOR)
    Member.objects.filter(pk=other.fay.pk).update(role=Member.Role.PARTICIPANT)
    twice = [one.group for one in rota(groups(table)) if one.twice]
    assert len(twice) == 4
