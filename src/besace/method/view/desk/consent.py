"""The desk when a subject is chosen: the double consent (R7)."""

from collections.abc import Mapping

from besace.method.session import Session
from besace.method.value import value
from besace.method.view.common import Can, can
from besace.method.view.desk.who import Who, all_of, has_been_client, who
from besace.method.words import Moment, Said, Seconds


@value
class DeskConsent:
    """Who agrees to treat the chosen subject; whoever objects is named nowhere: the next choice is made (R7)."""

    owner: Who
    title: Said
    because: str
    been_client: bool
    owner_agrees: bool
    agreed: tuple[Who, ...]
    missing: tuple[Who, ...]
    accept: Can


def islands(session: Session, _: Seconds) -> Mapping[str, object | None]:
    """The sheet of the double consent."""
    return {"desk_consent": _consent(session) if session.moment is Moment.CONSENT else None}


def _consent(session: Session) -> DeskConsent | None:
    subject = session.subject(session.chosen)
    if subject is None:
        return None
    others = [one for one in session.present if one != subject.owner]
    return DeskConsent(
        owner=who(session, subject.owner),
        title=subject.title,
        because=session.because,
        been_client=has_been_client(session, subject.owner),
        owner_agrees=session.consent.owner,
        agreed=all_of(session, [one for one in others if one in session.consent.given]),
        missing=all_of(session, [one for one in others if one not in session.consent.given]),
        accept=can(session, "accept", subject.owner),
    )
