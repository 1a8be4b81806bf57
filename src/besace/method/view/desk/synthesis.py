"""The desk in step 5: the silence, the client's plan, and the facilitator's own copy of it (S5, S5.2)."""

from collections.abc import Mapping
from dataclasses import replace

from besace.method.parts import Action
from besace.method.session import Session
from besace.method.value import value
from besace.method.view.common import Can, can
from besace.method.view.desk.twin import Twin, twins
from besace.method.view.desk.who import Who, client_of, for_client
from besace.method.words import ActionId, Number, Said, Seconds, Stage


@value
class DeskSilence:
    """Before the plan: the silence is among the tools; here, what there is to do meanwhile (S5)."""

    client: Who
    started: bool


@value
class Planned:
    """One action, and what the coach doubts in it unless the facilitator vouches for it.

    `carded`: its card lies open, and what that says and does the sheet leaves to it.
    """

    id: ActionId
    text: Said
    when: Said
    term: str
    vague: bool
    undated: bool
    vouched: bool
    carded: bool = False


@value
class DeskPlan:
    """The client's plan as it stands (S5); `vouch` opens for what is doubted, `add` writes one for the client."""

    client: Who
    actions: tuple[Planned, ...]
    vouch: Can
    add: Can

    def beside_card(self, number: Number) -> "DeskPlan":
        """The same while the card of an action lies open; the first has the number 1."""
        lines = (replace(one, carded=place == number) for place, one in enumerate(self.actions, 1))
        return replace(self, actions=tuple(lines))


@value
class DeskCopy:
    """Two plans side by side, to see that they are one, and who has said so (S5.2)."""

    client: Who
    rows: tuple[Twin, ...]
    begun: bool
    same: bool
    client_agrees: bool
    you_agree: bool
    agree: Can


def islands(session: Session, _: Seconds) -> Mapping[str, object | None]:
    """The sheets of step 5."""
    if session.stage is not Stage.SYNTHESIS:
        return {"desk_silence": None, "desk_plan": None, "desk_copy": None}
    return {
        "desk_silence": None if session.actions else _silence(session),
        "desk_plan": _plan(session),
        "desk_copy": _copy(session) if session.actions or session.copy else None,
    }


def _silence(session: Session) -> DeskSilence:
    return DeskSilence(client_of(session), started=session.silence is not None)


def _plan(session: Session) -> DeskPlan:
    return DeskPlan(
        client=client_of(session),
        actions=tuple(_planned(one) for one in session.actions),
        vouch=can(session, "vouch", session.facilitator),
        add=for_client(session, "add_action"),
    )


def _planned(one: Action) -> Planned:
    vague, undated = "vague" in one.hints, "undated" in one.hints
    return Planned(one.id, one.text, one.when, one.term, vague=vague, undated=undated, vouched=one.vouched)


def _copy(session: Session) -> DeskCopy:
    rows = twins(session.actions, session.copy or ())
    return DeskCopy(
        client=client_of(session),
        rows=rows,
        begun=session.copy is not None,
        same=not any(row.differs for row in rows),
        client_agrees=session.client in session.plan_agreed,
        you_agree=session.facilitator in session.plan_agreed,
        agree=can(session, "plans_agree", session.facilitator),
    )
