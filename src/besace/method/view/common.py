"""Islands that several screens share: the clock, the ruler, who has the floor, the contract."""

from functools import cache, lru_cache

from besace.method import clock
from besace.method.decide import may, open_to
from besace.method.memory import once
from besace.method.parts import Report
from besace.method.session import Session
from besace.method.value import value
from besace.method.variants import RETURN_OF_EXPERIENCE, VARIANTS
from besace.method.words import STAGES, TIMED, Number, PersonId, Said, Seconds, Stage


@value
class Can:
    """One act as a button: open, or greyed out with the reason (a refusal's code and the open conditions)."""

    word: str
    open: bool
    code: str = ""
    conditions: tuple[str, ...] = ()


@value
class Clock:
    """The shared clock as instants, so that every screen draws the same second (S0.2).

    While running, the step is used up at `zero_at`; while paused, `left` seconds remain. `after` is the planned
    length of the later steps, `ends_at` the planned end of the session. `over` turns true at the overrun.
    """

    stage: Stage
    allotment: Number
    after: Number
    began_at: Number
    ends_at: Number
    zero_at: Number | None
    left: Number | None
    over: bool = False

    @property
    def paused(self) -> bool:
        """Whether the step is paused."""
        return self.zero_at is None


@value
class Part:
    """One stage on the ruler: its planned minutes, and whether it is done, now or later."""

    stage: Stage
    minutes: Number
    state: str


@value
class Ruler:
    """The session as a ruler, one part a stage (S0.1)."""

    parts: tuple[Part, ...]


@value
class ContractInView:
    """The contract, in view from the moment it is stated to the end (S3.1); before it, the subject."""

    title: Said
    owner: Said
    expectation: Said = ""
    stated: bool = False
    agreed: bool = False


@value
class Named:
    """One person to be touched: her id, and her name to read."""

    person: Said
    name: Said


@value
class Paper:
    """One thing someone noted for herself, with its number from 1."""

    number: int
    text: Said


@value
class ReportLine:
    """One action of the previous plan, and what became of it; no outcome yet: "" (R2)."""

    number: int
    text: Said
    outcome: str = ""
    easy: Said = ""
    difficult: Said = ""
    learned: Said = ""


@value
class Return:
    """The previous plan as a step of its own, and its minutes of the reception (`method.variants`)."""

    minutes: int


@value
class Meet:
    """Where a remote group sees and hears each other (F6)."""

    link: Said


def can(session: Session, word: str, person: PersonId) -> Can:
    """The act as a button for this person: what `may` says, and nothing else."""
    refusal = None if word in open_to(session, person) else may(session, word, person)
    if refusal is None:
        return _open(word)
    return Can(word, open=False, code=str(refusal.code), conditions=tuple(map(str, refusal.open)))


@cache
def _open(word: str) -> Can:
    return Can(word, open=True)


@once
def clock_of(session: Session, at: Seconds) -> Clock | None:
    """The clock of the step under way, or None before the opening and after the end."""
    if not clock.is_timed(session):
        return None
    left = clock.step_left(session, at)
    paused = session.step.paused_at is not None
    return Clock(
        stage=session.stage,
        allotment=session.step.allotment,
        after=clock.later(session, session.stage),
        began_at=session.opened or 0,
        ends_at=clock.planned_end(session),
        zero_at=None if paused else zero_at(session),
        left=left if paused else None,
        over=left < 0,
    )


def zero_at(session: Session) -> Seconds:
    """The instant at which the running step is used up."""
    step = session.step
    return step.entered + step.paused + step.allotment


@once
def ruler_of(session: Session) -> Ruler:
    """The ruler of this session."""
    return _ruler(session.stage, tuple(session.minutes[stage] for stage in TIMED))


@lru_cache(maxsize=256)
def _ruler(now: Stage, minutes: tuple[int, ...]) -> Ruler:
    """On every screen, at every change, and the same for most rooms."""
    return Ruler(tuple(Part(stage, length, _state(now, stage)) for stage, length in zip(TIMED, minutes, strict=True)))


def state_of(session: Session, stage: Stage) -> str:
    """Whether a stage is done, now or later."""
    return _state(session.stage, stage)


def _state(now: Stage, stage: Stage) -> str:
    here, there = STAGES.index(now), STAGES.index(stage)
    return "now" if here == there else "done" if there < here else "later"


@once
def contract_of(session: Session) -> ContractInView | None:
    """The contract once stated, else the subject once a client is chosen, else None."""
    subject = session.subject(session.chosen)
    if subject is None or session.client is None:
        return None
    owner = session.name_of(subject.owner)
    if session.contract is None:
        return ContractInView(subject.title, owner)
    agreed = all(person in session.agreed for person in session.present)
    return ContractInView(session.contract.question, owner, session.contract.expectation, stated=True, agreed=agreed)


def named(session: Session, people: tuple[PersonId, ...]) -> tuple[Named, ...]:
    """These people to be touched, in the order given."""
    return tuple(Named(person, session.name_of(person)) for person in people)


def reports_of(session: Session) -> tuple[ReportLine, ...]:
    """The previous client's actions with what became of each; none where there was no such plan (R2)."""
    actions = session.previous.actions if session.previous else ()
    return tuple(_report(number, text, session.reports.get(number)) for number, text in enumerate(actions, 1))


def _report(number: int, text: str, told: Report | None) -> ReportLine:
    if told is None:
        return ReportLine(number, text)
    return ReportLine(number, text, told.outcome, told.easy, told.difficult, told.learned)


def return_of(session: Session) -> Return | None:
    """The return of experience, where the session is held so; its minutes guide, the clock is that of the reception."""
    if not session.has(RETURN_OF_EXPERIENCE):
        return None
    share = VARIANTS[RETURN_OF_EXPERIENCE].share
    return Return(max(1, round(session.minutes[Stage.RECEPTION] * share)))


def meet_of(session: Session) -> Meet | None:
    """The meeting's link, for a remote session that has one and is not over."""
    if session.place != "remote" or session.stage is Stage.CLOSED:
        return None
    return Meet(session.link) if session.link.lower().startswith(("https://", "http://")) else None


def names(session: Session, people: tuple[PersonId, ...] | frozenset[PersonId]) -> tuple[str, ...]:
    """The names of these people, in order of seats."""
    seats = [session.facilitator, *(one.id for one in session.people)]
    return tuple(session.name_of(one) for one in seats if one in people)
