"""How a session is held this time, said as its room is opened: its length, its variants, who facilitates (G7, G8)."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from besace.method.formats import OFFERED
from besace.method.variants import FLAGS, ROTATING, VARIANTS
from besace.papers.lengths import name_of
from besace.people import handing, holding, lengths
from besace.people.models import Meeting
from besace.web.who import Belonging


def said(posted: QueryDict) -> Mapping[str, Any]:
    """Reads what was chosen for this session alone; nothing where the group's usual way was left as it is."""
    more: dict[str, Any] = {}
    if (length := posted.get("minutes", "")) in OFFERED:
        more |= {"minutes": length, "format_name": ""}
    if "ways" in posted:
        more |= {name: name in posted for name in FLAGS}
    return more


def ways(who: Belonging, kept: Meeting) -> Mapping[str, Any]:
    """Gives what the page offers: the lengths, the variants, and whose turn it is to facilitate."""
    group, turn = who.group, holding.takes_turn(kept)
    usual = lengths.of(group)
    proposed = handing.proposed(kept) if ROTATING in group.variants and turn is None else None
    return {
        "usual_length": usual.name or (name_of(usual.format) if usual.format else ""),
        "usual_minutes": lengths.whole(usual),
        "usual_format": usual.format,
        "formats": OFFERED,
        "flags": [(name, name in group.variants or _is_usual(name, kept)) for name in FLAGS],
        "takes_turn": turn.person.name if turn else "",
        "proposed": proposed,
        "peers": [(one.id, one.person.name) for one in handing.members(group)] if who.facilitates else [],
    }


def _is_usual(name: str, kept: Meeting) -> bool:
    return (kept.place or kept.cycle.group.place) in VARIANTS[name].usual
