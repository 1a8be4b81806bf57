"""Subjects between sessions: each keeps hers, those left over come back, and nobody reads one before its time (B2, R4).

A subject has a key of its own under its owner's scope, also once the group has seen it: a key says with what a thing is
destroyed, not who may read it, and a subject is its owner's to take back. `waiting` alone gives it to a session, where
it is shown to its owner, until she puts it on the paperboard herself.
"""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256

from besace.journal import ballast
from besace.journal.writer import WRITER
from besace.live import clock
from besace.method.fields import LONGEST_LINE
from besace.method.parts import Subject as OnPaperboard
from besace.method.parts import Waiting
from besace.method.session import Session
from besace.people import sealed, timetable
from besace.people.models import Group, Meeting, Member, Subject
from besace.people.models.person import new_id

MOST = 5
"""How many one keeps waiting at a time: enough to choose from, few enough to read."""
LONGEST = LONGEST_LINE
"""As long as the session itself takes."""
PLACE = "people_subject.sealed"


class TooMany(Exception):  # noqa: N818 - what happened, in one word
    """She keeps as many subjects as one may."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A subject as its owner reads it.

    `bring`: it is to be at hand in the next session. `meeting`: the session it was last brought to. `brought`: the
    group has seen it.
    """

    id: str
    title: str
    kind: str = ""
    share_only: bool = False
    bring: bool = True
    meeting: str = ""
    treated: bool = False
    brought: bool = False


def of(member: Member) -> tuple[Kept, ...]:
    """Gives a member's subjects that are still readable, the oldest first; those treated too."""
    rows = Subject.objects.filter(member=member).order_by("created", "id")
    return tuple(found for row in rows if (found := _opened(row, member.group_id)))


def keep(
    member: Member,
    title: str,
    kind: str,
    share_only: bool = False,
    subject_id: str | None = None,
    *,
    bring: bool = True,
) -> Subject:
    """Keeps a new subject of hers, or with `subject_id` words one anew (B2). The same words again are the same subject.

    Raises:
        TooMany: there are as many waiting as one may keep.
        Subject.DoesNotExist: she has no such subject, or it has been treated.
    """

    def kept() -> Subject:
        waiting = Subject.objects.filter(member=member, state=Subject.State.WAITING)
        same = next((one.id for one in of(member) if one.title == title and not one.treated), None)
        known = subject_id or same
        if known is None and waiting.count() >= MOST:
            raise TooMany
        row = _new(member) if known is None else waiting.get(pk=known)
        before = None if known is None else _opened(row, member.group_id)
        words = Kept(row.id, title, kind, share_only=share_only, bring=bring, meeting=before.meeting if before else "")
        return _save(row, words, member.group_id)

    return WRITER.run(kept)


@ballast.erases
def withdraw(member: Member, subject_id: str) -> None:
    """Takes a subject of hers back, and destroys its key; another's, or one that is gone, is left as it is."""
    gone, _ = WRITER.run(lambda: Subject.objects.filter(pk=subject_id, member=member).delete())
    if gone:
        sealed.destroy(member.group_id, sealed.own(member.id, subject_id))


def waiting(group: Group) -> tuple[Waiting, ...]:
    """Gives what waits for the next session, in the order it was kept (R3, R4): `prepare` takes it as `waiting`.

    Subjects of participants who have not left, which their owners wish to bring. Each puts hers on the paperboard by
    herself; the group may see beforehand what it has seen before (`shown`).
    """
    rows = Subject.objects.filter(
        member__group=group, member__left_at=None, member__role=Member.Role.PARTICIPANT, state=Subject.State.WAITING
    ).order_by("created", "id")
    found = ((row.member_id, one) for row in rows if (one := _opened(row, group.id)) and one.bring)
    return tuple(Waiting(one.id, who, one.title, one.kind, one.share_only, one.brought) for who, one in found)


def been_client(member: Member) -> bool:
    """Whether she has been client in the cycle under way: another turn would be a second one, and is flagged (R7)."""
    cycle = timetable.current(member.group)
    return cycle is not None and member.id in timetable.folded(cycle).been_client


def settle(meeting: Meeting, session: Session) -> None:
    """Notes what became of the subjects of a session that is over: the client's is treated, the others wait (R4).

    They are kept as they were worded there, also those first said there. One to share only has been shared: it stays
    with its owner and is not brought again by itself. What was not put on the paperboard, or taken off it, waits as
    before; what its owner has destroyed meanwhile stays destroyed. Doing it twice changes nothing.
    """
    members = {one.id: one for one in Member.objects.filter(group=meeting.cycle.group_id)}
    kept_before = {one.key for one in session.waiting}

    def settled() -> None:
        for one in session.subjects:
            if (owner := members.get(one.owner)) is None:
                continue
            row = Subject.objects.filter(pk=one.id, member=owner).first()
            if row or one.id not in kept_before:
                _settled(meeting, session, one, row or _of_session(meeting, one, owner))

    WRITER.run(settled)


def _settled(meeting: Meeting, session: Session, one: OnPaperboard, row: Subject) -> None:
    treated = session.client is not None and one.id == session.chosen
    row.state = Subject.State.TREATED if treated else Subject.State.WAITING
    words = Kept(
        row.id,
        one.title,
        one.kind,
        share_only=one.to_share_only,
        bring=not (treated or one.to_share_only),
        meeting=meeting.id,
        brought=True,
    )
    _save(row, words, row.member.group_id)


def _of_session(meeting: Meeting, one: OnPaperboard, owner: Member) -> Subject:
    """The row of a subject first said in a session; always the same one, so that settling twice keeps it once."""
    digest = sha256(f"{meeting.id}|{one.id}".encode()).digest()
    name = urlsafe_b64encode(digest[:12]).decode()
    return Subject.objects.filter(pk=name, member=owner).first() or _new(owner, name)


def _new(member: Member, name: str = "") -> Subject:
    return Subject(id=name or new_id(), member=member, created=clock.now())


def _save(row: Subject, words: Kept, group: str) -> Subject:
    fields = {
        "title": words.title,
        "kind": words.kind,
        "share_only": words.share_only,
        "bring": words.bring,
        "meeting": words.meeting,
    }
    row.sealed = sealed.close(group, sealed.own(row.member_id, row.pk), PLACE, [row.pk, row.member_id], fields)
    row.brought = words.brought or row.brought
    row.changed = clock.now()
    row.save()
    return row


def _opened(row: Subject, group: str) -> Kept | None:
    scope = sealed.own(row.member_id, row.pk)
    fields = sealed.open_(group, scope, PLACE, [row.pk, row.member_id], row.sealed)
    treated = row.state == Subject.State.TREATED
    return Kept(row.pk, **fields, treated=treated, brought=row.brought) if fields else None
