"""Signs in the journal that a difficulty was met: entries of the facilitator's, made after it came up.

What she says aloud leaves no entry. In a practice one speaks to a person by giving her the floor, and so it is seen.
"""

from collections.abc import Callable, Mapping

from besace.method.acts import Entry
from besace.method.words import PersonId

type Sign = Callable[[Entry, PersonId], bool]
"""Whether an entry of the facilitator's shows that a difficulty of this person was met."""

TO_HER = frozenset({"give_floor", "invite"})


def _kind(*kinds: str) -> Sign:
    return lambda entry, _: entry.kind in kinds


def _for_her(*kinds: str) -> Sign:
    return lambda entry, person: entry.kind in kinds and entry.behalf == person


def _to_her(entry: Entry, person: PersonId) -> bool:
    return entry.kind in TO_HER and entry.fields.get("person") == person


def _to_another(entry: Entry, person: PersonId) -> bool:
    return entry.kind in TO_HER and entry.fields.get("person") != person


def _kept(entry: Entry, person: PersonId) -> bool:
    return (entry.kind == "keep" and entry.behalf == person) or _back(entry, "kept")


def _to_reword(entry: Entry, _: PersonId) -> bool:
    return _back(entry, "reword")


def _back(entry: Entry, way: str) -> bool:
    return entry.kind == "send_back" and entry.fields.get("way") == way


def _other_way(entry: Entry, _: PersonId) -> bool:
    return entry.kind == "choose" and entry.fields.get("because") != "vote"


def _shortened(entry: Entry, _: PersonId) -> bool:
    return entry.kind == "shorten" or (entry.kind == "extend" and entry.fields.get("minutes", 0) < 0)


def _lengthened(entry: Entry, _: PersonId) -> bool:
    return entry.kind == "extend" and entry.fields.get("minutes", 0) > 0


SIGNS: Mapping[str, Sign] = {
    "spoken-to": _to_her,
    "others-asked": _to_another,
    "floor-back": _kind("clear_floor"),
    "kept": _kept,
    "sent-back": _to_reword,
    "reworded": _for_her("ask", "reword_subject", "reformulate", "change_action"),
    "in-her-name": _for_her("ask", "react"),
    "paused": _kind("pause"),
    "acknowledged": _kind("seen"),
    "returned": _kind("return"),
    "next-round": _kind("open_vote"),
    "decided": _other_way,
    "shortened": _shortened,
    "lengthened": _lengthened,
    "moved-on": _kind("advance"),
    "vouched": _kind("vouch"),
    "waived": _kind("waive"),
}
"""What each sign is called in a scenario, and which entry it is."""

KINDS: Mapping[str, tuple[str, ...]] = {
    "advice-in-question": ("spoken-to", "sent-back", "kept", "reworded", "paused"),
    "much-floor": ("others-asked", "floor-back", "paused"),
    "not-heard": ("spoken-to", "in-her-name"),
    "discomfort": ("paused", "acknowledged"),
    "client-defends": ("others-asked", "spoken-to", "floor-back", "paused"),
    "advice-in-reaction": ("spoken-to", "reworded", "paused"),
    "subject-wide": ("spoken-to", "reworded"),
    "subject-technical": ("spoken-to", "reworded"),
    "reformulations-apart": ("returned", "spoken-to"),
    "plan-vague": ("spoken-to", "reworded", "vouched"),
    "time-short": ("shortened", "lengthened", "spoken-to", "paused", "floor-back"),
    "tie": ("next-round", "decided"),
}
"""The kinds of difficulty, and the signs that count unless a scenario names others: the first is how it is best met."""
