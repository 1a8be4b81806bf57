"""An organiser's pages: many groups in dates and counts, and not a word of theirs."""

import csv
import re
from io import StringIO
from typing import Any

import pytest

from besace.live import clock
from besace.people import preparing, programmes, sealed, timetable
from besace.people.models import Debrief, Group, Member, Page, Programme, Subject
from besace.people.programmes import FACILITATOR, ORGANISER
from besace.web.organiser import people
from tests.people import cast
from tests.people.cycling import DATES, Begun, begun, held

NEW = {"name": "The harbour table", "in_common": "Alone at the desk", "seats": "6", "language": "fr"}


@pytest.fixture(autouse=True)
def _february():
    people.GUESSES.forget()
    with clock.at(cast.AT):
        yield


@pytest.fixture
def olga():
    return cast.person("Olga")


@pytest.fixture
def programme(olga) -> Programme:
    return programmes.create(olga, "Starting alone, together", "Spring to autumn")


@pytest.fixture
def table(programme) -> Begun:
    made = begun("Ana", "Bea", "Cleo", "Dora", programme=programme)
    programmes.add(programme, FACILITATOR, made.fay.person.email or "")
    return made


def page(programme: Programme, who, what: str = "", language: str = "en") -> str:
    answer = cast.browser(who, language=language).get(f"/programmes/{programme.id}/{what}")
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def table_of(programme: Programme, who, language: str = "en") -> Any:
    return cast.browser(who, language=language).get(f"/programmes/{programme.id}.csv")


def test_a_programme_is_created_by_its_name_and_renamed(olga):
    browser = cast.browser(olga)
    answer = browser.post("/programmes/new/", {"name": "Alone", "about": ""})
    found = programmes.organised_by(olga).get()
    assert answer["Location"] == f"/programmes/{found.id}/"
    browser.post(f"/programmes/{found.id}/edit/", {"name": "Together", "about": "In autumn"})
    assert "Together" in page(found, olga)
    assert "In autumn" in page(found, olga)


@pytest.mark.parametrize("where", ["new/", "edit/"])
def test_a_programme_without_a_name_is_refused_beside_its_field(olga, programme, where):
    path = "/programmes/new/" if where == "new/" else f"/programmes/{programme.id}/edit/"
    answer = cast.browser(olga).post(path, {"name": " ", "about": "All of this"})
    assert answer.status_code == 422
    assert "A programme needs a name." in answer.content.decode()
    assert "All of this" in answer.content.decode()


@pytest.mark.method("F4")
def test_the_groups_stand_there_in_counts(olga, programme, table):
    held(table, 1, table.peers[0], absent=(table.peers[3],))
    said = page(programme, olga)
    assert "The Thursday table Fay 4 1 of 4 3 of 4 1 –" in said
    assert "1 group, 4 members, 1 facilitator." in said


@pytest.mark.method("G8")
def test_the_rota_says_who_facilitates_when_and_where_nobody_does(olga, programme, table):
    timetable.confirm(table.cycle, table.fay, {timetable.slot_of(DATES[1]): False})
    said = page(programme, olga)
    assert "Thursday 12 March, 18:00 The Thursday table Fay" in said
    assert "Sunday 12 April, 18:00 The Thursday table Nobody yet: Fay is away" in said


@pytest.mark.method("F4", "G8")
def test_the_organiser_names_a_group_and_who_facilitates_it_and_is_no_member(olga, programme, table):
    browser = cast.browser(olga)
    answer = browser.post(f"/programmes/{programme.id}/group/", NEW | {"facilitator": table.fay.person.id})
    assert answer.status_code == 302
    made = Group.objects.get(programme=programme, name="The harbour table")
    assert [(one.person.name, one.role) for one in made.members.all()] == [("Fay", Member.Role.FACILITATOR)]
    assert browser.get(f"/g/{made.id}/").status_code == 404
    assert cast.browser(table.fay.person).get(f"/g/{made.id}/").status_code == 200


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "A group needs a name."),
        ({"in_common": ""}, "Say what they share"),
        ({"facilitator": ""}, "A group needs somebody who facilitates it."),
        ({"seats": "10"}, "Nine at most, so that each can speak."),
    ],
)
def test_a_group_that_cannot_be_made_says_why_and_loses_nothing(olga, programme, table, changes, said):
    told = NEW | {"facilitator": table.fay.person.id, **changes}
    answer = cast.browser(olga).post(f"/programmes/{programme.id}/group/", told)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not changes.keys() & {"name"} or "Alone at the desk" in answer.content.decode()
    assert programme.groups.count() == 1


