"""The parts of a session as immutable values: people, subjects, the vote, what was said, the step under way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from besace.method.words import ActionId, PersonId, Said, Seconds, Stage, SubjectId


class Presence(StrEnum):
    """Expected at the door, here at the table, or marked absent."""

    EXPECTED = "expected"
    HERE = "here"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Person:
    """One participant and her seat."""

    id: PersonId
    name: str
    presence: Presence = Presence.EXPECTED


@dataclass(frozen=True, slots=True)
class Previous:
    """The previous client and her action plan, with which reception begins (R2)."""

    client: PersonId
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one action of the previous plan: no score, no judgement (R2)."""

    outcome: str
    easy: str = ""
    difficult: str = ""
    learned: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject on the paperboard (R3, R4)."""

    id: SubjectId
    owner: PersonId
    title: str
    kind: str = ""
    to_share_only: bool = False
    set_aside: bool = False
    hints: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A subject its owner kept ready before the session (B2), or, `shown`, left over from an earlier one (R4)."""

    key: SubjectId
    owner: PersonId
    title: str
    kind: str = ""
    to_share_only: bool = False
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Vote:
    """The vote by sticks (R5): the round open or last counted, its ballots until the count, its sums after."""

    round: int = 0
    open: bool = False
    ties: int = 0
    standing: tuple[SubjectId, ...] = ()
    ballots: Mapping[PersonId, tuple[SubjectId, ...]] = field(default_factory=dict)
    tally: Mapping[SubjectId, int] = field(default_factory=dict)
    tied: tuple[SubjectId, ...] = ()

    @property
    def counted(self) -> bool:
        """Whether the last round opened has been counted."""
        return self.round > 0 and not self.open


@dataclass(frozen=True, slots=True)
class Consent:
    """The double consent to the chosen subject (R7)."""

    owner: bool = False
    given: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, slots=True)
class Question:
    """A clarifying question (S2, S2.1).

    `state` is "", "answered", "declined"; or it went back to who asked it: to be worded anew, "reword", or kept for
    step 4, "kept".
    """

    by: PersonId
    text: str = ""
    state: str = ""
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reformulation:
    """How one consultant understands the subject, and whether the client finds that it matches (S3)."""

    text: str = ""
    matches: bool | None = None


@dataclass(frozen=True, slots=True)
class Contract:
    """The question asked and what the client expects (S3.1)."""

    question: Said
    expectation: Said


@dataclass(frozen=True, slots=True)
class Reaction:
    """What a consultant brings in step 4 (S4.1)."""

    by: PersonId
    kind: str
    text: str = ""
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A private note; `resonates` is False for what goes into the side pocket (S4, S4.2)."""

    text: str
    stage: Stage
    resonates: bool = True


@dataclass(frozen=True, slots=True)
class Kept:
    """What a consultant keeps for a later step; it comes back to her there (S1, S4.1)."""

    text: str
    stage: Stage
    used: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """One action of the plan (S5)."""

    id: ActionId
    text: Said
    when: Said = ""
    term: str = ""
    hints: tuple[str, ...] = ()
    vouched: bool = False


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What someone learned, enjoyed and will apply; by the card of four, also what she expected of it (S6)."""

    learned: str = ""
    enjoyed: str = ""
    apply: str = ""
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A condition let go by the facilitator, with her reason (S0.1); of the subject that was chosen then."""

    condition: str
    reason: Said
    stage: Stage
    subject: SubjectId | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """The timed step under way (S0.2): when it was entered, its allotment, its pauses."""

    entered: Seconds = 0
    allotment: Seconds = 0
    paused_at: Seconds | None = None
    paused: Seconds = 0


@dataclass(frozen=True, slots=True)
class Floor:
    """Who has the floor, since when, and whether a turn spoken in it is counted already (S0.3, F1)."""

    person: PersonId
    since: Seconds
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class Silence:
    """The minutes of silence that open step 5."""

    since: Seconds
    minutes: int


@dataclass(frozen=True, slots=True)
class ByHand:
    """What the facilitator made in someone's name (F6): the act, “-yes” or “-no” where it says so, and its words."""

    word: str
    stage: Stage
    words: tuple[Said, ...] = ()


type ByPerson[T] = Mapping[PersonId, T]
type ByStage[T] = Mapping[Stage, T]
