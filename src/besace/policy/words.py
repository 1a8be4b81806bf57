"""The words of the table: who someone is to a session, and how far the session has come."""

from enum import StrEnum


class Party(StrEnum):
    """Who someone is to the session that owns what is asked for. The last two are ours."""

    VISITOR = "V"
    WAITING = "W"
    MEMBER = "M"
    CLIENT = "C"
    ABSENT = "A"
    REMOVED = "X"
    FACILITATOR = "F"
    ORGANISER = "O"
    STAFF = "S"
    BOARD = "B"
    KNOWN = "K"


PARTIES = {
    Party.VISITOR: "a visitor, or whoever holds no seat",
    Party.WAITING: "waits before the door, or is expected",
    Party.MEMBER: "is present: a consultant, or anyone before there is a client",
    Party.CLIENT: "today's client",
    Party.ABSENT: "a member who is not in this session",
    Party.REMOVED: "has left the group, or was removed",
    Party.FACILITATOR: "facilitates",
    Party.ORGANISER: "organises the programme",
    Party.STAFF: "looks after the machine; has no page",
    Party.BOARD: "the shared board: what everyone present may see",
    Party.KNOWN: "has an account, and nothing to do with this group",
}


class Phase(StrEnum):
    """How far the session has come. `0` is the gathering too: people are in the room, and no client is chosen."""

    BEFORE = "P"
    RECEPTION = "0"
    PRESENTATION = "1"
    CLARIFICATION = "2"
    CONTRACT = "3"
    REACTIONS = "4"
    SYNTHESIS = "5"
    CONCLUSION = "6"
    ENDED = "E"
    SHREDDED = "Z"


PHASES = "".join(Phase)
STAGES = {
    "gathering": Phase.RECEPTION,
    "reception": Phase.RECEPTION,
    "presentation": Phase.PRESENTATION,
    "clarification": Phase.CLARIFICATION,
    "contract": Phase.CONTRACT,
    "reactions": Phase.REACTIONS,
    "synthesis": Phase.SYNTHESIS,
    "conclusion": Phase.CONCLUSION,
    "closed": Phase.ENDED,
}
"""The stages of the method, as phases of the table."""
ROLES = {
    "participant": Party.MEMBER,
    "consultant": Party.MEMBER,
    "client": Party.CLIENT,
    "facilitator": Party.FACILITATOR,
}
"""The roles of the method, as parties of the table."""


class Gate(StrEnum):
    """What a page asks before it opens: the names of the decorators of `web`."""

    OPEN = "open"
    BY_LINK = "by_link"
    BEFORE_DOOR = "before_door"
    SIGNED_IN = "signed_in"
    KEYED = "keyed"
    BELONGING = "belonging"
    FACILITATING = "facilitating"
    PREPARING = "preparing"
    OWNING = "owning"
    ORGANISING = "organising"
    SEATED = "seated"
    HOSTING = "hosting"
    BEARER = "bearer"


LETS_IN = {
    Gate.OPEN: "VWMCAXFOSBK",
    Gate.BY_LINK: "VWMCAXFOSBK",
    Gate.BEFORE_DOOR: "W",
    Gate.SIGNED_IN: "MCAXFOSK",
    Gate.KEYED: "MCAXFOSK",
    Gate.BELONGING: "MCAF",
    Gate.FACILITATING: "F",
    Gate.PREPARING: "F",
    Gate.OWNING: "MCAXF",
    Gate.ORGANISING: "O",
    Gate.SEATED: "WMCAFB",
    Gate.HOSTING: "F",
    Gate.BEARER: "WMCAXFOSK",
}
"""Whom each gate lets in at most: a page opens to those of its row among them."""
