"""Who speaks much, who has not been heard, and a client who defends herself: the balance of the floor (F1, S4)."""

from besace.method import clock
from besace.method.prompts import thresholds
from besace.method.prompts.prompt import Code, Prompt
from besace.method.session import Session
from besace.method.turns import airtime_of, least_spoken
from besace.method.words import Moment, PersonId, Seconds, Stage

OF_CONSULTANTS = (Stage.CLARIFICATION, Stage.REACTIONS)
"""Where consultants speak as often as they like: there one can speak much."""


def much_floor(session: Session, at: Seconds) -> Prompt | None:
    """One consultant with many turns, or much time, and far more of it than the others."""
    people = session.consultants
    if session.stage not in OF_CONSULTANTS or len(people) < thresholds.FEWEST_CONSULTANTS:
        return None
    turns = {person: session.spoken.get(person, 0) for person in people}
    held = {person: airtime_of(session, person, at) for person in people}
    for measure, least in ((turns, thresholds.MANY_TURNS), (held, thresholds.LONG_FLOOR)):
        person = max(people, key=measure.__getitem__)
        if measure[person] >= least and _far_more(measure, person):
            quiet = next(one for one in least_spoken(session) if one in people and one != person)
            times = measure[person] // least  # set aside once, it comes back when it has gone on as long again
            return Prompt(Code.MUCH_FLOOR, f"{session.stage} {person} {times}", person, (quiet,))
    return None


def _far_more(measure: dict[PersonId, int], person: PersonId) -> bool:
    others = [many for one, many in measure.items() if one != person]
    return measure[person] * len(others) >= thresholds.TIMES_THE_OTHERS * sum(others)


def not_heard(session: Session, at: Seconds) -> Prompt | None:
    """Someone without a turn in this round, once others have had theirs and half of the step is over."""
    people = _in_the_round(session)
    silent = [one for one in people if not session.spoken.get(one) and one not in session.passes]
    if not silent or not _half_is_over(session, at):
        return None
    others = [session.spoken.get(one, 0) for one in people if one not in silent]
    if not others or (max(others) < thresholds.OTHERS_TURNS and len(silent) > 1):
        return None
    order = {one: place for place, one in enumerate(least_spoken(session))}
    first, *rest = sorted(silent, key=lambda one: order[one])
    return Prompt(Code.NOT_HEARD, f"{session.stage} {' '.join(sorted(silent))}", first, tuple(rest))


def half(session: Session) -> Seconds:
    """The instant at which half of the step is over."""
    step = session.step
    return step.entered + step.paused + step.allotment // thresholds.SILENT_SHARE


def _half_is_over(session: Session, at: Seconds) -> bool:
    return clock.is_timed(session) and clock.spent(session, at) * thresholds.SILENT_SHARE >= session.step.allotment


def _in_the_round(session: Session) -> tuple[PersonId, ...]:
    if session.stage in (*OF_CONSULTANTS, Stage.CONTRACT):
        return session.consultants
    all_speak = session.stage is Stage.CONCLUSION or session.moment is Moment.CHECK_IN
    return session.present if all_speak else ()


def client_defends(session: Session, at: Seconds) -> Prompt | None:
    """The client speaks often, or long, where she would listen and write; it is over once reactions outweigh it."""
    client = session.client
    if session.stage is not Stage.REACTIONS or client is None or not session.is_here(client):
        return None
    spoke = session.clarifications + session.spoken.get(client, 0)
    held = airtime_of(session, client, at)
    often = spoke >= thresholds.CLIENT_ASKS and 2 * spoke >= len(session.reactions)
    long = held >= thresholds.CLIENT_FLOOR and _has_floor(session, client)
    if not (often or long):
        return None
    return Prompt(
        Code.CLIENT_DEFENDS,
        f"{spoke // thresholds.CLIENT_ASKS}",
        client,
        kind="floor" if _has_floor(session, client) else "",
    )


def _has_floor(session: Session, person: PersonId) -> bool:
    return session.floor is not None and session.floor.person == person
