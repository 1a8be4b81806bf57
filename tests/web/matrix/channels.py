"""What reaches each of them, by every channel of the house: pages, the room, its stream, files, the feed, letters."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.test import Client
from django.urls import reverse

from besace.live import clock
from besace.people import subjects, tokens
from besace.people.models import Person
from besace.post import standing
from besace.post.due import wanted
from besace.post.writing import write
from tests.live.running import Screen
from tests.papers.pdf import text_of
from tests.web.everyone import PARTS
from tests.web.matrix.people import World

PRINTED = {"people": "3", "language": "en", "size": "a4"}
OF_ROOM = frozenset(name for name, parts in PARTS.items() if "room_id" in parts)
SHUT = (404, 405)


@dataclass(frozen=True)
class Heard:
    """What one person got by one channel."""

    who: str
    channel: str
    said: str
    status: int = 200


def addresses(of: World, name: str) -> Iterator[str]:
    """Every address of a page in this world: both sessions, each member's subject, every part of an address."""
    group = of.ours.group.id
    known: dict[str, Callable[[], tuple[object, ...]]] = {
        "group_id": lambda: (group,),
        "programme_id": lambda: (of.programme.id,),
        "number": lambda: (1, 2),
        "meeting_id": lambda: (of.ours.meeting(1).id, of.ours.meeting(2).id),
        "webhook_id": lambda: ("none",),
        "subject_id": lambda: tuple(one.id for who in ("ana", "bea") for one in subjects.of(of.members[who])),
        "action": lambda: (1,),
        "kind": lambda: ("reminder",),
        "about": lambda: (of.ours.meeting(2).id,),
        "room_id": lambda: (of.room.id if of.room else "none-yet",),
        "language": lambda: ("en",),
        "size": lambda: ("a4",),
        "name": lambda: ("kit",),
        "token": lambda: ("nobody.nothing",),
        "leaf": lambda: ("method",),
        "stage": lambda: ("clarification",),
    }
    parts = PARTS[name]
    for values in product(*(known[part]() for part in parts)):
        yield reverse(name, kwargs=dict(zip(parts, values, strict=True)))


def pages(of: World, who: str, names: frozenset[str]) -> Iterator[Heard]:
    """These pages as she gets them; PDFs as words."""
    for name in sorted(names):
        for address in addresses(of, name):
            yield got(of.browsers[who], who, f"page {name}", address)


def got(browser: Client, who: str, channel: str, address: str) -> Heard:
    """One page as she gets it."""
    answer: Any = browser.get(address, PRINTED if address.endswith(".pdf") else {})
    content = b"".join(answer)
    kind = answer.headers.get("Content-Type", "")
    said = text_of(content) if kind == "application/pdf" else content.decode("utf-8", "ignore")
    channel = f"pdf {channel}" if kind == "application/pdf" else channel
    return Heard(who, channel, f"{said} {answer.headers.get('Location', '')}", answer.status_code)


def room(of: World, who: str, port: int) -> Iterator[Heard]:
    """The room as she gets it: the page, the whole view, and the stream when it begins."""
    if of.room is None:
        return
    yield from pages(of, who, frozenset({"room", "view", "board"}))
    screen = Screen(port, of.room, of.keys.get(who, ""))
    if screen.status == 200:
        screen.next()
    yield Heard(who, "stream", repr(screen.islands), screen.status)
    screen.close()


def posted(of: World) -> Iterator[Heard]:
    """Every letter there is reason to write now, as its reader gets it, and every member's feed."""
    names = {member.person_id: name for name, member in of.members.items()}
    stands = standing.of(of.ours.group)
    for one in wanted(stands, clock.now()):
        letter = write(one, stands)
        said = " ".join((letter.subject, letter.text, letter.html, (letter.entry or b"").decode()))
        yield Heard(names.get(one.recipient, "vera"), f"letter {one.kind}", said)
    for name, member in of.members.items():
        person = Person.objects.get(pk=member.person_id)
        address = reverse("feed", args=[tokens.token(tokens.FEED, person.id, person.feed)])
        yield got(of.browsers["vera"], name, "feed", address)
