"""A whole cycle, from the invitations to the last follow-up, in real browsers and with real letters, in each language.

Four people begin; one leaves after the second session, and only her own turn goes with her. Months go by between two
dates: everyone is signed out meanwhile, and comes back as one does, from a letter or by a code.
"""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from playwright.sync_api import expect

from besace.live import clock
from besace.people import timetable
from besace.people.models import Group, Person
from besace.post import smtp, ticker
from tests.e2e import evening
from tests.e2e.journey import LAPTOP, Someone, people, post_office
from tests.e2e.mail import entry_of, told_to_others, twice
from tests.e2e.months import (
    DAY,
    HOUR,
    after,
    at,
    at_session,
    before,
    begins_with_the_plan,
    comes_back,
    cycle,
    enters,
    goes_home,
    lived_by,
    opens,
    session,
    thanks,
    wants_to_be_reminded,
)
from tests.e2e.test_first_group import comes_in, founds, sends_the_invitations, takes_the_seat
from tests.e2e.told import Told

NAMES = ("Ana", "Bea", "Cleo", "Dora")
OTHER = {"en": "fr", "fr": "en"}


@pytest.fixture
def come(browser, house, monkeypatch):
    """The house, with a mail server; letters leave when their time has come."""
    with post_office() as (postman, address):
        url = house.url.replace("127.0.0.1", "localhost")
        server = smtp.read(address)
        told = {"BESACE_SMTP": address, "BESACE_SMTP_SERVER": server, "MAILERS": smtp.mailers(server)}
        told |= {"BESACE_MAIL_FROM": "Besace <post@besace.example>", "BESACE_MAIL_FROM_ADDRESS": "post@besace.example"}
        for name, value in (told | {"BESACE_ADDRESS": url}).items():
            monkeypatch.setattr(settings, name, value, raising=False)
        Group.objects.all().delete()
        Person.objects.all().delete()
        cache.clear()
        clock.put((int(clock.real()) - 10 * HOUR) // DAY * DAY + 10 * HOUR)  # ten o'clock, and not yet to come
        with people(browser, postman, url, ticker.turn) as called:
            yield called


@pytest.mark.e2e
@pytest.mark.slow
@pytest.mark.method("G3", "G4", "G5", "G6", "B1", "B2", "R2", "R4", "S5.1", "S6.1", "F5")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_cycle_of_four_one_of_whom_leaves_after_the_second_session(language, come):
    told, fay = Told(language), come("Fay", language, LAPTOP)
    comes_in(fay)
    founds(fay, told, NAMES)
    sends_the_invitations(fay)
    table = {name: come(name, (language, OTHER[language])[n % 2]) for n, name in enumerate(NAMES)}
    for one in table.values():
        takes_the_seat(one)
    lays_the_dates(fay, table)
    first_session(fay, table, told)
    second_session(fay, table, told)
    leaves(fay, table.pop("Dora"), table)
    third_session(fay, table, told)
    the_end(fay, table)
    everyone = (fay, *table.values())
    assert [one.complaints for one in everyone if one.complaints] == []
    assert told_to_others(told, fay.postman.letters, NAMES) == []
    assert twice(fay.postman.letters) == []


def lays_the_dates(fay: Someone, table: dict[str, Someone]) -> None:
    """By one rule; each confirms from her letter; the cycle begins."""
    fay.page.locator(".masthead__where a").click()
    fay.presses("Lay the dates")
    fay.presses("Lay the dates")
    fay.page.locator("button[value=propose]").click()
    fay.presses("Ask them by letter")
    for one in table.values():
        one.follows(one.letter(), "Look at the dates, and answer")
        one.presses("I come to the rest")
        one.reads("You have confirmed every date. The cycle begins once everyone has.")
    fay.presses("Your page")
    fay.presses("Begin the cycle")
    fay.presses("Begin the cycle")
    fay.reads("Next session")


def first_session(fay: Someone, table: dict[str, Someone], told: Told) -> None:
    """Announced a week before, recalled the day before, lived on every screen, and thanked for the morning after."""
    with before(1, days=7):
        letters = {name: one.letter() for name, one in table.items()}
        assert [entry_of(letter)["SEQUENCE"] for letter in letters.values()] == [0] * 4
        ana = table["Ana"]
        ana.follows(letters["Ana"], "Write my subject")
        comes_back(ana)
        ana.types("Your subject", told.subjects[0])
        ana.chooses("project")
        ana.presses("Keep it")
    with before(1, days=1):
        for one in table.values():
            one.follows(one.letter(), "I am coming")
            one.reads("You are expected")
    with at_session(1):
        opens(fay)
        enters(table)
        fay.does("open")
        evening.receives(fay, table, told.subjects)
        evening.understands(fay, table, told)
        evening.finds_a_way(fay, table, told)
        evening.parts(table, told)
        fay.does("close")
    with after(1):
        thanks(table)
        wants_to_be_reminded(table["Ana"], before_session=True)


def second_session(fay: Someone, table: dict[str, Someone], told: Told) -> None:
    """It opens with Ana's plan and Bea's subject left over; Cleo is kept away, and said so from her letter."""
    with before(2, days=7):
        hers = {str(table["Ana"].letter()["Subject"]) for _ in range(2)}
        assert table["Ana"].word("Your page, before the next session") in hers
        for name in ("Bea", "Cleo", "Dora"):
            assert entry_of(table[name].letter())["SEQUENCE"] == 0
            assert table[name].waits_for_nothing()
    with before(2, days=1):
        for one in table.values():
            letter = one.letter()
            if one.name == "Cleo":
                one.follows(letter, "Something keeps me away")
                one.presses("Something keeps me away")
                one.reads("You are not expected")
    there = {name: one for name, one in table.items() if name != "Cleo"}
    with at_session(2):
        opens(fay)
        enters(there)
        begins_with_the_plan(fay, table["Ana"], told)
        expect(fay.page.get_by_text(told.subjects[1]).first).to_be_visible()
        lived_by(fay, ("Bea", "Ana", "Dora"))
    with after(2):
        thanks(there)
        assert table["Cleo"].waits_for_nothing()


def leaves(fay: Someone, dora: Someone, others: dict[str, Someone]) -> None:
    """Her own page lets her go; one session falls away, the last; the others are told, and keep their turns."""
    with after(2, days=2):
        before_ = len(timetable.to_come(cycle()))
        goes_home(dora)
        dora.presses("My notebook")
        dora.presses("Erase, export")
        dora.page.get_by_text(dora.word("I wish to leave")).click()
        dora.page.locator("#id_leave").check(force=True)
        dora.page.locator("form[action$='/leave'] button").click()
        dora.reads("You have left the group. Your pages are still yours.")
        assert len(timetable.to_come(cycle())) == before_ - 1
        goes_home(fay)
        fay.reads("%(name)s left. Nobody else’s turn changes.", name="Dora")
        expect(fay.page.locator(".turn[data-state=been]")).to_have_count(2)
        expect(fay.page.locator(".turn:not([data-state=been])")).to_contain_text("Cleo")
    with after(2, days=3):
        for one in others.values():
            assert entry_of(one.letter())["STATUS"] == "CANCELLED"
            assert one.waits_for_nothing()
        assert dora.waits_for_nothing()


def third_session(fay: Someone, table: dict[str, Someone], told: Told) -> None:
    """Its date moves after it was announced: the calendar entry follows; then it is lived, and is the last."""
    with before(3, days=7):
        first = {name: entry_of(one.letter()) for name, one in table.items()}
    with before(3, days=6):
        goes_home(fay)
        fay.presses("All about this session")
        fay.page.get_by_text(fay.word("Move it to another day")).click()
        later = session(3).when.day + timedelta(days=2)
        fay.page.locator("#move-day").fill(later.isoformat())
        fay.presses("Move it")
    with before(3, days=6, hours=10):
        for name, one in table.items():
            letter = one.letter()
            entry = entry_of(letter)
            assert entry["UID"] == first[name]["UID"]
            assert entry["SEQUENCE"] > first[name]["SEQUENCE"]
            assert entry["DTSTART"].dt.date() == later
            one.follows(letter, "I am coming")
            one.presses("I am coming")
            one.reads("You are expected")
    with before(3, days=1):
        for one in table.values():
            one.letter()
    with at_session(3):
        opens(fay)
        enters(table)
        begins_with_the_plan(fay, table["Bea"], told, lived=True)
        lived_by(fay, ("Cleo", "Ana", "Bea"))
    with after(3):
        thanks(table)
        wants_to_be_reminded(table["Cleo"], before_session=False)


def the_end(fay: Someone, table: dict[str, Someone]) -> None:
    """The last follow-up, on the day of an action, is the client's own; then a new cycle can be laid."""
    with at(clock.now() + HOUR):
        table["Cleo"].follows(table["Cleo"].letter(), "Open my page")
        comes_back(table["Cleo"])
        table["Cleo"].reads("My plan, and how it goes")
        assert table["Ana"].waits_for_nothing()
        assert table["Bea"].waits_for_nothing()
        goes_home(fay)
        fay.reads("The cycle is complete: each has been the client. Whoever wishes to go on begins another one.")
        expect(fay.page.locator(".turn[data-state=been]")).to_have_count(3)
        fay.presses("Lay the dates")
        fay.presses("Lay the dates")
        fay.page.locator("button[value=propose]").click()
        fay.reads("Who has confirmed")
