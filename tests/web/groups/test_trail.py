"""The trail as those who facilitate read it: their own group alone, in words, and without a name."""

import re

import pytest

from besace.journal.writer import WRITER
from besace.live import clock
from besace.people import invitations, trail
from besace.people.invitations import Asked
from besace.people.models import Member, Trace
from besace.people.trail import Act
from besace.web.groups.trail import DID, OUTCOMES, WHO, said_of
from tests.people import cast
from tests.people.cycling import begun
from tests.web.own.test_kept import said

pytestmark = pytest.mark.usefixtures("february")


@pytest.fixture
def table():
    of = begun("Ana", "Bea", name="The Thursday table")
    invitations.invite(of.group, [Asked("secret@example.org", "Zoe")], of.fay.person, Member.Role.CO_FACILITATOR)
    cast.browser(of.peers[0].person).get(f"/g/{of.group.id}/table/")
    return of


@pytest.mark.method("F4")
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("A facilitator", "invited someone to facilitate", "A participant", "asked for a page", "refused")),
        ("fr", ("Une personne qui anime", "a invité quelqu’un à animer", "Une personne du groupe", "refusé")),
    ],
)
def test_whoever_facilitates_reads_what_was_done_by_role_and_never_by_name(table, language, words):
    answer = cast.browser(table.fay.person, language=language).get(f"/g/{table.group.id}/trail/")
    told = said(answer)
    assert all(one in told for one in words)
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    names = ("Ana", "Bea", "Fay", "Zoe", "secret@", table.fay.id, table.peers[0].person_id)
    assert not [one for one in names if one in main]


@pytest.mark.method("F4")
def test_the_trail_of_another_group_is_not_there(table):
    _, gil, _ = cast.facilitated("Bo")
    assert cast.browser(gil.person).get(f"/g/{table.group.id}/trail/").status_code == 404
    assert cast.browser(table.peers[0].person).get(f"/g/{table.group.id}/trail/").status_code == 404
    assert cast.browser().get(f"/g/{table.group.id}/trail/").status_code == 302


def test_the_newest_stand_first_twenty_five_at_a_time(table):
    for n in range(30):
        with clock.at(cast.AT + 60 * n):
            trail.note(table.group.id, None, Act.ENDED, "words")
    client = cast.browser(table.fay.person)
    first, second = (client.get(f"/g/{table.group.id}/trail/?page={n}").content.decode() for n in (1, 2))
    hours = re.findall(r'<th scope="row">[^<]*, (\d\d:\d\d)</th>', first)
    assert len(hours) == 25
    assert hours == sorted(hours, reverse=True)
    assert "invited someone to facilitate" in second
    assert client.get(f"/g/{table.group.id}/trail/?page=9999").status_code == 200


def test_a_line_changed_from_outside_is_told(table):
    page = f"/g/{table.group.id}/trail/"
    client = cast.browser(table.fay.person)
    assert "from outside" not in said(client.get(page))
    WRITER.run(lambda: Trace.objects.filter(scope=table.group.id, act="invited").update(act="left"))
    assert "from outside" in said(client.get(page))


def test_every_act_that_happens_in_a_group_has_its_words():
    of_the_house = {Act.SIGN_IN, Act.SIGN_OUT, Act.KEY_ADDED, Act.KEY_REMOVED, Act.ADDRESS_CHANGED, Act.ACCOUNT_CLOSED}
    of_the_house |= {Act.SHOWN, Act.FOREIGN, Act.ACCESS_MADE, Act.ACCESS_WITHDRAWN}
    told = {act for act, _ in DID}
    assert set(Act) - of_the_house == told
    assert all(str(said_of(act, "")) != act for act in told - {Act.KEEPING, Act.ENDED})
    assert set(WHO) == set(trail.Part)
    assert set(OUTCOMES) == set(trail.Outcome)
