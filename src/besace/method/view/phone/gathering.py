"""Gathering: welcome, who is here, a subject already (B2, G4)."""

from besace.method.parts import Presence
from besace.method.value import value
from besace.method.view.phone.parts import alone
from besace.method.view.phone.seat import Islands, Seat
from besace.method.view.phone.subjects import composer_of, own_subjects
from besace.method.words import Said


@value
class PhoneTable:
    """Who is at the table, and who is expected."""

    here: tuple[Said, ...]
    expected: tuple[Said, ...]


@value
class PhoneTerms:
    """The terms of exchange, folded (G4)."""

    remote: bool


def islands(seat: Seat) -> Islands:
    """The page while people come in."""
    people = seat.session.people
    expected = (one.id for one in people if one.presence is Presence.EXPECTED)
    return {
        **alone(seat, "welcome", seat.own_name),
        "table": PhoneTable(seat.names(seat.session.present), seat.names(expected)),
        "composer": composer_of(seat, folded=True),
        "paperboard": own_subjects(seat),
        "more": PhoneTerms(seat.session.place == "remote"),
    }
