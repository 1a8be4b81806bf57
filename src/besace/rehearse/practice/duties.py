"""What each stage asks of everyone at the table, written in the script or not: to answer, to agree, to vote."""

from collections.abc import Callable, Iterator, Mapping

from besace.method import clock
from besace.method.gates import open_conditions
from besace.method.words import Condition, Moment, PersonId, Role, Stage
from besace.rehearse.practice.moves import BREATH, GLANCE, Move, move, telling
from besace.rehearse.practice.scene import Scene
from besace.rehearse.practice.script import (
    LONG_PATIENCE,
    OVER,
    PATIENCE,
    THINKING,
    has_line,
    speech_waits,
    subject_of,
    unanswered,
    waits,
)


def duties(scene: Scene) -> Iterator[Move]:
    """What the stage asks of each, written or not."""
    session = scene.session
    asked = DUTIES.get(session.moment or session.stage)
    if asked:
        for key in scene.scenario.participants:
            if session.is_here(scene.person(key)):
                yield from asked(scene, key, scene.person(key))


def _check_in(scene: Scene, key: str, person: PersonId) -> Iterator[Move]:
    session = scene.session
    if person not in session.check_ins and person not in session.passes and not has_line(scene, key):
        yield move(key, "pass", BREATH)


def _vote(scene: Scene, key: str, person: PersonId) -> Iterator[Move]:
    vote = scene.session.vote
    if not vote.open or person in vote.ballots:
        return
    ballots = scene.practice.votes if vote.round == 1 else scene.practice.next_votes
    wished = [subject_of(scene, owner) for owner in ballots.get(key, ())]
    standing = [one for one in dict.fromkeys([*wished, *vote.standing]) if one in vote.standing]
    ranks = dict(zip(("first", "second", "third"), standing, strict=False))
    yield move(key, "vote", 2 * GLANCE, **ranks)


def _consent(scene: Scene, key: str, person: PersonId) -> Iterator[Move]:
    session = scene.session
    if person == session.chosen_owner:
        if not session.consent.owner:
            yield move(key, "accept", THINKING)
    elif person not in session.consent.given:
        yield move(key, "consent")


def _present(scene: Scene, key: str, person: PersonId) -> Iterator[Move]:
    session = scene.session
    if person != session.client or session.presented:
        return
    tells = scene.practice.tells if key == scene.practice.client else ()
    late = [one for one in scene.fares.values() if one.difficulty.kind == "time-short"]
    late = [one for one in late if one.difficulty.stage is Stage.PRESENTATION and one.difficulty.by == key]
    if any(not one.sign for one in late) and clock.step_left(session, scene.at) > -OVER:
        return
    yield move(key, "done", THINKING if late else sum(map(telling, tells)) or THINKING)


def _clarify(scene: Scene, key: str, person: PersonId) -> Iterator[Move]:
    session = scene.session
    if session.role_of(person) is Role.CLIENT:
        yield from _answers(scene, key)
        return
    if person not in {one.by for one in session.questions} | session.passes:
        if not has_line(scene, key) or _was_silent(scene, key):
            yield move(key, "pass", LONG_PATIENCE if _was_silent(scene, key) else PATIENCE)
    elif person not in session.clear and not speech_waits(scene) and not unanswered(scene):
        yield move(key, "clear", 2 * GLANCE)


def _was_silent(scene: Scene, key: str) -> bool:
    shy = (one.difficulty for one in scene.open_kinds() if one.difficulty.kind == "not-heard")
    return any(scene.whose(one) == key and one.stage is scene.session.stage for one in shy)


def _answers(scene: Scene, key: str) -> Iterator[Move]:
    if waits(scene):
        return
    for number in unanswered(scene)[:1]:
        yield move(key, "answer", 2 * THINKING, question=number)


def _contract(scene: Scene, key: str, person: PersonId) -> Iterator[Move]:
    session = scene.session
    if session.role_of(person) is Role.CLIENT:
        yield from _matches(scene, key)
        return
    if person not in session.reformulations and not has_line(scene, key):
        yield move(key, "reformulate", BREATH)
    elif session.contract and person not in session.agreed:
        yield move(key, "agree")


def _matches(scene: Scene, key: str) -> Iterator[Move]:
    session = scene.session
    for person, said in session.reformulations.items():
        right = not _is_apart(scene, person)
        if said.matches is None or (said.matches is False and right):
            yield move(key, "match", THINKING, person=person, matches=right)
            return
    stated = any(line.word == "set_contract" and scene.is_sayable(line) for line in scene.practice.lines)
    still = set(open_conditions(session)) & {Condition.EACH_REFORMULATED, Condition.REFORMULATIONS_MATCH}
    if not session.contract and not stated and not still and session.chosen:
        subject = session.subject(session.chosen)
        title = subject.title if subject else ""
        yield move(key, "set_contract", telling(title), question=title, expectation=scene.practice.about)
    elif session.contract and session.client not in session.agreed:
        yield move(key, "agree")


def _is_apart(scene: Scene, person: PersonId) -> bool:
    """Whether what she said back goes astray: a later line of hers will be nearer."""
    said = [one for one in scene.practice.lines if scene.by(one) == scene.key(person) and one.number in scene.said]
    return any(one.astray for one in said) and not any(one.word == "reformulate" and one.once for one in said)


def _react(scene: Scene, key: str, person: PersonId) -> Iterator[Move]:
    session = scene.session
    heard = {one.by for one in session.reactions} | session.passes
    owes = session.role_of(person) is Role.CONSULTANT and person not in heard
    if owes and (not has_line(scene, key) or _was_silent(scene, key)):
        yield move(key, "pass", LONG_PATIENCE)


def _plan(scene: Scene, key: str, person: PersonId) -> Iterator[Move]:
    session = scene.session
    if person == session.client and session.writing:
        yield move(key, "writing", on=False)
    if person != session.client or has_line(scene, key) or session.copy is None or person in session.plan_agreed:
        return
    if not set(open_conditions(session)) - {Condition.PLANS_AGREE}:
        yield move(key, "plans_agree", THINKING)


def _conclude(scene: Scene, key: str, person: PersonId) -> Iterator[Move]:
    session = scene.session
    if person not in session.evaluations and person not in session.passes:
        if not has_line(scene, key):
            yield move(key, "pass", BREATH)
    elif session.next_session and person not in session.next_answers:
        yield move(key, "confirm_next", available=True)


DUTIES: Mapping[Stage | Moment, Callable[[Scene, str, PersonId], Iterator[Move]]] = {
    Moment.CHECK_IN: _check_in,
    Moment.VOTE: _vote,
    Moment.CONSENT: _consent,
    Stage.PRESENTATION: _present,
    Stage.CLARIFICATION: _clarify,
    Stage.CONTRACT: _contract,
    Stage.REACTIONS: _react,
    Stage.SYNTHESIS: _plan,
    Stage.CONCLUSION: _conclude,
}
