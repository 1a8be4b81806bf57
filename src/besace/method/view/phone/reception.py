"""Reception: the round of the table and the previous client's plan (R1, R2)."""

from besace.method.turns import in_turn
from besace.method.value import value
from besace.method.view.common import ReportLine, Return, reports_of, return_of
from besace.method.view.phone.parts import alone, cued, floor_of, hushed, round_of, turn_of
from besace.method.view.phone.seat import Islands, Seat


@value
class CheckInWord:
    """A word to remember her turn by; folded for one whose turn it is not yet."""

    folded: bool


@value
class CheckInThumb:
    """I have spoken, or I pass."""


@value
class PhoneReports:
    """The previous plan: told action by action by its owner (`current` is the next to tell), heard by the others."""

    lines: tuple[ReportLine, ...]
    mine: bool
    current: int = 0
    step: Return | None = None
    """Where it is a step of its own, which also asks what was learned."""


def check_in(seat: Seat) -> Islands:
    """The page of the round of the table."""
    session = seat.session
    people, done = in_turn(session, session.present), session.check_ins
    now = turn_of(seat, people, done)
    shown = {"round": round_of(seat, people, done)}
    if now is None:
        return shown | hushed(seat, "round_over")
    if now == seat.viewer:
        code = "first_check_in" if session.number == 1 else "check_in"
        mine = floor_of(seat) if seat.has_floor else None
        return (
            shown | alone(seat, code) | {"floor": mine, "composer": CheckInWord(folded=False), "thumb": CheckInThumb()}
        )
    waiting = tuple(one for one in people if one not in done and one not in session.passes and one != now)
    still = seat.viewer in waiting
    code = "next_is_you" if waiting[:1] == (seat.viewer,) else "speaking"
    composer = CheckInWord(folded=True) if still else None
    return shown | hushed(seat, code, session.name_of(now), seat.names(waiting[:1])) | {"composer": composer}


def follow_up(seat: Seat) -> Islands:
    """The page of the previous client's plan."""
    previous = seat.session.previous
    if previous is None:
        return {}
    mine = previous.client == seat.viewer
    lines = reports_of(seat.session)
    current = next((line.number for line in lines if not line.outcome), 0)
    if mine:
        code = "report" if current else "reported"
    else:
        code = "hear" if seat.session.is_here(previous.client) else "nobody_reports"
    shown = PhoneReports(lines, mine, current if mine else 0, return_of(seat.session))
    return cued(seat, code, seat.session.name_of(previous.client)) | {"reports": shown}
