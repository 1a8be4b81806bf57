"""Where a person sits: the seats that devices hold for her in rooms that have not ended, and giving them up.

A seat is a device's, not a login's (docs/decisions/0019): signing out somewhere leaves it. What makes one hers is that
she was admitted by her membership, entered as who facilitates, or claimed it. A device that holds none opens nothing.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from besace.live import links, seats
from besace.live.models import Room, Seat
from besace.people.models import Claim, Entrance, Member, Person


def hers(member: Member) -> Q:
    """Her own seat, and the facilitator's on her devices, whoever opened the room; not where others came in by it."""
    entered = Entrance.objects.filter(room=OuterRef("room"), device=OuterRef("device"))
    others = entered.exclude(member=member)
    return Exists(entered.filter(member=member)) | (Q(person=member.id) & ~Exists(others))


def of(person: Person) -> list[Seat]:
    """The seats devices hold for her, those of the newest session first."""
    found = _held(person).filter(room__closed=False)
    return list(found.select_related("room", "device").order_by("-room__created", "device__created", "pk").distinct())


def seat_in(person: Person, room: Room) -> Seat | None:
    """Her seat in a room, also one that is closed; where she has two, the one from which she facilitates."""
    return _held(person).filter(room=room).order_by("role", "device__created", "pk").first()


def _held(person: Person) -> QuerySet[Seat]:
    claimed = Claim.objects.filter(person=person, room=OuterRef("room"), seat=OuterRef("person"))
    mine = Q(Exists(claimed))
    for member in person.memberships.filter(left_at=None):
        mine |= Q(room__meeting__cycle__group=member.group_id) & hers(member)
    return Seat.objects.filter(mine, shut_out=False).exclude(role=Seat.Role.SCREEN)


def give_up(person: Person, seat_id: str) -> bool:
    """Takes one of her seats from its device, whose screen goes dark; whether there was such a seat of hers.

    The link to that seat is dead too. She may take the seat again, on any device she comes in on.
    """
    found = next((one for one in of(person) if one.pk == seat_id), None)
    if found is not None:
        _give_up(found)
    return found is not None


def give_up_elsewhere(person: Person, key: str) -> int:
    """Takes her seats from every device but the one with this key; gives how many there were."""
    here = seats.hashed(key) if key else ""
    elsewhere = [one for one in of(person) if one.device_id != here]
    for one in elsewhere:
        _give_up(one)
    return len(elsewhere)


def _give_up(seat: Seat) -> None:
    links.revoke(seat.room, seat.role, seat.person)
    seats.let_go(seat.room, seat.pk)
