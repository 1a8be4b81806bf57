"""Closing an account: what goes, what stays for the others, and what must be handed on first (F4, GDPR 17)."""

import pytest
from allauth.mfa.models import Authenticator

from besace.journal.keys import VAULT_KEYS
from besace.live import clock, seats
from besace.live.models import Seat
from besace.people import closing, holding, invitations, notebook, programmes, sealed, subjects, ties, timetable
from besace.people.invitations import Asked
from besace.people.models import Attendance, Invitation, Login, Member, Page, Person, Plan, Subject, Tie, Trace
from besace.people.ties import Kind, Named
from besace.post import outbox
from tests.people import cast
from tests.people.cycling import begun, held
from tests.people.held import BEGINS, kept, table
from tests.post import scenes

pytestmark = pytest.mark.method("F4")


@pytest.fixture(autouse=True)
def _march():
    with clock.at(BEGINS + 24 * 3600):
        yield


def test_what_is_hers_goes_and_what_adds_up_stays_nameless():
    at = kept(table())
    ana, email = at.ana.person, at.ana.person.email
    subjects.keep(at.ana, "How can I canary, to sing?", "problem")
    ties.name(at.ana, [Named(at.bea, Kind.FAMILY, "my sister")])
    Attendance.objects.create(meeting=at.meeting(1), member=at.ana, came=True)
    Authenticator.objects.create(user=ana, type=Authenticator.Type.WEBAUTHN, data={"name": "phone"})
    closing.close(ana)

    shell = Person.objects.get(pk=ana.pk)
    assert (shell.email, shell.name, shell.is_active, shell.feed) == (None, "", False, 2)
    assert not Person.objects.filter(email=email).exists()
    for kind in (Page, Plan, Subject):
        assert not kind.objects.filter(member=at.ana).exists()
    assert not Tie.objects.filter(member=at.ana).exists()
    assert not Authenticator.objects.filter(user=ana).exists()
    assert not [one for one in VAULT_KEYS.living(f"group:{at.group.id}") if one.startswith(sealed.own(at.ana.id))]
    assert Member.objects.get(pk=at.ana.pk).left_at is not None
    assert Attendance.objects.filter(member=at.ana, came=True).exists()
    cycle = timetable.current(at.group)
    assert cycle
    assert timetable.folded(cycle).been_client


def test_what_others_keep_is_untouched():
    at = kept(table())
    before = notebook.page_of(at.bea, at.meeting(1))
    assert before
    closing.close(at.ana.person)
    assert notebook.page_of(at.bea, at.meeting(1)) == before


def test_every_login_ends_and_nobody_comes_in_any_more():
    _, _, (ana,) = cast.facilitated("Ana")
    here, there = cast.browser(ana.person), cast.browser(ana.person)
    for browser in (here, there):
        assert browser.get("/me/settings/").status_code == 200
    assert Login.objects.filter(person=ana.person).count() == 2
    closing.close(ana.person)
    assert not Login.objects.filter(person=ana.person).exists()
    for browser in (here, there):
        assert browser.get("/me/settings/").status_code == 302


def test_her_seat_in_an_open_session_is_shut():
    of = begun("Ana", "Bea")
    holding.open_room(of.meeting(1), of.fay)
    place = holding.enter(of.meeting(1), of.peers[0], seats.new_key())
    assert place
    closing.close(of.peers[0].person)
    assert Seat.objects.get(pk=place.id).shut_out


def test_the_only_facilitator_hands_her_group_on_first():
    group, fay, _ = cast.facilitated("Ana")
    with pytest.raises(closing.StillNeeded):
        closing.close(fay.person)
    assert closing.held_by(fay.person).groups == (group,)
    assert Person.objects.get(pk=fay.person_id).is_active
    assert Member.objects.get(pk=fay.pk).left_at is None

    cast.member(group, cast.person("Guy"), Member.Role.CO_FACILITATOR)
    closing.close(fay.person)
    assert not Person.objects.get(pk=fay.person_id).is_active


def test_the_only_organiser_hands_her_programme_on_first():
    olga, guy = cast.person("Olga"), cast.person("Guy")
    programme = programmes.create(olga, "Starting alone", "")
    assert closing.held_by(olga).programmes == (programme,)
    programmes.add(programme, programmes.ORGANISER, guy.email or "")
    closing.close(olga)
    assert programmes.people(programme, programmes.ORGANISER) == [guy]


def test_no_invitation_names_her_any_more_and_none_can_be_taken():
    group, fay, _ = cast.facilitated("Ana", seats=3)
    ivy = cast.person("Ivy")
    [open_] = invitations.invite(group, [Asked(ivy.email or "", "Ivy")], fay.person)
    token = invitations.token_of(open_)
    closing.close(ivy)
    left = Invitation.objects.get(pk=open_.pk)
    assert (left.email, left.name, left.state) == ("", "", Invitation.State.DECLINED)
    assert invitations.find(token) is None


def test_with_the_same_address_one_is_somebody_new():
    _, _, (ana,) = cast.facilitated("Ana")
    email = ana.person.email
    closing.close(ana.person)
    again = cast.person("Ana", email=email)
    assert again.pk != ana.person_id
    assert not Member.objects.filter(person=again).exists()


def test_closing_is_in_the_trail_by_a_mark():
    of = begun("Ana", "Bea")
    held(of, 1, of.peers[1])
    ana = of.peers[0].person
    closing.close(ana)
    told = Trace.objects.filter(scope="", act="account-closed").order_by("-seq")[0]
    assert ana.pk not in f"{told.actor}{told.about}{told.what}"


def test_no_letter_is_written_to_her_any_more():
    _, fay, (ana, bea) = scenes.begun("Ana", "Bea", dates=scenes.TUESDAYS[:2])
    scenes.only(fay.group)
    closing.close(ana.person)
    with clock.at(scenes.at(3, 3, 9, 1)):
        assert {one.recipient for one in outbox.due(clock.now())} == {bea.person_id}


def test_the_pages_of_the_group_say_someone_where_her_name_stood():
    at = kept(table())
    closing.close(at.ana.person)
    for path in ("", "letters/", "table/", "notebook/"):
        answer = cast.browser(at.fay.person).get(f"/g/{at.group.id}/{path}")
        assert answer.status_code == 200
        assert ">Ana<" not in answer.content.decode()
