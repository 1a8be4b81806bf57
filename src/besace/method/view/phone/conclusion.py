"""Step 6 and after: what each takes away, the next date, the closed table (S6, S6.1, F5)."""

from besace.method.value import value
from besace.method.variants import FOUR_A
from besace.method.view.phone.parts import PhoneWait, agreement_of, alone, cued, hushed, round_of, turn_of
from besace.method.view.phone.seat import Islands, Seat
from besace.method.view.phone.synthesis import plan_of
from besace.method.words import Condition, Said


@value
class TakeawayComposer:
    """What did I learn, what did I enjoy, what will I apply; or the `four`; folded while another speaks."""

    folded: bool
    four: bool = False


@value
class TakeawayThumb:
    """Give it to the table, or pass."""


@value
class NextDate:
    """The next session, and her answer: None until she gives one."""

    when: Said
    available: bool | None
    facilitator: Said


@value
class NextThumb:
    """I will be there, or I cannot."""


@value
class ClosedPage:
    """The table is closed: the first words of the last page."""

    name: Said
    client: bool
    client_name: Said
    has_next: bool
    pause: int = 0
    """A second session follows, after a break of so many minutes; 0: none does."""


@value
class ClosedAfter:
    """What one takes along, when one meets again, and what becomes of what was said."""

    learned: Said
    enjoyed: Said
    apply: Said
    next_when: Said
    has_next: bool
    yet: tuple[Said, ...]
    erasable: bool
    """The client may have the whole session erased (F4)."""
    expected: Said = ""


def islands(seat: Seat) -> Islands:
    """The page of step 6."""
    session, viewer = seat.session, seat.viewer
    given = viewer in session.evaluations or viewer in session.passes
    if not given:
        return _evaluating(seat)
    if session.next_session and viewer not in session.next_answers:
        return alone(seat, "next") | {"contract": agreement_of(seat), "next": _next(seat), "thumb": NextThumb()}
    return _resting(seat)


def _evaluating(seat: Seat) -> Islands:
    session = seat.session
    people, done = session.present, session.evaluations
    mine = turn_of(seat, people, done) == seat.viewer
    return cued(seat, "evaluate" if mine else "evaluate_soon") | {
        "hand": None,
        "round": round_of(seat, people, done),
        "contract": agreement_of(seat),
        "composer": TakeawayComposer(folded=not mine, four=session.has(FOUR_A)),
        "thumb": TakeawayThumb() if mine else None,
    }


def _resting(seat: Seat) -> Islands:
    session = seat.session
    now = turn_of(seat, session.present, session.evaluations)
    missing = seat.missing(Condition.NEXT_CONFIRMED)
    hush = hushed(seat, "speaking", session.name_of(now)) if now else hushed(seat, "said_by_all")
    wait = PhoneWait("answers", missing, seat.facilitator_name) if missing and not now else None
    return hush | {
        "round": round_of(seat, session.present, session.evaluations),
        "contract": agreement_of(seat),
        "next": _next(seat) if session.next_session else None,
        "plan": plan_of(seat, mine=False, calendar=True) if seat.is_client else None,
        "thumb": wait,
    }


def _next(seat: Seat) -> NextDate:
    session = seat.session
    return NextDate(session.next_when, session.next_answers.get(seat.viewer), seat.facilitator_name)


def closed(seat: Seat) -> Islands:
    """The page after the end: the client's plan and bag, everyone's own words."""
    session = seat.session
    said = session.evaluations.get(seat.viewer)
    return {
        "closed": ClosedPage(
            seat.own_name, seat.is_client, seat.client_name, session.next_session, session.break_before
        ),
        "after": ClosedAfter(
            learned=said.learned if said else "",
            enjoyed=said.enjoyed if said else "",
            apply=said.apply if said else "",
            next_when=session.next_when,
            has_next=session.next_session,
            yet=_yet_to_be_client(seat),
            erasable=seat.is_client,
            expected=said.expected if said else "",
        ),
        "plan": plan_of(seat, mine=False, calendar=True) if seat.is_client else None,
        "back": agreement_of(seat) if seat.is_client else None,
    }


def _yet_to_be_client(seat: Seat) -> tuple[str, ...]:
    """Who has not been client in this cycle; only where another session follows (G5)."""
    session = seat.session
    before = session.previous.client if session.previous else None
    been = {*session.been_client, session.client, before}
    return seat.names({one.id for one in session.people} - been) if session.next_session else ()
