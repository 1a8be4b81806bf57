"""The desk while subjects are given: the paperboard, one written for someone, a choice without vote (R3 to R7)."""

from collections.abc import Mapping

from besace.method.parts import Subject
from besace.method.session import Session
from besace.method.value import value
from besace.method.view.common import can
from besace.method.view.desk.who import Who, by_hand, has_been_client, who
from besace.method.words import Moment, Said, Seconds, Stage, SubjectId


@value
class OnPaperboard:
    """A subject as the facilitator sees it: its resonances, the coach's codes, whether its owner has been client."""

    id: SubjectId
    owner: Who
    title: Said
    kind: str
    to_share_only: bool
    resonances: int
    hints: tuple[str, ...]
    been_client: bool
    rewords: bool


@value
class DeskSubjects:
    """The paperboard (R4)."""

    subjects: tuple[OnPaperboard, ...]


@value
class DeskNewSubject:
    """A subject the facilitator may write for someone, or bring back from an earlier session (R4, F6)."""

    people: tuple[Who, ...]
    left_over: tuple["LeftOver", ...] = ()


@value
class LeftOver:
    """A subject the group has seen in an earlier session, and that is not on the paperboard yet (R4)."""

    key: SubjectId
    owner: Who
    title: Said
    kind: str
    to_share_only: bool


@value
class Choice:
    """A subject that may be chosen."""

    id: SubjectId
    owner: Who
    title: Said
    been_client: bool


@value
class DeskChoose:
    """A choice without a vote: for urgency, for resonance, or by lot (R6)."""

    subjects: tuple[Choice, ...]


def islands(session: Session, _: Seconds) -> Mapping[str, object | None]:
    """The sheets of the paperboard."""
    here = session.moment is Moment.SUBJECTS
    people = by_hand(session, "propose_subject") if here else ()
    return {
        "desk_subjects": _paperboard(session) if _on_show(session) else None,
        "desk_new_subject": DeskNewSubject(people, _left_over(session, people)) if people else None,
        "desk_choose": DeskChoose(choices(session)) if here and choices(session) else None,
    }


def _left_over(session: Session, people: tuple[Who, ...]) -> tuple[LeftOver, ...]:
    """Only what its owner showed the group before: what she kept for herself is hers to bring."""
    return tuple(
        LeftOver(one.key, owner, one.title, one.kind, one.to_share_only)
        for owner in people
        for one in session.still_waiting(str(owner.id))
        if one.shown
    )


def choices(session: Session) -> tuple[Choice, ...]:
    """The subjects the facilitator may choose now: those tied for first place, else all that stand (R5, R6)."""
    if not can(session, "choose", session.facilitator).open:
        return ()
    return tuple(choice(session, one) for one in session.subjects if one.id in session.ballot)


def choice(session: Session, subject: Subject) -> Choice:
    """That subject as one to choose."""
    owner = subject.owner
    return Choice(subject.id, who(session, owner), subject.title, been_client=has_been_client(session, owner))


def _paperboard(session: Session) -> DeskSubjects:
    return DeskSubjects(tuple(_line(session, one) for one in session.subjects))


def _on_show(session: Session) -> bool:
    early = session.stage is Stage.GATHERING and bool(session.subjects)
    return early or session.moment is Moment.SUBJECTS


def _line(session: Session, subject: Subject) -> OnPaperboard:
    return OnPaperboard(
        id=subject.id,
        owner=who(session, subject.owner),
        title=subject.title,
        kind=subject.kind,
        to_share_only=subject.to_share_only,
        resonances=len(session.resonances.get(subject.id, ())),
        hints=subject.hints,
        been_client=has_been_client(session, subject.owner),
        rewords=can(session, "reword_subject", subject.owner).open,
    )
