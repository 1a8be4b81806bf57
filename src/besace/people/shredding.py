"""Erasing a whole session before its time: its client's right once it is over, and the operator's command (F4).

What each kept of it in her own notebook is hers and stays; so does that it took place, and whose turn it was.
"""

from collections import Counter
from dataclasses import dataclass

from besace.journal import ballast
from besace.journal.models import Shredding
from besace.journal.receipts import Scopes
from besace.journal.writer import WRITER
from besace.live import clock, ending, rooms
from besace.live.models import Room
from besace.method.session import Session
from besace.method.words import PersonId, Stage
from besace.people import aftermath, erasing, sealed, subjects, trail
from besace.people.models import Debrief, Meeting, Member, Page, Person, Plan, Subject


@dataclass(frozen=True, slots=True)
class Copies:
    """What else holds words of a session: the client's own pages, and a next session that was opened with her plan."""

    own: bool = False
    next_opened: bool = False


def may(session: Session, person: PersonId) -> bool:
    """Whether this person may erase the session: its client, once it is over, and nobody else."""
    return session.stage is Stage.CLOSED and bool(person) and person == session.client


def of_member(member: Member, meeting: Meeting) -> bool:
    """Whether a member may erase a session of her group; once it is erased, or has ended by itself, nobody can."""
    if meeting.room is None or meeting.words_ended or meeting.cycle.group_id != member.group_id:
        return False
    return may(rooms.folded(meeting.room).session, member.id)


def copies(member: Member, meeting: Meeting) -> Copies:
    """What would stay, or goes only if she lets it."""
    hers = {"member": member, "meeting": meeting}
    own = any(kind.objects.filter(**hers).exists() for kind in (Page, Plan)) or bool(_subjects(member, meeting))
    later = Meeting.objects.filter(cycle__group=member.group_id, room__isnull=False, words_ended=None)
    later = later.filter(opened__gt=meeting.opened or 0).exclude(pk=meeting.pk)
    return Copies(own, Plan.objects.filter(**hers).exists() and later.exists())


@ballast.erases
def shred(room: Room, *, by: Person | None = None, whose: Member | None = None) -> Shredding | None:
    """Destroys every key of a session, and gives what the receipt is found by; None where nothing was left.

    Of a session of a cycle, what each keeps is recorded first. `by` is who wants it, for the trail; `whose` lets her
    own page, plan, debrief and subject of it go along, with their keys on the same receipt.
    """
    meeting = Meeting.objects.select_related("cycle", "room").filter(room=room).first()
    more: Scopes = {}
    rows: dict[bytes, int] = {}
    if meeting:
        aftermath.settle(meeting.cycle)
        if whose:
            more, rows = _own(whose, meeting)
    made = ending.shred(room, more, rows)
    if meeting:
        if whose:
            erasing.erase_session(whose, meeting)
        WRITER.run(lambda: _note(meeting, by))
    return made


def _note(meeting: Meeting, by: Person | None) -> None:
    if Meeting.objects.filter(pk=meeting.pk, words_ended=None).update(words_ended=clock.now()):
        trail.note(meeting.cycle.group_id, by, trail.Act.ERASED, "session", meeting.id)


def _own(member: Member, meeting: Meeting) -> tuple[Scopes, dict[bytes, int]]:
    """The scopes of what is hers of a session, and how many values each key seals."""
    treated = _subjects(member, meeting)
    hers = {"member": member, "meeting": meeting}
    blobs = [one.sealed for kind in (Page, Plan, Debrief) for one in kind.objects.filter(**hers)]
    blobs += [one.progress for one in Plan.objects.filter(**hers) if one.progress is not None]
    blobs += [one.sealed for one in Subject.objects.filter(member=member, pk__in=treated)]
    parts = (meeting.id, f"debrief-{meeting.id}", *treated)
    scopes = {sealed.journal_of(member.group_id): [sealed.own(member.id, part) for part in parts]}
    return scopes, dict(Counter(bytes(blob[: sealed.KID]) for blob in blobs))


def _subjects(member: Member, meeting: Meeting) -> list[str]:
    return [one.id for one in subjects.of(member) if one.treated and one.meeting == meeting.id]
