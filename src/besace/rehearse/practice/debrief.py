"""Looking back on a practice: facts of each step, and what was done at each hard moment; never a mark."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from besace.method import clock
from besace.method.acts import Entry
from besace.method.words import TIMED, Seconds, Stage
from besace.rehearse.practice import phrases
from besace.rehearse.practice.scene import Fares, Scene

ROUNDS = (Stage.CLARIFICATION, Stage.REACTIONS)


@dataclass(frozen=True, slots=True)
class HardMoment:
    """A moment at which something went wrong: when, what was seen, what was done and how soon, what could be said."""

    at: str
    seen: str
    did: str
    after: str
    say: str
    met: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """How often somebody spoke in a step."""

    name: str
    turns: int


@dataclass(frozen=True, slots=True)
class StepBack:
    """One step, looked back on."""

    stage: Stage
    time: str
    saw: tuple[str, ...]
    turns: tuple[Turn, ...]
    moments: tuple[HardMoment, ...]
    method: Promise | str


@dataclass(frozen=True, slots=True)
class Debrief:
    """A whole practice, looked back on; `to_try` is one thing, and no more."""

    steps: tuple[StepBack, ...]
    to_try: str
    hard: int


def debrief(scene: Scene, pace: float) -> Debrief:
    """What became of a practice, as far as it went; its room's clock goes `pace` times as fast as the world's."""
    reached = [stage for stage in TIMED if any(entry.fields.get("stage") == stage for entry in scene.entries)]
    came = _came(scene)
    return Debrief(
        steps=tuple(_step(scene, stage, pace) for stage in reached),
        to_try=_to_try(came),
        hard=len(came),
    )


def _came(scene: Scene) -> list[Fares]:
    """What came up, in its order."""
    return sorted((one for one in scene.fares.values() if one.came is not None), key=lambda one: one.came or 0)


def _to_try(came: list[Fares]) -> str:
    """What belongs to the first that nobody met, else to the one that waited longest."""
    unmet = next((one for one in came if not one.sign), None)
    slowest = max(came, key=lambda one: (one.met or 0) - (one.came or 0), default=None)
    chosen = unmet or slowest
    return chosen.difficulty.better if chosen else ""


def _step(scene: Scene, stage: Stage, pace: float) -> StepBack:
    session = scene.session
    turns = session.turns.get(stage, {})
    here = [one for one in _came(scene) if one.difficulty.stage == stage]
    return StepBack(
        stage=stage,
        time=_time(scene, stage),
        saw=tuple(_saw(scene, stage)),
        turns=tuple(Turn(one.name, turns.get(one.id, 0)) for one in session.people if stage in ROUNDS),
        moments=tuple(_moment(scene, one, pace) for one in here),
        method=phrases.SAYS[stage],
    )


def _time(scene: Scene, stage: Stage) -> str:
    session = scene.session
    spent = session.spent.get(stage, 0) + (clock.spent(session, scene.at) if session.stage is stage else 0)
    told = {"spent": round(spent / clock.MINUTE), "planned": session.minutes[stage]}
    return _("%(spent)d min of %(planned)d") % told


def _moment(scene: Scene, fares: Fares, pace: float) -> HardMoment:
    told = fares.difficulty
    came = fares.came or 0
    name = scene.session.name_of(scene.person(scene.whose(told)))
    after = ""
    if fares.met is not None:
        seconds = max(round((fares.met - came) / pace), 1)
        after = ngettext("%(n)d second after it came up.", "%(n)d seconds after it came up.", seconds) % {"n": seconds}
    at = _clock(came - (scene.session.opened or came))
    return HardMoment(at, told.seen, phrases.did(fares.sign, name), after, told.say, bool(fares.sign))


def _clock(seconds: Seconds) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02}"


def _saw(scene: Scene, stage: Stage) -> Iterator[str]:
    """Facts of a step, those of whose part was taken first."""
    person = scene.person(scene.me)
    mine = [entry for entry in _of(scene, stage) if entry.whose == person]
    facts = _of_the_facilitator if scene.me == scene.scenario.facilitator else _of_a_participant
    yield from facts(scene, stage, mine)
    for waiver in scene.session.waivers:
        if waiver.stage is stage:
            yield _("A condition was left aside: “%(reason)s”") % {"reason": waiver.reason}


def _of(scene: Scene, stage: Stage) -> Iterator[Entry]:
    here = Stage.GATHERING
    for entry in scene.entries:
        here = Stage(entry.fields["stage"]) if entry.fields.get("stage") else here
        if here == stage:
            yield entry


def _of_the_facilitator(scene: Scene, stage: Stage, mine: list[Entry]) -> Iterator[str]:
    given = sum(entry.kind in {"give_floor", "invite"} for entry in mine)
    paused = sum(entry.kind == "pause" for entry in mine)
    by_hand = sum(entry.by == scene.session.facilitator and entry.behalf is not None for entry in _of(scene, stage))
    if given:
        yield ngettext("You gave the floor once.", "You gave the floor %(n)d times.", given) % {"n": given}
    if paused:
        yield ngettext("You paused once.", "You paused %(n)d times.", paused) % {"n": paused}
    if by_hand:
        yield ngettext("You wrote once for somebody.", "You wrote %(n)d times for others.", by_hand) % {"n": by_hand}


def _of_a_participant(scene: Scene, stage: Stage, mine: list[Entry]) -> Iterator[str]:
    kinds = Counter(entry.kind for entry in mine)
    for kind, said in COUNTED.items():
        if kinds[kind]:
            yield said(kinds[kind])
    hints = {hint for entry in mine for hint in entry.fields.get("hints", ())}
    if "answer-inside" in hints:
        yield _("One of your questions had an answer inside: it could have waited for step 4.")
    if "prescriptive" in hints:
        yield _("Once you told what must be done. “I would” leaves the choice where it belongs.")
    if stage is Stage.SYNTHESIS and scene.session.client == scene.person(scene.me):
        actions = len(scene.session.actions)
        yield ngettext("Your plan has one action.", "Your plan has %(n)d actions.", actions) % {"n": actions}


COUNTED: Mapping[str, Callable[[int], str]] = {
    "ask": lambda n: ngettext("You asked one question.", "You asked %(n)d questions.", n) % {"n": n},
    "answer": lambda n: ngettext("You answered once.", "You answered %(n)d times.", n) % {"n": n},
    "decline_answer": lambda n: ngettext("You left one question.", "You left %(n)d questions.", n) % {"n": n},
    "react": lambda n: ngettext("You brought one thing.", "You brought %(n)d things.", n) % {"n": n},
    "note": lambda n: ngettext("You noted one thing.", "You noted %(n)d things.", n) % {"n": n},
}
