"""The fields of an act: what may come in, how it is read, and why it is refused."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from besace.method.acts import Code, Refusal
from besace.method.session import Session
from besace.method.words import LONGEST_TEXT

LONGEST_LINE = 300
BREAKS = re.compile(r"[^\S\u00a0\u202f]+")
KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")
ADDRESS = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
TRUE = {"true", "on", "yes", "1"}
FALSE = {"false", "off", "no", "0", ""}

type Read = Callable[[Session, Any], Any]


class Wrong(Exception):  # noqa: N818 - it never leaves the core: read_fields turns it into a Refusal
    """A field that cannot be taken as it came."""

    def __init__(self, why: str, code: Code = Code.INVALID) -> None:
        super().__init__(why)
        self.why = why
        self.code = code


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an act: its name, how it is read, and whether it must be there."""

    name: str
    read: Read
    required: bool = True
    default: Any = None


def optional(field: Field, default: Any = None) -> Field:
    """The same field, which may be left out."""
    return Field(field.name, field.read, required=False, default=default)


def read_fields(fields: tuple[Field, ...], session: Session, raw: Mapping[str, Any]) -> dict[str, Any] | Refusal:
    """Reads every field of an act; the first that is wrong refuses it (`unknown` before `invalid`)."""
    found: dict[str, Any] = {}
    wrongs: list[Refusal] = []
    for field in fields:
        try:
            found[field.name] = _read(field, session, raw.get(field.name))
        except Wrong as wrong:
            wrongs.append(Refusal(wrong.code, field.name, wrong.why))
    return min(wrongs, key=lambda refusal: refusal.code is not Code.UNKNOWN) if wrongs else found


def _read(field: Field, session: Session, value: Any) -> Any:
    if value is None or value == "":
        if field.required:
            raise Wrong("missing")
        return field.default
    return field.read(session, value)


def text(name: str) -> Field:
    """Free words, trimmed; at most LONGEST_TEXT characters."""
    return Field(name, lambda _, value: _words(value, LONGEST_TEXT))


def line(name: str) -> Field:
    """Free words on one line; the spaces that French keeps unbroken, before a question mark, stay as they are."""
    return Field(name, lambda _, value: BREAKS.sub(" ", _words(value, LONGEST_LINE)))


def _words(value: Any, longest: int) -> str:
    if not isinstance(value, str):
        raise Wrong("not-words")
    words = value.replace("\x00", "").replace("\r\n", "\n").strip()
    if not words:
        raise Wrong("missing")
    if len(words) > longest:
        raise Wrong("too-long")
    return words


def address(name: str) -> Field:
    """The address of a page elsewhere, which others will touch: http or https, and no other scheme."""

    def read(_: Session, value: Any) -> str:
        words = _words(value, LONGEST_TEXT)
        if not ADDRESS.fullmatch(words):
            raise Wrong("not-an-address")
        return words

    return Field(name, read)


def flag(name: str) -> Field:
    """True or false, also as forms send it."""
    return Field(name, _flag)


def _flag(_: Session, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in TRUE | FALSE:
        return value.lower() in TRUE
    raise Wrong("not-yes-or-no")


def whole(name: str, least: int, most: int) -> Field:
    """A whole number within bounds."""

    def read(_: Session, value: Any) -> int:
        if isinstance(value, str) and re.fullmatch(r"[+-]?\d{1,6}", value.strip()):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise Wrong("not-a-number")
        if not least <= value <= most:
            raise Wrong("out-of-range")
        return value

    return Field(name, read)


def one_of(name: str, choices: tuple[str, ...]) -> Field:
    """One word among a few."""

    def read(_: Session, value: Any) -> str:
        if value not in choices:
            raise Wrong("not-a-choice")
        return str(value)

    return Field(name, read)


def key(name: str) -> Field:
    """An id chosen by the sender: letters, digits, hyphen, underscore."""

    def read(_: Session, value: Any) -> str:
        if not isinstance(value, str) or not KEY.fullmatch(value):
            raise Wrong("not-a-key")
        return value

    return Field(name, read)


def _known(name: str, why: str, finds: Callable[[Session, str], object | None]) -> Field:
    """The id of something this session knows; another one is `unknown`."""

    def read(session: Session, value: Any) -> str:
        if not isinstance(value, str) or finds(session, value) is None:
            raise Wrong(why, Code.UNKNOWN)
        return value

    return Field(name, read)


def person(name: str) -> Field:
    """A participant of this session."""
    return _known(name, "no-such-person", Session.person)


def subject(name: str) -> Field:
    """A subject on the paperboard."""
    return _known(name, "no-such-subject", Session.subject)


def action(name: str) -> Field:
    """An action of the plan."""
    return _known(name, "no-such-action", Session.action)


def number_of(name: str, how_many: Callable[[Session], int]) -> Field:
    """The number, from 1, of something said before: a question, an action of the previous plan, a note."""

    def read(session: Session, value: Any) -> int:
        found: int = whole(name, -(10**6), 10**6).read(session, value)
        if not 1 <= found <= how_many(session):
            raise Wrong(f"no-such-{name}", Code.UNKNOWN)
        return found

    return Field(name, read)
