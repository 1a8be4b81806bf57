"""Pages to read, for anyone: the terms of exchange, what stays private, where to read more."""

import pytest

from besace.people.models import Group
from besace.people.terms import TERMS
from besace.web.groups.promises import SENTENCES
from tests.people import cast
from tests.web.stage import ANA, seat
from tests.web.test_pages import browser


@pytest.mark.method("F8")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_where_to_read_more_names_the_book_the_associations_and_the_network(language):
    page = cast.browser(language=language).get("/more/").content.decode()

    for named in (
        "Le groupe de codéveloppement professionnel",
        "Adrien Payette",
        "Claude Champagne",
        "AQCP",
        "AFCODEV",
    ):
        assert named in page
    for link in ("https://www.aqcp.org/", "https://www.afcodev.com/", "https://co-deve.fr/"):
        assert f'href="{link}" rel="noreferrer noopener"' in page


@pytest.mark.method("G4")
def test_the_terms_are_there_for_anyone_to_read_in_order():
    page = cast.browser().get("/terms/").content.decode()

    places = [page.index(str(SENTENCES[term][0])) for term in TERMS]
    assert places == sorted(places)
    assert set(SENTENCES) == set(TERMS)


@pytest.mark.method("F4")
@pytest.mark.parametrize(("language", "said"), [("en", "those who were in it"), ("fr", "les personnes présentes")])
def test_what_stays_private_says_who_reads_what(language, said):
    assert said in cast.browser(language=language).get("/privacy/").content.decode()


@pytest.mark.parametrize("path", ["/terms/", "/more/", "/privacy/"])
def test_every_page_leads_there_from_its_foot(path):
    assert f'href="{path}"' in cast.browser().get("/").content.decode()


@pytest.mark.method("G4")
def test_in_the_room_the_terms_are_read_with_the_lines_of_the_group(room):
    group = cast.group(own_terms="We begin on time.")
    assert isinstance(group, Group)
    cycle = group.cycles.create(zone="UTC", created=cast.AT)
    cycle.meetings.create(number=1, room=room)

    page = browser(seat(room, ANA)).get(f"/s/{room.id}/terms/").content.decode()

    assert "We begin on time." in page
    assert browser().get(f"/s/{room.id}/terms/").status_code == 404
