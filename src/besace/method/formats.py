"""Session lengths as data: minutes a stage, what a short one gives up, and what a short format scales (G7, S0).

They are read from `data/formats.toml` once, as this module is: a part of the code that a facilitator can read (0032).
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from besace.method.words import TIMED, Stage

type Minutes = Mapping[Stage, int]

LONGEST_STAGE = 240
DEFAULT_FORMAT = "180"
HALF_DAY = "half-day"


@dataclass(frozen=True, slots=True)
class Format:
    """One length: its minutes, for how many peers, and what it gives up, by words that are said elsewhere.

    `second` names the format of the session that follows at once, after `break_before` minutes; empty: none does.
    """

    name: str
    minutes: Minutes
    peers: int
    gives_up: tuple[str, ...] = ()
    second: str = ""
    break_before: int = 0
    offered: bool = True


def total(minutes: Minutes) -> int:
    """The length of a session in minutes: the sum of its stages (G7)."""
    return sum(minutes[stage] for stage in TIMED)


def _read() -> Iterator[Format]:
    told = tomllib.loads((files("besace.method") / "data" / "formats.toml").read_text(encoding="utf-8"))
    for one in told["format"]:
        yield Format(**{**one, "minutes": _minutes(one["minutes"]), "gives_up": tuple(one["gives_up"])})


def _minutes(told: Mapping[str, Any]) -> Minutes:
    return {stage: told[str(stage)] for stage in TIMED}


KNOWN: Mapping[str, Format] = {one.name: one for one in _read()}
"""Every format, by its name."""
FORMATS: Mapping[str, Minutes] = {name: one.minutes for name, one in KNOWN.items()}
"""Their minutes."""
OFFERED: tuple[str, ...] = tuple(name for name, one in KNOWN.items() if one.offered)
"""Those one can choose, the longest first; the second half of a half-day comes by itself."""
SECONDS: frozenset[str] = frozenset(one.second for one in KNOWN.values() if one.second)
"""Those that go on from another: no second round of hello (R1)."""


def length_of(name: str) -> int:
    """How long people are together for a format, in minutes: with the break and the second session where it has one."""
    one = KNOWN[name]
    return total(one.minutes) + (one.break_before + total(FORMATS[one.second]) if one.second else 0)


def scaled(length: int) -> Minutes:
    """The default split scaled to another length, to the minute: the sum is the length (G7).

    Each stage has its share rounded down, one minute at least; what is left over goes to those who lost most by it.
    """
    whole = FORMATS[DEFAULT_FORMAT]
    shares = {stage: length * minutes / total(whole) for stage, minutes in whole.items()}
    found = {stage: max(1, int(share)) for stage, share in shares.items()}
    losers = sorted(TIMED, key=lambda stage: found[stage] - shares[stage])
    for stage in losers[: max(0, length - total(found))]:
        found[stage] += 1
    return found
