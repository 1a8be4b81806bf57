"""The cells of reading: a canary of a row one may not read is nowhere; of one that is shown, somewhere."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from besace.policy import Party, Phase
from besace.policy.row import Whose
from besace.policy.table import named
from tests.web.matrix.channels import Heard

type Told = tuple[Party, Phase, Heard]

CANARIES: Mapping[str, Mapping[str, str]] = {
    "Own subject: read": {name: f"canary-subject-{name}" for name in ("ana", "bea", "cleo", "dora")},
    "All subjects: read": {"bea": "canary-subject-bea", "cleo": "canary-subject-cleo"},
    "Statement: read": {"ana": "canary-subject-ana"},
    "Check-in: read": {"bea": "canary-checkin-bea", "cleo": "canary-handed-cleo"},
    "Follow-up: read": {"bea": "canary-difficult-bea"},
    "Reason of a no: read": {"cleo": "canary-reason-cleo"},
    "Parked question: read": {"bea": "canary-kept-bea", "cleo": "canary-kept-cleo"},
    "Private notes: read": {name: f"canary-note-first-{name}" for name in ("ana", "bea", "cleo")},
    "What was made by hand for her: read": {"cleo": "canary-handed-cleo"},
    "Questions, answers: read": {"bea": "canary-question-bea", "cleo": "canary-question-cleo"},
    "Reformulation: read": {"bea": "canary-reformulation-bea", "cleo": "canary-reformulation-cleo"},
    "Contract: read": {"ana": "canary-contract-ana"},
    "Reactions: read": {"bea": "canary-reaction-bea", "cleo": "canary-reaction-cleo"},
    "Plan: read": {"ana": "canary-action1-ana"},
    "Learning: read": {name: f"canary-learned-{name}" for name in ("ana", "bea", "cleo")},
    "Own learning: read": {"ana": "canary-learned-ana", "bea": "canary-learned-bea"},
    "Waived condition: read": {"fay": "canary-waiver-fay"},
    "Own debrief: write, read": {"fay": "canary-debrief-fay"},
}
"""What each row's words are, by who said them, in the session that is told."""


@dataclass(frozen=True)
class Found:
    """What the cells came to."""

    failures: tuple[str, ...]
    cells: Counter[str]


def judged(told: list[Told]) -> Found:
    """Every cell of every row that has words: row, party, phase, own or another's."""
    failures: list[str] = []
    cells: Counter[str] = Counter()
    heard: dict[tuple[Party, Phase, str], list[Heard]] = defaultdict(list)
    for party, phase, one in told:
        heard[party, phase, one.who].append(one)
    for row in CANARIES:
        for party in Party:
            for phase in Phase:
                for own in (True, False):
                    failures += _cell(row, party, phase, heard, own=own)
                    cells["read"] += 1
    return Found(tuple(failures), cells)


def _cell(
    name: str, party: Party, phase: Phase, heard: Mapping[tuple[Party, Phase, str], list[Heard]], *, own: bool
) -> Iterator[str]:
    row, words = named(name), CANARIES[name]
    people = [who for at, during, who in heard if (at, during) == (party, phase)]
    pairs = [(who, said) for who in people for author, said in words.items() if (who == author) is own]
    if not pairs:
        return
    where = f"{name} · {party} @{phase} · {'own' if own else 'another'}"
    read = [(one, said) for who, said in pairs for one in heard[party, phase, who] if said in one.said]
    for one, said in read:
        if not own and not _opened(said, party, phase):
            yield f"{where}: {one.who} reads it by {one.channel}"
    shown = (party, phase) in row.shown and (own if row.whose is Whose.OWN else not own)
    if shown and not read:
        yield f"{where}: nobody reads it"


def _opened(said: str, party: Party, phase: Phase) -> bool:
    """Whether any row of these words opens them to others: a subject is also the client's question."""
    rows = [named(name) for name, words in CANARIES.items() if said in words.values()]
    return any((party, phase) in row.cells for row in rows if row.whose is not Whose.OWN)
