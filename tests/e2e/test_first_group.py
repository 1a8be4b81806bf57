"""From an empty installation to the end of a first session, with nothing but what the app itself says.

Someone starts Besace, sets a table for six, finds six dates by a poll, sends invitations and runs the first session;
six others come from the letters they get. Every page is reached from a letter, or from the page before.
"""

from collections.abc import Sequence

import pytest
from playwright.sync_api import expect

from tests.e2e import evening
from tests.e2e.journey import LAPTOP, Someone, people, post_office, served, with_a_key
from tests.e2e.mail import code_in, text_of, told_to_others
from tests.e2e.told import Told

PEERS = ("Ana", "Bea", "Cleo", "Dora", "Eve", "Flo")


@pytest.fixture
def come(browser, tmp_path):
    """An empty house with a mail server; calls people who have never been there."""
    with (
        post_office() as (postman, smtp),
        served(tmp_path / "data", smtp) as url,
        people(browser, postman, url) as called,
    ):
        yield called


@pytest.mark.e2e
@pytest.mark.slow
@pytest.mark.method("G1", "G2", "G3", "G4", "G5", "G6", "B1", "B2", "R2", "F6")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_new_facilitator_founds_a_group_of_six_and_runs_its_first_session(language, come):
    told = Told(language)
    fay = come("Fay", language, LAPTOP)
    comes_in(fay)
    founds(fay, told, PEERS)
    sends_the_invitations(fay)
    table = {name: come(name, language, color_scheme="dark" if name == "Ana" else "light") for name in PEERS}
    for one in table.values():
        takes_the_seat(one)
    finds_six_dates(fay, table)
    confirms_them_all(fay, table)
    prepares(fay)
    brings(table["Ana"], told.subjects[0], told.group)
    lives_the_evening(fay, table, told)
    afterwards(fay, table["Ana"], table["Bea"], told)
    assert [one.complaints for one in (fay, *table.values()) if one.complaints] == []
    assert told_to_others(told, fay.postman.letters, PEERS) == []


def comes_in(fay: Someone) -> None:
    """From the first page: she wants a group, so she is asked who she is, then for a passkey."""
    with_a_key(fay)
    fay.page.goto("/")
    fay.shows("welcome")
    fay.presses("New group")
    fay.types("Your e-mail address", fay.email)
    fay.presses("Send me the code")
    fay.types("The code", code_in(text_of(fay.letter())))
    fay.presses("Sign in")
    fay.types("How you wish to be named", fay.name)
    fay.presses("Keep this")
    fay.presses("Add a passkey")


def founds(fay: Someone, told: Told, peers: Sequence[str]) -> None:
    """The group, its place, and their addresses as they were pasted."""
    fay.types("Its name", told.group)
    fay.types("What do they have in common?", told.in_common)
    fay.ticks(str(len(peers)))
    fay.types("Address", "12 rue des Carmes")
    fay.types("Names and addresses", "\n".join(f"{name}; {name.casefold()}@example.org" for name in peers))
    fay.presses("Show how you read it")
    fay.reads("As we read it")
    fay.presses("Set the table")


def sends_the_invitations(fay: Someone) -> None:
    """The page of the table says that nothing has left yet; the letter is read, and sent from where it is read."""
    fay.shows("table")
    fay.presses("Read and send")
    fay.reads("As it leaves")
    expect(fay.page.frame_locator("iframe").get_by_role("link").first).to_be_visible()
    fay.shows("letter")
    fay.presses("Send the invitations")
    fay.reads("They leave within a minute.")


def takes_the_seat(one: Someone) -> None:
    """From her letter: her name is there already; then the terms line by line, and no ties."""
    one.follows(one.letter(), "Read, and take my seat")
    one.presses("Take the seat")
    if one.name == "Ana":
        one.shows("terms")
    one.accepts_the_terms()
    one.page.locator("[name=none]").click()
    one.reads("Dates are proposed soon. You then confirm all of them at once, here.")


def finds_six_dates(fay: Someone, table: dict[str, Someone]) -> None:
    """A poll in two touches; a letter asks each; the best six dates are proposed."""
    fay.page.locator(".masthead__where a").click()
    fay.presses("Ask the group first")
    fay.presses("See the slots")
    fay.page.locator("button[value=ask]").click()
    fay.presses("Ask them by letter")
    fay.reads("They leave within a minute.")
    for n, one in enumerate(table.values()):
        one.follows(one.letter(), "Say which days suit me")
        one.page.locator("button[name=fill]").nth(1).click()
        if one.name == "Bea":
            one.page.locator(".slot [value=if-need-be]").nth(2).check(force=True)
            one.shows("poll")
        one.presses("Send my answers")
        one.reads("Look at my answers")
        assert one.read == 2, f"{n}: an invitation and a question, nothing more"
    fay.page.locator(".masthead__where a").click()
    fay.presses("See the answers")
    fay.shows("dates")
    fay.page.locator("button[value=set]").click()


def confirms_them_all(fay: Someone, table: dict[str, Someone]) -> None:
    """Each confirms every date from a letter, and the cycle begins."""
    fay.presses("Ask them by letter")
    for one in table.values():
        one.follows(one.letter(), "Look at the dates, and answer")
        one.presses("I come to the rest")
        one.reads("You have confirmed every date. The cycle begins once everyone has.")
    fay.presses("Your page")
    fay.presses("Begin the cycle")
    fay.presses("Begin the cycle")
    fay.reads("Next session")


def prepares(fay: Someone) -> None:
    """The list of what a room needs; each tick is kept by itself."""
    fay.presses("Checklist")
    for thing in ("A clock that all can see", "Paper and pencils"):
        with fay.page.expect_response("**/prepare/"):
            fay.page.get_by_label(fay.word(thing)).check()
    fay.page.locator(".masthead__where a").first.click()
    expect(fay.page.get_by_role("button", name=fay.word("Open the room"))).to_be_visible()


def brings(ana: Someone, subject: str, group: str) -> None:
    """A subject written on a phone, days before."""
    ana.page.reload()
    ana.presses("Write my subject")
    ana.types("Your subject", subject)
    ana.chooses("project")
    ana.shows("subject")
    ana.presses("Keep it")
    ana.reads("Comes to the next session")
    ana.page.locator("main a").filter(has_text=group).last.click()


def lives_the_evening(fay: Someone, table: dict[str, Someone], told: Told) -> None:
    """The whole session, by the forms that each one's page offers."""
    fay.presses("Open the room")
    fay.page.wait_for_url("**/s/**")
    evening.gathers(fay, table)
    evening.receives(fay, table, told.subjects)
    evening.understands(fay, table, told)
    fay.shows("room")
    evening.finds_a_way(fay, table, told)
    evening.parts(table, told)
    fay.does("close")


def afterwards(fay: Someone, ana: Someone, bea: Someone, told: Told) -> None:
    """Who was the client, her plan for those who were there, a page of one's own, a look back, and the next date."""
    for one in (fay, ana, bea):
        one.presses("To the page of the group")
        expect(one.page.locator(".turn[data-state=been]")).to_contain_text("Ana")
        expect(one.page.get_by_text(told.plan[0][0])).to_be_visible()
        one.reads("Next session")
    fay.shows("after")
    ana.presses("How it goes")
    expect(ana.page.get_by_text(told.plan[2][0]).first).to_be_visible()
    ana.shows("plan")
    for one, way, stands in ((bea, "My own page of this session", told.learned), (fay, "Look back at it", "")):
        one.page.locator(".matrix tbody th a").first.click()
        one.presses(way)
        expect(one.page.locator("main")).to_contain_text(stands)
    assert told.bag not in bea.page.content()