def test_somebody_elses_facilitator_gets_no_group(olga, programme, table):
    guy = cast.person("Guy")
    answer = cast.browser(olga).post(f"/programmes/{programme.id}/group/", NEW | {"facilitator": guy.id})
    assert answer.status_code == 422
    assert not Member.objects.filter(person=guy).exists()


def test_without_anybody_who_facilitates_there_is_one_way_on(olga, programme):
    assert "Nobody facilitates in this programme yet" in page(programme, olga, "group/")
    assert "Add who facilitates" in page(programme, olga)


@pytest.mark.parametrize("role", [FACILITATOR, ORGANISER])
def test_people_are_added_by_address_and_taken_away(olga, programme, role):
    guy, browser, path = cast.person("Guy"), cast.browser(olga), f"/programmes/{programme.id}/people/"
    browser.post(path, {"role": role, "email": (guy.email or "").upper()})
    assert guy in programmes.people(programme, role)
    browser.post(path, {"role": role, "remove": guy.id})
    assert guy not in programmes.people(programme, role)


def test_an_address_that_nobody_has_is_said_and_kept_in_its_field(olga, programme):
    told = {"role": FACILITATOR, "email": "nobody@example.org"}
    answer = cast.browser(olga).post(f"/programmes/{programme.id}/people/", told)
    assert answer.status_code == 422
    assert "Ask them to sign in once, then add them here." in answer.content.decode()
    assert answer.content.decode().count("nobody@example.org") == 1


def test_nobody_learns_by_trying_addresses_who_has_an_account(olga, programme):
    guy, browser, path = cast.person("Guy"), cast.browser(olga), f"/programmes/{programme.id}/people/"
    for n in range(5):
        browser.post(path, {"role": FACILITATOR, "email": f"guess{n}@example.org"})
    answer = browser.post(path, {"role": FACILITATOR, "email": guy.email or ""})
    assert "Try again in 10 minutes." in answer.content.decode()
    assert programmes.people(programme, FACILITATOR) == []


def test_the_last_who_organises_stays(olga, programme):
    answer = cast.browser(olga).post(f"/programmes/{programme.id}/people/", {"role": ORGANISER, "remove": olga.id})
    assert "Somebody must organise it: add another one first." in answer.content.decode()
    assert programmes.people(programme, ORGANISER) == [olga]


@pytest.mark.method("F4")
@pytest.mark.parametrize("path", ["/", "/edit/", "/people/", "/group/", ".csv"])
def test_a_programme_does_not_exist_but_for_those_who_organise_it(programme, table, path):
    otto = cast.person("Otto")
    programmes.create(otto, "Another", "")
    for someone in (otto, table.fay.person, table.peers[0].person, cast.person("Nobody")):
        browser = cast.browser(someone)
        assert browser.get(f"/programmes/{programme.id}{path}").status_code == 404
        told = {"name": "Mine", "role": FACILITATOR, "email": someone.email}
        assert browser.post(f"/programmes/{programme.id}{path}", told).status_code in {404, 405}
    assert cast.browser(otto).get(f"/programmes/nothing{path}").status_code == 404


@pytest.mark.method("F4")
@pytest.mark.parametrize(
    "path", ["", "1/", "1/prepare/", "1/kit/", "1/kit/kit.pdf", "1/on-paper/", "consent/", "dates/", "poll/"]
)
def test_the_organiser_finds_no_page_of_a_group(olga, table, path):
    assert cast.browser(olga).get(f"/g/{table.group.id}/{path}").status_code == 404


CANARY = "canary-{}-7f3a"


def canary(table: Begun, member: Member, model: type, where: str, word: str, **named: object) -> None:
    fields = {"title": CANARY.format(word), "text": CANARY.format(word)}
    blob = sealed.close(table.group.id, sealed.own(member.id), f"people_{where}.sealed", [member.id], fields)
    model.objects.create(member=member, sealed=blob, changed=cast.AT, **named)  # type: ignore[attr-defined]


