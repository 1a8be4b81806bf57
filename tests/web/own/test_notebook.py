"""My notebook: its pages, what is written by hand, changed and let go, and the notebooks of all one's groups."""

import re

import pytest

from besace.people import notebook
from besace.people.models import Meeting
from besace.people.notebook import Note
from tests.people import cast
from tests.people.held import BEGINS, kept, table

LONG = "word " * 1_000


@pytest.fixture
def at():
    return kept(table())


def address(at, rest=""):
    return f"/g/{at.group.id}/notebook/{rest}"


@pytest.mark.method("S6", "S4.2")
def test_each_session_stands_there_with_what_she_took_from_it(at):
    ana, bea = (cast.browser(one.person).get(address(at)).content.decode() for one in (at.ana, at.bea))

    for said in ("5 March, session 1", "You were the client", "A walk before each call", "Side pocket", "See my plan"):
        assert said in ana
    for said in ("Ana was the client", "The silence before the plan", "One card, one person"):
        assert said in bea
    assert "See my plan" not in bea


def test_a_notebook_without_a_session_says_what_will_come():
    group, _, (ana,) = cast.facilitated("Ana")
    shown = cast.browser(ana.person).get(f"/g/{group.id}/notebook/").content.decode()
    assert "Your notebook is blank" in shown


@pytest.mark.method("S6")
def test_she_writes_by_hand_also_of_a_session_held_on_paper(at):
    Meeting.objects.filter(cycle=at.cycle, number=2).update(on_paper=True, ended=BEGINS + 50_000)
    meeting = at.meeting(2)
    fields = {"learned": "To ask", "enjoyed": "", "apply": "", "note": "A card\r\nfor each"}
    assert cast.browser(at.cleo.person).post(address(at, f"{meeting.id}/"), fields).status_code == 302

    page = notebook.page_of(at.cleo, meeting)
    assert (page.learned, page.notes) == ("To ask", (Note("A card\nfor each"),))
    assert "A card<br>for each" in cast.browser(at.cleo.person).get(address(at)).content.decode()


def test_too_long_a_word_is_said_and_nothing_of_it_is_lost(at):
    fields = {"learned": LONG, "note": "And this"}
    answer = cast.browser(at.bea.person).post(address(at, f"{at.meeting(1).id}/"), fields)

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert LONG.strip() in shown
    assert "And this</textarea>" in shown
    assert len(notebook.page_of(at.bea, at.meeting(1)).notes) == 1


@pytest.mark.method("S4.2")
def test_a_note_is_changed_put_into_the_pocket_and_let_go(at):
    client, meeting = cast.browser(at.ana.person), at.meeting(1)
    path = address(at, f"{meeting.id}/note")
    walk = notebook.page_of(at.ana, meeting).notes[0]
    client.post(path, {"key": walk.key, "text": "A walk after each call", "pocket": "on"})
    assert notebook.page_of(at.ana, meeting).notes[0] == Note("A walk after each call", pocket=True)

    stale = client.post(path, {"key": walk.key, "text": "From an older page"})
    assert stale.status_code == 422
    assert "From an older page</textarea>" in stale.content.decode()

    client.post(path, {"key": Note("A walk after each call").key, "text": "", "erase": "1"})
    assert [note.text for note in notebook.page_of(at.ana, meeting).notes] == ["The book on saying no"]


@pytest.mark.method("F4")
def test_a_page_is_erased_for_good(at):
    client = cast.browser(at.bea.person)
    answer = client.post(address(at, f"{at.meeting(1).id}/erase"))

    assert answer.status_code == 302
    shown = client.get(answer.headers["Location"]).content.decode()
    assert "The page is gone" in shown
    assert "The silence before the plan" not in shown


@pytest.mark.method("F4")
def test_a_session_she_was_not_in_is_no_page_of_hers(at):
    zoe_group = table()
    for meeting in (zoe_group.meeting(1), at.meeting(3)):
        path = address(at, f"{meeting.id}/")
        assert cast.browser(at.bea.person).get(path).status_code == 404
        assert cast.browser(at.bea.person).post(path, {"learned": "x"}).status_code == 404


def test_the_notebooks_of_all_her_groups_are_in_one_place_also_of_one_she_has_left(at):
    other = cast.group("The choir")
    member = cast.member(other, at.bea.person)
    member.left_at = BEGINS
    member.save()
    cast.group("Not hers")
    shown = cast.browser(at.bea.person).get("/me/notebook/").content.decode()

    assert all(name in shown for name in ("The Thursday table", "The choir", "You have left this group"))
    assert "Not hers" not in shown


def test_the_pages_speak_french(at):
    client = cast.browser(at.ana.person, language="fr")
    assert "Vous étiez la personne cliente" in client.get(address(at)).content.decode()
    assert "5 mars, séance 1" in client.get(address(at, f"{at.meeting(1).id}/")).content.decode()
    assert "Mon carnet" in client.get("/me/notebook/").content.decode()


def test_what_changed_on_another_device_is_not_replaced_unseen(at):
    client, path = cast.browser(at.bea.person), address(at, f"{at.meeting(1).id}/")
    seen = re.search(r'name="seen" value="(\w+)"', client.get(path).content.decode())
    assert seen
    notebook.write(at.bea, at.meeting(1), enjoyed="Written on my phone")
    answer = client.post(path, {"enjoyed": "Written at my desk", "seen": seen[1], "note": "A card"})

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "It now reads: Written on my phone" in shown
    assert "Written at my desk</textarea>" in shown
    assert notebook.page_of(at.bea, at.meeting(1)).enjoyed == "Written on my phone"
    again = re.search(r'name="seen" value="(\w+)"', shown)
    assert again
    assert client.post(path, {"enjoyed": "Written at my desk", "seen": again[1]}).status_code == 302
    assert notebook.page_of(at.bea, at.meeting(1)).enjoyed == "Written at my desk"


def test_a_note_sent_twice_is_noted_once(at):
    client, path = cast.browser(at.cleo.person), address(at, f"{at.meeting(1).id}/")
    for _ in range(2):
        client.post(path, {"note": "A card"})
    assert notebook.page_of(at.cleo, at.meeting(1)).notes == (Note("A card"),)
