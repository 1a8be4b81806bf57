"""Why a letter did not leave, as codes: a server's own words may hold an address, or more, and are kept nowhere."""

from enum import StrEnum


class Failure(StrEnum):
    """Why a letter did not leave."""

    UNKNOWN_ADDRESS = "unknown-address"
    MAILBOX_FULL = "mailbox-full"
    REFUSED = "refused"
    BUSY = "busy"
    UNREACHABLE = "unreachable"
    NOT_LET_IN = "not-let-in"
    NOT_CLOSED = "not-closed"
    """The line to the server cannot be closed to others (TLS), as was asked."""
    UNANSWERED = "unanswered"
    """The text was handed over, and the server never said whether it took it."""
    UNSURE = "unsure"
    """Unanswered twice: it may have arrived, and is not sent again by itself."""
    NO_ADDRESS = "no-address"
    CAME_BACK = "came-back"
    NOT_WRITTEN = "not-written"
    """A fault of ours."""


LASTING_ONES = frozenset(
    {Failure.UNKNOWN_ADDRESS, Failure.REFUSED, Failure.UNSURE, Failure.NO_ADDRESS, Failure.CAME_BACK}
)
"""Those for which trying again by oneself is no help."""


class NotSent(Exception):  # noqa: N818 - what happened
    """The letter did not leave, or nobody knows; `failure` says why."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure = failure
