"""What a scenario may check of a session, and how a page is read as text (docs/acts.md, Scenarios)."""

import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from typing import Any

from besace.method import clock
from besace.method.gates import open_conditions
from besace.method.session import Session
from besace.method.words import PersonId, Seconds

UNSHOWN = frozenset({"script", "style", "template", "head", "noscript"})
INLINE = frozenset({"a", "abbr", "b", "bdi", "cite", "em", "i", "mark", "q", "small", "span", "strong", "time", "u"})
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})


def facts(session: Session, at: Seconds, key_of: Callable[[PersonId], str]) -> dict[str, Any]:
    """Everything a check may name, save the hints; people by their key in the scenario."""
    contract = session.contract
    known: dict[str, Any] = {
        "stage": str(session.stage),
        "moment": str(session.moment) if session.moment else None,
        "round": session.vote.round,
        "tally": dict(session.vote.tally),
        "tied": set(session.vote.tied),
        "subject": session.chosen,
        "client": key_of(session.client) if session.client else None,
        "contract": {"question": contract.question, "expectation": contract.expectation} if contract else None,
        "actions": len(session.actions),
        "open": {str(condition) for condition in open_conditions(session)},
        "waived": {waiver.condition for waiver in session.waivers},
        "spoken": {key_of(person): turns for person, turns in session.spoken.items()},
    }
    if clock.is_timed(session):
        known["step_left"] = clock.step_left(session, at)
        known["behind"] = clock.behind(session, at)
    if session.opened is not None:
        known["session_left"] = clock.session_left(session, at)
    return known


def differs(name: str, expected: Any, found: Any) -> bool:
    """Whether what was found is not what was expected: sets without order, sums without zeros, turns by person."""
    if isinstance(found, set):
        return not isinstance(expected, list) or set(expected) != found
    if name == "tally" and isinstance(expected, dict):
        return {one: n for one, n in expected.items() if n} != {one: n for one, n in found.items() if n}
    if name == "spoken":
        return any(found.get(person, 0) != turns for person, turns in expected.items())
    return bool(expected != found)


class _Text(HTMLParser):
    """Collects the words that a page shows: hidden parts and what is no text left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._unshown: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._space(tag)
        if tag in VOID:
            return
        if self._unshown or tag in UNSHOWN or "hidden" in dict(attrs):
            self._unshown.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._space(tag)
        if self._unshown and tag == self._unshown[-1]:
            self._unshown.pop()

    def _space(self, tag: str) -> None:
        if tag not in INLINE:
            self.words.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._unshown:
            self.words.append(data)


def text_of(page: str) -> str:
    """The words a page shows, with single spaces."""
    reader = _Text()
    reader.feed(page)
    return plain("".join(reader.words))


def plain(words: str) -> str:
    """Words as they are compared: without regard to case or to the kind of spaces."""
    return re.sub(r"\s+", " ", words).strip().casefold()


def missing(page: str, sees: tuple[str, ...]) -> list[str]:
    """The words that a page should show and does not."""
    shown = text_of(page)
    return [words for words in sees if plain(words) not in shown]


def leaked(page: str, hides: tuple[str, ...]) -> list[str]:
    """The words that a page should not hold and does: anywhere in it, hidden parts and attributes too."""
    held = (text_of(page), plain(unescape(page)))
    return [words for words in hides if any(plain(words) in one for one in held)]
