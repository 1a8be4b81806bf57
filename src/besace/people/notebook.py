"""My notebook: a page for each session, written for herself alone, over all her groups and cycles; hers to delete (F4).

A page has a key of its own under its author's scope, shared with nothing but her plan of the same session: letting go
of one session is destroying that key.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from besace.cycles.session import Planned
from besace.journal import ballast
from besace.journal.writer import WRITER
from besace.live import clock
from besace.method.parts import ByHand, Evaluation
from besace.method.session import Session
from besace.method.words import Stage
from besace.people import holding, sealed, timetable, trail
from besace.people.models import Attendance, Cycle, Group, Meeting, Member, Page, Plan

PLACE = "people_page.sealed"
ANSWERS = ("learned", "enjoyed", "apply", "expected")
MOST_NOTES = 200


class TooMany(Exception):  # noqa: N818 - what happened, in one word
    """The page has as many notes as one may hold."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note of hers; `pocket`: in the side pocket, not resonating yet (S4.2)."""

    text: str
    pocket: bool = False

    @property
    def key(self) -> str:
        """Names this note as it now reads, so that changing it from an older page is noticed."""
        return sha256(self.text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Written:
    """What stands on a page: her answers of the conclusion (S6), her notes, and what was written for her (F6)."""

    learned: str = ""
    enjoyed: str = ""
    apply: str = ""
    expected: str = ""
    notes: tuple[Note, ...] = ()
    handed: tuple[ByHand, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.notes or self.handed or any(getattr(self, name) for name in ANSWERS))

    @property
    def bag(self) -> tuple[Note, ...]:
        """The notes that speak to her."""
        return tuple(note for note in self.notes if not note.pocket)

    @property
    def pocket(self) -> tuple[Note, ...]:
        """The notes that do not yet."""
        return tuple(note for note in self.notes if note.pocket)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A session in her notebook: when it was, who was client (an id of a member), and what she wrote of it."""

    meeting: Meeting
    day: date | None
    client: str | None
    written: Written
    planned: bool = False
    """Whether a plan of hers came out of it."""
    rank: int = 1
    """Which session of its cycle it is to those who were there; the number also counts those cancelled."""


def write(member: Member, meeting: Meeting, **fields: Any) -> Written:
    """Writes on her page of a session: any of `ANSWERS`, or `notes`; the others stay as they are.

    A page on which nothing is left is no page any more, and its key is destroyed. Gives what then stands there.

    Raises:
        TooMany: more notes than a page may hold.
    """

    def kept() -> Written:
        now = Written(**{**_fields_of(page_of(member, meeting)), **fields})
        if len(now.notes) > MOST_NOTES:
            raise TooMany
        if now:
            _save(member, meeting, now)
        return now

    if not (now := WRITER.run(kept)):
        delete(member, meeting)
    return now


def page_of(member: Member, meeting: Meeting) -> Written:
    """Gives what stands on her page of a session; an empty one where there is none, or its key is destroyed."""
    row = Page.objects.filter(member=member, meeting=meeting).first()
    return _opened(row, member) if row else Written()


@ballast.erases
def delete(member: Member, meeting: Meeting) -> None:
    """Deletes her page of a session, and destroys its key where no plan of hers shares it."""

    def gone() -> None:
        if Page.objects.filter(member=member, meeting=meeting).delete()[0]:
            trail.note(member.group_id, member.person, trail.Act.ERASED, "page", meeting.id)

    WRITER.run(gone)
    if not Plan.objects.filter(member=member, meeting=meeting).exists():
        sealed.destroy(member.group_id, sealed.own(member.id, meeting.id))


def keep(meeting: Meeting, session: Session) -> None:
    """Keeps for each what was hers in a session that is over: her answers, her notes, what she kept and never said.

    What she wrote here herself meanwhile stays; doing it twice adds nothing.
    """
    members = Member.objects.filter(group=meeting.cycle.group_id, pk__in=[one.id for one in session.people])
    for member in members:
        said = session.evaluations.get(member.id, Evaluation())
        now = page_of(member, meeting)
        mine = {name: getattr(now, name) or getattr(said, name) for name in ANSWERS}
        known = {note.text for note in now.notes}
        new = tuple(note for note in _notes_of(session, member.id) if note.text not in known)
        handed = tuple(one for one in session.by_hand.get(member.id, ()) if one.words) or now.handed
        if new or handed or any(mine.values()):
            write(member, meeting, **mine, notes=(*now.notes, *new)[:MOST_NOTES], handed=handed)


def leaves(member: Member) -> tuple[Leaf, ...]:
    """Gives the sessions of her group that she was in or wrote of, over all cycles, the newest first."""
    pages = {row.meeting_id: row for row in Page.objects.filter(member=member)}
    plans = set(Plan.objects.filter(member=member).values_list("meeting_id", flat=True))
    hers = {*pages, *plans}
    absent = set(Attendance.objects.filter(member=member, came=False).values_list("meeting_id", flat=True))
    return tuple(
        Leaf(
            meeting,
            day_of(meeting, planned),
            planned.client if planned else None,
            _opened(pages[meeting.id], member) if meeting.id in pages else Written(),
            meeting.id in plans,
            holding.rank(meeting.cycle, meeting.number),
        )
        for meeting, planned in _meetings(member.group)
        if meeting.id in hers or (meeting.id not in absent and _was_there(member, meeting))
    )


def day_of(meeting: Meeting, planned: Planned | None) -> date | None:
    """Gives the day a session took place, else the one it is planned for."""
    at = meeting.opened or meeting.ended
    if at is not None:
        return clock.day(at, meeting.cycle.zone)
    return planned.when.day if planned and planned.when else None


def planned_of(meeting: Meeting) -> Planned | None:
    """Gives a session as its cycle has it."""
    return next((one for one in timetable.sessions_of(meeting.cycle) if one.number == meeting.number), None)


def _meetings(group: Group) -> Iterator[tuple[Meeting, Planned | None]]:
    for cycle in Cycle.objects.filter(group=group).order_by("-number"):
        planned = {one.number: one for one in timetable.sessions_of(cycle)}
        for meeting in cycle.meetings.select_related("cycle").order_by("-number"):
            yield meeting, planned.get(meeting.number)


def _was_there(member: Member, meeting: Meeting) -> bool:
    over = meeting.ended
    return over is not None and member.joined <= over and (member.left_at is None or over <= member.left_at)


def _notes_of(session: Session, person: str) -> Iterable[Note]:
    yield from (Note(note.text, pocket=not note.resonates) for note in session.notes.get(person, ()))
    yield from (Note(kept.text) for kept in session.kept.get(person, ()) if not kept.used)


def _save(member: Member, meeting: Meeting, now: Written) -> None:
    scope = sealed.own(member.id, meeting.id)
    blob = sealed.close(member.group_id, scope, PLACE, [member.id, meeting.id], asdict(now))
    told = {"sealed": blob, "changed": clock.now()}
    Page.objects.update_or_create(member=member, meeting=meeting, defaults=told)


def _opened(row: Page, member: Member) -> Written:
    scope = sealed.own(member.id, row.meeting_id)
    fields = sealed.open_(member.group_id, scope, PLACE, [member.id, row.meeting_id], row.sealed)
    return Written(**_with_notes(fields)) if fields else Written()


def _with_notes(fields: Mapping[str, Any]) -> dict[str, Any]:
    notes = tuple(Note(**note) for note in fields["notes"])
    handed = tuple(ByHand(one["word"], Stage(one["stage"]), tuple(one["words"])) for one in fields.get("handed", ()))
    return {**fields, "notes": notes, "handed": handed}


def _fields_of(written: Written) -> dict[str, Any]:
    return {**{name: getattr(written, name) for name in ANSWERS}, "notes": written.notes, "handed": written.handed}
