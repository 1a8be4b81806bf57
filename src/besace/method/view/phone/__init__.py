"""The phone: one clear thing to do, for one participant, in every step (S0.3)."""

from collections.abc import Callable, Mapping

from besace.method.session import Session
from besace.method.view.common import meet_of
from besace.method.view.phone import (
    choice,
    clarification,
    conclusion,
    contract,
    gathering,
    presentation,
    reactions,
    reception,
    subjects,
    synthesis,
)
from besace.method.view.phone.own import folded_notes, invited_of, signal_of, written_for
from besace.method.view.phone.parts import PhoneHush, head_of, hushed
from besace.method.view.phone.seat import Islands, Seat
from besace.method.words import Moment, PersonId, Seconds, Stage

NAMES = (
    *("head", "meet", "floor", "cue", "hush", "round", "table", "invite", "closed", "contract", "sticks", "flag"),
    *("doubt", "count", "ballot", "reports", "prompts", "questions", "said", "plan", "back", "composer", "tools"),
    *("bag", "next", "paperboard", "kept", "after", "more", "hand", "signal", "thumb", "handed", "invited"),
)
"""Every island of the phone."""

MOMENTS: Mapping[Moment, Callable[[Seat], Islands]] = {
    Moment.CHECK_IN: reception.check_in,
    Moment.FOLLOW_UP: reception.follow_up,
    Moment.SUBJECTS: subjects.islands,
    Moment.VOTE: choice.vote,
    Moment.CONSENT: choice.consent,
}

PAGES: Mapping[Stage, Callable[[Seat], Islands]] = {
    Stage.GATHERING: gathering.islands,
    Stage.RECEPTION: lambda seat: MOMENTS[seat.session.moment or Moment.CHECK_IN](seat),
    Stage.PRESENTATION: presentation.islands,
    Stage.CLARIFICATION: clarification.islands,
    Stage.CONTRACT: contract.islands,
    Stage.REACTIONS: reactions.islands,
    Stage.SYNTHESIS: synthesis.islands,
    Stage.CONCLUSION: conclusion.islands,
    Stage.CLOSED: conclusion.closed,
}


def phone_islands(session: Session, viewer: PersonId, at: Seconds) -> Mapping[str, object | None]:
    """Every island of one participant's phone, by name; None where it has nothing to show now.

    One who is expected, marked absent or unknown sees none of the content (F4).
    """
    seat = Seat(session, viewer, at)
    shown: Islands = dict.fromkeys(NAMES)
    shown["head"] = head_of(seat)
    if not session.is_here(viewer):
        return shown | hushed(seat, _away(seat), seat.own_name)
    shown.update(meet=meet_of(session), signal=signal_of(seat), bag=folded_notes(seat))
    shown["handed"] = written_for(seat)
    shown["invited"] = invited_of(seat)
    shown.update(PAGES[session.stage](seat))
    if seat.is_paused:
        shown.update(_pause(seat))
    return shown


def _away(seat: Seat) -> str:
    person = seat.session.person(seat.viewer)
    return str(person.presence) if person else "stranger"


def _pause(seat: Seat) -> Islands:
    """A pause takes the place of what to do now; what is half written stays where it is."""
    return {"cue": None, "floor": None, "hand": None, "hush": PhoneHush("paused", facilitator=seat.facilitator_name)}
