"""What the bench plays: nine people and a facilitator in step 2, and the acts that go on there, always accepted.

Their acts are those told to the most screens: the floor given, to all eleven; a question and its answer, to all but the
board, which does not show them. No two rooms say the same, so that none is shown what was rendered for another.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle
from random import Random
from typing import Any

NAMES = "Ada Aïcha Anouk Awa Basile Bea Cleo Dina Elif Emil Farid Hana Ivo Jade Luce Maël Noor Olga Ugo Zoé".split()  # noqa: SIM905 - words
WORDS = "team time help first people plan answer change budget week trust role goal letter start end choice".split()  # noqa: SIM905
TABLE = 9
SCREENS = TABLE + 2
NOT_ON_THE_BOARD = frozenset({"answer", "ask"})
GATHERED = TABLE + 1
FACILITATOR, CLIENT = -1, 0
SUBJECT = "the-subject"


@dataclass(frozen=True, slots=True)
class Did:
    """An act: whose (a place at the table, or FACILITATOR), which, and its fields; `person` names a place."""

    place: int
    word: str
    fields: Mapping[str, Any]

    @property
    def screens(self) -> int:
        """How many screens are told, the board being the last (a test says so too)."""
        return SCREENS - (self.word in NOT_ON_THE_BOARD)


def sentence(chance: Random, length: int = 12) -> str:
    """Some words that nobody else said."""
    return " ".join(chance.choices(WORDS, k=length)).capitalize() + f" {chance.randrange(1_000_000)}?"


def gathering() -> Iterator[Did]:
    """Everyone is let in: with the opening of the room, ten entries."""
    for place in range(TABLE):
        yield Did(FACILITATOR, "admit", {"person": place})


def to_clarification(chance: Random) -> Iterator[Did]:
    """From the gathering into step 2, where each consultant has asked a question."""
    yield Did(FACILITATOR, "open", {})
    yield Did(FACILITATOR, "advance", {})
    for place in range(3):
        key = SUBJECT if place == CLIENT else f"of-{place}"
        yield Did(place, "propose_subject", {"key": key, "title": "How " + sentence(chance)})
    yield Did(FACILITATOR, "advance", {})
    yield Did(FACILITATOR, "choose", {"subject": SUBJECT, "because": "urgency"})
    yield Did(CLIENT, "accept", {})
    yield from (Did(place, "consent", {}) for place in range(1, TABLE))
    yield Did(FACILITATOR, "advance", {})
    yield Did(CLIENT, "done", {})
    yield Did(FACILITATOR, "advance", {})
    yield from (Did(place, "ask", {"text": sentence(chance)}) for place in range(1, TABLE))


def all_clear() -> Iterator[Did]:
    """From there to the end of step 2: each consultant has understood."""
    yield from (Did(place, "clear", {}) for place in range(1, TABLE))


def going_on(chance: Random) -> Iterator[Did]:
    """Without end, in step 2: a consultant is given the floor, and asks; the question before is answered."""
    for number, place in enumerate(cycle(range(1, TABLE)), 1):
        yield Did(FACILITATOR, "give_floor", {"person": place})
        yield Did(place, "ask", {"text": sentence(chance)})
        yield Did(CLIENT, "answer", {"question": str(number)})


def passing_the_floor() -> Iterator[Did]:
    """Without end: the floor goes round, and nothing grows but the journal."""
    while True:
        yield from (Did(FACILITATOR, "give_floor", {"person": place}) for place in range(TABLE))


def naming(chance: Random) -> Iterator[Did]:
    """Without end, in the gathering: the session gets another title."""
    while True:
        yield Did(FACILITATOR, "arrange", {"title": sentence(chance, 4)})
