"""The terms of exchange: which there are and in which version; their sentences, in both languages, are in `web` (G4).

A version is never edited once it has been accepted by someone: a change of sense is a new version, to be accepted anew.
The group's own lines stand beside ours and take nothing away; whoever accepted others is asked for these.
"""

from enum import StrEnum
from hashlib import sha256

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
    """Whether she has accepted the terms as they stand, the group's own lines included, and shares what it shares."""
    return bool(member.terms == VERSION and member.own_terms_digest == digest(group) and member.shares_at)
