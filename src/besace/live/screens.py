"""What one seat is shown: the islands of her view, and those of the shell around it (the door, who is connected)."""

from collections.abc import Mapping

from besace.live import cards, clock, doors, onward, presence, returns, rooms, wording
from besace.live.models import Room, Seat
from besace.live.rooms import Folded
from besace.live.seats import Place
from besace.method.prompts import Code
from besace.method.value import value
from besace.method.view import allowed, view_for, wakes_at
from besace.method.view.desk.clarification import DeskQuestions
from besace.method.view.desk.synthesis import DeskPlan
from besace.method.view.table.cards import Cards
from besace.method.words import PersonId, Said, Seconds

SAID_BY: Mapping[str, str] = {Code.DISCOMFORT: "signal", Code.TIME_SHORT: "overrun"}
"""The slips whose sentence these cards carry too."""
ON_SHEET: Mapping[str, str] = {
    Code.ADVICE_IN_QUESTION: "desk_questions",
    Code.JUDGING_QUESTION: "desk_questions",
    Code.PLAN_VAGUE: "desk_plan",
}
"""The sheets that would say the same of the line these cards speak of."""


@value
class Presence:
    """Whose screen of before is gone, by name, in order of seats.

    Who never had one is not missed: not everyone brings a phone, and a session goes as well by hand (F2).
    """

    away: tuple[Said, ...] = ()


@value
class Shown:
    """Everything one seat is shown as of a sequence."""

    seq: int
    at: Seconds
    screen: str
    stage: str
    language: str
    islands: Mapping[str, object | None]


def shown(room: Room, place: Place) -> Shown:
    """What a seat is shown now: a whole view, for a page, a poll or a stream alike."""
    remember(room)
    return shown_of(room, rooms.folded(room), place.viewer, place.role)


def remember(room: Room) -> Folded:
    """Brings into memory what showing this room needs, and gives its session."""
    rooms.renew_row(room)
    doors.waiting(room)
    cards.hidden_in(room)
    returns.remember(room.id)
    presence.remember(room.id)
    folded = rooms.folded(room)
    wording.expect(folded.session.language)
    return folded


def in_memory(room: Room) -> Folded | None:
    """The session of a room that can be shown without reading the disk, else None."""
    beside = doors.is_in_memory(room) and cards.is_in_memory(room)
    ready = beside and returns.is_in_memory(room.id) and presence.is_in_memory(room.id) and rooms.is_row_current(room)
    return rooms.in_memory(room.id) if ready else None


def shown_of(room: Room, folded: Folded, viewer: PersonId, role: str) -> Shown:
    """What this viewer is shown of a session already folded; reads nothing from disk."""
    at = max(clock.now(room), folded.at)
    view = view_for(folded.session, viewer, at)
    shell = allowed(folded.session, viewer, _shell(room, folded, viewer, role, at))
    islands = _calm({**view.islands, **shell})
    return Shown(folded.seq, at, str(view.screen), str(view.stage), view.language, islands)


def next_change(room: Room, folded: Folded) -> tuple[float | None, float | None]:
    """Real seconds until time alone changes some view of this room, and everybody's; None when only an act can."""
    if clock.is_set():
        return None, None
    wakes = wakes_at(folded.session, max(clock.now(room), folded.at))
    turn = doors.rotates_in() if doors.is_open(folded.session) else None
    return _sooner(_wait(room, wakes.some), turn), _sooner(_wait(room, wakes.all), turn)


def _sooner(one: float | None, other: float | None) -> float | None:
    return min((wait for wait in (one, other) if wait is not None), default=None)


def _wait(room: Room, instant: Seconds | None) -> float | None:
    return None if instant is None else max(clock.until(room, instant), 0.0)


def _shell(room: Room, folded: Folded, viewer: PersonId, role: str, at: Seconds) -> Mapping[str, object | None]:
    session, on = folded.session, {"onward": onward.onward_of(room)}
    if role == Seat.Role.FACILITATOR:
        waiting = {"door": doors.door_of(room, session), "returns": returns.returns_of(room.id, session)}
        return {**waiting, **on, "presence": _presence(room, folded), **cards.shown(room, session, at)}
    if role == Seat.Role.SCREEN:
        return {**on, "join": doors.join_of(room, session)}
    thumb = returns.thumb_of(room.id, session, viewer)
    return {**on, "thumb": thumb} if thumb else on


def _calm(islands: Mapping[str, object | None]) -> Mapping[str, object | None]:
    """One voice at a time: what an open card says, no other slip or sheet says beside it."""
    found = islands.get("prompts")
    if not isinstance(found, Cards):
        return islands
    card = found.card
    if said := SAID_BY.get(card.code):
        return {**islands, said: None}
    name = ON_SHEET.get(card.code, "")
    sheet = islands.get(name)
    if isinstance(sheet, DeskQuestions | DeskPlan):
        return {**islands, name: sheet.beside_card(card.number)}
    return islands


def _presence(room: Room, folded: Folded) -> Presence:
    gone = presence.known(room.id) - presence.here(room.id)
    session = folded.session
    return Presence(tuple(one.name for one in session.people if one.id in gone and session.is_here(one.id)))