@pytest.fixture
def full(table: Begun) -> Begun:
    """A group whose every word and name is a canary's."""
    for n, one in enumerate(table.peers):
        one.person.name = CANARY.format(f"name{n}")
        one.person.save()
    for n in (1, 2, 3):
        meeting = held(table, n, table.peers[n - 1], begun=1, learned=4)
        canary(table, table.peers[n], Page, "page", f"page{n}", meeting=meeting)
        canary(table, table.fay, Debrief, "debrief", f"debrief{n}", meeting=meeting)
        canary(table, table.peers[n], Subject, "subject", f"subject{n}", created=cast.AT)
    preparing.add(table.meeting(4), "room", CANARY.format("line"))
    Group.objects.filter(pk=table.group.pk).update(
        in_common=CANARY.format("common"),
        own_terms=CANARY.format("terms"),
        address=CANARY.format("address"),
        directions=CANARY.format("way"),
    )
    return table


@pytest.mark.method("F4")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_not_a_word_nor_a_name_of_a_group_reaches_any_page_of_its_organiser(olga, programme, full, language):
    browser = cast.browser(olga, language=language)
    base = f"/programmes/{programme.id}"
    assert "canary" in cast.browser(full.fay.person).get(full.at(4, "prepare")).content.decode()
    everything = [browser.get(base + path) for path in ("/", "/edit/", "/people/", "/group/", ".csv")]
    assert [one.status_code for one in everything] == [200] * 5
    for answer in everything:
        for word in ("canary", "rest?", "bank", "ideas", "account"):
            assert word not in answer.content.decode()
        assert answer["Cache-Control"] == "no-store"


@pytest.mark.method("F4")
def test_a_name_is_shown_with_its_own_consent_and_no_other_comes_along(olga, programme, full):
    Member.objects.filter(pk=full.peers[0].pk).update(attendance_shown=True)
    said = page(programme, olga)
    assert "canary-name0-7f3a The Thursday table 3 of 3" in said
    assert "name1" not in said
    assert "canary" not in table_of(programme, olga).content.decode()


@pytest.mark.method("F4")
def test_consent_is_given_and_taken_back_by_the_participant_alone(table):
    ana, path = table.peers[0], f"/g/{table.group.id}/consent/"
    browser = cast.browser(ana.person)
    assert "Starting alone, together" in browser.get(path).content.decode()
    for said, shown in (("yes", True), ("no", False), ("yes", True), ("", False)):
        browser.post(path, {"shown": said})
        assert Member.objects.get(pk=ana.pk).attendance_shown is shown
    for someone in (table.fay.person, cast.person("Nobody")):
        assert cast.browser(someone).get(path).status_code == 404
        assert cast.browser(someone).post(path, {"shown": "yes"}).status_code == 404


def test_in_a_group_of_no_programme_there_is_nothing_to_consent_to():
    alone = begun("Ana")
    assert cast.browser(alone.peers[0].person).get(f"/g/{alone.group.id}/consent/").status_code == 404


def test_the_table_is_what_the_page_says_in_cells(olga, programme, table):
    held(table, 1, table.peers[0])
    answer = table_of(programme, olga)
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer["Content-Disposition"] == 'attachment; filename="besace-programme.csv"'
    head, row = csv.reader(StringIO(answer.content.decode("utf-8-sig")))
    assert dict(zip(head, row, strict=True)) == {
        "Group": "The Thursday table",
        "Facilitator": "Fay",
        "Members": "4",
        "First session": "2026-03-12",
        "Last session": "2026-06-12",
        "Sessions held": "1",
        "Sessions planned": "4",
        "Seats filled": "4",
        "Seats": "4",
        "Plans made": "1",
        "Actions begun": "",
        "Actions told of": "",
    }


def test_in_french_cells_are_parted_as_french_spreadsheets_expect(olga, programme, table):
    first = table_of(programme, olga, "fr").content.decode("utf-8-sig").splitlines()[0]
    assert first.startswith("Groupe;")


@pytest.mark.parametrize("what", ["", "people/", "group/", "edit/"])
def test_each_page_speaks_french(olga, programme, table, what):
    assert page(programme, olga, what, "fr") != page(programme, olga, what)
