"""The subjects on the paperboard: given, reworded, and what resonates (R3, R4, R6)."""

from besace.method.parts import Subject
from besace.method.value import value
from besace.method.view.phone.parts import cued
from besace.method.view.phone.seat import Islands, Seat
from besace.method.words import Said, SubjectId


@value
class SubjectLine:
    """One subject as this person sees it: hers to reword, or one that may resonate with her."""

    id: SubjectId
    title: Said
    owner: Said
    kind: str
    to_share_only: bool
    mine: bool
    resonates: bool


@value
class PhonePaperboard:
    """The paperboard on a phone; `reword` while subjects may be changed, `resonate` while they may be marked."""

    lines: tuple[SubjectLine, ...]
    reword: bool
    resonate: bool


@value
class KeptSubject:
    """A subject she kept ready before the session, to be brought by one touch (B2)."""

    key: SubjectId
    title: Said
    kind: str
    to_share_only: bool


@value
class SubjectComposer:
    """Where a subject is worded, or brought as it was kept; folded when one is there, or when there is no hurry."""

    folded: bool
    again: bool
    kept: tuple[KeptSubject, ...] = ()


@value
class SubjectThumb:
    """The one button: put it on the paperboard."""


def composer_of(seat: Seat, *, folded: bool) -> SubjectComposer | None:
    """The composer of a subject, where one may be given."""
    if not seat.can("propose_subject").open:
        return None
    again = any(one.owner == seat.viewer for one in seat.session.subjects)
    waiting = seat.session.still_waiting(seat.viewer)
    kept = tuple(KeptSubject(one.key, one.title, one.kind, one.to_share_only) for one in waiting)
    return SubjectComposer(folded or again or bool(kept), again, kept)


def paperboard_of(seat: Seat) -> PhonePaperboard | None:
    """Every subject given so far."""
    return _board(seat, seat.session.subjects)


def own_subjects(seat: Seat) -> PhonePaperboard | None:
    """Only one's own, before they are put to the group."""
    return _board(seat, tuple(one for one in seat.session.subjects if one.owner == seat.viewer))


def _board(seat: Seat, subjects: tuple[Subject, ...]) -> PhonePaperboard | None:
    lines = tuple(_line(seat, one) for one in subjects)
    return PhonePaperboard(lines, seat.can("reword_subject").open, seat.can("resonate").open) if lines else None


def _line(seat: Seat, subject: Subject) -> SubjectLine:
    felt = seat.session.resonances.get(subject.id, frozenset())
    return SubjectLine(
        id=subject.id,
        title=subject.title,
        owner=seat.session.name_of(subject.owner),
        kind=subject.kind,
        to_share_only=subject.to_share_only,
        mine=subject.owner == seat.viewer,
        resonates=seat.viewer in felt,
    )


def islands(seat: Seat) -> Islands:
    """The page of the moment `subjects`."""
    composer = composer_of(seat, folded=False)
    given = composer is not None and composer.again
    return {
        **cued(seat, "subjects_given" if given else "subjects"),
        "composer": composer,
        "paperboard": paperboard_of(seat),
        "thumb": SubjectThumb() if composer and not composer.folded else None,
    }
