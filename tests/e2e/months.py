"""Months that go by: the clock moves from date to date, and whoever was signed in comes back by a code."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count

from django.core.cache import cache
from playwright.sync_api import expect

from besace.live import clock, rooms
from besace.live.act import act
from besace.method.acts import Act
from besace.people import timetable
from besace.people.models import Group
from tests.e2e.journey import Someone
from tests.e2e.mail import code_in, link_of, text_of
from tests.e2e.told import Told
from tests.people.sessions import _story

HOUR, DAY = 3_600, 86_400
_acts = count()


def cycle():
    (group,) = Group.objects.all()
    found = timetable.current(group)
    assert found
    return found


def session(number: int):
    return next(one for one in timetable.sessions_of(cycle()) if one.number == number)


@contextmanager
def at(instant: float) -> Iterator[None]:
    """Time goes on to an instant; whoever asked for many codes meanwhile has long been forgiven."""
    assert instant >= clock.real()
    clock.put(int(instant))
    cache.clear()
    yield


def before(number: int, *, days: int, hours: float = 9.1):
    """Some days before a session, in the morning when letters leave."""
    when = session(number).when
    midnight = when.begins.replace(hour=0, minute=0) - timedelta(days=days)
    return at(midnight.timestamp() + hours * HOUR)


def at_session(number: int):
    """A quarter of an hour before a session begins."""
    return at(session(number).when.begins.timestamp() - HOUR / 4)


def after(number: int, *, days: int = 1):
    """Some days after a session, in the morning."""
    when = session(number).when
    return at(when.begins.replace(hour=9, minute=6).timestamp() + days * DAY)


def comes_back(one: Someone) -> None:
    """Signed out since: a code brings her to the page she wanted; Fay shows her passkey too."""
    if "/account/" not in one.page.url:
        return
    one.types("Your e-mail address", one.email)
    one.presses("Send me the code")
    one.types("The code", code_in(text_of(one.letter())))
    one.presses("Sign in")
    if one.name == "Fay":
        one.presses("Use my passkey")
    one.page.wait_for_url(lambda url: "/account/" not in url)


def goes_home(one: Someone) -> None:
    """From the first page to the page of her group."""
    one.page.goto("/")
    one.page.locator(".masthead a[href='/me/'], .masthead a[href='/account/']").first.click()
    comes_back(one)
    one.page.locator(".group__name a").click()
    one.page.wait_for_url("**/g/*/")


def opens(fay: Someone) -> None:
    goes_home(fay)
    fay.presses("Open the room")
    fay.page.wait_for_url("**/s/**")


def enters(table: dict[str, Someone]) -> None:
    for one in table.values():
        goes_home(one)
        one.presses("Come in")
        one.page.wait_for_url("**/s/**")


def begins_with_the_plan(fay: Someone, before_: Someone, told: Told, *, lived: bool = False) -> None:
    """R2: the client of last time tells how her plan went, before any new subject."""
    fay.does("open")
    fay.does("advance")
    action = SORT if lived else told.plan[0][0]
    expect(before_.page.get_by_text(action).first).to_be_visible()
    before_.does("report_action", outcome="done", easy="They were glad")
    fay.does("advance")


WHENS = {"en": ("tomorrow", "next month", "by the summer"), "fr": ("demain", "le mois prochain", "en juin")}
SORT = "Sort the drawer"


def lived_plan(language: str) -> tuple[dict[str, str], ...]:
    texts, terms = (SORT, "Call the bank twice", "Ask for a quiet room"), ("short", "medium", "long")
    rows = zip(texts, WHENS[language], terms, strict=True)
    return tuple({"text": text, "when": when, "term": term} for text, when, term in rows)


def lived_by(fay: Someone, names: tuple[str, ...]) -> None:
    """The steps from the subjects to the end, lived by these people, the first of whom is the client."""
    room = rooms.find(fay.page.url.partition("/s/")[2].partition("/")[0])
    assert room
    now = rooms.folded(room).session
    ids = [next(one.id for one in now.people if one.name == name) for name in names]
    story = list(_story(now.facilitator, ids, lived_plan(fay.language)))
    first = next(n for n, (_, word, _) in enumerate(story) if word == "propose_subject")
    for who, word, fields in story[first:]:
        if word == "confirm_next" and not now.next_session:
            continue
        told = {"available": True} if word == "confirm_next" else fields
        answer = act(room, who, Act(word, told), f"lived-here-{next(_acts):06}")
        assert answer.refusal is None, (who, word, answer.refusal)


def thanks(table: dict[str, Someone]) -> None:
    """A letter to each who was there, with the way to her own page."""
    for one in table.values():
        letter = one.letter()
        assert str(letter["Subject"]) == one.word("Thank you for having been there")
        assert link_of(letter, one.word("Open my own page"))


def wants_to_be_reminded(one: Someone, *, before_session: bool) -> None:
    """She alone asks for it, on the page of her plan."""
    goes_home(one)
    one.presses("How it goes")
    one.page.locator("[name=remind_before]" if before_session else "[name=remind_on_the_day]").check(force=True)
    with one.page.expect_navigation():
        one.presses("Keep this")
