"""Step 1, presentation: the client tells, the consultants listen in silence (S1)."""

from dataclasses import replace

from besace.method.acts import Entry
from besace.method.rule import CLIENT, Rule
from besace.method.session import Session
from besace.method.words import Stage


def _said(session: Session, _: Entry) -> Session:
    return replace(session, presented=True)


RULES = (Rule("done", CLIENT, (Stage.PRESENTATION,), _said),)
