"""Around the table: what its facilitators see and do."""

import re

import pytest

from besace.people import chairs, invitations, ties, timetable
from besace.people.invitations import Asked
from besace.people.models import Invitation, Meeting, Member, Tie
from besace.people.ties import Kind, Named
from besace.post import outbox
from tests.people import cast

WORDS = "we share a workshop and a van"


def do(client, table, act, **fields):
    return client.post(table.at("table/"), {"act": act, **fields})


def shown(client, table) -> str:
    return str(client.get(table.at("table/")).content.decode())


def fill(table) -> None:
    asked = [Asked(f"p{n}@example.org") for n in range(chairs.free(table.group))]
    invitations.invite(table.group, asked, table.fay.person)


@pytest.mark.method("G4")
def test_each_stands_where_she_stands(table, fay):
    zoe = cast.member(table.group, cast.person("Zoé"), settled=False)
    invitations.invite(table.group, [Asked("rosa@example.org", "Rosa")], table.fay.person)

    page = shown(fay, table)

    assert re.search(r"Ana<span class=\"person__state\">terms accepted, no dates yet", page)
    assert re.search(rf"{zoe.person.name}<span class=\"person__state\">terms still to be accepted", page)
    assert re.search(r"Rosa<span class=\"person__state\">the invitation has not left yet", page)
    outbox.invite_all(table.group, table.fay.person)
    page = shown(fay, table)
    assert re.search(r"Rosa<span class=\"person__state\">invited on [^<]*, not answered yet", page)


@pytest.mark.method("B1")
def test_who_was_invited_and_not_written_to_is_counted_and_the_way_to_the_letters_is_there(table, fay):
    letters = f'href="{table.at("letters/copy/")}"'
    assert letters not in shown(fay, table)
    (rosa,) = invitations.invite(table.group, [Asked("rosa@example.org", "Rosa")], table.fay.person)

    page = shown(fay, table)
    assert ("1 invitation waits for you" in page, letters in page) == (True, True)

    outbox.invite(rosa, table.fay.person)
    assert "waits for you" not in shown(fay, table)


def test_one_more_is_invited_with_or_without_a_name(table, fay):
    do(fay, table, "invite", address="Rosa <rosa@example.org>")
    do(fay, table, "invite", address="sam@example.org")

    assert set(table.group.invitations.values_list("name", "email")) == {
        ("Rosa", "rosa@example.org"),
        ("", "sam@example.org"),
    }


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "not an e-mail address"),
        ("tom@", "not an e-mail address"),
        ("a@example.org, b@example.org", "not an e-mail"),
    ],
)
def test_what_is_no_address_is_said_beside_the_field_and_kept(table, fay, address, said):
    answer = do(fay, table, "invite", address=address)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert f'value="{address}"' in answer.content.decode()


@pytest.mark.method("G2")
def test_the_tenth_is_refused_with_the_reason_and_two_ways_out(table, fay):
    fill(table)

    answer = do(fay, table, "invite", address="tom@example.org")
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Nine have a chair already. With a tenth, not everyone could speak within three hours." in page
    assert "Keep tom@example.org in mind" in page
    assert "Lay a second table" in page
    assert "Lay one more chair" not in page
    assert not table.group.invitations.filter(email="tom@example.org").exists()


@pytest.mark.method("G2")
def test_whom_one_keeps_in_mind_is_asked_when_a_chair_becomes_free(table, fay):
    fill(table)
    do(fay, table, "invite", address="tom@example.org", way="keep")
    tom = table.group.invitations.get(email="tom@example.org")
    assert tom.state == Invitation.State.IN_MIND
    assert "First to be asked" in shown(fay, table)

    do(fay, table, "withdraw", invitation=table.group.invitations.get(email="p0@example.org").id)
    assert "A chair is free." in shown(fay, table)
    do(fay, table, "invite", address="tom@example.org")

    tom.refresh_from_db()
    assert tom.state == Invitation.State.OPEN


@pytest.mark.method("G2")
def test_a_smaller_table_can_have_a_chair_more(table, fay):
    table.group.seats = 2
    table.group.save()
    page = do(fay, table, "invite", address="tom@example.org").content.decode()
    assert "There are 2 chairs, and each is taken or kept." in page
    assert "Lay one more chair, and invite" in page

    do(fay, table, "invite", address="tom@example.org", way="chair")

    table.group.refresh_from_db()
    assert (table.group.seats, table.group.invitations.get().email) == (3, "tom@example.org")


def test_several_are_invited_once_she_has_seen_how_they_are_read(table, fay):
    first = do(fay, table, "invite-many", paste=f"Jo; jo@example.org\n{table.ana.person.email}\nMax;")
    page = first.content.decode()
    assert first.status_code == 422
    assert "a member of this group already" in page
    assert "Line 3, Max: the address is missing." in page
    assert not table.group.invitations.exists()

    do(fay, table, "invite-many", paste="", ready="Jo <jo@example.org>")

    assert table.group.invitations.get().email == "jo@example.org"


def test_an_address_is_corrected_and_its_former_link_is_dead(table, fay):
    (wrong,) = invitations.invite(table.group, [Asked("samm@example.org")], table.fay.person)
    token = invitations.token_of(wrong)
    assert token in shown(fay, table)

    do(fay, table, "correct", invitation=wrong.id, address="sam@example.org")

    assert invitations.find(token) is None
    assert "sam@example.org" in shown(fay, table)
    answer = do(fay, table, "correct", invitation=wrong.id, address="sam@")
    assert answer.status_code == 422
    assert 'value="sam@"' in answer.content.decode()


