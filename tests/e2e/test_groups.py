"""Joining a group in a real browser, and how its pages look: wide and narrow, in both languages, light and dark."""

import re

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from playwright.sync_api import expect

from besace.people import invitations, ties
from besace.people.invitations import Asked
from besace.people.login_rows import SessionStore
from besace.people.models import Member, Person
from besace.people.models.person import new_id
from besace.people.ties import Kind, Named
from besace.web.groups.links import address_of
from tests.e2e.looks import looks_wrong, pale
from tests.people import cast

pytestmark = pytest.mark.e2e

LONG = "Marie-Antoinette de la Rochefoucauld-Ley"


@pytest.fixture
def harbour(house):
    group, fay, (ana, bea) = cast.facilitated("Ana", LONG, name="The harbour table", seats=4)
    cast.member(group, cast.person("Guy"), Member.Role.CO_FACILITATOR)
    ties.name(ana, [Named(bea, Kind.BUSINESS, "we share a workshop and a van")])
    (rosa,) = invitations.invite(group, [Asked(f"{new_id()}@example.org".casefold(), "Rosa")], fay.person)
    invitations.lay_link(group, fay.person)
    invitations.keep_in_mind(group, Asked("tom@example.org"), fay.person)
    return group, fay, ana, rosa


def login_of(person: Person) -> str:
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = person.pk, person.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session.create()
    return str(session.session_key)


def comes_in(page, house, person: Person, path: str) -> None:
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": login_of(person), "url": house.url}])
    page.goto(house.url + path)


@pytest.mark.method("G4", "F4")
def test_a_link_opens_by_itself_leaves_no_trace_in_the_address_and_leads_to_the_terms(harbour, house, sit, complaints):
    group, _, _, rosa = harbour
    page = sit("/")
    page.goto(address_of(rosa))
    expect(page.get_by_role("heading", level=1)).to_have_text("Fay keeps you a seat at The harbour table")
    assert page.url == f"{house.url}/invited/"

    page.get_by_role("button", name="Take the seat").click()
    go_on = page.get_by_role("button", name="Go on")
    expect(go_on).to_have_attribute("aria-disabled", "true")
    page.get_by_label("That is true of me").check()
    for _ in range(7):
        page.get_by_label(re.compile("^I agree")).and_(page.locator(":not(:checked)")).first.check()
    expect(go_on).not_to_have_attribute("aria-disabled", "true")
    go_on.click()

    expect(page).to_have_url(f"{house.url}/g/{group.id}/join/ties/")
    page.get_by_role("button", name="No tie with anyone").click()
    expect(page).to_have_url(f"{house.url}/g/{group.id}/")
    assert complaints == []


def test_a_link_opens_without_scripts_too(harbour, sit):
    page = sit("/invited/", java_script_enabled=False)

    page.get_by_label("The link in your letter").fill(address_of(harbour[3]))
    page.get_by_role("button", name="Open the invitation").click()

    expect(page.get_by_role("button", name="Take the seat")).to_be_visible()


def test_a_link_is_copied_or_at_least_selected(harbour, house, sit, complaints):
    group, fay, *_ = harbour
    page = sit("/")
    comes_in(page, house, fay.person, f"/g/{group.id}/table/")

    page.get_by_role("button", name="Copy").last.click()

    assert page.evaluate("getSelection().toString() || document.activeElement.value").startswith(
        f"{house.url}/invited/#"
    )
    assert complaints == []


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_a_group_are_fit_for_the_eye(language, scheme, harbour, house, sit, complaints):
    group, fay, ana, rosa = harbour
    page = sit("/", color_scheme=scheme, extra_http_headers={"Accept-Language": language})
    wrong = []

    def look(path: str, person: Person | None = None) -> None:
        if person:
            comes_in(page, house, person, path)
        else:
            page.goto(house.url + path)
        if "#" in path:  # the page reads its link by itself, and goes on
            page.locator("#t").wait_for(state="detached")
        wrong.extend(f"{path.rpartition('/g/')[2]}: {one}" for one in (*looks_wrong(page), *pale(page)))

    for path in ("/terms/", "/more/", "/privacy/", "/invited/", address_of(rosa).removeprefix(house.url)):
        look(path)
    for path in ("table/", "edit/", "../new/"):
        look(f"/g/{group.id}/{path}", fay.person)
    for path in ("join/", "join/ties/"):
        look(f"/g/{group.id}/{path}", ana.person)
    assert complaints == []
    assert wrong == []
