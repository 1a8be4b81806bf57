"""Step 1, presentation: the client tells, the consultants listen in silence (S1)."""

from besace.method.acts import Entry
from besace.method.rule import CLIENT, Rule
from besace.method.session import Session, but
from besace.method.words import Stage


def _said(session: Session, _: Entry) -> Session:
    return but(session, presented=True)


RULES = (Rule("done", CLIENT, (Stage.PRESENTATION,), _said),)
