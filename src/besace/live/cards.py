"""The cards a facilitator set aside, for this once or for good: kept beside the room, for it is nothing of the session.

What is kept are codes, ids and numbers (see `method.prompts.Prompt`). The journal does not know of it: a card set aside
changes nothing that happened. Those of an account come in when its seat is taken (`people.cards`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from besace.live import nudges
from besace.live.models import Quieted, Room
from besace.live.reach import Beside
from besace.method.prompts import Code, prompts
from besace.method.session import Session
from besace.method.view.table.cards import Cards, cards_of, name_of
from besace.method.words import Seconds

CODES = tuple(map(str, Code))
LONGEST = 300


def _read(room_id: str) -> frozenset[str]:
    return frozenset(Quieted.objects.filter(room=room_id).values_list("card", flat=True))


_quieted: Beside[frozenset[str]] = Beside(_read)


@dataclass(frozen=True, slots=True)
class SetAside:
    """The kinds of cards that she does not want to see, to be brought back."""

    codes: tuple[str, ...]


def shown(room: Room, session: Session, at: Seconds) -> dict[str, Cards | SetAside | None]:
    """The islands of the cards, for the console; reads nothing from disk."""
    hidden = _quieted.latest(room.id) or frozenset()
    codes = tuple(code for code in CODES if code in hidden)
    return {"prompts": cards_of(session, at, hidden), "set_aside": SetAside(codes) if codes else None}


def hidden_in(room: Room) -> frozenset[str]:
    """What is set aside in this room: codes for good, names of occurrences for this once."""
    return _quieted.of(room.id)


def is_in_memory(room: Room) -> bool:
    """Whether the cards can be shown without reading the disk."""
    return _quieted.is_ready(room.id)


def put_off(room: Room, session: Session, at: Seconds, code: str) -> bool:
    """Sets aside the card of this code until there is another reason for one; whether there was one."""
    found = next((name_of(one) for one in prompts(session, at) if one.code == code), "")
    return bool(found) and _hide(room, (found[:LONGEST],))


def put_away(room: Room, codes: Iterable[str]) -> bool:
    """Sets aside cards of these kinds for good; whether they are kinds of cards."""
    known = [code for code in codes if code in CODES]
    return bool(known) and _hide(room, known)


def bring_back(room: Room, code: str) -> None:
    """Shows cards of this kind again, those set aside for once as well."""
    gone = [one for one in hidden_in(room) if one == code or one.startswith(f"{code} ")]
    _write(room, Quieted.objects.filter(room=room, card__in=gone).delete)


def forget_memory() -> None:
    """Drops what is kept in memory: the next use reads the disk."""
    _quieted.forget()


def _hide(room: Room, cards: Iterable[str]) -> bool:
    rows = [Quieted(room=room, card=card) for card in cards]
    _write(room, lambda: Quieted.objects.bulk_create(rows, ignore_conflicts=True))
    return True


def _write(room: Room, work: Callable[[], object]) -> None:
    nudges.write(room.id, work)
    _quieted.renewed(room.id)
    nudges.nudge(room.id)
