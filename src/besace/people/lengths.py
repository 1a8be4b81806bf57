"""How long a group's sessions are and how they are held: a known format, minutes of its own, its usual variants (G7).

A format of its own has a name that its members know it by; both are sealed with what the group shares. What
a session is held by is said anew as it opens, from these.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from besace.method.formats import FORMATS, HALF_DAY, KNOWN, Minutes, length_of, scaled
from besace.method.words import TIMED
from besace.people import sealed
from besace.people.models import Group

PLACE = "people_group.own_format"
OWN = "own"
CLIENTS_A_HALF_DAY = 2


@dataclass(frozen=True, slots=True)
class Length:
    """How a session's time is split; `format` names a known one, `name` is the group's own word for its own."""

    minutes: Minutes
    format: str = ""
    name: str = ""

    @property
    def told(self) -> Mapping[str, Any]:
        """Gives it as `prepare` takes it."""
        split = self.format or {str(stage): self.minutes[stage] for stage in TIMED}
        return {"minutes": split, "format_name": self.name}


def of(group: Group) -> Length:
    """Gives how the group usually splits its time: its own way, a known format, else the usual one scaled."""
    if group.format in KNOWN:
        return known(group.format)
    own = own_of(group) if group.format == OWN else None
    return own or split(group.minutes)


def known(name: str) -> Length:
    """Gives a known format."""
    return Length(FORMATS[name], name)


def split(minutes: int) -> Length:
    """Gives so many minutes split as the method splits them."""
    return known(str(minutes)) if str(minutes) in FORMATS else Length(scaled(minutes))


def for_a_date(group: Group, minutes: int) -> Length:
    """Gives the length of a session on a date of so many minutes: the group's usual one where it is as long."""
    return of(group) if minutes == group.minutes else split(minutes)


def clients_a_date(group: Group) -> int:
    """How many are client on one date (G5)."""
    return CLIENTS_A_HALF_DAY if group.format == HALF_DAY else 1


def own_of(group: Group) -> Length | None:
    """Opens the group's own format; None where it has none, or its key is gone."""
    blob = group.own_format
    fields = sealed.open_(group.id, sealed.GROUP, PLACE, [group.id], blob) if blob else None
    if fields is None:
        return None
    return Length({stage: fields["minutes"][str(stage)] for stage in TIMED}, name=fields["name"])


def close_own(group: str, name: str, minutes: Mapping[str, int]) -> bytes:
    """Seals a format of a group's own; for the writer."""
    return sealed.close(group, sealed.GROUP, PLACE, [group], {"name": name, "minutes": dict(minutes)})


def whole(length: Length) -> int:
    """How long people are together, in minutes: with the break and the second session of a half-day."""
    return length_of(length.format) if length.format else sum(length.minutes.values())
