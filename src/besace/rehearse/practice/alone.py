"""A practice with nobody to practise: every part plays by itself through the whole application, at no time at all."""

from collections.abc import Callable
from dataclasses import replace

from besace import journal
from besace.live import clock
from besace.method.words import Stage as Step
from besace.rehearse.play import EVENING, Outcome, Stage, inside
from besace.rehearse.practice.company import Company, next_move
from besace.rehearse.practice.moves import Move
from besace.rehearse.practice.pace import rate
from besace.rehearse.practice.scene import Fares
from besace.rehearse.scenario import Check, Does, Line, Scenario

LONGEST = 3_000
"""Seconds of a calm practice after which it is stuck."""


def rehearse(scenario: Scenario, told: Callable[[Outcome], None]) -> bool:
    """Plays a practice whole, with a facilitator who handles everything well; whether each difficulty was met."""
    with clock.at(EVENING):
        stage = inside(scenario)
        company = Company(stage.table.room, scenario)
        held = _play(stage, company, told)
        end = company.scene(0)
        outcomes = [_outcome(end.at - EVENING, fares) for fares in end.fares.values()]
        if end.session.stage is not Step.CLOSED:
            line = Line(end.at - EVENING, "practice")
            outcomes.append(Outcome(line, "the end", (f"stuck in {end.session.moment or end.session.stage}",)))
        for outcome in outcomes:
            told(outcome)
    return held and not any(outcome.wrong for outcome in outcomes)


def _play(stage: Stage, company: Company, told: Callable[[Outcome], None]) -> bool:
    """Has each move done when its time has come; the clock of the room goes as fast as in a calm practice."""
    at, since, held = 0.0, 0.0, True
    pace = rate(company.scenario)
    while at < LONGEST:
        scene = company.scene(at - since)
        if scene.session.stage is Step.CLOSED:
            return held
        wanted = next_move(scene)
        if wanted is None or wanted.after > at - since:
            at += 1
            clock.put(EVENING + int(at * pace))
            continue
        outcome = _done(stage, wanted, int(at * pace))
        told(outcome)
        held = held and not outcome.wrong
        if outcome.wrong:
            return held
        if wanted.line:
            company.said[wanted.line] = journal.last(stage.table.room.journal)
        since = at
    return held


def _done(stage: Stage, wanted: Move, at: int) -> Outcome:
    where = f"lines, {wanted.line}" if wanted.line else "by itself"
    return stage.play(Does(at, where, wanted.key, wanted.act.word, wanted.act.fields))


def _outcome(at: int, fares: Fares) -> Outcome:
    told = fares.difficulty
    wrong = () if fares.sign else (("it was not met",) if fares.came is not None else ("it never came up",))
    check = Check(at, f"difficulty {told.name}", {})
    return Outcome(replace(check, at=at), f"{told.by} · {told.kind}{f' · {fares.sign}' if fares.sign else ''}", wrong)
