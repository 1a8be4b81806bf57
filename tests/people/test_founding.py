"""Founding a group, changing it, and handing a session over."""

import pytest

from besace.people import chairs, founding, handing, invitations, seating, terms, timetable
from besace.people.founding import Overtaken, TooFew
from besace.people.invitations import Asked, NotInvited
from besace.people.models import Group, Meeting, Member
from tests.people import cast
from tests.people.test_timetable import DATES

pytestmark = pytest.mark.usefixtures("february")

TOLD = {"name": "The harbour table", "in_common": "Self-employed", "seats": 3, "own_terms": "We begin on time."}


@pytest.mark.method("G1", "G8")
def test_whoever_founds_a_group_facilitates_it_and_has_no_chair():
    fay = cast.person("Fay")
    group = founding.found(TOLD, fay, [Asked("jo@example.org", "Jo")])

    (member,) = group.members.all()
    assert (member.person, member.role) == (fay, Member.Role.FACILITATOR)
    assert terms.accepted(member, group)
    assert (chairs.occupied(group), chairs.free(group)) == (1, 2)


@pytest.mark.method("G2")
def test_a_group_with_too_many_invited_is_not_founded_at_all():
    fay = cast.person("Fay")

    with pytest.raises(NotInvited):
        founding.found(TOLD, fay, [Asked(f"{n}@example.org") for n in range(4)])

    assert not Group.objects.filter(members__person=fay).exists()


@pytest.mark.method("G8")
def test_the_second_of_two_who_change_a_group_is_told_and_changes_nothing():
    group, fay, _ = cast.facilitated("Ana")
    guy = cast.member(group, cast.person("Guy"), Member.Role.CO_FACILITATOR)
    founding.change(fay, {"name": "The quay table"}, 1)

    with pytest.raises(Overtaken):
        founding.change(guy, {"name": "The port table"}, 1)

    group.refresh_from_db()
    assert (group.name, group.edition) == ("The quay table", 2)


@pytest.mark.method("G2")
def test_chairs_are_not_taken_from_under_people():
    group, fay, _ = cast.facilitated("Ana", "Bea", seats=9)
    invitations.invite(group, [Asked("jo@example.org")], fay.person)

    with pytest.raises(TooFew) as few:
        founding.change(fay, {"seats": 2}, 1)

    assert few.value.occupied == 3
    founding.change(fay, {"seats": 3}, 1)


@pytest.mark.method("G4")
def test_lines_that_change_are_asked_of_everyone_but_their_author():
    group, fay, (ana,) = cast.facilitated("Ana")
    guy = cast.member(group, cast.person("Guy"), Member.Role.CO_FACILITATOR)

    founding.change(fay, {"own_terms": "We switch our phones off."}, 1)

    now = {one.id: terms.accepted(one, one.group) for one in Member.objects.filter(group=group)}
    assert now == {fay.id: True, guy.id: False, ana.id: False}


@pytest.mark.method("G4")
def test_terms_accepted_in_another_version_than_stands_are_not_kept():
    group, _, (ana,) = cast.facilitated("Ana", own_terms="We begin on time.")

    assert not terms.accept(ana, terms.VERSION, "")
    assert not terms.accept(ana, terms.VERSION - 1, terms.digest(group))
    assert terms.accept(ana, terms.VERSION, terms.digest(group))


def test_another_place_ages_the_calendar_entries_of_sessions_held_there_and_nothing_else():
    group, fay, _ = cast.facilitated("Ana", "Bea")
    cycle = timetable.propose(group, DATES[:2], 0)
    usual, elsewhere = timetable.meeting_of(cycle, 1), timetable.meeting_of(cycle, 2)
    Meeting.objects.filter(pk=elsewhere.pk).update(place=Group.Place.REMOTE)

    founding.change(fay, {"name": "The quay table"}, 1)
    founding.change(fay, {"address": "Quay 4"}, 2)

    assert list(cycle.meetings.order_by("number").values_list("sequence", flat=True)) == [1, 0]
    assert usual.number == 1


@pytest.mark.method("G2")
def test_a_chair_more_is_laid_up_to_nine_and_only_for_someone_who_can_be_invited():
    group, fay, (ana, *_) = cast.facilitated(*"abcdefgh")
    with pytest.raises(NotInvited):
        founding.invite_with_a_chair(group, Asked(ana.person.email), fay.person)
    group.refresh_from_db()
    assert group.seats == 8

    founding.invite_with_a_chair(group, Asked("jo@example.org"), fay.person)
    with pytest.raises(NotInvited):
        founding.invite_with_a_chair(group, Asked("kim@example.org"), fay.person)

    group.refresh_from_db()
    assert (group.seats, chairs.occupied(group)) == (9, 9)


@pytest.mark.method("G8")
def test_one_session_is_handed_over_and_taken_back():
    group, fay, (ana, _) = cast.facilitated("Ana", "Bea")
    guy = cast.member(group, cast.person("Guy"), Member.Role.CO_FACILITATOR)
    timetable.propose(group, DATES[:2], 0)

    assert handing.hand(group, 2, guy.id)
    assert [one.to for one in handing.sessions(group)] == [None, guy]
    assert handing.hand(group, 2, "")
    assert [one.to for one in handing.sessions(group)] == [None, None]
    assert not handing.hand(group, 3, guy.id)
    assert not handing.hand(group, 1, ana.id)
    assert handing.facilitators(group) == [fay, guy]


@pytest.mark.method("G3", "G4", "G6")
def test_a_seat_is_hers_once_terms_ties_and_dates_are_settled():
    group, _, (ana, bea) = cast.facilitated("Ana", "Bea")
    zoe = cast.member(group, cast.person("Zoé"), settled=False)
    assert [one.dates for one in seating.around(group)] == [None, None, None]
    cycle = timetable.propose(group, DATES[:2], 0)
    timetable.confirm(cycle, ana, {timetable.slot_of(when): True for when in DATES[:2]})

    stands = [(one.member, one.terms, one.ties, one.dates, one.seated) for one in seating.around(group)]

    assert stands == [
        (ana, True, True, True, True),
        (bea, True, True, False, False),
        (zoe, False, False, False, False),
    ]
