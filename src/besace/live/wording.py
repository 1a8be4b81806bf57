"""What the coach says of an act's words, brought into the act before it is decided: advice, never a refusal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from besace.coach import codes
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
USUAL = sys.getswitchinterval()
_expected: set[str] = set()


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
    found = codes(session.language, kind, text, when or None, clock.day(at, session.zone))
    signs = nature(session.language, text) if kind == "subject" else ()
    return Act(act.word, act.fields, act.behalf, found, signs)


def expect(language: str) -> None:
    """Has the coach read what it needs for a language, once, by itself: a room that speaks it has been opened.

    It is a second of work in all. Whoever writes before it is done waits for her own kind of wording alone.
    """
    if language not in _expected:
        _expected.add(language)
        Thread(target=read_ahead, args=(language,), name="besace-coach", daemon=True).start()


def read_ahead(language: str) -> None:
    """Reads what the coach needs for a language, kind by kind, what is said most first."""
    for kind in ("question", "reaction", "subject", "action"):
        with _giving_way():
            codes(language, kind, "")


@contextmanager
def _giving_way() -> Iterator[None]:
    """Has this thread let others have their turn at once: whoever answers a request takes many short ones."""
    sys.setswitchinterval(USUAL / 20)
    try:
        yield
    finally:
        sys.setswitchinterval(USUAL)


def _said(act: Act, field: str) -> str:
    value = act.fields.get(field)
    return value if isinstance(value, str) else ""
