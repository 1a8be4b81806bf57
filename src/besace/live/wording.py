"""What the coach says of an act's words, brought into the act before it is decided: advice, never a refusal."""

from besace.coach import LANGUAGES, hints
from besace.coach.nature import nature
from besace.live import clock
from besace.method.acts import Act
from besace.method.session import Session
from besace.method.words import Seconds

JUDGED = {
    "propose_subject": ("subject", "title"),
    "reword_subject": ("subject", "title"),
    "ask": ("question", "text"),
    "react": ("reaction", "text"),
    "add_action": ("action", "text"),
    "change_action": ("action", "text"),
}


def with_hints(session: Session, act: Act, at: Seconds) -> Act:
    """The act with the codes of the coach's hints, where its wording is one that it judges (B3, S2, S4.1, S5)."""
    if act.word not in JUDGED:
        return act
    kind, field = JUDGED[act.word]
    text, when = _said(act, field), _said(act, "when")
    if act.word == "change_action" and (before := session.action(_said(act, "action"))):
        text, when = text or before.text, when or before.when
    if not text:
        return act
    found = hints(session.language, kind, text, when or None, clock.day(at, session.zone))
    signs = nature(session.language, text) if kind == "subject" else ()
    return Act(act.word, act.fields, act.behalf, tuple(hint.code for hint in found), signs)


def read_ahead() -> None:
    """Has the coach read what it needs for every language and kind of wording: half a second, once."""
    for language in LANGUAGES:
        for kind in sorted({kind for kind, _ in JUDGED.values()}):
            hints(language, kind, "…", None, clock.day(clock.now(), ""))


def _said(act: Act, field: str) -> str:
    value = act.fields.get(field)
    return value if isinstance(value, str) else ""
