"""The words of the method: every stage, moment, role and choice, as METHOD.md and ACTS.md name them."""

from enum import StrEnum

type PersonId = str
type SubjectId = str
type ActionId = str
type Seconds = int
"""Whole seconds: a length, or an instant since 1970 (UTC)."""
type Said = str
"""A name, an id or somebody's words: what shows it may ask whether there are any, and nothing else of them."""
type Measured = str
"""Somebody's words, shown larger or smaller by their length: what shows them may ask how long they are."""
type Count = int
"""How many of something: what shows it asks only whether there are none, one or many."""
type Number = int
"""A number only shown, as of a line, a place, an instant: what shows it asks nothing of it, nor counts with it."""

SCREEN: PersonId = "screen"
MOST_PARTICIPANTS = 9
LONGEST_TEXT = 4_000
LAST_ROUND = 3


class Stage(StrEnum):
    """The stages of a session, in order (S0)."""

    GATHERING = "gathering"
    RECEPTION = "reception"
    PRESENTATION = "presentation"
    CLARIFICATION = "clarification"
    CONTRACT = "contract"
    REACTIONS = "reactions"
    SYNTHESIS = "synthesis"
    CONCLUSION = "conclusion"
    CLOSED = "closed"


STAGES = tuple(Stage)
TIMED = STAGES[1:-1]
STEPS = STAGES[2:-1]


class Moment(StrEnum):
    """The moments of the reception, in order (R1 to R7)."""

    CHECK_IN = "check_in"
    FOLLOW_UP = "follow_up"
    SUBJECTS = "subjects"
    VOTE = "vote"
    CONSENT = "consent"


class Role(StrEnum):
    """Who someone is just now."""

    FACILITATOR = "facilitator"
    PARTICIPANT = "participant"
    CLIENT = "client"
    CONSULTANT = "consultant"


class Condition(StrEnum):
    """What must hold before a moment or stage is left (S0.1)."""

    SUBJECT_CHOSEN = "subject-chosen"
    CLIENT_AGREES = "client-agrees"
    CONSULTANTS_CONSENT = "consultants-consent"
    PRESENTED = "presented"
    EACH_ASKED = "each-asked"
    CLEAR_TO_ALL = "clear-to-all"
    EACH_REFORMULATED = "each-reformulated"
    REFORMULATIONS_MATCH = "reformulations-match"
    CONTRACT_STATED = "contract-stated"
    ALL_AGREE = "all-agree"
    EACH_REACTED = "each-reacted"
    THREE_ACTIONS = "three-actions"
    ACTIONS_OPERATIONAL = "actions-operational"
    ACTIONS_DATED = "actions-dated"
    PLANS_AGREE = "plans-agree"
    EACH_EVALUATED = "each-evaluated"
    NEXT_CONFIRMED = "next-confirmed"


KINDS_OF_SUBJECT = ("problem", "project", "concern")
KINDS_OF_REACTION = ("experience", "proposal", "question", "resource")
OUTCOMES = ("done", "started", "not_yet")
TERMS = ("short", "medium", "long")
REASONS = ("vote", "urgency", "resonance", "lot")
PLACES = ("room", "remote")
