"""What the house asks the table: may this act, this page, this island, this part of an export; else no."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any

from besace.policy.table import ACTS, EXPORTS, LETTERS, PAGES, PAPERS, SHOWS
from besace.policy.words import ROLES, STAGES, Gate, Party, Phase

type Islands = Mapping[str, object | None]

OPEN_ACTS: frozenset[tuple[str, str, str]] = frozenset(
    (word, role, stage)
    for word, cells in ACTS.items()
    for role, party in ROLES.items()
    for stage, phase in STAGES.items()
    if (party, phase) in cells
)
"""Every act that is open: its word, the role and the stage, in the method's own words."""


FIRST = frozenset({"gathering", "reception"})
THERE: Mapping[str, frozenset[str]] = {
    "facilitator": frozenset(STAGES),
    "participant": FIRST,
    "client": frozenset(STAGES) - FIRST,
    "consultant": frozenset(STAGES) - FIRST,
}
"""The stages in which there is someone with this role: clients and consultants are made by the choice."""


class Beyond(ValueError):  # noqa: N818 - what is wrong, in one word
    """A rule opens more than the table."""


def opens(word: str, role: str, stage: str) -> bool:
    """Whether an act is open to a role in a stage; one that no row names is open to nobody."""
    return (word, role, stage) in OPEN_ACTS


def lies_within(word: str, roles: Iterable[str], stages: Iterable[str]) -> None:
    """Holds a rule against the table when it is made; whom it opens to in which stage is asked at each act.

    Raises:
        Beyond: it names a role to which, or a stage in which, the table never opens this act.
    """
    mine = {(role, stage) for known, role, stage in OPEN_ACTS if known == word}
    stages = tuple(stages)
    for role in roles:
        if any(stage in THERE[role] for stage in stages) and all(role != known for known, _ in mine):
            raise Beyond(f"{word}: {role}")
    for stage in stages:
        if all(stage != known for _, known in mine):
            raise Beyond(f"{word}: {stage}")


def phase_of(stage: str) -> Phase:
    """The phase of a stage of the method."""
    return STAGES[stage]


def party_of(role: str) -> Party:
    """The party of a role of the method."""
    return ROLES[role]


def page_opens(name: str | None, gate: str, party: Party | None = None, phase: Phase | None = None) -> bool:
    """Whether a page is in the table, asks what its row says, and opens to this party (in this phase)."""
    asked, cells = PAGES.get(name or "", (None, frozenset()))
    if asked is None or asked != gate:
        return False
    return party is None or any(one is party and (phase is None or at is phase) for one, at in cells)


def gate_of(name: str) -> Gate | None:
    """What a page asks before it opens; None for one that no row names."""
    return PAGES[name][0] if name in PAGES else None


def _may(table: Mapping[str, frozenset[Any]], name: str, party: Party, phase: Phase | None) -> bool:
    return any(one is party and (phase is None or at is phase) for one, at in table.get(name, ()))


def taken[T](sheet: str, parts: Mapping[str, T], party: Party) -> dict[str, T]:
    """The parts of an export (`<sheet>.<part>`) that this party may take along; one that no row names stays here."""
    return {name: part for name, part in parts.items() if _may(EXPORTS, f"{sheet}.{name}", party, None)}


def takes(name: str, party: Party, phase: Phase | None = None) -> bool:
    """Whether a file is handed to this party."""
    return _may(EXPORTS, name, party, phase)


def prints(paper: str, party: Party, phase: Phase | None = None) -> bool:
    """Whether a paper is printed for this party."""
    return _may(PAPERS, paper, party, phase)


def written_to(kind: str, party: Party, phase: Phase | None = None) -> bool:
    """Whether a letter of this kind is written to this party."""
    return _may(LETTERS, kind, party, phase)


@dataclass(slots=True)
class Sight:
    """What one party may see in one phase: `whole` classes of values, met so far, of which nothing is withheld."""

    party: Party
    phase: Phase
    whole: set[type]

    def of(self, islands: Islands) -> Islands:
        """These islands, without what is not for this party's eyes: asked of every view, so the usual case is quick."""
        if self.whole.issuperset(map(type, islands.values())):
            return islands
        return {name: self._allowed(value) for name, value in islands.items()}

    def _allowed(self, value: object | None) -> object | None:
        kind = type(value)
        if kind in self.whole:
            return value
        if not _sees(kind.__name__, self.party, self.phase):
            return None
        hidden = self._hidden(kind)
        if not hidden:
            self.whole.add(kind)
            return value
        return replace(value, **{name: _blank(getattr(value, name)) for name in hidden})  # type: ignore[type-var]

    def _hidden(self, kind: type) -> tuple[str, ...]:
        if not is_dataclass(kind):
            return ()
        named = ((one.name, f"{kind.__name__}.{one.name}") for one in fields(kind))
        return tuple(name for name, part in named if part in SHOWS and not _sees(part, self.party, self.phase))


def _sees(name: str, party: Party, phase: Phase) -> bool:
    return (party, phase) in SHOWS.get(name, frozenset())


def _blank(value: object) -> object | None:
    """Nothing, in the shape of what it stands for."""
    return type(value)() if isinstance(value, str | int | tuple | frozenset) else None


@cache
def sight(party: Party, phase: Phase) -> Sight:
    """What this party may see in this phase."""
    return Sight(party, phase, {type(None)})
