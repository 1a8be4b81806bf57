"""The terms of exchange: which there are and in which version; their sentences, in both languages, are in `web` (G4).

A version is never edited once it has been accepted by someone: a change of sense is a new version, to be accepted anew.
The group's own lines stand beside ours and take nothing away; whoever accepted others is asked for these.
"""

from enum import StrEnum
from hashlib import sha256

from besace.journal.writer import WRITER
from besace.live import clock
from besace.people.models import Group, Member

VERSION = 1


class Term(StrEnum):
    """One thing promised, in the order in which it is read (G4)."""

    CONFIDENTIAL = "confidential"
    KIND = "kind"
    OWN_WAY = "own-way"
    NOT_ANSWER = "not-answer"
    DISAGREE = "disagree"
    NO_SINGLE_ANSWER = "no-single-answer"
    NOT_THERAPY = "not-therapy"


TERMS = tuple(Term)


def own_lines(group: Group) -> tuple[str, ...]:
    """The group's own lines, in order."""
    return tuple(line.strip() for line in group.own_terms.splitlines() if line.strip())


def digest(group: Group) -> str:
    """Names the group's own lines as they stand; empty where there are none."""
    lines = "\n".join(own_lines(group))
    return sha256(lines.encode()).hexdigest()[:16] if lines else ""


def accepted(member: Member, group: Group) -> bool:
    """Whether she has accepted the terms as they stand, the group's own lines included, and shares what it shares; of
    whoever facilitates, who is usually from outside, only the terms are asked (G8).
    """
    shares = member.shares_at or member.role != Member.Role.PARTICIPANT
    return bool(member.terms == VERSION and member.own_terms_digest == digest(group) and shares)


def accept(member: Member, version: int, own: str) -> bool:
    """Keeps that she accepts the terms she read: that version, and own lines of that digest.

    Gives False, and keeps nothing, where they are not the ones that stand any more: she reads them again.
    """

    def kept() -> bool:
        now = digest(Group.objects.get(pk=member.group_id))
        if (version, own) != (VERSION, now):
            return False
        shares = {"shares_at": clock.now()} if member.role == Member.Role.PARTICIPANT else {}
        told = {"terms": VERSION, "terms_at": clock.now(), "own_terms_digest": now, **shares}
        return bool(Member.objects.filter(pk=member.pk, left_at=None).update(**told))

    return WRITER.run(kept)
