"""Reading a scenario: who is there, what each does and when, and what must then be true (docs/acts.md, Scenarios)."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from besace.languages import LANGUAGES
from besace.method.acts import Code
from besace.method.formats import DEFAULT_FORMAT, OFFERED
from besace.method.rules import RULES
from besace.method.variants import FLAGS
from besace.method.words import MOST_PARTICIPANTS, PLACES, SCREEN, Condition, Seconds
from besace.rehearse.checks import misshapen
from besace.rehearse.practice.story import HEAD as OF_A_PRACTICE
from besace.rehearse.practice.story import Practice, read_practice
from besace.rehearse.unreadable import Unreadable

HEAD = frozenset({"title", "language", "place", "facilitator", "participants", "names", "rotating", "variants"}) | {
    *("session", "next_session", "previous", "format", "length", "script"),
}
PLAIN = str | int | float | bool
AT = re.compile(r"(\d{1,2}):([0-5]\d):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a script: when, and where in the file."""

    at: Seconds
    where: str


def at(line: Line) -> str:
    """A line's instant as the file writes it."""
    return f"{line.at // 3600}:{line.at // 60 % 60:02}:{line.at % 60:02}"


@dataclass(frozen=True, slots=True)
class Does(Line):
    """Someone does something, and it is accepted, or refused with this code (and these open conditions)."""

    by: str
    word: str
    fields: Mapping[str, Any]
    behalf: str | None = None
    refused: str | None = None
    unmet: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Check(Line):
    """What must be true of the session now."""

    expected: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Look(Line):
    """What someone's page must show, and must not."""

    who: str
    sees: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoesOn(Line):
    """The facilitator opens the second session of a half-day; what follows happens there."""

    by: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """A whole scenario."""

    title: str
    language: str
    place: str
    facilitator: str
    participants: tuple[str, ...]
    names: Mapping[str, str]
    number: int = 1
    next_session: bool = False
    previous: Mapping[str, Any] | None = None
    format: str = ""
    variants: tuple[str, ...] = ()
    rotating: str = ""  # who of the participants facilitates this time
    script: tuple[Line, ...] = field(default=())
    newcomers: tuple[str, ...] = ()
    practice: Practice | None = None

    @property
    def everyone(self) -> tuple[str, ...]:
        """The facilitator, then the participants."""
        return (self.facilitator, *self.participants)


def read(path: Path) -> Scenario:
    """Reads a scenario file.

    Raises:
        Unreadable: the file is not there, not TOML, or not a scenario.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        told = tomllib.loads(text)
    except OSError as failure:
        raise Unreadable("file", failure.strerror or "it cannot be opened") from None
    except UnicodeDecodeError as failure:
        raise Unreadable(f"line {_line_of_byte(failure)}", "it is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as failure:
        raise Unreadable(*_toml_place(str(failure), text)) from None
    except RecursionError:
        raise Unreadable("file", "it is nested too deep") from None
    try:
        return _scenario(told, _wheres(text))
    except Unreadable as wrong:
        raise Unreadable(wrong.where, wrong.why, _line_of(wrong, text)) from None


def _line_of_byte(failure: UnicodeDecodeError) -> int:
    return failure.object[: failure.start].count(b"\n") + 1


def _line_of(wrong: Unreadable, text: str) -> str:
    """Where in the file a wrong or unknown key of the head stands; nothing for the script's lines."""
    names = (wrong.where, wrong.why.rpartition(": ")[2].partition(",")[0])
    rows = enumerate(text.splitlines(), 1)
    return next((f"line {n}" for n, row in rows if row.partition("=")[0].strip().strip("[]") in names), "")


def _toml_place(said: str, text: str) -> tuple[str, str]:
    found = re.search(r"\(at line (\d+), column (\d+)\)", said)
    if not found:
        return f"line {text.count(chr(10)) + 1}", said
    return f"line {found[1]}, column {found[2]}", said[: found.start()].strip()


