"""What makes the place ready, as a list to tick: one for a room, one for a session at a distance (B4)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from besace.papers.occasion import Occasion, Sheet


def checklist(occasion: Occasion) -> Sheet:
    """Gives the list of the place where this session is held."""
    remote = occasion.place == "remote"
    return {
        "title": _("Before a session at a distance") if remote else _("Before they come in"),
        "intro": [_("Tick what is ready.")],
        "points": list(_remote() if remote else _room(occasion)),
        "notes": _("For next time"),
    }


def _room(occasion: Occasion) -> Iterator[str]:
    yield _("A closed place, where nobody overhears; never an open space")
    yield _seats(occasion.participants)
    yield _("Paper and pencils for each")
    yield _("A paperboard or a whiteboard, and pens that write")
    yield _("A clock all can see")
    yield _sheets(occasion.participants)
    yield _("Ballots, cards, the action plan, the contract, my running order")
    yield _("Something hot or cold to drink")


def _remote() -> Iterator[str]:
    yield _("The link is sent, and works")
    yield _("A quiet, closed place for each")
    yield _("A camera that each can switch on")
    yield _("Headphones for each, so that nobody else listens in")
    yield _("Paper and a pencil within reach of each")
    yield _("The six-step sheet is sent to each, in their language")
    yield _("Another way to reach each, should the link fail")
    yield _("Something hot or cold to drink")


def _seats(n: int) -> str:
    return ngettext("A table, %(n)s chair, and mine", "A table, %(n)s chairs, and mine", n) % {"n": n}


def _sheets(n: int) -> str:
    return ngettext("%(n)s six-step sheet, one each", "%(n)s six-step sheets, one each", n) % {"n": n}
