"""Paper from the pages: the sheet for whoever asks, the kit for the one who facilitates, and for nobody else."""

import re

import pytest
from django.test import Client

from besace.live import rooms, seats
from besace.live.models import Seat
from tests.cast import ANA, BEA, FAY
from tests.papers.pdf import read, size_of, text_of

PEOPLE = [{"id": ANA, "name": "Ana"}, {"id": BEA, "name": "Béatrice"}]
HOW = {"people": "2", "language": "en", "size": "a4", "start": "18:30"}


@pytest.fixture
def room():
    setup = {"facilitator_name": "Fay", "people": PEOPLE, "language": "en", "title": "Thursday", "minutes": "90"}
    return rooms.open_room(setup, FAY)


def seated(room, person=None) -> Client:
    browser = Client(headers={"host": "localhost", "accept-language": "en"})
    if person:
        key = seats.new_key()
        seats.take(room, person, key, Seat.Role.FACILITATOR if person == FAY else Seat.Role.PARTICIPANT)
        browser.cookies[seats.COOKIE] = key
    return browser


@pytest.mark.method("B5")
@pytest.mark.parametrize("paper", ["en-a4", "en-letter", "fr-a4", "fr-letter"])
def test_the_page_of_the_sheet_leads_to_it_as_a_pdf(paper):
    browser = Client(headers={"host": "localhost"})
    page = browser.get("/sheet/").content.decode()
    answer = browser.get(f"/sheet/{paper}.pdf")

    assert f'href="{paper}.pdf"' in page
    assert answer["Content-Type"] == "application/pdf"
    assert len(read(answer.content).pages) == 1
    assert read(answer.content).trailer["/Root"]["/Lang"] == paper[:2]
    assert size_of(answer.content) == ({(595, 842)} if paper.endswith("a4") else {(612, 792)})


@pytest.mark.method("B5")
def test_each_at_the_table_prints_the_sheet_with_the_minutes_of_this_session_in_their_language(room):
    answer = seated(room, ANA).get(f"/s/{room.id}/sheet/fr-a4.pdf")

    assert "25 min" in text_of(answer.content).replace("\u202f", " ").replace("\xa0", " ")
    assert "Réactions" in text_of(answer.content)
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("paper", ["de-a4", "en-a3", "en", "../en-a4"])
def test_a_sheet_that_does_not_exist_is_not_found(paper, room):
    assert Client(headers={"host": "localhost"}).get(f"/sheet/{paper}.pdf").status_code == 404
    assert seated(room, ANA).get(f"/s/{room.id}/sheet/{paper}.pdf").status_code == 404


@pytest.mark.method("B4", "B5")
def test_the_facilitator_prints_the_kit_of_this_session(room):
    browser = seated(room, FAY)
    page = browser.get(f"/s/{room.id}/kit/").content.decode()
    answer = browser.get(f"/s/{room.id}/kit/kit.pdf", HOW)
    words = text_of(answer.content)

    assert re.search(r'name="people" value="2"', page)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "no-store"
    assert "Thursday" not in answer["Content-Disposition"]
    assert "2 chairs, and mine" in words
    assert all(said in words for said in ("Thursday", "18:30", "20:00", "Ana", "Béatrice"))


@pytest.mark.method("B4")
def test_the_console_leads_to_the_kit_before_the_opening(room):
    page = seated(room, FAY).get(f"/s/{room.id}/").content.decode()

    assert 'href="kit/"' in page


def test_each_paper_of_the_kit_can_be_had_alone(room):
    browser = seated(room, FAY)
    page = browser.get(f"/s/{room.id}/kit/").content.decode()
    addresses = re.findall(r'formaction="([^"]+)"', page)
    found = [browser.get(address, HOW) for address in addresses]

    assert len(found) == 7
    assert all(len(read(one.content).pages) == 1 for one in found)


@pytest.mark.method("F4")
@pytest.mark.parametrize("person", [None, ANA])
@pytest.mark.parametrize("path", ["kit/", "kit/kit.pdf", "kit/contract.pdf"])
def test_to_anyone_else_there_is_no_kit(room, person, path):
    assert seated(room, person).get(f"/s/{room.id}/{path}", HOW).status_code == 404


def test_no_stranger_prints_the_sheet_of_a_session(room):
    assert seated(room).get(f"/s/{room.id}/sheet/en-a4.pdf").status_code == 404


def test_an_unknown_paper_is_not_found(room):
    assert seated(room, FAY).get(f"/s/{room.id}/kit/main.pdf", HOW).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [{"start": "25:00"}, {"start": "soon"}, {"people": "10"}, {"people": ""}, {"language": "de"}, {"size": "a3"}],
)
def test_what_cannot_be_printed_is_said_on_the_page(room, wrong):
    answer = seated(room, FAY).get(f"/s/{room.id}/kit/kit.pdf", HOW | wrong)

    assert answer.status_code == 422
    assert "field--refused" in answer.content.decode()
    assert "look at what is marked" in answer.content.decode()


def test_more_chairs_than_names_leave_lines_to_write_on(room):
    answer = seated(room, FAY).get(f"/s/{room.id}/kit/kit.pdf", HOW | {"people": "5", "start": ""})

    assert "5 six-step sheets" in text_of(answer.content)
    assert "Elapsed" in text_of(answer.content)
