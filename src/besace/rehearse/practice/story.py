"""Reading a practice: the head of a scenario, what each says, and what goes wrong (docs/scenarios.md)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from besace.method.formats import Minutes
from besace.method.rules import RULES
from besace.method.words import STAGES, TIMED, Moment, Stage
from besace.rehearse.practice.signs import KINDS, SIGNS
from besace.rehearse.unreadable import Unreadable

PARTS = ("facilitator", "client", "consultant")
HEAD = frozenset(
    {"trade", "about", "client", "consultant", "minutes", "steps", "tells", "answers", "lines", "difficulty"}
)
HEAD |= frozenset({"votes", "next_votes"})
OF_A_LINE = frozenset({"by", "act", "plants", "once", "until", "answer", "during", "astray"})
OF_A_DIFFICULTY = frozenset({"name", "kind", "by", "stage", "handled", "seen", "say", "better", "tells"})
USUAL = (28, 8, 20, 14, 16, 15, 13)
"""Minutes of reception and of the six steps, as they come out when each part plays at its pace."""
NAME = re.compile(r"[a-z][a-z-]{1,39}")

PLACES: Mapping[str, tuple[Stage, Moment | None]] = {
    "propose_subject": (Stage.RECEPTION, Moment.SUBJECTS),
    "reword_subject": (Stage.RECEPTION, Moment.SUBJECTS),
    "resonate": (Stage.RECEPTION, Moment.SUBJECTS),
    "keep": (Stage.PRESENTATION, None),
    "note": (Stage.REACTIONS, None),
    "discomfort": (Stage.CLARIFICATION, None),
    "writing": (Stage.REACTIONS, None),
    "raise_hand": (Stage.CLARIFICATION, None),
}
"""Where an act is said that could be at several times, unless its line says `during`."""


@dataclass(frozen=True, slots=True)
class Said:
    """Something one person does in its turn: `plants` a difficulty, comes `once` one is met, or `until` one is."""

    number: int
    by: str
    word: str
    fields: Mapping[str, Any]
    stage: Stage
    moment: Moment | None = None
    plants: str = ""
    once: str = ""
    until: str = ""
    answer: str = ""
    astray: bool = False


@dataclass(frozen=True, slots=True)
class Difficulty:
    """A small thing that goes wrong: whose it is, in which stage, and the signs in the journal that it was met."""

    name: str
    kind: str
    by: str
    stage: Stage
    handled: tuple[str, ...]
    seen: str
    say: str
    better: str
    tells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Practice:
    """What a practice adds to the head of a scenario."""

    trade: str
    about: str
    client: str
    consultant: str
    minutes: int
    steps: Minutes
    tells: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    lines: tuple[Said, ...] = ()
    difficulties: tuple[Difficulty, ...] = ()
    votes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    next_votes: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def difficulty(self, name: str) -> Difficulty | None:
        """The difficulty of that name, or None."""
        return next((one for one in self.difficulties if one.name == name), None)


def read_practice(told: Mapping[str, Any], participants: Sequence[str]) -> Practice:
    """The practice a file tells; `participants` are the keys it may name.

    Raises:
        Unreadable: something of it cannot be understood; where, and why.
    """
    difficulties = _difficulties(told.get("difficulty", []), participants)
    names = {one.name for one in difficulties}
    lines = told.get("lines")
    if not isinstance(lines, list) or not lines:
        raise Unreadable("lines", "a list of what each says is expected")
    return Practice(
        trade=_words(told, "trade"),
        about=_words(told, "about"),
        client=_one_of(told.get("client"), participants, "client"),
        consultant=_one_of(told.get("consultant"), participants, "consultant"),
        minutes=_minutes(told.get("minutes"), "minutes"),
        steps=_steps(told.get("steps", list(USUAL))),
        tells=_list(told.get("tells", []), "tells"),
        answers=_list(told.get("answers", []), "answers"),
        lines=tuple(_line(n, entry, participants, names) for n, entry in enumerate(lines, 1)),
        difficulties=difficulties,
        votes=_votes(told.get("votes", {}), participants, "votes"),
        next_votes=_votes(told.get("next_votes", {}), participants, "next_votes"),
    )


def _difficulties(told: Any, participants: Sequence[str]) -> tuple[Difficulty, ...]:
    if not isinstance(told, list) or not all(isinstance(one, Mapping) for one in told):
        raise Unreadable("difficulty", "[[difficulty]] is expected")
    found = tuple(_difficulty(one, participants) for one in told)
    if len({one.name for one in found}) < len(found):
        raise Unreadable("difficulty", "two have the same name")
    return found


def _difficulty(told: Mapping[str, Any], participants: Sequence[str]) -> Difficulty:
    name = told.get("name")
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise Unreadable("difficulty", "a name in small letters is expected")
    where = f"difficulty {name}"
    _known(told, OF_A_DIFFICULTY, where)
    kind = _one_of(told.get("kind"), tuple(KINDS), f"{where}: kind")
    handled = _list(told.get("handled", list(KINDS[kind])), f"{where}: handled")
    for sign in handled:
        _one_of(sign, tuple(SIGNS), f"{where}: handled")
    return Difficulty(
        name,
        kind,
        _one_of(told.get("by"), participants, f"{where}: by"),
        Stage(_one_of(told.get("stage"), STAGES, f"{where}: stage")),
        handled,
        _words(told, "seen", where),
        _words(told, "say", where),
        _words(told, "better", where),
        _list(told.get("tells", []), f"{where}: tells"),
    )


def _line(number: int, told: Any, participants: Sequence[str], names: set[str]) -> Said:
    where = f"lines, {number}"
    if not isinstance(told, Mapping):
        raise Unreadable(where, "a table in braces is expected")
    word = _one_of(told.get("act"), tuple(RULES), f"{where}: act")
    links = {part: str(told.get(part, "")) for part in ("plants", "once", "until")}
    for part, name in links.items():
        if name and name not in names:
            raise Unreadable(f"{where}: {part}", f"there is no difficulty called {name!r}")
    stage, moment = PLACES.get(word, (RULES[word].during[0], next(iter(RULES[word].moments), None)))
    if "during" in told:
        stage, moment = Stage(_one_of(told["during"], STAGES, f"{where}: during")), None
    fields = {name: value for name, value in told.items() if name not in OF_A_LINE}
    by = _one_of(told.get("by"), participants, f"{where}: by")
    return Said(
        number,
        by,
        word,
        fields,
        stage,
        moment,
        **links,
        answer=str(told.get("answer", "")),
        astray=told.get("astray") is True,
    )


def _votes(told: Any, participants: Sequence[str], where: str) -> Mapping[str, Sequence[str]]:
    if not isinstance(told, Mapping):
        raise Unreadable(where, "a table of keys and lists of keys is expected")
    for voter, ballot in told.items():
        for one in (voter, *_list(ballot, where)):
            _one_of(one, participants, where)
    return {voter: tuple(ballot) for voter, ballot in told.items()}


def _known(told: Mapping[str, Any], names: frozenset[str], where: str) -> None:
    if unknown := set(told) - names:
        raise Unreadable(where, f"unknown key: {', '.join(sorted(unknown))}")


def _words(told: Mapping[str, Any], name: str, where: str = "head") -> str:
    found = told.get(name)
    if not isinstance(found, str) or not found.strip():
        raise Unreadable(f"{where}: {name}", "words are expected")
    return found


def _list(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Unreadable(where, "a list of words is expected")
    return tuple(value)


def _steps(value: Any) -> Minutes:
    if not isinstance(value, list) or len(value) != len(TIMED):
        raise Unreadable("steps", "the minutes of reception and of the six steps are expected")
    return {stage: _minutes(one, "steps") for stage, one in zip(TIMED, value, strict=True)}


def _minutes(value: Any, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 60:  # noqa: PLR2004 - an hour at most
        raise Unreadable(where, "a whole number from 1 to 60 is expected")
    return value


def _one_of(value: Any, choices: Sequence[str], where: str) -> str:
    if value not in choices:
        raise Unreadable(where, f"one of {', '.join(choices)} is expected")
    return str(value)
