"""A facilitator's debrief: a few words for herself after a session, step by step; sealed, hers to delete (F1 to F3).

What the clock and the turns showed prompts her, for as long as the session can still be read and she was the one who
facilitated it; nothing of that is kept.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from besace.journal import ballast
from besace.journal.writer import WRITER
from besace.live import clock, rooms
from besace.method.clock import MINUTE
from besace.method.session import Session
from besace.method.words import TIMED, Stage
from besace.people import holding, sealed, trail
from besace.people.models import Debrief, Meeting, Member

PLACE = "people_debrief.sealed"
ROUNDS = (Stage.CLARIFICATION, Stage.REACTIONS)
"""Where each consultant has the floor, so that nobody's silence goes unseen (F1)."""


@dataclass(frozen=True, slots=True)
class Looking:
    """What she says of one step: what went well, and what she would change."""

    well: str = ""
    change: str = ""


type Written = Mapping[str, Looking]
"""By the step's name."""


@dataclass(frozen=True, slots=True)
class Turns:
    """How often someone had the floor in a step, and for how many minutes where it was given by touch."""

    name: str
    turns: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What the clock and the turns showed of one step."""

    taken: int
    planned: int
    turns: tuple[Turns, ...] = ()
    waived: tuple[str, ...] = ()
    """The conditions that were let go."""


@dataclass(frozen=True, slots=True)
class Showed:
    """What the session showed, step by step, and what belongs to one of them alone."""

    steps: Mapping[Stage, Seen]
    rounds: int
    """How many rounds the vote took."""
    because: str
    answers_inside: int
    """How many questions carried their answer."""
    returns: int
    """How often the group went back to clarification."""
    actions: int


def facilitated(meeting: Meeting, member: Member) -> bool:
    """Whether it is for her to look back at this session.

    To who facilitated it, where the session can still be read; else to those whose session it was to run (G8).
    """
    if meeting.opened is None and meeting.ended is None:
        return False
    if (session := _readable(meeting)) is not None:
        return session.facilitator == member.id
    return holding.facilitates(meeting, member)


def written(meeting: Meeting, member: Member) -> Written:
    """Gives what she wrote of a session; nothing where she wrote none, or its key is destroyed."""
    row = Debrief.objects.filter(meeting=meeting, member=member).first()
    if row is None:
        return {}
    fields = sealed.open_(member.group_id, _scope(meeting, member), PLACE, [member.id, meeting.id], row.sealed)
    return {step: Looking(**said) for step, said in (fields or {}).items()}


def write(meeting: Meeting, member: Member, words: Written) -> None:
    """Keeps her words of a session in place of the former ones; none at all is no debrief, and its key is destroyed."""
    said = {step: asdict(one) for step, one in words.items() if one.well or one.change}
    if not said:
        delete(meeting, member)
        return

    def kept() -> None:
        blob = sealed.close(member.group_id, _scope(meeting, member), PLACE, [member.id, meeting.id], said)
        told = {"sealed": blob, "changed": clock.now()}
        Debrief.objects.update_or_create(meeting=meeting, member=member, defaults=told)

    WRITER.run(kept)


@ballast.erases
def delete(meeting: Meeting, member: Member) -> None:
    """Deletes her debrief of a session, and destroys its key."""

    def gone() -> None:
        if Debrief.objects.filter(meeting=meeting, member=member).delete()[0]:
            trail.note(member.group_id, member.person, trail.Act.ERASED, "debrief", meeting.id)

    WRITER.run(gone)
    sealed.destroy(member.group_id, _scope(meeting, member))


def showed(meeting: Meeting, member: Member) -> Showed | None:
    """Gives what the session showed to the one who facilitated it; None once it is forgotten, or held on paper."""
    session = _readable(meeting)
    if session is None or session.facilitator != member.id or session.opened is None:
        return None
    return Showed(
        steps={stage: _seen(session, stage) for stage in TIMED if stage in session.spent},
        rounds=session.vote.round,
        because=session.because,
        answers_inside=sum("answer-inside" in question.hints for question in session.questions),
        returns=session.returns,
        actions=len(session.actions),
    )


def _readable(meeting: Meeting) -> Session | None:
    """The session as it can still be read; a forgotten one knows no facilitator any more."""
    session = rooms.folded(meeting.room).session if meeting.room else None
    return session if session and session.facilitator else None


def _seen(session: Session, stage: Stage) -> Seen:
    taken = (session.spent[stage] + MINUTE // 2) // MINUTE
    waived = tuple(one.condition for one in session.waivers if one.stage is stage)
    return Seen(taken, session.minutes[stage], _turns(session, stage), waived)


def _turns(session: Session, stage: Stage) -> tuple[Turns, ...]:
    turns, held = session.turns.get(stage, {}), session.airtime.get(stage, {})
    expected = session.consultants if stage in ROUNDS else ()
    found = [
        Turns(one.name, turns.get(one.id, 0), (held.get(one.id, 0) + MINUTE // 2) // MINUTE)
        for one in session.people
        if one.id in turns or one.id in expected
    ]
    return tuple(sorted(found, key=lambda one: -one.turns))


def _scope(meeting: Meeting, member: Member) -> str:
    return sealed.own(member.id, f"debrief-{meeting.id}")
