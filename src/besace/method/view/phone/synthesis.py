"""Step 5: silence, then a plan that is concrete, dated, and noted twice (S5, S5.1, S5.2)."""

from dataclasses import replace

from besace.method import clock
from besace.method.gates import open_conditions
from besace.method.parts import Action
from besace.method.value import value
from besace.method.view.common import Can
from besace.method.view.phone.own import ClientTools, bag_of
from besace.method.view.phone.parts import PhoneHush, agreement_of, alone, cued
from besace.method.view.phone.seat import Islands, Seat
from besace.method.words import TERMS, Condition, Number, Said


@value
class PlanLine:
    """One action; `hints` while it is vague or undated; `copy` is how the facilitator noted it.

    `copy`: "" before there is one, "same", "missing" or "other", then with the words of hers that differ.
    """

    id: Said
    number: Number
    text: Said
    when: Said
    term: str
    hints: tuple[str, ...] = ()
    copy: str = ""
    their_text: Said = ""
    their_when: Said = ""
    their_term: str = ""


@value
class PhonePlan:
    """The plan: the client's to change, everyone's to hear."""

    lines: tuple[PlanLine, ...]
    mine: bool
    facilitator: Said = ""
    calendar: bool = False
    missing: tuple[Said, ...] = ()


@value
class ActionComposer:
    """Where an action is worded: what, when, over which term; the next term still empty is proposed."""

    term: str
    number: int
    folded: bool


@value
class ActionThumb:
    """Note it in the plan."""


@value
class SameThumb:
    """The two copies are the same. `still`: what the plan lacks; `agreed`: she says so; `both`: the facilitator too."""

    can: Can
    agreed: bool
    both: bool
    still: tuple[str, ...]
    differs: bool
    facilitator: Said


@value
class SilenceThumb:
    """What is left of the silence, and a hand for who is ready to speak."""

    ends_at: int
    length: int
    facilitator: Said
    hand: bool


def islands(seat: Seat) -> Islands:
    """The page of step 5."""
    if seat.is_client:
        return _silent_client(seat) if _is_silent(seat) else _planning(seat)
    return _silent_others(seat) if _is_silent(seat) else _helping(seat)


def _ends_at(seat: Seat) -> int:
    silence = seat.session.silence
    return silence.since + silence.minutes * clock.MINUTE if silence else 0


def _is_silent(seat: Seat) -> bool:
    return seat.at < _ends_at(seat) and not seat.session.actions


def _silent_client(seat: Seat) -> Islands:
    silence = seat.session.silence
    length = silence.minutes * clock.MINUTE if silence else 0
    hand = seat.viewer in seat.session.hands
    return alone(seat, "silence") | {
        "contract": agreement_of(seat),
        "bag": bag_of(seat),
        "composer": _composer(seat, folded=True),
        "thumb": SilenceThumb(_ends_at(seat), length, seat.facilitator_name, hand),
    }


def _silent_others(seat: Seat) -> Islands:
    length = seat.session.silence.minutes * clock.MINUTE if seat.session.silence else 0
    hush = PhoneHush("rereading", seat.client_name, seat.facilitator_name, (), _ends_at(seat), length)
    return {"contract": agreement_of(seat), "hush": hush}


def _planning(seat: Seat) -> Islands:
    session = seat.session
    compared = session.copy is not None
    whole = {*TERMS} <= {one.term for one in session.actions}
    return cued(seat, "compare" if compared else "plan") | {
        "contract": agreement_of(seat),
        "plan": plan_of(seat, mine=True, calendar=True),
        "composer": _composer(seat, folded=compared or whole),
        "tools": ClientTools(writing=True) if session.writing else None,
        "thumb": _same(seat) if compared else None if whole else ActionThumb(),
    }


def _composer(seat: Seat, *, folded: bool) -> ActionComposer:
    taken = {one.term for one in seat.session.actions}
    term = next((one for one in TERMS if one not in taken), TERMS[0])
    return ActionComposer(term, len(seat.session.actions) + 1, folded)


def _same(seat: Seat) -> SameThumb:
    session = seat.session
    agreed = seat.viewer in session.plan_agreed
    still = tuple(str(one) for one in open_conditions(session) if one is not Condition.PLANS_AGREE)
    plan = plan_of(seat, mine=True)
    differs = plan is not None and (bool(plan.missing) or any(one.copy != "same" for one in plan.lines))
    both = agreed and session.facilitator in session.plan_agreed
    return SameThumb(seat.can("plans_agree"), agreed, both, still, differs, seat.facilitator_name)


def _helping(seat: Seat) -> Islands:
    return cued(seat, "help", seat.client_name) | {"contract": agreement_of(seat), "plan": plan_of(seat, mine=False)}


def plan_of(seat: Seat, *, mine: bool, calendar: bool = False) -> PhonePlan | None:
    """The plan as it stands, in the order it was made; the facilitator's copy only beside the client's own (S5.2)."""
    session = seat.session
    copy = session.copy if mine else None
    lines = tuple(_line(n, one, copy, mine=mine) for n, one in enumerate(session.actions, 1))
    extra = tuple(one.text for one in copy[len(lines) :]) if copy else ()
    return PhonePlan(lines, mine, seat.facilitator_name if mine else "", calendar, extra) if lines else None


def _line(number: int, action: Action, copy: tuple[Action, ...] | None, *, mine: bool) -> PlanLine:
    hints = action.hints if mine and not action.vouched else ()
    line = PlanLine(action.id, number, action.text, action.when, action.term, hints)
    return line if copy is None else _beside(line, copy)


def _beside(line: PlanLine, copy: tuple[Action, ...]) -> PlanLine:
    """The line beside what the facilitator noted in the same place; a term she left out is no difference."""
    if line.number > len(copy):
        return replace(line, copy="missing")
    noted = copy[line.number - 1]
    text = noted.text if noted.text != line.text else ""
    when = noted.when if noted.when != line.when else ""
    term = noted.term if noted.term != line.term else ""
    other = bool(text or when or term) or bool(line.when and not noted.when)
    return replace(line, copy="other" if other else "same", their_text=text, their_when=when, their_term=term)
