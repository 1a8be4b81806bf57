"""A cast for groups: people with accounts, a group of them, and browsers in which they are signed in."""

from datetime import time, timedelta
from itertools import count
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest
from django.test import Client

from besace.cycles.wall import WallTime
from besace.live import clock
from besace.people.models import Group, Member, Person
from besace.people.models.person import new_id
from besace.people.terms import VERSION, digest

AT = 1_770_000_000
"""2 February 2026, in the morning."""
_turns = count()


def person(name: str = "Ana", *, email: str | None = None, language: str = "en", zone: str = "Europe/Paris") -> Person:
    """Someone with an account, at an address that is hers alone."""
    address = email or f"{name}.{new_id()}@example.org"
    return Person.objects.create(name=name, email=address, language=language, zone=zone, created=AT, proved=True)


def group(name: str = "The Thursday table", *, seats: int = 4, **more: Any) -> Group:
    """A group without anybody in it yet."""
    told: dict[str, Any] = {
        "in_common": "Founders, in business for less than three years",
        "zone": "Europe/Paris",
        **more,
    }
    return Group.objects.create(name=name, seats=seats, created=AT, **told)


def member(of: Group, who: Person, role: str = Member.Role.PARTICIPANT, *, settled: bool = True) -> Member:
    """Someone's part in a group; `settled`: terms accepted, no ties."""
    done = {"shares_at": AT, "terms": VERSION, "terms_at": AT, "own_terms_digest": digest(of), "ties_at": AT}
    return Member.objects.create(group=of, person=who, role=role, joined=AT + next(_turns), **(done if settled else {}))


def facilitated(*names: str, **more: Any) -> tuple[Group, Member, list[Member]]:
    """A group, the one who facilitates it, and its participants, by name."""
    made = group(**{"seats": len(names) or 1, **more})
    fay = member(made, person("Fay"), Member.Role.FACILITATOR)
    return made, fay, [member(made, person(name)) for name in names]


def browser(who: Person | None = None, *, language: str = "") -> Client:
    """A browser; signed in where someone is named, and then speaking as she does, from now on in `language`."""
    if who is not None and language:
        who.language = language[:2]
        who.save(update_fields=["language"])
    spoken = language or (who.language if who else "en")
    client = Client(headers={"accept-language": spoken, "host": "localhost"})
    if who is not None:
        client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
    return client


def just_in(who: Person) -> Client:
    """The browser of someone who has shown this very minute that it is she."""
    client = browser(who)
    asked = HttpRequest()
    asked.session = client.session
    record_authentication(asked, who, "code")
    asked.session.save()
    return client


def when(n: int) -> WallTime:
    """The n-th of some evenings to come."""
    day = clock.day(clock.now(), "Europe/Paris") + timedelta(weeks=4 * n)
    return WallTime(day, time(18), "Europe/Paris")
