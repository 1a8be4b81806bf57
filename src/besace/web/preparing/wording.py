"""The lines of the list, in words: what must be ready in the room or at a distance, and why (B4)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from besace.people.models import Group
from besace.people.preparing import Line
from besace.web.tongues import named

type Said = str | Promise

PLAIN: Mapping[str, Said] = {
    "closed": gettext_lazy("A room with a door that closes"),
    "paper": gettext_lazy("Paper and pencils"),
    "flipchart": gettext_lazy("A flipchart or a whiteboard"),
    "clock": gettext_lazy("A clock that all can see"),
    "drinks": gettext_lazy("Something hot or cold to drink"),
    "sticks": gettext_lazy("Sticks for the vote"),
    "phones": gettext_lazy("Phones are asked to sleep, or to serve"),
    "link": gettext_lazy("The link, tried with another person"),
    "alone": gettext_lazy("Each in a closed, quiet place, alone"),
    "headphones": gettext_lazy("Headphones, so that nobody else listens in"),
    "cameras": gettext_lazy("Cameras on, names as in the group"),
    "unrecorded": gettext_lazy("No recording, no notes by a machine"),
    "number": gettext_lazy("A number to call when the link falls"),
}
WHY: Mapping[str, Said] = {
    "closed": gettext_lazy("Never an open space: one must be able to weep, or to laugh."),
    "table": gettext_lazy("One for each, and yours."),
    "flipchart": gettext_lazy("For the subjects, then the contract."),
    "sticks": gettext_lazy("Six each: matches, pencils, anything."),
    "alone": gettext_lazy("Said in the announcement too."),
    "unrecorded": gettext_lazy("Say it aloud at the start."),
}


@dataclass(frozen=True, slots=True)
class Point:
    """A line as it is shown: its words, why it matters, whether it is ready, and whether it can be taken away."""

    code: str
    text: Said
    why: Said
    ready: bool
    own: bool


def point(line: Line, kind: str, readers: Counter[str]) -> Point:
    """Puts a line into words; the six-step sheets are counted by language where there is more than one (B5)."""
    why = in_languages(readers) if line.code == "sheets" and len(readers) > 1 else WHY.get(line.code, "")
    return Point(line.code, line.own or _text(line, kind), why, line.ready, bool(line.own))


def in_languages(readers: Counter[str]) -> str:
    """Says how many in which language: “6 in English, 2 in French”."""
    counted = sorted(readers.items(), key=_most_first)
    return ", ".join(_("%(n)s in %(language)s") % {"n": many, "language": named(one)} for one, many in counted)


def _most_first(one: tuple[str, int]) -> tuple[int, str]:
    return -one[1], one[0]


def _text(line: Line, kind: str) -> Said:
    n = line.many
    if line.code == "table":
        return ngettext("A table, and %(n)s chair", "A table, and %(n)s chairs", n + 1) % {"n": n + 1}
    if line.code != "sheets":
        return PLAIN[line.code]
    if kind == Group.Place.REMOTE:
        return _("The six-step sheet, sent to each")
    return ngettext("%(n)s six-step sheet, one each", "%(n)s six-step sheets, one each", n) % {"n": n}
