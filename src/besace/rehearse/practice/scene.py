"""A practice as it stands: the session, who plays whom, what has been said of the script, how each difficulty fares."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from besace.method.acts import Entry
from besace.method.session import Session
from besace.method.words import STAGES, PersonId, Seconds, Stage
from besace.rehearse.practice.signs import SIGNS
from besace.rehearse.practice.story import Difficulty, Practice, Said
from besace.rehearse.scenario import Scenario

ENDS: Mapping[str, frozenset[str]] = {
    "advice-in-question": frozenset({"answer", "decline_answer"}),
    "discomfort": frozenset({"discomfort"}),
    "not-heard": frozenset({"pass", "ask", "react"}),
    "tie": frozenset({"choose"}),
    "plan-vague": frozenset({"change_action"}),
    "subject-wide": frozenset({"reword_subject"}),
    "subject-technical": frozenset({"reword_subject"}),
}
"""By its kind, what one of the others does when nobody met a difficulty: it is then over."""


SPOKEN = {Stage.CLARIFICATION: "ask", Stage.REACTIONS: "react"}
OTHERS = 2
"""How many others have spoken before somebody's silence can be seen."""


@dataclass(frozen=True, slots=True)
class Fares:
    """How a difficulty fares: when it came up, by which sign it was met and when, whether it is over."""

    difficulty: Difficulty
    came: Seconds | None = None
    sign: str = ""
    met: Seconds | None = None
    over: bool = False

    @property
    def open(self) -> bool:
        """Whether it has come up, and waits to be met."""
        return self.came is not None and not self.sign and not self.over


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything from which it follows what each would do next. `me` is the key of who is really there, or empty.

    `said` tells by a line's number at which sequence it was said; `idle` how long nothing has happened, in seconds of
    a calm practice.
    """

    scenario: Scenario
    session: Session
    at: Seconds
    entries: tuple[Entry, ...] = ()
    said: Mapping[int, int] = field(default_factory=dict)
    me: str = ""
    idle: float = 0.0
    fares: Mapping[str, Fares] = field(default_factory=dict)

    @property
    def practice(self) -> Practice:
        """What the file tells besides the head."""
        assert self.scenario.practice is not None  # noqa: S101  # nosec B101 # only practices have a scene
        return self.scenario.practice

    def person(self, key: str) -> PersonId:
        """The person of a key of the scenario."""
        if key == self.scenario.facilitator:
            return self.session.facilitator
        return self.session.people[self.scenario.participants.index(key)].id

    def key(self, person: PersonId | None) -> str:
        """The key of a person; empty for one whom the scenario does not know."""
        if person == self.session.facilitator:
            return self.scenario.facilitator
        ids = [one.id for one in self.session.people[: len(self.scenario.participants)]]
        return self.scenario.participants[ids.index(person)] if person in ids else ""

    def speaker(self, key: str, stage: Stage) -> str:
        """Who has the lines of a key in a stage: where another subject was chosen, client and owner change parts."""
        client = self.key(self.session.client)
        if not client or client == self.practice.client or stage is Stage.RECEPTION:
            return key
        return {self.practice.client: client, client: self.practice.client}.get(key, key)

    def whose(self, told: Difficulty) -> str:
        """Whose difficulty it is, as things have come."""
        return self.speaker(told.by, told.stage)

    def by(self, line: Said) -> str:
        """Who says a line, as things have come."""
        return self.speaker(line.by, line.stage)

    def played(self, key: str) -> bool:
        """Whether this part plays by itself."""
        return key != self.me

    def open_kinds(self) -> tuple[Fares, ...]:
        """The difficulties that wait to be met."""
        return tuple(one for one in self.fares.values() if one.open)

    def is_sayable(self, line: Said) -> bool:
        """Whether a line's time has come: its stage and moment, not said yet, what it depends on so."""
        if line.number in self.said or (line.stage, line.moment) != (self.session.stage, self.session.moment):
            return False
        if line.once and not self.settled(line.once):
            return False
        return not (line.until and self.fares[line.until].sign)

    def settled(self, name: str) -> bool:
        """Whether a difficulty was met, or has ended in a way that lets the story go on."""
        return bool(self.fares[name].sign)


