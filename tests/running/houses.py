"""Whole houses in folders of their own, made by the code itself: everything that can be kept, and sessions held.

They are made in another process and read in another, as the command line does it.
"""

import json
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.journal.elsewhere import said

CONTENT, VAULT = "besace.sqlite3", "vault.sqlite3"
AT = 1_773_000_000
"""8 March 2026, at night: three days after the session was held, a few before the next one; no key has ended."""

PEOPLED = """
import json
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from besace.live import clock, doors, links, rooms, seats, serving
from besace.live.models import Device, Knock, Quieted, Seat
from besace.people import debriefs, keeping, lengths, plans, shredding
from besace.people.models import Claim, Deed, Entrance, Group
from besace.post import tasks
from besace.post.models import Letter
from tests.people import cast, held
from tests.web import everyone
clock.put(int(sys.argv[1]))
serving.open_house()
everyone.house()
at = held.kept(held.table())
debriefs.write(at.meeting(1), at.fay, {"reception": debriefs.Looking("It was quiet \\u00e9\\u4f60")})
plans.progress(at.meeting(1).plan, {"action-1": plans.How()}, tell=True)
own = lengths.close_own(at.group.id, "Ours", {"reception": 10})
Group.objects.filter(pk=at.group.pk).update(own_format=own, variants=["round", "b", "a"])
cast.browser(at.ana.person)
room = held.opened(at, 2)
clock.put(int(sys.argv[1]))
gathering = rooms.open_room({"facilitator_name": "Fay", "people": [], "language": "en"}, "fay-9")
phone = seats.new_key()
seats.take(gathering, "fay-9", phone, Seat.Role.FACILITATOR)
links.mint(gathering, Seat.Role.FACILITATOR, "fay-9")
Device.objects.create(pk=seats.hashed("another"), created=clock.now())
Knock.objects.create(room=gathering, device_id=seats.hashed("another"), created=clock.now())
doors.knock(gathering, "another", name="Zo\\u00eb")
keeping.choose(at.group, keeping.Times(30, 20, 6), 0, at.fay.person)
Deed.objects.create(group=at.group, kind=Deed.Kind.TIES, cycle=at.cycle, count=2, at=clock.now())
Entrance.objects.create(room=room, member=at.fay, device=seats.hashed(phone))
letter = {"kind": "reminder", "occasion": "once", "recipient": at.ana.person.id, "group": at.group, "by": at.fay.person}
Letter.objects.create(**letter, person=at.ana.person, due=1, until=2, next_try=1, created=clock.now())
Quieted.objects.create(room=room, card="turn")
Claim.objects.create(person=at.ana.person, room=room, seat=at.ana.id, role=Seat.Role.PARTICIPANT, created=clock.now())
EmailAddress.objects.create(user=at.ana.person, email=at.ana.person.email, verified=True, primary=True)
passkey = {"z": [1, 2.5, None], "a": {"c": True, "b": "\\u00e9"}}
Authenticator.objects.create(user=at.ana.person, type="webauthn", data=passkey)
tasks.deliver.enqueue("a-letter")
gone = rooms.open_room({"facilitator_name": "Fay", "people": [{"id": "a", "name": "Ana"}], "language": "en"}, "fay-8")
shredding.shred(gone)
told = {"room": at.meeting(1).room.id, "journal": at.meeting(1).room.journal, "other": room.journal}
told |= {"group": at.group.id, "ana": at.ana.id, "meeting": at.meeting(1).id, "gone": gone.journal}
told |= {"facilitator": at.fay.person.id, "person": at.bea.person.id, "waiting": gathering.journal}
print(json.dumps(told))
"""

SINCE = """
from besace.live import clock
from besace.people import access, webhooks
from besace.people.models import Access, Call, Member
clock.put(int(sys.argv[1]))
fay = Member.objects.select_related("person").get(group=sys.argv[2], person=sys.argv[3])
access.make(fay.person, "Calendar", ["webhooks"], 30)
hook, _ = webhooks.register(Access.objects.get(person=fay.person), fay, "https://example.org/in")
Call.objects.create(webhook=hook, word="moved", cycle=1, session=2, at=clock.now(), next_try=clock.now())
"""
"""What can be kept since the newest release."""

LOOK = """
import json
from besace.live import clock
from besace.running import check
clock.put(int(sys.argv[1]))
print(json.dumps(check.look().as_json()))
"""


@dataclass(frozen=True)
class Peopled:
    """A house and the ids of what is in it."""

    folder: Path
    ids: dict[str, str]

    def copied(self, to: Path) -> Path:
        """The same house in another folder, to be damaged."""
        shutil.copytree(self.folder, to)
        return to


def peopled(folder: Path) -> Peopled:
    """A house in which everything that can be kept is kept."""
    return Peopled(folder, json.loads(said(folder, PEOPLED, str(AT)).splitlines()[-1]))


def keep_since(folder: Path, ids: dict[str, str]) -> None:
    """Adds to a house of the newest release what can be kept since."""
    said(folder, SINCE, str(AT), ids["group"], ids["facilitator"])


def looked_at(folder: Path, at: int = AT, **more: str) -> dict[str, Any]:
    """What a check finds in a house at an instant."""
    found: dict[str, Any] = json.loads(said(folder, LOOK, str(at), **more))
    return found


def asked(file: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Asks, or changes, a database behind everyone's back."""
    line = sqlite3.connect(file)
    try:
        found = line.execute(sql, values).fetchall()
        line.commit()
    finally:
        line.close()
    return found


OPENED = """
import json
from besace.live import clock
from tests.running import inside
clock.put(int(sys.argv[1]))
print(json.dumps(inside.opened()))
"""


def opened(folder: Path, at: int = AT, **more: str) -> dict[str, list[Any]]:
    """What can be read in a house: by table how many values, and one hash of all they say."""
    found: dict[str, list[Any]] = json.loads(said(folder, OPENED, str(at), **more))
    return found


def counts(folder: Path) -> dict[str, int]:
    """How many rows each table has, in both databases, that the house's own doing fills."""
    found: dict[str, int] = {}
    for name in (CONTENT, VAULT):
        tables = [one for (one,) in asked(folder / name, "SELECT name FROM sqlite_master WHERE type = 'table'")]
        found |= {one: asked(folder / name, f"SELECT count(*) FROM {one}")[0][0] for one in tables}  # noqa: S608
    return {name: many for name, many in sorted(found.items()) if not name.startswith(MADE)}


MADE = ("sqlite_", "django_migrations", "django_content_type", "auth_permission")
"""Tables that making the others fills: another version fills them otherwise."""
