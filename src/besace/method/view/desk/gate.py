"""The gate: what must hold before going on, who is missing by name, and the one thing to do (S0.1, S2.2, R5)."""

from collections.abc import Callable, Iterable, Mapping

from besace.method.gates import NEVER_WAIVED, OF_ACTIONS, Standing, gate
from besace.method.session import Session
from besace.method.stages.going_on import following
from besace.method.value import value
from besace.method.view.common import Can, can, names
from besace.method.view.desk.subjects import Choice, choice, choices
from besace.method.words import LAST_ROUND, Condition, Moment, PersonId, Said, Seconds, Stage

OF_THE_CLIENT = frozenset({Condition.PRESENTED, Condition.CONTRACT_STATED})
WORDS = {Stage.GATHERING: "open", Stage.CONCLUSION: "close"}


@value
class GateItem:
    """One condition: `state` is "met", "open" or "waived"; who is missing by name, which actions, how many so far."""

    condition: str
    state: str
    missing: tuple[Said, ...] = ()
    you: bool = False
    actions: tuple[Said, ...] = ()
    count: int | None = None
    reason: Said = ""
    waivable: bool = False


@value
class Gate:
    """The gate before the next moment or stage; `locks` is False where the items are only a reminder."""

    stage: Stage
    moment: Moment | None
    items: tuple[GateItem, ...]
    locks: bool
    go: Can
    client: Said

    @property
    def target(self) -> str:
        """What lies behind the gate, as one word."""
        return str(self.moment or self.stage)

    @property
    def still(self) -> int:
        """How many things come first."""
        return sum(one.state == "open" for one in self.items)

    @property
    def waivable(self) -> tuple[GateItem, ...]:
        """The open conditions that may be let go with a reason."""
        return tuple(one for one in self.items if one.state == "open" and one.waivable)


@value
class GateVote:
    """The gate of the vote: `state` is "empty", "to-open", "open", "won", "tied" or "last-tie" (R5 to R7)."""

    state: str
    round: int
    standing: int
    missing: tuple[Said, ...]
    winner: Choice | None
    subjects: tuple[Choice, ...]


def islands(session: Session, _: Seconds) -> Mapping[str, object | None]:
    """The gate of the moment or stage under way."""
    if session.stage is Stage.CLOSED:
        return {"gate": None}
    return {"gate": _vote(session) if session.moment is Moment.VOTE else _gate(session)}


def _gate(session: Session) -> Gate:
    stage, moment = following(session)
    locks = tuple(_item(session, one) for one in gate(session) if not _idle(session, one))
    return Gate(
        stage=stage,
        moment=moment if stage is Stage.RECEPTION else None,
        items=locks or reminders(session),
        locks=bool(locks),
        go=can(session, WORDS.get(session.stage, "advance"), session.facilitator),
        client=session.name_of(_next_client(session) or ""),
    )


def _next_client(session: Session) -> PersonId | None:
    if session.stage is Stage.RECEPTION and session.moment is not Moment.CONSENT:
        return session.previous.client if session.previous else None
    return session.client or session.chosen_owner


def _idle(session: Session, standing: Standing) -> bool:
    """Without an action, whether each is concrete and dated has no meaning yet: a tick would mislead."""
    return standing.condition in OF_ACTIONS and standing.met and not session.actions


def _item(session: Session, standing: Standing) -> GateItem:
    missing = standing.missing
    if not standing.met and standing.condition in OF_THE_CLIENT and session.client:
        missing = (session.client,)
    return GateItem(
        condition=str(standing.condition),
        state="met" if standing.met else "open" if standing.open else "waived",
        missing=names(session, tuple(one for one in missing if one != session.facilitator)),
        you=session.facilitator in missing,
        actions=tuple(one.text for one in session.actions if one.id in standing.actions),
        count=len(session.actions) if standing.condition is Condition.THREE_ACTIONS else None,
        reason=standing.waived or "",
        waivable=standing.open and standing.condition not in NEVER_WAIVED,
    )


def reminders(session: Session) -> tuple[GateItem, ...]:
    """What it is good to have seen to in the moments that no condition closes (R1 to R3)."""
    found = REMINDERS.get(session.moment) if session.moment else None
    return found(session) if found else ()


def _remind(session: Session, condition: str, missing: Iterable[PersonId]) -> GateItem:
    still = names(session, tuple(missing))
    return GateItem(condition, "open" if still else "met", still)


def _round(session: Session) -> tuple[GateItem, ...]:
    done = set(session.check_ins) | session.passes
    return (_remind(session, "each-checked-in", (one for one in session.present if one not in done)),)


def _follow_up(session: Session) -> tuple[GateItem, ...]:
    previous = session.previous
    left = previous is not None and len(session.reports) < len(previous.actions)
    return (_remind(session, "plan-told", (previous.client,) if previous and left else ()),)


def _subjects(session: Session) -> tuple[GateItem, ...]:
    owners = {one.owner for one in session.subjects}
    invited = _remind(session, "each-invited", (one for one in session.present if one not in owners))
    return (invited, GateItem("one-to-treat", "met" if session.ballot else "open"))


REMINDERS: Mapping[Moment, Callable[[Session], tuple[GateItem, ...]]] = {
    Moment.CHECK_IN: _round,
    Moment.FOLLOW_UP: _follow_up,
    Moment.SUBJECTS: _subjects,
}


def _vote(session: Session) -> GateVote:
    vote = session.vote
    winner = session.subject(session.winner)
    waiting = (one for one in session.present if one not in vote.ballots) if vote.open else ()
    return GateVote(
        state=_state(session),
        round=vote.round,
        standing=len(vote.standing if vote.open else session.ballot),
        missing=names(session, tuple(waiting)),
        winner=choice(session, winner) if winner else None,
        subjects=choices(session),
    )


def _state(session: Session) -> str:
    vote = session.vote
    if vote.open:
        return "open"
    if not session.ballot:
        return "empty"
    if session.winner:
        return "won"
    if vote.ties >= LAST_ROUND:
        return "last-tie"
    return "tied" if vote.tied else "to-open"
