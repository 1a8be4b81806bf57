"""Taking an invitation: once, by one person, while there is a chair."""

import threading
from typing import Any

import pytest
from django.db import connections

from besace.live import clock
from besace.people import accepting, chairs, invitations, leaving
from besace.people.accepting import Newcomer, NotTaken, Why
from besace.people.invitations import Asked
from besace.people.models import Member, Person
from besace.people.models.person import new_id
from tests.people import cast

ZOE = Newcomer("Zoé", "", "fr", "Europe/Paris")


@pytest.fixture
def of():
    return cast.facilitated("Ana", "Bea", seats=3)


def letter(of, address: str = ""):
    group, fay, _ = of
    return invitations.invite(group, [Asked(address or f"{new_id()}@example.org".casefold(), "Zoé")], fay.person)[0]


def why(invitation, person=None, newcomer: Newcomer = ZOE) -> Why:
    take: Any = accepting.accept if person else accepting.accept_as_newcomer
    with pytest.raises(NotTaken) as no:
        take(invitation.id, invitation.turn, person or newcomer)
    return no.value.why


@pytest.mark.method("G2")
def test_an_invitation_makes_its_taker_a_member_who_has_still_to_accept_the_terms(of):
    zoe, one = cast.person("Zoé"), letter(of)

    member = accepting.accept(one.id, one.turn, zoe)

    assert (member.group, member.person, member.role) == (of[0], zoe, Member.Role.PARTICIPANT)
    assert (member.terms, member.ties_at, member.shares_at) == (0, None, None)


def test_the_account_of_a_newcomer_is_that_of_the_address_the_letter_went_to(of):
    one = letter(of)

    member = accepting.accept_as_newcomer(one.id, one.turn, Newcomer("Zoé", "else@example.org", "fr", "Europe/Paris"))

    told = (member.person.email, member.person.name, member.person.language, member.person.zone)
    assert told == (one.email, "Zoé", "fr", "Europe/Paris")


def test_an_address_that_has_an_account_is_for_its_owner_to_come_in_with(of):
    zoe = cast.person("Zoé")
    one = letter(of, zoe.email)

    assert why(one) is Why.KNOWN
    assert Person.objects.filter(email=zoe.email).count() == 1


def test_an_invitation_serves_once_but_leads_its_taker_back(of):
    zoe, one = cast.person("Zoé"), letter(of)
    member = accepting.accept(one.id, one.turn, zoe)

    assert accepting.accept(one.id, one.turn, zoe) == member
    assert why(one, cast.person("Eve")) is Why.USED
    assert why(one) is Why.USED


def test_what_was_withdrawn_declined_expired_or_replaced_is_not_taken(of):
    group = of[0]
    one = letter(of)
    with clock.at(one.until + 1):
        assert why(one, cast.person()) is Why.EXPIRED
    accepting.decline(one.id, one.turn)
    assert why(one, cast.person()) is Why.DECLINED
    again = letter(of, one.email)
    assert why(one, cast.person()) is Why.WITHDRAWN  # its turn is over
    invitations.withdraw(group, again.id)
    assert why(again, cast.person()) is Why.WITHDRAWN
    assert chairs.participants(group).count() == 2


def test_who_was_removed_comes_back_by_a_letter_of_her_own_and_by_no_link(of):
    group, fay, (ana, _) = of
    link = invitations.lay_link(group, fay.person)
    leaving.remove(ana, fay.person)
    assert why(link, ana.person) is Why.REMOVED

    one = letter(of, ana.person.email)
    member = accepting.accept(one.id, one.turn, ana.person)

    assert (member.id, member.left_at, member.terms) == (ana.id, None, 0)


def test_who_was_removed_after_taking_an_invitation_reads_so(of):
    zoe, one = cast.person("Zoé"), letter(of)
    leaving.remove(accepting.accept(one.id, one.turn, zoe))
    one.refresh_from_db()

    assert accepting.hindrance(one, zoe) is Why.REMOVED
    assert accepting.hindrance(one, cast.person("Eve")) is Why.USED


@pytest.mark.method("G2")
def test_the_link_for_all_stops_when_every_chair_is_taken_or_kept(of):
    group, fay, _ = of
    link = invitations.lay_link(group, fay.person)
    one = letter(of)
    assert why(link, cast.person()) is Why.FULL

    invitations.withdraw(group, one.id)
    accepting.accept(link.id, link.turn, cast.person())
    assert why(link) is Why.FULL
    assert why(link, cast.person()) is Why.FULL


@pytest.mark.method("G2")
def test_of_many_who_reach_for_the_last_chair_in_the_same_moment_one_has_it(of):
    group, fay, _ = of
    link = invitations.lay_link(group, fay.person)
    start, outcomes = threading.Barrier(6), []

    def reach(name: str) -> None:
        start.wait()
        try:
            accepting.accept_as_newcomer(link.id, link.turn, Newcomer(name, "", "en", "UTC"))
            outcomes.append("in")
        except NotTaken as no:
            outcomes.append(no.why)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=reach, args=(f"n{n}",)) for n in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert sorted(outcomes) == [Why.FULL] * 5 + ["in"]
    assert chairs.participants(group).count() == 3


def test_one_letter_opened_twice_in_the_same_moment_makes_one_account(of):
    one = letter(of)
    start, outcomes = threading.Barrier(2), []

    def take() -> None:
        start.wait()
        try:
            accepting.accept_as_newcomer(one.id, one.turn, ZOE)
            outcomes.append("in")
        except NotTaken:
            outcomes.append("not")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert sorted(outcomes) == ["in", "not"]
    assert Person.objects.filter(email=one.email).count() == 1
