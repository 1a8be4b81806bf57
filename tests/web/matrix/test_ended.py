"""Every grant that can end, after it has ended: page, act, whole view and open stream; and none tells why."""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import reverse

from besace.live import clock, ending, links, seats
from besace.live.models import Seat
from besace.people import invitations, leaving, tokens
from besace.people.invitations import Asked
from besace.people.models import Invitation, Person
from besace.web.islands import render
from tests.live.running import Screen, served
from tests.web.matrix.people import AT, World, world
from tests.web.matrix.story import SCENES

PRIVATE = re.compile(r'value="[\w.-]{20,}"|besace_csrf=[^;]*')
CUT_WITHIN = 2.0


@pytest.fixture
def port() -> Iterator[int]:
    with clock.at(AT), served(render) as found:
        yield found


@pytest.fixture
def evening(port: int) -> World:
    """Step 2 under way."""
    of = world()
    for scene, _, play in SCENES:
        play(of)
        if scene == "clear":
            break
    return of


def removed(of: World) -> None:
    leaving.remove(of.members["bea"])


def left(of: World) -> None:
    of.browsers["bea"].post(reverse("own-leave", args=[of.ours.group.id]), {"sure": "on"})


def shut_out(of: World) -> None:
    seat = Seat.objects.get(room=of.open_room, person=of.id_of("bea"))
    seats.shut_out(of.open_room, seat.id)


def moved(of: World) -> None:
    key = seats.new_key()
    seats.take(of.open_room, of.id_of("bea"), key, Seat.Role.PARTICIPANT)
    seats.release_others(of.open_room, of.id_of("bea"), key)


def shredded(of: World) -> None:
    ending.end(of.open_room)


@pytest.mark.method("F4")
@pytest.mark.parametrize("end", [removed, left, shut_out, moved, shredded], ids=lambda one: one.__name__)
def test_a_seat_that_ended_opens_nothing_and_its_stream_is_cut_within_two_seconds(evening, port, end):
    browser, room = evening.browsers["bea"], evening.open_room
    screen = Screen(port, room, evening.keys["bea"])
    screen.next()
    begun = time.monotonic()
    end(evening)
    while screen.next()["event"] not in {"out", "end"}:
        assert time.monotonic() - begun < CUT_WITHIN
    assert time.monotonic() - begun < CUT_WITHIN
    screen.close()

    again = Screen(port, room, evening.keys["bea"])
    assert again.status == 404
    again.close()
    for name in ("room", "view", "time", "plan-calendar", "own-sheet", "room-terms"):
        assert browser.get(reverse(name, args=[room.id])).status_code == 404, name
    for name in ("act", "say-back", "coach", "coached"):
        assert browser.post(reverse(name, args=[room.id]), {"act": "ask", "text": "Words"}).status_code == 404, name


@pytest.mark.method("F4")
@pytest.mark.parametrize("end", [removed, left], ids=lambda one: one.__name__)
def test_who_has_left_the_group_keeps_her_own_pages_and_loses_all_others(evening, end):
    browser, group = evening.browsers["bea"], evening.ours.group.id
    feed = reverse("feed", args=[_feed(evening, "bea")])
    assert "DTSTART" in browser.get(feed).content.decode()
    end(evening)

    for name in ("group", "subject", "poll", "confirm-dates", "join-group"):
        assert browser.get(reverse(name, args=[group])).status_code == 404, name
    assert browser.get(reverse("meeting", args=[group, 2])).status_code == 404
    assert "canary-note-before-bea" in browser.get(reverse("notebook-json", args=[group])).content.decode()
    assert "DTSTART" not in browser.get(feed).content.decode()


def test_a_feed_that_was_changed_and_a_link_that_was_withdrawn_open_nothing(evening):
    browser, room = evening.browsers["fay"], evening.open_room
    former = reverse("feed", args=[_feed(evening, "fay")])
    assert browser.get(former).status_code == 200
    browser.post(reverse("change-feed"))
    assert browser.get(former).status_code == 404
    assert browser.get(reverse("feed", args=[_feed(evening, "fay")])).status_code == 200

    token, key = links.mint(room, Seat.Role.FACILITATOR, evening.id_of("fay")), seats.new_key()
    links.revoke(room, Seat.Role.FACILITATOR, evening.id_of("fay"))
    assert links.redeem(room, token, key) is None
    assert seats.seats_of(room, key) == ()


def test_an_invitation_that_was_withdrawn_tells_nothing_of_the_group(evening):
    made = invitations.invite(evening.ours.group, [Asked("zoe@example.org", "Zoe")], evening.ours.fay.person)[0]
    given = tokens.token(tokens.INVITATION, made.id, made.turn)
    browser = evening.browsers["vera"]
    opened = browser.post(reverse("invited"), {"token": given}, follow=True)
    Invitation.objects.filter(pk=made.pk).update(state=Invitation.State.WITHDRAWN)
    withdrawn = browser.post(reverse("invited"), {"token": given}, follow=True)
    never = browser.post(reverse("invited"), {"token": f"never-was.{'A' * 22}"}, follow=True)

    name = evening.ours.group.name
    assert name in opened.content.decode()
    assert name not in withdrawn.content.decode()
    assert name not in never.content.decode()
    assert (withdrawn.status_code, never.status_code) == (410, 404)


def _feed(of: World, name: str) -> str:
    person = Person.objects.get(pk=of.members[name].person_id)
    return tokens.token(tokens.FEED, person.id, person.feed)


ROOM = (
    "room",
    "view",
    "time",
    "act",
    "board",
    "coach",
    "coached",
    "plan-calendar",
    "own-sheet",
    "kit",
    "door-home",
    "door-answer",
)
GROUP = ("group", "table", "group-edit", "dates", "letters", "notebook", "own", "subject", "poll", "notebook-json")


@pytest.mark.method("F4")
@pytest.mark.parametrize("who", ["vera", "kim", "olga", "sol", "rex", "wim"])
def test_what_is_forbidden_and_what_is_not_there_are_answered_alike(evening, port, who):
    browser = evening.browsers[who]
    places = [(name, evening.open_room.id, "A" * len(evening.open_room.id)) for name in ROOM]
    if who != "rex":  # what she wrote in the group is hers still
        places += [(name, evening.ours.group.id, "A" * len(evening.ours.group.id)) for name in GROUP]
    browser.get("/")  # what a browser is told once, it has been told
    for name, here, nowhere in places:
        if (who, name) == ("wim", "room"):
            continue  # he stands before that very door, and is led back to it
        for ask in (browser.get, browser.post):
            there, absent = (_told(ask, reverse(name, args=[place]), place) for place in (here, nowhere))
            assert there == absent, name
    rooms = [_Named(place) for place in places[0][1:]]
    streams = [Screen(port, room, evening.keys.get(who, "")) for room in rooms]
    assert {one.status for one in streams} == {404}
    assert len({_timeless(one.answer.getheaders()) for one in streams}) == 1
    for one in streams:
        one.close()


def _timeless(headers: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, value) for name, value in headers if name.lower() != "date"))


class _Named:
    def __init__(self, name: str) -> None:
        self.id = name


def _told(ask: Callable[..., Any], address: str, place: str) -> tuple[Any, ...]:
    answer = ask(address)
    headers = {name: value.replace(place, "") for name, value in answer.headers.items() if name != "Content-Length"}
    cookies = sorted(answer.cookies)
    return answer.status_code, headers, cookies, PRIVATE.sub("", answer.content.decode().replace(place, ""))
