"""The script of a practice: which line comes next, of whom, and with which people and subjects."""

from collections.abc import Iterator, Sequence

from besace.method import clock
from besace.method.acts import Act
from besace.method.session import Session
from besace.method.words import PersonId, Stage
from besace.rehearse.practice.moves import Move, telling
from besace.rehearse.practice.scene import Scene
from besace.rehearse.practice.story import Said

PATIENCE = 45.0
"""Seconds of a calm practice in which a difficulty may be met, before the others go on without."""
LONG_PATIENCE = 75.0
THINKING = 4.0
HEALS = frozenset({"plan-vague", "reformulations-apart", "subject-wide", "subject-technical", "tie", "time-short"})
"""The kinds whose next lines come in the end though nobody met them: the method would not let the group go on."""
HOLDS = frozenset({"advice-in-question", "advice-in-reaction", "discomfort", "client-defends"})
"""The kinds that make the table wait for a moment."""
OVER: int = 240
"""Seconds of the session by which somebody overruns, where nobody does anything about it."""
TALK = frozenset({"check_in", "report_action", "propose_subject", "reword_subject", "ask", "reformulate", "react"})
TALK |= frozenset({"add_action", "change_action", "evaluate", "ask_to_clarify", "discomfort", "writing"})


def waits(scene: Scene) -> bool:
    """Whether the table holds its breath: something has come up that the facilitator may meet."""
    return scene.idle < PATIENCE and any(one.difficulty.kind in HOLDS for one in scene.open_kinds())


def written(scene: Scene) -> Iterator[Move]:
    """The next line of the script, of whom has the floor first; who really is there speaks for herself."""
    if waits(scene):
        return
    asked = scene.session.stage is Stage.CLARIFICATION and bool(unanswered(scene))
    lines = [line for line in scene.practice.lines if _may_be_said(scene, line)]
    lines = [line for line in lines if not asked or line.word != "ask"]
    for key in dict.fromkeys(scene.by(line) for line in lines):
        yield from _next_of(scene, key, [line for line in lines if scene.by(line) == key])


def _may_be_said(scene: Scene, line: Said) -> bool:
    session, person = scene.session, scene.person(scene.by(line))
    if line.once and not scene.fares[line.once].sign:
        fares = scene.fares[line.once]
        heals = fares.difficulty.kind in HEALS and fares.came is not None and scene.idle > PATIENCE
        if not heals:
            return False
        line = Said(line.number, line.by, line.word, line.fields, line.stage, line.moment)
    if not scene.is_sayable(line) or not session.is_here(person):
        return False
    if line.word == "add_action" and _is_quiet(scene):
        return False
    if is_silent(scene, line) or _runs_over(scene, line):
        return False
    return _next_in_order(scene, line)


def _is_quiet(scene: Scene) -> bool:
    """Whether the silence of step 5 is kept."""
    silence = scene.session.silence
    return silence is not None and scene.at < silence.since + silence.minutes * clock.MINUTE


def is_silent(scene: Scene, line: Said) -> bool:
    """One who is silent speaks only when she is spoken to."""
    shy = (one.difficulty for one in scene.fares.values() if one.difficulty.kind == "not-heard" and not one.sign)
    return any(scene.whose(one) == scene.by(line) and one.stage == line.stage for one in shy)


def _runs_over(scene: Scene, line: Said) -> bool:
    """Who runs over holds her last line back until something is done about it, or for as long as she would."""
    fares = scene.fares.get(line.plants)
    if fares is None or fares.difficulty.kind != "time-short" or fares.sign:
        return False
    return clock.step_left(scene.session, scene.at) > -OVER


def _next_in_order(scene: Scene, line: Said) -> bool:
    """Whether a line comes now: it is the first of those that wait, or its speaker has the floor."""
    floor = scene.session.floor
    if line.word not in TALK:
        return True
    if floor and not floor.spoken:
        return floor.person == scene.person(scene.by(line)) or scene.idle > 3 * THINKING
    return True


def _next_of(scene: Scene, key: str, lines: Sequence[Said]) -> Iterator[Move]:
    line = lines[0]
    text = " ".join(value for value in line.fields.values() if isinstance(value, str))
    earlier = sum(1 for one in scene.practice.lines if one.number < line.number and _first_waits(scene, one))
    floor = scene.session.floor
    after = THINKING if floor and floor.person == scene.person(key) else telling(text)
    fields = dict(placed(scene, line))
    if _done_already(scene.session, line, scene.person(key)):
        return
    yield Move(key, Act(line.word, fields), after + earlier * 2 * THINKING, line.number)


def _first_waits(scene: Scene, line: Said) -> bool:
    return line.word in TALK and scene.played(scene.by(line)) and scene.is_sayable(line) and not is_silent(scene, line)


def placed(scene: Scene, line: Said) -> Iterator[tuple[str, object]]:
    """The fields of a line, with the keys of the script put as people, subjects and actions are called in this room."""
    for name, value in line.fields.items():
        if name == "person":
            yield name, scene.person(str(value))
        elif name == "subject":
            yield name, subject_of(scene, str(value))
        elif name == "action" and line.word == "change_action":
            yield name, _action(scene, value)
        else:
            yield name, value


def subject_of(scene: Scene, owner: str) -> str:
    """The subject that a key's person brought; empty where she brought none."""
    person = scene.person(owner)
    return next((one.id for one in scene.session.subjects if one.owner == person), "")


def _action(scene: Scene, number: object) -> str:
    actions = scene.session.actions
    return actions[int(str(number)) - 1].id if 0 < int(str(number)) <= len(actions) else ""


def _done_already(session: Session, line: Said, person: PersonId) -> bool:
    """What one does once, and somebody did for her."""
    match line.word:
        case "check_in":
            return person in session.check_ins
        case "propose_subject":
            return any(one.owner == person for one in session.subjects)
        case "reformulate":
            return person in session.reformulations and not line.once
        case "evaluate":
            return person in session.evaluations
    return False


def speech_waits(scene: Scene) -> bool:
    """Whether any who plays by herself still has something to say in this stage."""
    lines = (line for line in scene.practice.lines if line.word in TALK and scene.played(scene.by(line)))
    return any(scene.is_sayable(line) and not is_silent(scene, line) for line in lines)


def has_line(scene: Scene, key: str) -> bool:
    """Whether this one has something written to say now."""
    return any(scene.by(line) == key and line.word in TALK and scene.is_sayable(line) for line in scene.practice.lines)


def unanswered(scene: Scene) -> list[int]:
    """The questions that wait for the client: one that the facilitator took up goes back to who asked it."""
    met = (one for one in scene.fares.values() if one.difficulty.kind == "advice-in-question" and one.sign)
    taken = {scene.person(one.difficulty.by) for one in met}
    questions = enumerate(scene.session.questions, 1)
    return [n for n, one in questions if not one.state and not (one.hints and one.by in taken)]
