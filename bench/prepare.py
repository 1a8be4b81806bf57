"""Prepares a data folder with rooms where everyone is seated, before a server is started on it.

`python -m bench.prepare ROOMS`, with BESACE_DATA set, prints what the browsers in those rooms would know, as JSON.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from random import Random
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besace.settings")
django.setup()

from django.http import HttpRequest  # noqa: E402 - Django must be set up first
from django.middleware.csrf import get_token  # noqa: E402

from bench import story  # noqa: E402
from bench.story import Did  # noqa: E402
from besace import journal  # noqa: E402
from besace.live import clock, rooms, seats, serving  # noqa: E402
from besace.live.models import Device, Room, Seat  # noqa: E402
from besace.method.acts import Act, Entry, Refusal  # noqa: E402
from besace.method.decide import decide  # noqa: E402
from besace.method.evolve import fold  # noqa: E402
from besace.method.session import Session  # noqa: E402
from besace.method.words import SCREEN, PersonId  # noqa: E402

LONG = 1_000


def main(count: int) -> None:
    """Makes that many rooms in step 2, and two in the gathering: one with ten entries, one with a thousand."""
    serving.make_ready()
    made = {
        "rooms": [_room(number, story.to_clarification(Random(number))) for number in range(count)],  # nosec B311 # a story
        "short": _room(count, ()),
        "long": _room(count + 1, islice(story.passing_the_floor(), LONG - story.GATHERED)),
    }
    json.dump(made, sys.stdout)


def _room(number: int, rest: Iterable[Did]) -> dict[str, Any]:
    people = [seats.new_person() for _ in range(story.TABLE)]
    facilitator = seats.new_person()
    room = rooms.open_room(_setup(number, people), facilitator)
    begun = rooms.folded(room)
    entries = list(_entries(begun.session, people, [*story.gathering(), *rest]))
    journal.append(room.journal, entries, expected=begun.seq, act_id="until-now", by=facilitator)
    return {"room": room.id, "people": people, "screens": seated(room, facilitator, people)}


def _setup(number: int, people: list[PersonId]) -> dict[str, Any]:
    names = Random(number).sample(story.NAMES, story.TABLE + 1)  # nosec B311 # a story
    table = [{"id": person, "name": name} for person, name in zip(people, names, strict=False)]
    return {"title": f"Group {number}", "language": "en", "facilitator_name": names[-1], "people": table}


def _entries(session: Session, people: list[PersonId], acts: Iterable[Did]) -> Iterator[Entry]:
    """The entries of acts that must all be accepted."""
    at = clock.now()
    for did in acts:
        by = session.facilitator if did.place == story.FACILITATOR else people[did.place]
        fields = {name: people[value] if name == "person" else value for name, value in did.fields.items()}
        decided = decide(session, Act(did.word, fields), by, at)
        if isinstance(decided, Refusal):
            raise RuntimeError(f"{did.word}: {decided.code} {decided.why}")  # noqa: TRY004 - a refusal is no type
        session = fold(decided, session)
        yield from decided


def seated(room: Room, facilitator: PersonId, people: list[PersonId]) -> list[dict[str, str]]:
    """Gives each person, and the board, a device of their own; the facilitator's comes first, the board's last."""
    sitting = [(facilitator, Seat.Role.FACILITATOR), *((person, Seat.Role.PARTICIPANT) for person in people)]
    sitting.append((SCREEN, Seat.Role.SCREEN))
    keys = [seats.new_key() for _ in sitting]
    Device.objects.bulk_create(Device(pk=seats.hashed(key), created=room.created) for key in keys)
    held = Seat.objects.bulk_create(
        Seat(room=room, person=person, role=role, device_id=seats.hashed(key))
        for (person, role), key in zip(sitting, keys, strict=True)
    )
    return [{"seat": seat.pk, "device": key, **_tokens()} for seat, key in zip(held, keys, strict=True)]


def _tokens() -> dict[str, str]:
    """A browser's secret against forged requests, and the token a page of ours would carry for it."""
    request = HttpRequest()
    token = get_token(request)
    return {"secret": request.META["CSRF_COOKIE"], "token": token}


if __name__ == "__main__":
    main(int(sys.argv[1]))
