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
from besace.live import clock, doors, rooms, seats, serving
from besace.live.models import Quieted, Seat
from besace.people import claims, debriefs, lengths, plans, shredding, trail
from besace.people.models import Claim, Group
from besace.post import tasks
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
doors.knock(gathering, seats.new_key(), name="Zo\\u00eb")
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
told |= {"person": at.bea.person.id, "waiting": gathering.journal}
print(json.dumps(told))
"""

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
