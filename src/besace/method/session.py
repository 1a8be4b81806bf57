"""A session as an immutable value: who is there, where it stands, what was said."""

from collections.abc import Mapping
from dataclasses import field, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from besace.method.formats import DEFAULT_FORMAT, FORMATS, KNOWN, SECONDS, Format, Minutes
from besace.method.parts import (
    Action,
    ByHand,
    ByPerson,
    ByStage,
    Consent,
    Contract,
    Evaluation,
    Floor,
    Kept,
    Note,
    Person,
    Presence,
    Previous,
    Question,
    Reaction,
    Reformulation,
    Report,
    Silence,
    Step,
    Subject,
    Vote,
    Waiting,
    Waiver,
)
from besace.method.value import referable
from besace.method.variants import ROTATING, is_on
from besace.method.words import ActionId, Moment, PersonId, Role, Seconds, Stage, SubjectId

__all__ = ["Session", "but"]


@referable
class Session:
    """A whole session; every field is folded from the journal, nothing else changes it."""

    revision: int = 0
    title: str = ""
    language: str = "en"
    zone: str = ""
    place: str = "room"
    link: str = ""
    number: int = 1
    next_session: bool = False
    next_when: str = ""
    names_at_door: bool = False
    minutes: Minutes = field(default_factory=lambda: FORMATS[DEFAULT_FORMAT])
    format: str = ""
    format_name: str = ""
    variants: Mapping[str, bool] = field(default_factory=dict)
    rotating: PersonId = ""
    facilitator: PersonId = ""
    facilitator_name: str = ""
    people: tuple[Person, ...] = ()
    previous: Previous | None = None
    been_client: frozenset[PersonId] = frozenset()

    stage: Stage = Stage.GATHERING
    moment: Moment | None = None
    client: PersonId | None = None
    opened: Seconds | None = None
    closed: Seconds | None = None
    step: Step = field(default_factory=Step)
    spent: ByStage[Seconds] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()

    floor: Floor | None = None
    hands: tuple[PersonId, ...] = ()
    turns: ByStage[ByPerson[int]] = field(default_factory=dict)
    airtime: ByStage[ByPerson[Seconds]] = field(default_factory=dict)
    passed: ByStage[frozenset[PersonId]] = field(default_factory=dict)
    discomfort: str = ""
    discomfort_at: Seconds = 0
    order: tuple[PersonId, ...] = ()
    invited: ByPerson[str] = field(default_factory=dict)
    writing: bool = False

    check_ins: ByPerson[str] = field(default_factory=dict)
    reports: Mapping[int, Report] = field(default_factory=dict)
    waiting: tuple[Waiting, ...] = ()
    subjects: tuple[Subject, ...] = ()
    resonances: Mapping[SubjectId, frozenset[PersonId]] = field(default_factory=dict)
    vote: Vote = field(default_factory=Vote)
    chosen: SubjectId | None = None
    because: str = ""
    consent: Consent = field(default_factory=Consent)

    presented: bool = False
    kept: ByPerson[tuple[Kept, ...]] = field(default_factory=dict)
    notes: ByPerson[tuple[Note, ...]] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    clear: frozenset[PersonId] = frozenset()
    reformulations: ByPerson[Reformulation] = field(default_factory=dict)
    contract: Contract | None = None
    agreed: frozenset[PersonId] = frozenset()
    returns: int = 0
    reactions: tuple[Reaction, ...] = ()
    to_clarify: PersonId | None = None
    clarify_asked: bool = False
    clarifications: int = 0
    silence: Silence | None = None
    actions: tuple[Action, ...] = ()
    actions_made: int = 0
    copy: tuple[Action, ...] | None = None
    plan_agreed: frozenset[PersonId] = frozenset()
    evaluations: ByPerson[Evaluation] = field(default_factory=dict)
    next_answers: ByPerson[bool] = field(default_factory=dict)
    by_hand: ByPerson[tuple[ByHand, ...]] = field(default_factory=dict)
    forgotten: int = 0

    def person(self, person: PersonId) -> Person | None:
        """The participant of that id, or None."""
        for one in self.people:  # asked hundreds of times a view: a loop costs half of a generator
            if one.id == person:
                return one
        return None

    def knows(self, person: PersonId) -> bool:
        """Whether that id belongs to this session, the facilitator included."""
        return person == self.facilitator or self.person(person) is not None

    def name_of(self, person: PersonId) -> str:
        """Her name, or an empty one for a stranger."""
        if person == self.facilitator:
            return self.facilitator_name
        found = self.person(person)
        return found.name if found else ""

    def is_here(self, person: PersonId) -> bool:
        """Whether she sits at the table now; the facilitator always does."""
        found = self.person(person)
        return person == self.facilitator or (found is not None and found.presence is Presence.HERE)

    @property
    def present(self) -> tuple[PersonId, ...]:
        """The participants at the table, in order of seats."""
        return tuple(one.id for one in self.people if one.presence is Presence.HERE)

    @property
    def consultants(self) -> tuple[PersonId, ...]:
        """The consultants at the table, in order of seats; one who facilitates this time is not waited for."""
        return tuple(person for person in self.present if person not in {self.client, self.rotating})

    def has(self, variant: str) -> bool:
        """Whether this session is held in that other way: as was said, else as is usual in such a place."""
        return self.rotating != "" if variant == ROTATING else is_on(variant, self.variants, self.place)

    @property
    def second(self) -> bool:
        """Whether it goes on from a session just held, with the same people: no second round of hello."""
        return self.format in SECONDS

    @property
    def follows(self) -> Format | None:
        """The format of the session that follows at once, after a break; None where none does."""
        here = KNOWN.get(self.format)
        return KNOWN.get(here.second) if here else None

    @property
    def break_before(self) -> int:
        """The minutes of the break before that session."""
        return KNOWN[self.format].break_before if self.follows else 0

    def role_of(self, person: PersonId) -> Role | None:
        """Who she is just now: roles begin when a client has been chosen."""
        if person == self.facilitator:
            return Role.FACILITATOR
        if self.person(person) is None:
            return None
        if self.client is None:
            return Role.PARTICIPANT
        return Role.CLIENT if person == self.client else Role.CONSULTANT

    def subject(self, subject: SubjectId | None) -> Subject | None:
        """The subject of that id, or None."""
        return next((one for one in self.subjects if one.id == subject), None)

    @property
    def chosen_owner(self) -> PersonId | None:
        """Whose subject is chosen, or None."""
        subject = self.subject(self.chosen)
        return subject.owner if subject else None

    def still_waiting(self, owner: PersonId) -> tuple[Waiting, ...]:
        """What she kept ready and has not put on the paperboard in this session (B2, R4)."""
        there = {one.id for one in self.subjects}
        return tuple(one for one in self.waiting if one.owner == owner and one.key not in there)

    def stands(self, subject: Subject) -> bool:
        """Whether a subject stands on the ballot (R3, R7): to be treated, not set aside, its owner here.

        Who facilitates this time shares hers only: she cannot be the client as well.
        """
        shared = subject.to_share_only or subject.owner == self.rotating
        return not shared and not subject.set_aside and self.is_here(subject.owner)

    @property
    def ballot(self) -> tuple[SubjectId, ...]:
        """The subjects a vote may be opened on now: the tied ones after a tie, else all that stand (R5)."""
        standing = tuple(one.id for one in self.subjects if self.stands(one))
        tied = tuple(one for one in standing if one in self.vote.tied)
        return tied if len(tied) > 1 else standing

    @property
    def winner(self) -> SubjectId | None:
        """The sole winner of the last count among the subjects that still stand, or None (R5)."""
        if not self.vote.counted:
            return None
        sums = {one: sticks for one, sticks in self.vote.tally.items() if self._still_stands(one)}
        best = [one for one, sticks in sums.items() if sticks == max(sums.values())]
        return best[0] if len(best) == 1 else None

    def _still_stands(self, subject: SubjectId) -> bool:
        found = self.subject(subject)
        return found is not None and self.stands(found)

    def action(self, action: ActionId) -> Action | None:
        """The action of that id, or None."""
        return next((one for one in self.actions if one.id == action), None)

    @property
    def spoken(self) -> ByPerson[int]:
        """Turns a person in this step (F1)."""
        return self.turns.get(self.stage, {})

    @property
    def passes(self) -> frozenset[PersonId]:
        """Who passes in this step."""
        return self.passed.get(self.stage, frozenset())


if TYPE_CHECKING:  # the very same to a reader, and to whoever checks the names and types of what changes
    from dataclasses import replace as but
else:
    FIELDS = tuple(one.name for one in fields(Session))
    PLACES = {name: place for place, name in enumerate(FIELDS)}
    VALUES = attrgetter(*FIELDS)

    def but(session: Session, /, **changes: Any) -> Session:
        """The same session but for what changes: `dataclasses.replace`, many times sooner for so many fields."""
        told = list(VALUES(session))
        for name, value in changes.items():
            told[PLACES[name]] = value
        return Session(*told)
