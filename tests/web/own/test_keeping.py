"""Take it with you, or let it go; and leaving the group."""

import pytest

from besace.people import debriefs, notebook, subjects
from besace.people.debriefs import Looking
from tests.people import cast
from tests.people.held import kept, table


@pytest.fixture
def at():
    return kept(table())


def address(at, rest=""):
    return f"/g/{at.group.id}/own/{rest}"


@pytest.mark.method("F4")
def test_the_page_says_what_goes_what_stays_and_why(at):
    shown = cast.browser(at.ana.person).get(address(at)).content.decode()
    for said in ("5 March", "all of them", "What goes, at once and for good", "so that the cycle adds up"):
        assert said in shown
    assert 'value="all" checked' not in shown


@pytest.mark.method("F4")
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"sure": "on"}, "Choose a session, or all of them."),
        ({"which": "all"}, "nobody can bring the words back"),
        ({"which": "another", "sure": "on"}, "Select a valid choice"),
    ],
)
def test_nothing_goes_by_halves_or_by_mistake(at, fields, said):
    answer = cast.browser(at.ana.person).post(address(at, "erase"), fields)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert notebook.page_of(at.ana, at.meeting(1))


@pytest.mark.method("F4")
def test_one_session_or_all_of_them_go(at):
    subjects.keep(at.ana, "How to begin again?", "")
    client = cast.browser(at.ana.person)
    client.post(address(at, "erase"), {"which": at.meeting(1).id, "sure": "on"})
    assert not notebook.page_of(at.ana, at.meeting(1))
    assert client.get(f"/g/{at.group.id}/plan/1/").status_code == 404
    assert len(subjects.of(at.ana)) == 1

    answer = client.post(address(at, "erase"), {"which": "all", "sure": "on"})
    assert "Your words are erased" in client.get(answer.headers["Location"]).content.decode()
    assert subjects.of(at.ana) == ()
    assert notebook.page_of(at.bea, at.meeting(1))


@pytest.mark.method("F4")
def test_a_facilitator_lets_her_debrief_go_here_too(at):
    debriefs.write(at.meeting(1), at.fay, {"reception": Looking("Good", "")})
    cast.browser(at.fay.person).post(address(at, "erase"), {"which": at.meeting(1).id, "sure": "on"})
    assert debriefs.written(at.meeting(1), at.fay) == {}


@pytest.mark.method("F4", "G5")
def test_leaving_asks_once_and_her_pages_stay_hers(at):
    client = cast.browser(at.bea.person)
    assert client.post(address(at, "leave"), {}).status_code == 422
    at.bea.refresh_from_db()
    assert at.bea.left_at is None

    answer = client.post(address(at, "leave"), {"sure": "on"})
    shown = client.get(answer.headers["Location"]).content.decode()
    assert "You have left the group" in shown
    assert "I wish to leave" not in shown
    assert client.get(f"/g/{at.group.id}/notebook/").status_code == 200
    assert client.get(f"/g/{at.group.id}/").status_code == 404


@pytest.mark.method("G8")
def test_the_only_facilitator_is_told_who_must_be_found_first(at):
    answer = cast.browser(at.fay.person).post(address(at, "leave"), {"sure": "on"})
    assert answer.status_code == 422
    assert "Nobody else facilitates this group" in answer.content.decode()


def test_the_page_speaks_french(at):
    shown = cast.browser(at.ana.person, language="fr").get(address(at)).content.decode()
    assert "Emportez, ou laissez partir" in shown
    assert "toutes" in shown
