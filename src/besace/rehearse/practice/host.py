"""What a facilitator who handles everything well would do next: she plays by herself where somebody else is practising,
and shows what is awaited where it is the facilitator who practises.
"""

from collections.abc import Callable, Iterator, Mapping

from besace.method.gates import open_conditions
from besace.method.rules import RULES
from besace.method.shortening import shortening
from besace.method.words import Moment, PersonId, Stage
from besace.rehearse.practice.moves import BREATH, Move, move
from besace.rehearse.practice.scene import Fares, Scene
from besace.rehearse.practice.script import LONG_PATIENCE, THINKING, speech_waits, unanswered

CALM = 12.0
"""Seconds of rest after something was hard to hear."""


def moves(scene: Scene) -> list[Move]:
    """What the facilitator does next, the most needed first; empty while the others are at it."""
    found = next((list(some) for way in WAYS if (some := list(way(scene)))), [])
    return [one for one in found if RULES[one.act.word].is_now(scene.session)]


def _opens(scene: Scene) -> Iterator[Move]:
    if scene.session.stage is Stage.GATHERING:
        yield _hers(scene, "open", BREATH)


def _resumes(scene: Scene) -> Iterator[Move]:
    if scene.session.step.paused_at is not None:
        yield _hers(scene, "resume", CALM)


def _meets(scene: Scene) -> Iterator[Move]:
    """Meets the difficulty that is open, as its kind is best met; one silent is asked once the others have spoken."""
    for fares in scene.open_kinds():
        way = MEETS.get(fares.difficulty.handled[0])
        if way and (fares.difficulty.kind != "not-heard" or not speech_waits(scene)):
            yield from way(scene, fares)
            return


def _speaks_to(scene: Scene, fares: Fares) -> Iterator[Move]:
    yield _hers(scene, "give_floor", THINKING, person=scene.person(scene.whose(fares.difficulty)))


def _speaks_to_others(scene: Scene, fares: Fares) -> Iterator[Move]:
    session, by = scene.session, scene.person(scene.whose(fares.difficulty))
    heard = {one.by for one in session.questions} | {one.by for one in session.reactions}
    others = [one for one in session.consultants if one != by]
    yield _hers(scene, "give_floor", THINKING, person=next((one for one in others if one not in heard), others[0]))


def _pauses(scene: Scene, _: Fares) -> Iterator[Move]:
    yield _hers(scene, "pause", THINKING)


def _returns(scene: Scene, _: Fares) -> Iterator[Move]:
    answers = [one.matches for one in scene.session.reformulations.values()]
    if scene.session.stage is Stage.CONTRACT and False in answers and None not in answers:
        yield _hers(scene, "return", THINKING)


def _next_round(scene: Scene, _: Fares) -> Iterator[Move]:
    yield _hers(scene, "open_vote", THINKING)


def _makes_room(scene: Scene, _: Fares) -> Iterator[Move]:
    """Takes the minutes from a step to come, as the clock would; where none can give any, adds to this one."""
    found = shortening(scene.session, scene.at)
    if found:
        yield _hers(scene, "shorten", THINKING, stage=str(found.stage), minutes=found.minutes)
    else:
        yield _hers(scene, "extend", THINKING, minutes=2)


def _votes(scene: Scene) -> Iterator[Move]:
    session = scene.session
    vote = session.vote
    if session.moment is not Moment.VOTE:
        return
    if vote.open:
        if set(session.present) <= set(vote.ballots):
            yield _hers(scene, "close_vote", BREATH)
    elif session.winner:
        yield _hers(scene, "choose", THINKING, subject=session.winner, because="vote")
    elif vote.ties < 3:  # noqa: PLR2004 - R5 says three rounds
        yield _hers(scene, "open_vote", THINKING)
    else:
        yield _hers(scene, "choose", THINKING, subject=vote.tied[0], because="urgency")


def _plans(scene: Scene) -> Iterator[Move]:
    session = scene.session
    if session.stage is not Stage.SYNTHESIS:
        return
    if session.silence is None:
        yield _hers(scene, "start_silence", BREATH, minutes=3)
    elif not set(open_conditions(session)) - {"plans-agree"} and not speech_waits(scene):
        texts = [(one.text, one.when) for one in session.actions]
        if session.copy is None or [(one.text, one.when) for one in session.copy] != texts:
            yield _hers(scene, "copy_plan", THINKING)
        elif session.facilitator not in session.plan_agreed:
            yield _hers(scene, "plans_agree", BREATH)


def _invites(scene: Scene) -> Iterator[Move]:
    """Gives the floor to who is really there once the others have spoken, so that there is room for her."""
    session = scene.session
    if not scene.me or scene.me == scene.scenario.facilitator or speech_waits(scene):
        return
    person = scene.person(scene.me)
    floor = session.floor.person if session.floor else None
    if person in _still_owing(scene) and floor != person:
        yield _hers(scene, "give_floor", THINKING, person=person)


def _still_owing(scene: Scene) -> frozenset[PersonId]:
    """Who has not had her turn in a round of the table."""
    session = scene.session
    rounds: Mapping[Stage | Moment, set[PersonId]] = {
        Moment.CHECK_IN: set(session.check_ins),
        Stage.CLARIFICATION: {one.by for one in session.questions},
        Stage.CONTRACT: set(session.reformulations),
        Stage.REACTIONS: {one.by for one in session.reactions},
        Stage.CONCLUSION: set(session.evaluations),
    }
    heard = rounds.get(session.moment or session.stage)
    if heard is None:
        return frozenset()
    owing = session.present if session.moment or session.stage is Stage.CONCLUSION else session.consultants
    return frozenset(owing) - heard - session.passes


def _goes_on(scene: Scene) -> Iterator[Move]:
    session = scene.session
    if open_conditions(session) or speech_waits(scene) or _still_owing(scene) or session.stage is Stage.CLOSED:
        return
    if session.stage is Stage.CLARIFICATION and unanswered(scene):
        return
    if session.moment is Moment.FOLLOW_UP and session.previous and len(session.reports) < len(session.previous.actions):
        yield _hers(scene, "advance", LONG_PATIENCE)
    elif not (session.moment is Moment.SUBJECTS and _owes_a_subject(scene)):
        yield _hers(scene, "close" if session.stage is Stage.CONCLUSION else "advance", THINKING)


def _owes_a_subject(scene: Scene) -> bool:
    """Whether who is really there is the client of this practice, and has not given her subject yet."""
    if scene.me != scene.practice.client:
        return False
    return all(one.owner != scene.person(scene.me) for one in scene.session.subjects)


def _hers(scene: Scene, word: str, after: float, **fields: object) -> Move:
    return move(scene.scenario.facilitator, word, after, **fields)


MEETS: Mapping[str, Callable[[Scene, Fares], Iterator[Move]]] = {
    "spoken-to": _speaks_to,
    "others-asked": _speaks_to_others,
    "paused": _pauses,
    "returned": _returns,
    "next-round": _next_round,
    "shortened": _makes_room,
    "lengthened": _makes_room,
}
"""By the first sign of a difficulty: how a facilitator who has seen it meets it."""

WAYS = (_opens, _resumes, _meets, _votes, _plans, _invites, _goes_on)
