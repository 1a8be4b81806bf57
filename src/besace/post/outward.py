"""Where calls may go: BESACE_WEBHOOKS, read once at the start, and refused there if it cannot be read.

It is imported by the settings, so it imports nothing of ours.
"""

from dataclasses import dataclass

HTTPS = 443
OFF, NEAR = "off", "near"
MOST = 65_535


class Unreadable(ValueError):  # noqa: N818 - what is wrong, in one word
    """The setting cannot be read; the message says what it may be."""


@dataclass(frozen=True, slots=True)
class Outward:
    """What may be called: public addresses by https, at these ports; `near`: this machine too, also by http."""

    ports: frozenset[int] = frozenset({HTTPS})
    near: bool = False
    off: bool = False


def read(value: str) -> Outward:
    """Reads words apart by commas: ports beside 443, `near`; or `off`: nothing is called.

    Raises:
        Unreadable: it is something else.
    """
    words = [word.strip().lower() for word in value.split(",") if word.strip()]
    if words == [OFF]:
        return Outward(off=True)
    ports = {int(word) for word in words if word.isdecimal() and word.isascii()}
    if any(not 0 < port <= MOST for port in ports) or any(w != NEAR and not _is_port(w) for w in words):
        raise Unreadable(
            "BESACE_WEBHOOKS cannot be read. Leave it empty, or write ports beside 443 apart by commas, as 8443; near"
            " for programs on this machine; or off, so that none is called."
        )
    return Outward(frozenset({HTTPS, *ports}), NEAR in words)


def _is_port(word: str) -> bool:
    return word.isdecimal() and word.isascii()