def test_the_link_for_all_is_laid_renewed_and_closed(table, fay):
    assert "/invited/#" not in shown(fay, table)
    do(fay, table, "lay-link")
    first = invitations.token_of(invitations.link_of(table.group))
    assert first in shown(fay, table)
    assert "Works for 7 more people" in shown(fay, table)

    do(fay, table, "lay-link")
    assert first not in shown(fay, table)
    do(fay, table, "close-link")
    assert "/invited/#" not in shown(fay, table)


@pytest.mark.method("F4")
def test_a_removed_member_finds_no_page_of_the_group(table, fay):
    ana = cast.browser(table.ana.person)
    assert ana.get(table.at("join/ties/")).status_code == 200

    do(fay, table, "remove", member=table.ana.id)

    assert ana.get(table.at("join/ties/")).status_code == 404
    assert "Ana" not in shown(fay, table)


@pytest.mark.method("G3")
def test_a_tie_is_read_and_settled_by_the_facilitator(table, fay):
    ties.name(table.ana, [Named(table.bea, Kind.BUSINESS, WORDS)])
    page = shown(fay, table)
    assert WORDS in page
    assert "A tie to settle before a seat is taken. Only you see this." in page

    tie = Tie.objects.get(member=table.ana)
    do(fay, table, "settle", tie=tie.id, state="no-obstacle")

    assert WORDS not in shown(fay, table)
    assert Tie.objects.get(pk=tie.id).state == Tie.State.NO_OBSTACLE


@pytest.mark.method("G3")
def test_another_group_offered_frees_the_chair(table, fay):
    ties.name(table.ana, [Named(table.bea, Kind.FAMILY)])

    do(fay, table, "settle", tie=Tie.objects.get(member=table.ana).id, state="other-group")

    assert Member.objects.get(pk=table.ana.pk).left_at
    assert not Member.objects.get(pk=table.bea.pk).left_at


@pytest.mark.method("G3")
def test_nobody_but_the_facilitator_ever_sees_a_tie(table):
    ties.name(table.ana, [Named(table.bea, Kind.BUSINESS, WORDS)])
    guy = cast.browser(table.guy.person)
    pages = [guy.get(table.at("table/")), guy.get(table.at(""))]
    for one in (table.ana, table.bea):
        pages += [cast.browser(one.person).get(table.at(page)) for page in ("", "join/ties/", "join/")]

    assert [page.status_code for page in pages] == [200] * len(pages)
    for page in pages:
        assert WORDS not in page.content.decode()
        assert "names a tie" not in page.content.decode()
        assert "A tie to settle" not in page.content.decode()
    tie = Tie.objects.get(member=table.ana)
    assert do(guy, table, "settle", tie=tie.id, state="no-obstacle").status_code == 404
    assert Tie.objects.get(pk=tie.id).state == Tie.State.WAITING


@pytest.mark.method("G8")
def test_the_facilitator_invites_and_removes_who_facilitates_with_her(table, fay):
    do(fay, table, "invite-co", address="Lea, lea@example.org")
    assert table.group.invitations.get().role == Member.Role.CO_FACILITATOR

    do(fay, table, "remove", member=table.guy.id)
    assert cast.browser(table.guy.person).get(table.at("table/")).status_code == 404


@pytest.mark.method("G8")
@pytest.mark.method("G3")
def test_that_a_tie_waits_is_not_told_by_a_seat_that_stays_empty(table):
    cycle = timetable.propose(table.group, [cast.when(n) for n in (1, 2)], 0)
    for one in (table.ana, table.bea):
        timetable.confirm(cycle, one, {timetable.slot_of(cast.when(n)): True for n in (1, 2)})
    guy = cast.browser(table.guy.person)
    before = guy.get(table.at("table/")).content
    ties.name(table.ana, [Named(table.bea, Kind.FAMILY)])
    after = guy.get(table.at("table/")).content

    assert re.sub(rb'value="\w{64}"', b"", before) == re.sub(rb'value="\w{64}"', b"", after)


def test_who_co_facilitates_removes_no_facilitator_and_invites_none(table):
    guy = cast.browser(table.guy.person)

    assert do(guy, table, "invite-co", address="lea@example.org").status_code == 404
    assert do(guy, table, "remove", member=table.guy.id).status_code == 404
    assert do(guy, table, "remove", member=table.fay.id).status_code == 404
    assert do(guy, table, "remove", member=table.ana.id).status_code == 302


@pytest.mark.method("G8")
def test_one_session_is_handed_over_and_taken_back(table, fay):
    cycle = timetable.propose(table.group, [cast.when(1), cast.when(2)], 0)
    assert "Hand one session over" in shown(fay, table)

    do(fay, table, "hand", session="2", to=table.guy.id)
    assert Meeting.objects.get(cycle=cycle, number=2).facilitator == table.guy
    assert "Take the session back" in shown(fay, table)

    do(fay, table, "hand", session="2", to="")
    assert Meeting.objects.get(cycle=cycle, number=2).facilitator is None
    for session, to in (("9", table.guy.id), ("x", table.guy.id), ("1", table.ana.id)):
        assert do(fay, table, "hand", session=session, to=to).status_code == 422


@pytest.mark.parametrize("act", ["", "fire", "invite'"])
def test_an_act_that_does_not_exist_is_not_found(table, fay, act):
    assert do(fay, table, act).status_code == 404


def test_what_is_of_another_group_is_not_touched(table, fay):
    other, guy, (zoe,) = cast.facilitated("Zoe", seats=9)
    (theirs,) = invitations.invite(other, [Asked("rosa@example.org")], guy.person)

    do(fay, table, "withdraw", invitation=theirs.id)
    do(fay, table, "remove", member=zoe.id)

    theirs.refresh_from_db()
    assert theirs.state == Invitation.State.OPEN
    assert Member.objects.get(pk=zoe.pk).left_at is None
