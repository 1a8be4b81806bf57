"""What happens to the house itself, one line each in the log: it starts, stops, ends what is due, loses its nudges.

A line has a name from this list, and numbers or words from closed lists beside it; a sentence, an id or a name of
somebody cannot be put there by mistake.
"""

import logging
import re
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from enum import StrEnum
from typing import Any

LOG = logging.getLogger("besace.happening")
VERSION = re.compile(r"\d+(\.\d+)+(\.dev\d+(\+g[0-9a-f]{7,40})?)?")

type Told = int | float | StrEnum | str


class Happening(StrEnum):
    """What can happen, by the name it has in the log."""

    STARTED = "started"
    STOPPED = "stopped"
    TABLES_MADE = "tables-made"
    """Tables were brought to what this version needs."""
    METRICS_SERVED = "metrics-served"
    RETENTION = "retention"
    UPKEEP = "upkeep"
    FILLED = "fill"
    SENT = "send"
    NUDGES_LOST = "nudges-lost"
    """What other processes do is not heard here: rooms are looked at instead."""
    NUDGES_FOUND = "nudges-found"
    SETTING_REFUSED = "setting-refused"


def tell(what: Happening, *, level: int = logging.INFO, **counts: Told) -> None:
    """Has the log say that something happened, with its counts.

    Raises:
        ValueError: a value is words of no closed list.
    """
    for value in counts.values():
        if not isinstance(value, int | float | StrEnum) and not VERSION.fullmatch(value):
            raise ValueError("Only numbers, versions and words of closed lists go into the log.")
    LOG.log(level, what.value, extra={"counts": counts})


def hush() -> None:
    """Has this process tell only what went wrong: a command says by itself what it does, and a person reads it."""
    LOG.setLevel(logging.WARNING)


def tell_if_any(what: Happening, result: object) -> None:
    """The same of what a step gives, a number or a dataclass of counts; nothing where all of them are zero."""
    if counts := {name: count for name, count in _counts(result).items() if count}:
        tell(what, **counts)


def _counts(result: object) -> Mapping[str, int]:
    if is_dataclass(result) and not isinstance(result, type):
        return {name: _count(value) for name, value in asdict(result).items()}
    return {"count": _count(result)}


def _count(value: Any) -> int:
    return len(value) if isinstance(value, tuple) else int(value or 0)
