"""Door codes: computed, never stored, new every ten minutes; they lead to the waiting room and no further.

Typed: 8 of 31 signs (39.6 bits). In the QR: 128 bits beside the room's id, in the fragment of an address, which no
server or log ever sees.
"""

import base64
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from besace.journal import folder
from besace.live.models import Room

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8
PERIOD = 600
LINGER = 60
REMEMBERED = 6
"""How many periods back a code is still known to have been right once."""


class Verdict(Enum):
    """What a code is worth."""

    WRONG = "wrong"
    EXPIRED = "expired"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Codes:
    """A room's codes of one period: the one to type, and the one in the QR."""

    typed: str
    token: str


def codes(room_id: str, at: float) -> Codes:
    """The codes of a room that are shown at an instant."""
    return _codes(room_id, int(at) // PERIOD)


def rotates_in(at: float) -> float:
    """Seconds until the codes change."""
    return PERIOD - at % PERIOD


def normal(typed: str) -> str:
    """A code as someone types it, without spaces, dashes and case."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def judge(given: str, rooms: Iterable[Room], at: float) -> tuple[Verdict, Room | None]:
    """Finds whose code this is among these rooms, and whether it still holds."""
    room_id, dot, token = given.partition(".")
    if dot:
        among = [room for room in rooms if room.id == room_id]
        return _judge(token, among, at, "token")
    return _judge(normal(given), rooms, at, "typed")


def _judge(given: str, rooms: Iterable[Room], at: float, kind: str) -> tuple[Verdict, Room | None]:
    now = int(at) // PERIOD
    oldest = now - 1 if at % PERIOD < LINGER else now
    for room in rooms:
        for period in range(now, now - REMEMBERED - 1, -1):
            if hmac.compare_digest(given.encode(), getattr(_codes(room.id, period), kind).encode()):
                return (Verdict.RIGHT if period >= oldest else Verdict.EXPIRED), room
    return Verdict.WRONG, None


@lru_cache(maxsize=16_384)
def _codes(room_id: str, period: int) -> Codes:
    drawn = hmac.digest(folder.root("door"), f"{room_id}|{period}".encode(), "sha256")
    number = int.from_bytes(drawn[:16])
    typed = ""
    for _ in range(LENGTH):
        number, sign = divmod(number, len(SIGNS))
        typed += SIGNS[sign]
    return Codes(typed, base64.urlsafe_b64encode(drawn[16:]).decode().rstrip("="))
