"""The desk during the vote: who has voted, never what; the last count; a ballot laid by hand (R5)."""

from collections.abc import Mapping

from besace.method.parts import Subject
from besace.method.session import Session
from besace.method.sticks import STICKS
from besace.method.value import value
from besace.method.view.common import names
from besace.method.view.desk.subjects import Choice, choice
from besace.method.view.desk.who import Who, all_of, has_been_client, who
from besace.method.words import Moment, Said, Seconds


@value
class Counted:
    """A subject and the sum of its sticks; None while its round is open or before the first count."""

    title: Said
    owner: Who
    sticks: int | None
    tied: bool
    set_aside: bool
    been_client: bool
    resonances: int


@value
class DeskVote:
    """The round under way or last counted. While it is open: names of those who have voted, nothing of what."""

    round: int
    open: bool
    subjects: tuple[Counted, ...]
    voted: tuple[Said, ...]
    missing: tuple[Said, ...]


@value
class DeskBallot:
    """A ballot by hand, for one who has not voted: never one that was laid already (R5: secret)."""

    round: int
    subjects: tuple[Choice, ...]
    voters: tuple[Who, ...]
    sticks: tuple[int, ...]


def islands(session: Session, _: Seconds) -> Mapping[str, object | None]:
    """The sheets of the vote."""
    here = session.moment is Moment.VOTE
    return {
        "desk_vote": _vote(session) if here else None,
        "desk_ballot": _ballot(session) if here and session.vote.open else None,
    }


def _vote(session: Session) -> DeskVote:
    vote = session.vote
    voted = tuple(vote.ballots) if vote.open else ()
    missing = tuple(one for one in session.present if one not in voted) if vote.open else ()
    return DeskVote(
        round=vote.round,
        open=vote.open,
        subjects=tuple(_counted(session, one) for one in _in_order(session)),
        voted=names(session, voted),
        missing=names(session, missing),
    )


def _in_order(session: Session) -> list[Subject]:
    vote = session.vote
    shown = [one for one in session.subjects if (one.id in vote.standing if vote.open else not one.to_share_only)]
    return sorted(shown, key=lambda one: (one.set_aside, -(session.vote.tally.get(one.id, 0))))


def _counted(session: Session, subject: Subject) -> Counted:
    return Counted(
        title=subject.title,
        owner=who(session, subject.owner),
        sticks=session.vote.tally.get(subject.id) if session.vote.counted else None,
        tied=subject.id in session.vote.tied,
        set_aside=subject.set_aside,
        been_client=has_been_client(session, subject.owner),
        resonances=len(session.resonances.get(subject.id, ())),
    )


def _ballot(session: Session) -> DeskBallot | None:
    vote = session.vote
    waiting = all_of(session, [one for one in session.present if one not in vote.ballots])
    standing = tuple(choice(session, one) for one in session.subjects if one.id in vote.standing)
    return DeskBallot(vote.round, standing, waiting, STICKS[: len(standing)]) if waiting else None
