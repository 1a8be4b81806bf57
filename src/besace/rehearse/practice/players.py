"""What the participants would do next by themselves."""

from collections.abc import Iterator

from besace.method.rules import RULES
from besace.rehearse.practice.duties import duties
from besace.rehearse.practice.moves import Move, move
from besace.rehearse.practice.scene import Scene
from besace.rehearse.practice.script import PATIENCE, THINKING, written


def moves(scene: Scene) -> list[Move]:
    """What each participant who plays by herself, or would in the place of who is there, does next."""
    session = scene.session
    if session.step.paused_at is not None:
        return list(_calmed(scene))
    found = [*_calmed(scene), *written(scene), *duties(scene)]
    return [one for one in found if RULES[one.act.word].is_for(session, scene.person(one.key))]


def _calmed(scene: Scene) -> Iterator[Move]:
    """The client's discomfort passes when it was seen to, or in the end."""
    session = scene.session
    if not session.discomfort or not session.client:
        return
    unmet = any(one.difficulty.kind == "discomfort" and one.open for one in scene.fares.values())
    yield move(scene.key(session.client), "discomfort", PATIENCE if unmet else 2 * THINKING, on=False)
