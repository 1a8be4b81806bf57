"""What the coach hears in an act's wording, so that its hints enter the act as a value (docs/acts.md, Wording hints)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from besace.coach import hints
from besace.method.acts import Act
from besace.method.session import Session

WORDINGS = {
    "propose_subject": ("subject", "title"),
    "reword_subject": ("subject", "title"),
    "ask": ("question", "text"),
    "react": ("reaction", "text"),
}
OF_THE_PLAN = frozenset({"add_action", "change_action"})


def heard(session: Session, act: Act, today: date) -> Act:
    """The same act with the codes of the hints on its wording, in the session's language; never a refusal."""
    if act.word in OF_THE_PLAN:
        text, when = _action(session, act.fields)
        return replace(act, hints=_codes(session, "action", text, when, today))
    if act.word not in WORDINGS:
        return act
    kind, field = WORDINGS[act.word]
    return replace(act, hints=_codes(session, kind, act.fields.get(field), None, today))


def _action(session: Session, fields: Mapping[str, Any]) -> tuple[Any, Any]:
    """The whole wording of an action: what is not given anew stays as it was."""
    before = session.action(str(fields.get("action", "")))
    text = fields.get("text") or (before.text if before else "")
    when = fields.get("when") or (before.when if before else "")
    return text, when


def _codes(session: Session, kind: str, text: Any, when: Any, today: date) -> tuple[str, ...]:
    if not isinstance(text, str) or not text.strip():
        return ()
    said = when if isinstance(when, str) else None
    return tuple(hint.code for hint in hints(session.language, kind, text, said, today))