def faring(scene: Scene) -> Mapping[str, Fares]:
    """How each difficulty fares, told by the journal alone."""
    found = {one.name: Fares(one) for one in scene.practice.difficulties}
    planted = {line.plants: scene.said[line.number] for line in scene.practice.lines if line.number in scene.said}
    stage = Stage.GATHERING
    for seq, entry in enumerate(scene.entries, 1):
        if entry.kind in {"open", "advance", "return", "close", "choose"}:
            stage = Stage(entry.fields.get("stage", stage))
        found = {name: _after(scene, one, entry, (seq, stage, planted.get(name))) for name, one in found.items()}
    return {name: _by_the_clock(scene, one) for name, one in found.items()}


def _after(scene: Scene, fares: Fares, entry: Entry, where: tuple[int, Stage, int | None]) -> Fares:
    """How a difficulty fares after one more entry."""
    seq, stage, planted = where
    told = fares.difficulty
    if fares.came is None:
        came = seq == planted or _comes_with(told, entry) or _left_out(scene, told, seq, stage)
        return Fares(told, entry.at) if came else fares
    if fares.sign or fares.over:
        return fares
    if entry.by == scene.session.facilitator and (sign := _sign(scene, told, entry)):
        return Fares(told, fares.came, sign, entry.at)
    if _ends(scene, told, entry) or STAGES.index(stage) > STAGES.index(told.stage):
        return Fares(told, fares.came, over=True)
    return fares


def _ends(scene: Scene, told: Difficulty, entry: Entry) -> bool:
    """Whether with this entry of somebody else's the difficulty is over, though nobody met it."""
    if entry.kind not in ENDS.get(told.kind, ()):
        return False
    person = scene.person(scene.whose(told))
    if told.kind == "advice-in-question":
        return bool(scene.session.questions[entry.fields["question"] - 1].by == person)
    return told.kind == "tie" or entry.whose == person


def _comes_with(told: Difficulty, entry: Entry) -> bool:
    """Whether a tie comes up with this entry: no line plants it, the ballots do."""
    return told.kind == "tie" and entry.kind == "close_vote" and bool(entry.fields.get("tied"))


def _left_out(scene: Scene, told: Difficulty, seq: int, stage: Stage) -> bool:
    """Whether others have had their turns in this step by now, and she has not."""
    if told.kind != "not-heard" or stage is not told.stage:
        return False
    spoken = [one.whose for one in scene.entries[:seq] if one.kind == SPOKEN.get(stage)]
    return len(set(spoken)) >= OTHERS and scene.person(scene.whose(told)) not in spoken


def _sign(scene: Scene, told: Difficulty, entry: Entry) -> str:
    person = scene.person(scene.whose(told))
    return next((name for name in told.handled if SIGNS[name](entry, person)), "")


def _by_the_clock(scene: Scene, fares: Fares) -> Fares:
    """A step that runs over comes up when its time is over, and with no entry: it is looked for on the clock."""
    told, session = fares.difficulty, scene.session
    if told.kind != "time-short":
        return fares
    came = _ran_over(scene, told)
    if came is None:
        return fares
    after = [one for one in scene.entries if one.at >= came and one.by == session.facilitator]
    for entry in after:
        if sign := _sign(scene, told, entry):
            return Fares(told, came, sign, entry.at)
    return Fares(told, came, over=STAGES.index(session.stage) > STAGES.index(told.stage) + 1)


def _ran_over(scene: Scene, told: Difficulty) -> Seconds | None:
    """When the time that the stage was given on entering it had gone by; None where it was left before."""
    entered = next((one for one in scene.entries if one.fields.get("stage") == told.stage), None)
    if entered is None:
        return None
    ends = entered.at + int(entered.fields.get("allotment", 0))
    left = next((one.at for one in scene.entries if one.at > entered.at and one.kind == "advance"), scene.at)
    return ends if left >= ends else None
