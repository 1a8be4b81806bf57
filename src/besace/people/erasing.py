"""Letting go of one's own words: what goes at once and for good, by destroying its keys (F4)."""

from collections.abc import Iterable

from besace.journal import ballast
from besace.journal.keys import VAULT_KEYS
from besace.journal.writer import WRITER
from besace.live import clock, rooms
from besace.method.acts import person_scope
from besace.people import sealed, subjects, trail
from besace.people.models import Debrief, Meeting, Member, Page, Plan, Subject


@ballast.erases
def erase_session(member: Member, meeting: Meeting) -> None:
    """Destroys what is hers alone of one session: page, plan, the subject treated there, debrief, private words."""
    for one in subjects.of(member):
        if one.treated and one.meeting == meeting.id:
            subjects.withdraw(member, one.id)

    def gone() -> None:
        for kind in (Page, Plan, Debrief):
            kind.objects.filter(member=member, meeting=meeting).delete()
        trail.note(member.group_id, member.person, trail.Act.ERASED, "own-session", meeting.id)

    WRITER.run(gone)
    for part in (meeting.id, f"debrief-{meeting.id}"):
        sealed.destroy(member.group_id, sealed.own(member.id, part))
    _destroy_private_words(member, (meeting,))


@ballast.erases
def erase_all(member: Member) -> None:
    """Destroys all that is hers alone in this group: every page, plan, subject, debrief and private word."""

    def gone() -> None:
        for kind in (Page, Plan, Debrief, Subject):
            kind.objects.filter(member=member).delete()
        trail.note(member.group_id, member.person, trail.Act.ERASED, "own-all")

    WRITER.run(gone)
    sealed.destroy(member.group_id, sealed.own(member.id))
    _destroy_private_words(member, Meeting.objects.filter(cycle__group=member.group_id).select_related("room"))


def _destroy_private_words(member: Member, meetings: Iterable[Meeting]) -> None:
    """Her notes, and what she kept for later, lie in the session too, under a key of hers alone (S4)."""
    scope = person_scope(member.id)
    for meeting in meetings:
        if meeting.room and scope in VAULT_KEYS.living(meeting.room.journal):
            VAULT_KEYS.destroy(meeting.room.journal, scope, clock.now())
            rooms.refold(meeting.room)
