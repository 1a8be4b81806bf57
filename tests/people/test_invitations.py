"""Chairs kept and given: nobody is invited twice, the tenth is not invited at all."""

import pytest

from besace.live import clock
from besace.people import chairs, invitations
from besace.people.invitations import Asked, NotInvited, Why
from besace.people.models import Invitation, Member
from tests.people import cast
from tests.people.cast import AT


def asked(*names: str) -> list[Asked]:
    return [Asked(f"{name}@example.org", name) for name in names]


def refusal(of, *names: str, role: str = Member.Role.PARTICIPANT) -> Why:
    group, fay, _ = of
    with pytest.raises(NotInvited) as no:
        invitations.invite(group, asked(*names), fay.person, role)
    return no.value.why


@pytest.fixture
def of():
    return cast.facilitated("Ana", "Bea", seats=9)


@pytest.mark.method("G2")
def test_nine_have_a_chair_and_the_tenth_has_none(of):
    group, fay, _ = of
    invitations.invite(group, asked(*"cdefghi"), fay.person)

    assert chairs.free(group) == 0
    assert refusal(of, "j") is Why.FULL
    assert group.invitations.count() == 7


@pytest.mark.method("G2")
def test_of_several_for_whom_there_are_not_chairs_enough_nobody_is_invited(of):
    assert refusal(of, *"cdefghij") is Why.FULL
    assert of[0].invitations.count() == 0


@pytest.mark.method("G8")
def test_who_facilitates_with_her_needs_no_chair(of):
    group, fay, _ = of
    invitations.invite(group, asked(*"cdefghi"), fay.person)
    invitations.invite(group, asked("guy"), fay.person, Member.Role.CO_FACILITATOR)

    assert group.invitations.get(email="guy@example.org").role == Member.Role.CO_FACILITATOR
    assert chairs.occupied(group) == 9


def test_a_table_takes_as_many_as_it_has_chairs():
    few = cast.facilitated("Ana", "Bea", seats=3)

    assert refusal(few, "c", "d") is Why.FULL


def test_a_member_is_not_invited_and_an_address_once(of):
    group, fay, (ana, _) = of
    invitations.invite(group, asked("c"), fay.person)

    assert refusal(of, "c") is Why.INVITED
    with pytest.raises(NotInvited):
        invitations.invite(group, [Asked(ana.person.email)], fay.person)


def test_a_withdrawn_or_expired_invitation_keeps_no_chair_and_can_be_made_anew(of):
    group, fay, _ = of
    (first,) = invitations.invite(group, asked("c"), fay.person)
    token = invitations.token_of(first)
    invitations.withdraw(group, first.id)
    assert chairs.kept_for(group).count() == 0

    (again,) = invitations.invite(group, asked("c"), fay.person)
    assert invitations.find(token) is None
    assert invitations.find(invitations.token_of(again)) == again
    with clock.at(again.until + 1):
        assert chairs.kept_for(group).count() == 0
        assert not invitations.lives(again)


def test_a_corrected_address_gets_a_link_of_its_own(of):
    group, fay, _ = of
    (wrong,) = invitations.invite(group, asked("samm"), fay.person)
    token = invitations.token_of(wrong)

    right = invitations.correct(group, wrong.id, "sam@example.org")

    assert (right.id, right.email) == (wrong.id, "sam@example.org")
    assert invitations.find(token) is None
    assert chairs.kept_for(group).count() == 1


def test_an_address_is_not_corrected_into_someone_elses(of):
    group, fay, _ = of
    wrong, _other = invitations.invite(group, asked("samm", "sam"), fay.person)

    with pytest.raises(NotInvited):
        invitations.correct(group, wrong.id, "sam@example.org")
    with pytest.raises(NotInvited):
        invitations.correct(cast.group(), wrong.id, "zoe@example.org")


@pytest.mark.method("G2")
def test_an_expired_invitation_is_not_corrected_into_a_tenth(of):
    group, fay, _ = of
    with clock.at(AT):
        (old,) = invitations.invite(group, asked("c"), fay.person)
    with clock.at(old.until + 1):
        invitations.invite(group, asked(*"defghij"), fay.person)
        with pytest.raises(NotInvited) as no:
            invitations.correct(group, old.id, "k@example.org")

    assert no.value.why is Why.FULL


def test_whom_one_keeps_in_mind_has_no_chair_until_asked(of):
    group, fay, _ = of
    invitations.invite(group, asked(*"cdefghi"), fay.person)
    kept = invitations.keep_in_mind(group, asked("tom")[0], fay.person)
    assert (kept.state, chairs.occupied(group)) == (Invitation.State.IN_MIND, 9)

    invitations.withdraw(group, group.invitations.get(email="c@example.org").id)
    (tom,) = invitations.invite(group, asked("tom"), fay.person)

    assert (tom.id, tom.state) == (kept.id, Invitation.State.OPEN)


def test_a_new_link_ends_the_former_one_and_a_closed_one_does_not_live(of):
    group, fay, _ = of
    first = invitations.token_of(invitations.lay_link(group, fay.person))
    second = invitations.lay_link(group, fay.person)

    assert invitations.find(first) is None
    assert invitations.find(invitations.token_of(second)) == second
    invitations.close_link(group)
    assert not invitations.lives(invitations.link_of(group))
    assert group.invitations.count() == 1


@pytest.mark.parametrize("token", ["", ".", "abc", "abc.AAAAAAAAAAAAAAAAAAAAAA", "x" * 400, "é.é"])
def test_what_is_no_token_finds_nothing(token):
    assert invitations.find(token) is None


def test_an_invitation_keeps_its_chair_for_four_weeks(of):
    group, fay, _ = of
    with clock.at(AT):
        (one,) = invitations.invite(group, asked("c"), fay.person)

    assert one.until - one.created == 28 * 24 * 3600
