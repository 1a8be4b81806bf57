"""Before there is a client: subjects too wide or technical, a tie, someone missing whose turn it may be (R3 to R7)."""

from besace.method.parts import Presence
from besace.method.prompts.prompt import Code, Prompt, Reason
from besace.method.session import Session
from besace.method.words import Moment, PersonId, Seconds, Stage

BEFORE_THE_CHOICE = (Moment.SUBJECTS, Moment.VOTE)


def signed(code: Code, sign: str) -> Reason:
    """The chosen subject, or the last one on the ballot, whose wording has this sign."""

    def reason(session: Session, _: Seconds) -> Prompt | None:
        if session.stage is not Stage.RECEPTION:
            return None
        chosen = session.subject(session.chosen)
        standing = [one for one in session.subjects if session.stands(one)] if session.vote.round == 0 else []
        among = [chosen] if chosen else standing
        found = [one for one in among if sign in one.signs]
        if not found:
            return None
        kind = "chosen" if chosen else ""
        return Prompt(code, f"{found[-1].id} {kind}".strip(), found[-1].owner, kind=kind)

    return reason


subject_wide = signed(Code.SUBJECT_WIDE, "wide")
subject_technical = signed(Code.SUBJECT_TECHNICAL, "technical")


def tie(session: Session, _: Seconds) -> Prompt | None:
    """Subjects tied for the first place, and none chosen yet."""
    vote = session.vote
    tied = [one for one in session.subjects if one.id in vote.tied and session.stands(one)]
    if session.moment is not Moment.VOTE or not vote.counted or len(tied) < 2 or session.winner:  # noqa: PLR2004 - a tie
        return None
    owners = tuple(one.owner for one in tied)
    return Prompt(Code.TIE, str(vote.round), others=owners, number=vote.round)


def next_client_absent(session: Session, _: Seconds) -> Prompt | None:
    """Someone who could be client is not here today, or says that she cannot be next time."""
    if session.stage is Stage.RECEPTION and session.moment in BEFORE_THE_CHOICE:
        return _missing_today(session)
    return _missing_next_time(session) if session.stage is Stage.CONCLUSION else None


def _missing_today(session: Session) -> Prompt | None:
    """Not here, and with a subject ready or as the only one who has not been client."""
    candidates = _yet_to_be(session)
    away = [one.id for one in session.people if one.presence is Presence.ABSENT and one.id in candidates]
    ready = [one for one in away if _has_subject(session, one)]
    left = not any(session.is_here(one) for one in candidates) and _is_a_cycle(session)
    found = ready or (away if left else [])
    return _of(found, "none-left" if left else "subject") if found else None


def _missing_next_time(session: Session) -> Prompt | None:
    candidates = _yet_to_be(session)
    found = [one for one, comes in session.next_answers.items() if not comes and one in candidates]
    return _of(found, "next-time") if found and session.next_session else None


def _of(people: list[PersonId], kind: str) -> Prompt:
    return Prompt(Code.NEXT_CLIENT_ABSENT, f"{kind} {' '.join(sorted(people))}", people[0], tuple(people[1:]), kind)


def _yet_to_be(session: Session) -> frozenset[PersonId]:
    been = set(session.been_client) | {session.client}
    if session.previous:
        been.add(session.previous.client)
    return frozenset(one.id for one in session.people if one.id not in been)


def _has_subject(session: Session, person: PersonId) -> bool:
    given = any(one.owner == person and not one.to_share_only for one in session.subjects)
    return given or any(not one.to_share_only for one in session.still_waiting(person))


def _is_a_cycle(session: Session) -> bool:
    return session.previous is not None or bool(session.been_client)
