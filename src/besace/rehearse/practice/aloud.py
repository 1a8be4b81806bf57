"""What is heard at the table and leaves no entry: the client telling and answering, somebody who goes on and on."""

from collections.abc import Iterator, Sequence

from besace.method.parts import Question
from besace.method.words import Seconds, Stage
from besace.rehearse.practice.moves import Heard, telling
from besace.rehearse.practice.pace import rate
from besace.rehearse.practice.scene import Scene

LAST = 2
"""How many of the last things said are shown."""


def heard(scene: Scene) -> tuple[Heard, ...]:
    """The last things said aloud in this step."""
    return tuple(_all(scene))[-LAST:]


def _all(scene: Scene) -> Iterator[Heard]:
    session, practice = scene.session, scene.practice
    if session.client and scene.key(session.client) == scene.me:
        return
    name = session.name_of(session.client or "")
    if session.stage is Stage.PRESENTATION:
        yield from (Heard(name, text) for text in _so_far(scene, practice.tells, session.step.entered))
    if session.stage is Stage.CLARIFICATION:
        yield from (Heard(name, text) for text in _answers(scene))
    for fares in scene.fares.values():
        told = fares.difficulty
        if fares.came is not None and told.stage is session.stage:
            speaker = session.name_of(scene.person(scene.whose(told)))
            yield from (Heard(speaker, text) for text in _so_far(scene, told.tells, fares.came))


def _so_far(scene: Scene, tells: Sequence[str], since: Seconds) -> Iterator[str]:
    """What has been told by now, sentence by sentence, as fast as one speaks."""
    passed, begins = (scene.at - since) / rate(scene.scenario), 0.0
    for text in tells:
        if passed >= begins:
            yield text
        begins += telling(text)


def _answers(scene: Scene) -> Iterator[str]:
    """The client's answers, in order; to a question that nobody wrote, one of those kept for it."""
    written = {line.fields.get("text"): line.answer for line in scene.practice.lines if line.answer}
    spare = iter(scene.practice.answers)
    for question in scene.session.questions:
        if question.state == "answered" and (text := _answer(question, written) or next(spare, "")):
            yield text


def _answer(question: Question, written: dict[object, str]) -> str:
    return written.get(question.text, "")
