"""Groups at the moments when letters leave."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.test import Client

from besace.cycles.wall import WallTime
from besace.people import timetable
from besace.people.models import Cycle, Group, Member
from besace.people.timetable import slot_of
from tests.people import cast

PARIS = "Europe/Paris"
TUESDAYS = tuple(
    WallTime(date(2026, month, day), time(18), PARIS) for month, day in ((3, 10), (4, 14), (5, 12), (6, 9))
)


def at(month: int, day: int, hour: int = 9, minute: int = 0, *, year: int = 2026) -> int:
    """An instant on the clocks of Paris."""
    return int(datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(PARIS)).timestamp())


def proposed(*names: str, dates: Sequence[WallTime] = TUESDAYS, **more: Any) -> tuple[Cycle, Member, list[Member]]:
    """A group whose dates are laid and confirmed by nobody yet."""
    told = {"address": "Old customs house, quay 3", "directions": "Ring at the blue door.", **more}
    group, fay, peers = cast.facilitated(*names, **told)
    return timetable.propose(group, dates[: len(names)], 0), fay, peers


def begun(*names: str, dates: Sequence[WallTime] = TUESDAYS, **more: Any) -> tuple[Cycle, Member, list[Member]]:
    """A group whose cycle has begun, a session for each."""
    cycle, fay, peers = proposed(*names, dates=dates, **more)
    for one in peers:
        timetable.confirm(cycle, one, {slot_of(when): True for when in dates})
    timetable.begin(cycle, fay.person, cycle.edition)
    return cycle, fay, peers


def browser(of: Member | None = None, *, language: str = "en") -> Client:
    """A browser of someone's, at an address of this house."""
    client = cast.browser(of.person if of else None, language=language)
    client.defaults["HTTP_HOST"] = "localhost"
    return client


def only(group: Group) -> None:
    """Leaves this group alone in the house, so that a test sees its letters and no others."""
    Group.objects.exclude(pk=group.pk).delete()
