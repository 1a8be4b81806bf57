"""Going on, going back, the clock: the acts that move a session through its stages (S0 to S0.2, S3)."""

from dataclasses import replace

from besace.method import clock
from besace.method.acts import Code, Entry, Refusal
from besace.method.fields import one_of, optional, text, whole
from besace.method.gates import NEVER_WAIVED, open_conditions
from besace.method.parts import Step, Waiver
from besace.method.rule import FACILITATOR, Call, Facts, Rule
from besace.method.session import Session, but
from besace.method.turns import clear_floor, resumed
from besace.method.words import STAGES, TIMED, Condition, Moment, Stage

MOMENTS = tuple(Moment)
LONGEST_EXTENSION = 180


def following(session: Session) -> tuple[Stage, Moment | None]:
    """The moment or stage that comes next (S0: in order, none skipped)."""
    if session.stage is Stage.RECEPTION and session.moment is not Moment.CONSENT:
        return Stage.RECEPTION, _after(session, session.moment or Moment.CHECK_IN)
    stage = STAGES[STAGES.index(session.stage) + 1]
    if stage is not Stage.RECEPTION:
        return stage, None
    return stage, _after(session, Moment.CHECK_IN) if session.second else Moment.CHECK_IN


def _after(session: Session, moment: Moment) -> Moment:
    """The moment after another; without a plan to tell of, there is no follow-up (R2)."""
    following = MOMENTS[MOMENTS.index(moment) + 1]
    return Moment.SUBJECTS if following is Moment.FOLLOW_UP and session.previous is None else following


def _gate_open(session: Session) -> Refusal | None:
    if session.stage is Stage.GATHERING and not session.present:
        return Refusal(Code.UNMET, why="nobody-here")
    still = open_conditions(session)
    return Refusal(Code.UNMET, open=tuple(still)) if still else None


def _advance(session: Session, call: Call) -> Facts | Refusal:
    stage, moment = following(session)
    if call.fields.get("to") not in (None, str(moment or stage)):  # pressed twice, or on two screens at once
        return Refusal(Code.NOT_NOW, "to", "moved-on")
    facts: dict[str, object] = {"stage": str(stage), "moment": moment and str(moment)}
    if stage in TIMED and stage is not session.stage:
        opened = session if session.opened is not None else but(session, opened=call.at)
        facts["allotment"] = clock.allotment(opened, stage, call.at)
    return facts


def _advanced(session: Session, entry: Entry) -> Session:
    stage = Stage(entry.fields["stage"])
    moment = Moment(entry.fields["moment"]) if entry.fields.get("moment") else None
    if stage is not session.stage:
        return _enter(session, entry, stage, moment)
    return but(clear_floor(session, entry.at), moment=moment, order=(), invited={})


def _enter(session: Session, entry: Entry, stage: Stage, moment: Moment | None) -> Session:
    session = clear_floor(session, entry.at)
    time = session.spent.get(session.stage, 0) + (clock.spent(session, entry.at) if clock.is_timed(session) else 0)
    return but(
        session,
        stage=stage,
        moment=moment,
        opened=entry.at if session.opened is None else session.opened,
        closed=entry.at if stage is Stage.CLOSED else None,
        client=session.chosen_owner if stage is Stage.PRESENTATION else session.client,
        spent={**session.spent, session.stage: time},
        step=Step(entry.at, entry.fields.get("allotment", 0)),
        order=(),
        invited={},
        discomfort="" if stage in (Stage.SYNTHESIS, Stage.CLOSED) else session.discomfort,
        writing=session.writing and stage is Stage.SYNTHESIS,
    )


def _return(session: Session, call: Call) -> Facts:
    allotment = clock.allotment(session, Stage.CLARIFICATION, call.at)
    return {"stage": str(Stage.CLARIFICATION), "allotment": allotment}


def _returned(session: Session, entry: Entry) -> Session:
    session = _enter(session, entry, Stage.CLARIFICATION, None)
    return but(session, returns=session.returns + 1)


def _waive(session: Session, call: Call) -> Facts | Refusal:
    condition = Condition(call["condition"])
    if condition not in open_conditions(session) or condition in NEVER_WAIVED:
        why = "never-waived" if condition in NEVER_WAIVED else "not-open"
        return Refusal(Code.INVALID, "condition", why)
    return call.fields


def _waived(session: Session, entry: Entry) -> Session:
    waiver = Waiver(entry.fields["condition"], entry.fields["reason"], session.stage, session.chosen)
    return but(session, waivers=(*session.waivers, waiver))


def _extend(_: Session, call: Call) -> Facts | Refusal:
    return call.fields if call["minutes"] else Refusal(Code.INVALID, "minutes", "out-of-range")


def _extended(session: Session, entry: Entry) -> Session:
    allotment = max(session.step.allotment + entry.fields["minutes"] * clock.MINUTE, 0)
    return but(session, step=replace(session.step, allotment=allotment))


def _paused(session: Session, entry: Entry) -> Session:
    return but(session, step=replace(session.step, paused_at=entry.at))


def _resumed(session: Session, entry: Entry) -> Session:
    session, step = resumed(session, entry.at), session.step
    since = entry.at if step.paused_at is None else step.paused_at
    return but(session, step=replace(step, paused_at=None, paused=step.paused + max(entry.at - since, 0)))


def _is_running(session: Session) -> bool:
    return session.step.paused_at is None


def _is_paused(session: Session) -> bool:
    return session.step.paused_at is not None


RULES = (
    Rule("open", FACILITATOR, (Stage.GATHERING,), _advanced, ready=_gate_open, do=_advance),
    Rule(
        "advance",
        FACILITATOR,
        STAGES[:-1],
        _advanced,
        ready=_gate_open,
        fields=(optional(one_of("to", (*MOMENTS, *STAGES))),),
        do=_advance,
    ),
    Rule("close", FACILITATOR, (Stage.CONCLUSION,), _advanced, ready=_gate_open, do=_advance),
    Rule("return", FACILITATOR, (Stage.CONTRACT,), _returned, do=_return),
    Rule(
        "waive",
        FACILITATOR,
        STAGES[:-1],
        _waived,
        fields=(one_of("condition", tuple(Condition)), text("reason")),
        do=_waive,
    ),
    Rule(
        "extend",
        FACILITATOR,
        TIMED,
        _extended,
        fields=(whole("minutes", -LONGEST_EXTENSION, LONGEST_EXTENSION),),
        do=_extend,
    ),
    Rule("pause", FACILITATOR, TIMED, _paused, now=_is_running),
    Rule("resume", FACILITATOR, TIMED, _resumed, now=_is_paused),
)
