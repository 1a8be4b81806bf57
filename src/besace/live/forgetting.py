"""Destroying keys when the method says that something is over: ballots at the count, signals once they are past."""

from besace.journal.keys import VAULT_KEYS
from besace.journal.writer import where_there_is_room
from besace.method.acts import INVITATION_SCOPE, SIGNAL_SCOPE, ballot_scope
from besace.method.session import Session
from besace.method.words import STAGES, Seconds, Stage

ENDING = frozenset({"close_vote", "choose", "discomfort", "advance", "return", "close"})
"""The acts after which something may have to be forgotten."""


def forget_due(journal: str, session: Session, at: Seconds) -> bool:
    """Destroys the keys of what is over (R5, S2.1); whether there were any, so that the session is to be refolded."""
    due = [scope for scope in VAULT_KEYS.living(journal) if _is_over(session, scope)]
    forgotten = False
    with where_there_is_room():  # else at the next reading: a full disk refuses no act that is done, and no page
        for scope in due:
            VAULT_KEYS.destroy(journal, scope, at)
            forgotten = True
    return forgotten


def _is_over(session: Session, scope: str) -> bool:
    if scope == SIGNAL_SCOPE:
        return not session.discomfort or STAGES.index(session.stage) > STAGES.index(Stage.REACTIONS)
    if scope == INVITATION_SCOPE:
        return not session.invited
    current = ballot_scope(session.vote.round)
    return scope.startswith(ballot_scope(0)[:-1]) and not (session.vote.open and scope == current)