def _wheres(text: str) -> Iterator[str]:
    """Where each line of the script stands: an inline table a line is how scripts are written."""
    rows = (n for n, row in enumerate(text.splitlines(), 1) if row.lstrip().startswith("{"))
    for n in rows:
        yield f"line {n}"
    while True:
        yield "script"


def _scenario(told: Mapping[str, Any], wheres: Iterator[str]) -> Scenario:
    if unknown := set(told) - HEAD - OF_A_PRACTICE:
        raise Unreadable("head", f"unknown key: {', '.join(sorted(unknown))}")
    facilitator = _key(told.get("facilitator"), "facilitator")
    participants = _participants(told.get("participants"), facilitator)
    names, script = told.get("names", {}), told.get("script", [])
    if not isinstance(names, Mapping):
        raise Unreadable("names", "a table of keys and names is expected")
    practice = read_practice(told, participants) if OF_A_PRACTICE & set(told) else None
    if not isinstance(script, list) or not (script or practice):
        raise Unreadable("script", "a list of lines is expected")
    newcomers = _newcomers(script, participants)
    everyone = (facilitator, *participants, *newcomers)
    return Scenario(
        title=str(told.get("title", "")),
        language=_one_of(told.get("language", "en"), LANGUAGES, "language"),
        place=_one_of(told.get("place", "room"), PLACES, "place"),
        facilitator=facilitator,
        participants=participants,
        names={key: str(names.get(key, key.capitalize())) for key in everyone},
        number=_whole(told.get("session", 1), "session"),
        next_session=bool(told.get("next_session", False)),
        previous=_previous(told.get("previous"), participants),
        format=_one_of(str(told.get("format", told.get("length", DEFAULT_FORMAT))), OFFERED, "format"),
        variants=_variants(told.get("variants", [])),
        rotating=_one_of(told.get("rotating", ""), ("", *participants), "rotating"),
        script=tuple(_line(entry, next(wheres), everyone) for entry in script),
        newcomers=newcomers,
        practice=practice,
    )


def _key(value: Any, where: str) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[\w-]{1,40}", value) or value == SCREEN:
        raise Unreadable(where, "a key is expected: letters, digits, hyphen, underscore")
    return value


