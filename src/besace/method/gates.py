"""Gates as data: what must hold before a moment or a stage is left, and who is still missing (S0.1)."""

from collections.abc import Callable, Iterable, Mapping

from besace.method.memory import once
from besace.method.session import Session
from besace.method.value import value
from besace.method.words import Condition, Moment, PersonId, Stage

GATES: Mapping[tuple[Stage, Moment | None], tuple[Condition, ...]] = {
    (Stage.RECEPTION, Moment.VOTE): (Condition.SUBJECT_CHOSEN,),
    (Stage.RECEPTION, Moment.CONSENT): (Condition.CLIENT_AGREES, Condition.CONSULTANTS_CONSENT),
    (Stage.PRESENTATION, None): (Condition.PRESENTED,),
    (Stage.CLARIFICATION, None): (Condition.EACH_ASKED, Condition.CLEAR_TO_ALL),
    (Stage.CONTRACT, None): (
        Condition.EACH_REFORMULATED,
        Condition.REFORMULATIONS_MATCH,
        Condition.CONTRACT_STATED,
        Condition.ALL_AGREE,
    ),
    (Stage.REACTIONS, None): (Condition.EACH_REACTED,),
    (Stage.SYNTHESIS, None): (
        Condition.THREE_ACTIONS,
        Condition.ACTIONS_OPERATIONAL,
        Condition.ACTIONS_DATED,
        Condition.PLANS_AGREE,
    ),
    (Stage.CONCLUSION, None): (Condition.EACH_EVALUATED, Condition.NEXT_CONFIRMED),
}

NEVER_WAIVED = frozenset({Condition.SUBJECT_CHOSEN})
"""Without a subject there is no session to go on with."""


@value
class Standing:
    """How one condition stands: met or not, who is missing, and the reason where it was waived."""

    condition: Condition
    met: bool
    missing: tuple[PersonId, ...] = ()
    actions: tuple[str, ...] = ()
    waived: str | None = None

    @property
    def open(self) -> bool:
        """Whether it still holds the gate shut."""
        return not self.met and self.waived is None


@once
def gate(session: Session) -> tuple[Standing, ...]:
    """How each condition of the moment or stage under way stands."""
    reasons = {one.condition: one.reason for one in session.waivers if one.subject == session.chosen}
    return tuple(
        _standing(session, condition, reasons.get(condition))
        for condition in GATES.get((session.stage, session.moment), ())
        if condition is not Condition.NEXT_CONFIRMED or session.next_session
    )


def open_conditions(session: Session) -> tuple[Condition, ...]:
    """The conditions that still hold the gate shut."""
    return tuple(standing.condition for standing in gate(session) if standing.open)


def _standing(session: Session, condition: Condition, waived: str | None) -> Standing:
    missing = MISSING[condition](session)
    if isinstance(missing, bool):
        return Standing(condition, met=not missing, waived=waived)
    if condition in OF_ACTIONS:
        return Standing(condition, met=not missing, actions=tuple(missing), waived=waived)
    return Standing(condition, met=not missing, missing=tuple(missing), waived=waived)


def _but(people: Iterable[PersonId], done: Iterable[PersonId]) -> tuple[PersonId, ...]:
    done = frozenset(done)
    return tuple(person for person in people if person not in done)


def _owner_silent(session: Session) -> tuple[PersonId, ...]:
    owner = session.chosen_owner
    return (owner,) if owner and not session.consent.owner else ()


def _consent_missing(session: Session) -> tuple[PersonId, ...]:
    others = (person for person in session.present if person != session.chosen_owner)
    return _but(others, session.consent.given)


def _without_question(session: Session) -> tuple[PersonId, ...]:
    return _but(session.consultants, {question.by for question in session.questions} | session.passes)


def _unmatched(session: Session) -> tuple[PersonId, ...]:
    matched = (person for person, said in session.reformulations.items() if said.matches)
    return _but(session.consultants, matched)


def _disagreeing(session: Session) -> tuple[PersonId, ...]:
    return _but(session.present, session.agreed)


def _without_reaction(session: Session) -> tuple[PersonId, ...]:
    return _but(session.consultants, {reaction.by for reaction in session.reactions} | session.passes)


def _with_hint(hint: str) -> Callable[[Session], tuple[str, ...]]:
    return lambda session: tuple(one.id for one in session.actions if hint in one.hints and not one.vouched)


def _not_agreeing(session: Session) -> tuple[PersonId, ...]:
    both = (session.client, session.facilitator)
    return _but((person for person in both if person and session.is_here(person)), session.plan_agreed)


def _without_evaluation(session: Session) -> tuple[PersonId, ...]:
    return _but(session.present, set(session.evaluations) | session.passes)


OF_ACTIONS = frozenset({Condition.ACTIONS_OPERATIONAL, Condition.ACTIONS_DATED})

MISSING: Mapping[Condition, Callable[[Session], bool | tuple[str, ...]]] = {
    Condition.SUBJECT_CHOSEN: lambda session: session.chosen is None,
    Condition.CLIENT_AGREES: _owner_silent,
    Condition.CONSULTANTS_CONSENT: _consent_missing,
    Condition.PRESENTED: lambda session: not session.presented,
    Condition.EACH_ASKED: _without_question,
    Condition.CLEAR_TO_ALL: lambda session: _but(session.consultants, session.clear),
    Condition.EACH_REFORMULATED: lambda session: _but(session.consultants, session.reformulations),
    Condition.REFORMULATIONS_MATCH: _unmatched,
    Condition.CONTRACT_STATED: lambda session: session.contract is None,
    Condition.ALL_AGREE: _disagreeing,
    Condition.EACH_REACTED: _without_reaction,
    Condition.THREE_ACTIONS: lambda session: len(session.actions) < 3,  # noqa: PLR2004 - S5 says three
    Condition.ACTIONS_OPERATIONAL: _with_hint("vague"),
    Condition.ACTIONS_DATED: _with_hint("undated"),
    Condition.PLANS_AGREE: _not_agreeing,
    Condition.EACH_EVALUATED: _without_evaluation,
    Condition.NEXT_CONFIRMED: lambda session: _but(session.present, session.next_answers),
}
"""Condition → whether it is open, or who or which action it still waits for."""
