"""Step 1: the client tells, the consultants listen in silence (S1)."""

from besace.method.value import value
from besace.method.view.common import Can
from besace.method.view.phone.own import KeepThumb, KeptFold, kept_in
from besace.method.view.phone.parts import PhoneWait, agreement_of, alone, hushed
from besace.method.view.phone.seat import Islands, Seat


@value
class TellingPrompts:
    """Seven small questions to lean on while telling."""


@value
class ToldThumb:
    """I have said it all."""

    can: Can


def islands(seat: Seat) -> Islands:
    """The page of step 1."""
    return _client(seat) if seat.is_client else _consultant(seat)


def _client(seat: Seat) -> Islands:
    told = seat.session.presented
    return alone(seat, "told" if told else "tell") | {
        "contract": agreement_of(seat),
        "prompts": None if told else TellingPrompts(),
        "thumb": PhoneWait("goes_on", facilitator=seat.facilitator_name) if told else ToldThumb(seat.can("done")),
    }


def _consultant(seat: Seat) -> Islands:
    kept = kept_in(seat)
    return hushed(seat, "telling", seat.client_name) | {
        "kept": KeptFold(kept) if kept else None,
        "thumb": KeepThumb(step=2),
    }