def _participants(value: Any, facilitator: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_PARTICIPANTS:
        raise Unreadable("participants", f"1 to {MOST_PARTICIPANTS} keys are expected")
    keys = tuple(_key(one, "participants") for one in value)
    if len({*keys, facilitator}) <= len(keys):
        raise Unreadable("participants", "the same key stands twice")
    return keys


def _newcomers(script: Sequence[Any], participants: Sequence[str]) -> tuple[str, ...]:
    """Whom the script admits besides those it begins with."""
    admits = (entry for entry in script if isinstance(entry, Mapping) and entry.get("act") == "admit")
    keys = (entry.get("person") for entry in admits)
    return tuple(dict.fromkeys(key for key in keys if isinstance(key, str) and key not in participants))


def _one_of(value: Any, choices: Sequence[str], where: str) -> str:
    if value not in choices:
        raise Unreadable(where, f"one of {', '.join(choices)} is expected")
    return str(value)


def _variants(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(one in FLAGS for one in value):
        raise Unreadable("variants", f"a list of some of {', '.join(FLAGS)} is expected")
    return tuple(value)


def _whole(value: Any, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise Unreadable(where, "a whole number from 1 is expected")
    return value


def _previous(value: Any, participants: Sequence[str]) -> Mapping[str, Any] | None:
    if value is None:
        return None
    if not isinstance(value, Mapping) or value.get("client") not in participants:
        raise Unreadable("previous", "the client must be one of the participants")
    if not isinstance(value.get("actions"), list) or not all(isinstance(one, str) for one in value["actions"]):
        raise Unreadable("previous", "actions must be a list of words")
    return value


def _line(entry: Any, where: str, everyone: Sequence[str]) -> Line:
    if not isinstance(entry, Mapping):
        raise Unreadable(where, "a table in braces is expected")
    at = AT.fullmatch(str(entry.get("at", "")))
    if not at:
        raise Unreadable(where, 'at = "h:mm:ss" is expected')
    instant = int(at[1]) * 3600 + int(at[2]) * 60 + int(at[3])
    if "act" in entry:
        return _does(entry, instant, where, everyone)
    if "check" in entry:
        return _check(entry["check"], instant, where)
    if "look" in entry:
        return _look(entry, instant, where, everyone)
    if "goes_on" in entry:
        return _goes_on(entry, instant, where, everyone)
    raise Unreadable(where, "act, check or look is expected, or goes_on")


def _goes_on(entry: Mapping[str, Any], at: Seconds, where: str, everyone: Sequence[str]) -> GoesOn:
    if entry["goes_on"] is not True or entry.get("by") not in everyone or set(entry) != {"at", "by", "goes_on"}:
        raise Unreadable(where, "goes_on = true, and by whom, are expected")
    return GoesOn(at, where, entry["by"])


def _does(entry: Mapping[str, Any], at: Seconds, where: str, everyone: Sequence[str]) -> Does:
    by, behalf, refused = entry.get("by"), entry.get("for"), entry.get("refused")
    if not isinstance(by, str) or by not in everyone:
        raise Unreadable(where, f"by: nobody here is called {by!r}")
    if not isinstance(behalf, str | None) or not isinstance(entry["act"], str):
        raise Unreadable(where, "act, for: words are expected")
    if refused is not None:
        _one_of(refused, tuple(Code), where)
    unmet = entry.get("unmet")
    if unmet is not None and not (isinstance(unmet, list) and all(one in tuple(Condition) for one in unmet)):
        raise Unreadable(where, "unmet: conditions are expected")
    if entry["act"] not in RULES and refused is None:
        raise Unreadable(where, f"there is no act called {entry['act']!r}")
    known = {"at", "by", "act", "for", "refused", "unmet"}
    fields = {name: value for name, value in entry.items() if name not in known}
    if wrong := [name for name, value in fields.items() if not _is_said(value)]:
        raise Unreadable(where, f"{wrong[0]}: words, a number, yes or no, or lines of a plan are expected")
    if not isinstance(fields.get("person", ""), str):
        raise Unreadable(where, "person: a key is expected")
    return Does(at, where, by, str(entry["act"]), fields, behalf, refused, None if unmet is None else frozenset(unmet))


def _is_said(value: Any) -> bool:
    """Whether a form can send it: a plain value, or a list of tables of them (the lines of a plan)."""
    if isinstance(value, list):
        return all(isinstance(one, Mapping) and all(isinstance(said, PLAIN) for said in one.values()) for one in value)
    return isinstance(value, PLAIN)


def _check(expected: Any, at: Seconds, where: str) -> Check:
    if not isinstance(expected, Mapping) or not expected:
        raise Unreadable(where, "check: a table of what must be true is expected")
    if why := misshapen(expected):
        raise Unreadable(where, f"check: {why}")
    return Check(at, where, expected)


def _look(entry: Mapping[str, Any], at: Seconds, where: str, everyone: Sequence[str]) -> Look:
    if entry["look"] not in (*everyone, SCREEN):
        raise Unreadable(where, f"look: nobody here is called {entry['look']!r}")
    lists = [entry.get(name, []) for name in ("sees", "hides")]
    if not any(lists) or not all(isinstance(one, list) and all(isinstance(s, str) for s in one) for one in lists):
        raise Unreadable(where, "sees, hides: lists of words are expected")
    if unknown := set(entry) - {"at", "look", "sees", "hides"}:
        raise Unreadable(where, f"look: unknown key: {', '.join(sorted(unknown))}")
    return Look(at, where, entry["look"], tuple(lists[0]), tuple(lists[1]))
