"""Written scenarios as the bench plays them: whole sessions, act by act, with as many chairs taken as are wanted.

A scenario has two to five participants; a room that is full has nine. Whoever is added says after one of the written
consultants what that one said, in other words, and is answered as that one was. Each act is put to the rules on the
way: what is planned here is accepted, or refused where the scenario says so.
"""

import os
import random
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besace.settings")
django.setup()

from bench import story  # noqa: E402 - Django must be set up first
from besace.live.screens import ON_SHEET, SAID_BY  # noqa: E402
from besace.live.wording import with_hints  # noqa: E402
from besace.method.acts import Act, Refusal  # noqa: E402
from besace.method.decide import decide  # noqa: E402
from besace.method.evolve import fold  # noqa: E402
from besace.method.session import Session  # noqa: E402
from besace.method.view import view_for  # noqa: E402
from besace.method.words import SCREEN, Seconds  # noqa: E402
from besace.rehearse.scenario import Does, GoesOn, Scenario, read  # noqa: E402
from besace.rehearse.table import setup  # noqa: E402

ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT / "tests" / "scenarios", ROOT / "src" / "besace" / "rehearse" / "scenarios")
EVENING: Seconds = 1_700_000_000
EVERYONE_IN_TURN = frozenset(
    {"agree", "ask", "check_in", "clear", "confirm_next", "consent", "evaluate", "pass", "react", "reformulate"}
)
"""What everybody does in a round, and whoever is added does too."""
ANSWERS = frozenset({"answer", "decline_answer", "send_back"})
SAID = frozenset(
    {"title", "text", "expectation", "learned", "enjoyed", "apply", "expected", "easy", "difficult", "reason"}
)
BESIDE_CARDS = frozenset((*SAID_BY.values(), *ON_SHEET.values()))


class NotPlayable(Exception):  # noqa: N818 - what is wrong, in one word
    """With these people the scenario does not go as it is written; says where."""


@dataclass(frozen=True, slots=True)
class Step:
    """One act of a session: when, whose, what, and the code it is refused with where that is so written."""

    at: Seconds
    by: str
    word: str
    fields: Mapping[str, Any]
    behalf: str | None = None
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A session with all its people, and its acts in order."""

    name: str
    scenario: Scenario
    steps: tuple[Step, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Who has a screen, in the order of the screens: the facilitator first, the board last."""
        return (*self.scenario.everyone, *self.scenario.newcomers, SCREEN)

    @property
    def length(self) -> Seconds:
        """Seconds from the opening to the last act."""
        return self.steps[-1].at


def plans(screens: int) -> tuple[list[Plan], list[str]]:
    """Every scenario that can be played with so many screens a room, and a sentence on each that cannot.

    A scenario that has more people of its own keeps them.
    """
    found, left = [], []
    for path in sorted(file for folder in FOLDERS for file in folder.glob("*.toml")):
        scenario = read(path)
        if not scenario.script:
            continue
        try:
            found.append(planned(path.stem, scenario, screens))
        except NotPlayable as why:
            left.append(f"{path.stem}: {why}")
    return found, left


def planned(name: str, scenario: Scenario, screens: int) -> Plan:
    """A scenario's acts up to its end, or to its second session, with the chairs filled.

    Raises:
        NotPlayable: with these people the rules decide otherwise than the scenario says.
    """
    added = tuple(f"added-{n}" for n in range(1, screens - len((*scenario.everyone, *scenario.newcomers))))
    names = dict(zip(added, (name for name in story.NAMES if name not in scenario.names.values()), strict=False))
    larger = replace(scenario, participants=(*scenario.participants, *added), names={**names, **scenario.names})
    playing = _Playing(larger, _after(scenario, added), _voting(scenario, added), opened(larger))
    for line in scenario.script:
        if isinstance(line, GoesOn):
            break
        if isinstance(line, Does):
            playing.play(line)
    return Plan(name, larger, tuple(playing.steps))


def opened(scenario: Scenario) -> Session:
    """The session once its room is open and everybody is let in, with keys for ids."""
    people = {key: key for key in (*scenario.everyone, *scenario.newcomers)}
    session = _done(Session(), Act("prepare", setup(scenario, people)), scenario.facilitator, EVENING)
    for key in scenario.participants:
        session = _done(session, Act("admit", {"person": key}), scenario.facilitator, EVENING)
    return session


def told(plan: Plan) -> Iterator[tuple[int, ...]]:
    """For each act of a plan, the places of the screens that are told of it: those whose view it changes."""
    session = opened(plan.scenario)
    for step in plan.steps:
        if step.refused:
            yield ()
            continue
        at = EVENING + step.at
        after = _done(session, act_of(step), step.by, at)
        yield tuple(place for place, key in enumerate(plan.keys) if _shown(session, key, at) != _shown(after, key, at))
        session = after


def _shown(session: Session, key: str, at: Seconds) -> dict[str, object | None]:
    """What a screen certainly shows: where a card of the facilitator's says the same, these islands are left out."""
    return {name: value for name, value in view_for(session, key, at).islands.items() if name not in BESIDE_CARDS}


