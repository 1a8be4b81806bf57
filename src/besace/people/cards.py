"""The kinds of cards a person with an account does not want to see, kept for every session she facilitates.

Codes alone (`live.cards.CODES`); none of it is content. A room reads no account: what is kept comes in with her seat.
"""

from besace.journal.writer import WRITER
from besace.live import cards
from besace.live.models import Room
from besace.people.models import Entrance, Member, Person


def of(person: Person) -> tuple[str, ...]:
    """The kinds she has put away, in the order of urgency."""
    return tuple(code for code in cards.CODES if code in person.cards_away.split())


def bring_in(room: Room, member: Member) -> None:
    """Has her cards put away in a room where she takes the facilitator's seat."""
    cards.put_away(room, of(member.person))


def put_away(room: Room, device: str, code: str) -> None:
    """Keeps for the account at this device, if there is one, that she wants no card of this kind."""
    if person := _at(room, device):
        _keep(person, {*of(person), code})


def bring_back_at(room: Room, device: str, code: str) -> None:
    """Keeps for the account at this device, if there is one, that she wants cards of this kind again."""
    if person := _at(room, device):
        _keep(person, {*of(person)} - {code})


def bring_back(person: Person, code: str) -> None:
    """Shows her cards of this kind again, in the rooms she facilitates now and in those to come."""
    _keep(person, {*of(person)} - {code})
    for room in Room.objects.filter(entrances__member__person=person, closed=False).distinct():
        cards.bring_back(room, code)


def _at(room: Room, device: str) -> Person | None:
    found = Entrance.objects.filter(room=room, device=device).select_related("member__person").last()
    return found.member.person if found else None


def _keep(person: Person, codes: set[str]) -> None:
    person.cards_away = " ".join(code for code in cards.CODES if code in codes)
    WRITER.run(lambda: person.save(update_fields=["cards_away"]))