def act_of(step: Step) -> Act:
    """What the rules are asked."""
    return Act(step.word, step.fields, step.behalf)


def own_words(step: Step, chance: random.Random) -> dict[str, Any]:
    """The fields of an act as nobody else's room has them: what is said ends in letters drawn by lot."""
    tag = "".join(chance.choices(string.ascii_lowercase, k=7))
    said = SAID | ({"question"} if step.word == "set_contract" else frozenset())
    return {
        name: f"{value} ({tag})" if name in said and isinstance(value, str) and value else value
        for name, value in step.fields.items()
    }


def placed(fields: Mapping[str, Any], people: Mapping[str, str]) -> dict[str, Any]:
    """The fields with people's ids in place of the scenario's keys."""
    return {name: people.get(value, value) if name == "person" else value for name, value in fields.items()}


@dataclass
class _Playing:
    """A scenario on its way: the session so far, and how its questions are numbered with the added ones among them."""

    scenario: Scenario
    after: Mapping[str, Sequence[str]]
    voting: Mapping[str, Sequence[str]]
    session: Session
    steps: list[Step] = field(default_factory=list)
    numbers: dict[str, list[int]] = field(default_factory=dict)

    def play(self, line: Does) -> None:
        """One written act, and what the added ones do after it."""
        step = Step(line.at, line.by, line.word, self._numbered(line), line.behalf, line.refused)
        if line.refused:
            self._refused(step)
            return
        if not self._does(step):
            raise NotPlayable(f"{line.where}, {line.by} {line.word}")
        if line.word == "ask":
            self.numbers[str(len(self.numbers) + 1)] = [len(self.session.questions)]
        for other in self._others(line, step):
            if self._does(other) and line.word == "ask":
                self.numbers[str(len(self.numbers))].append(len(self.session.questions))

    def _numbered(self, line: Does) -> Mapping[str, Any]:
        asked = self.numbers.get(str(line.fields.get("question")))
        return {**line.fields, "question": asked[0]} if line.word in ANSWERS and asked else line.fields

    def _others(self, line: Does, step: Step) -> Iterator[Step]:
        whose = step.behalf or step.by
        if line.word == "match":
            for key in self.after.get(str(step.fields.get("person")), ()):
                yield replace(step, fields={**step.fields, "person": key})
        elif line.word in ANSWERS:
            for number in self.numbers.get(str(line.fields.get("question")), ())[1:]:
                yield replace(step, fields={**step.fields, "question": number})
        elif line.word in EVERYONE_IN_TURN or line.word == "vote":
            fields = {name: value for name, value in step.fields.items() if name != "kept"}
            for key in (self.voting if line.word == "vote" else self.after).get(whose, ()):
                mine = replace(step, fields=fields)
                yield replace(mine, behalf=key) if step.behalf else replace(mine, by=key)

    def _does(self, step: Step) -> bool:
        """Whether it is accepted; it is then part of the plan, a second after the act before it at the soonest."""
        at = max(step.at, self.steps[-1].at + 1 if self.steps else 0)
        act = with_hints(self.session, act_of(step), EVENING + at)
        decided = decide(self.session, act, step.by, EVENING + at)
        if isinstance(decided, Refusal):
            return False
        self.session = fold(decided, self.session)
        self.steps.append(replace(step, at=at))
        return True

    def _refused(self, step: Step) -> None:
        """An act that is written to be refused; left out where with more people it would not be."""
        at = max(step.at, self.steps[-1].at + 1 if self.steps else 0)
        decided = decide(self.session, act_of(step), step.by, EVENING + at)
        if isinstance(decided, Refusal) and decided.code == step.refused:
            self.steps.append(replace(step, at=at))


def _after(scenario: Scenario, added: Sequence[str]) -> Mapping[str, list[str]]:
    """After which consultant each of the added speaks, by turns."""
    lines = [line for line in scenario.script if isinstance(line, Does)]
    clients = {line.behalf or line.by for line in lines if line.word in {"accept", "set_contract"} and not line.refused}
    bases = [key for key in scenario.participants if key not in clients and key != scenario.rotating]
    return _shared(bases or scenario.participants, added)


def _voting(scenario: Scenario, added: Sequence[str]) -> Mapping[str, list[str]]:
    """As whom each of the added votes: each participant as often as another, so that the count stays what it was."""
    whole = len(added) - len(added) % len(scenario.participants)
    return _shared(scenario.participants, added[:whole])


def _shared(among: Sequence[str], added: Sequence[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {key: [] for key in among}
    for key, base in zip(added, islice(cycle(among), len(added)), strict=True):
        found[base].append(key)
    return found


def _done(session: Session, act: Act, by: str, at: Seconds) -> Session:
    decided = decide(session, with_hints(session, act, at), by, at)
    if isinstance(decided, Refusal):
        raise NotPlayable(f"{by} {act.word}: {decided.code}")
    return fold(decided, session)
