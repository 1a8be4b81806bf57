"""What `script/bench rooms` found, set-up by set-up beside the floor, as the table of docs/performance.md."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench.figures import percentile
from bench.halls import Outcome
from bench.table import drawn

SHARES = (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1.0))


@dataclass(slots=True)
class Figures:
    """One set-up: its screens, the seconds until all were there, MiB at rest, KiB a screen, what became of the acts.

    Seconds of processor are of the whole run: those of Besace, and those of its database servers beside it.
    """

    name: str
    screens: int
    opening: float
    at_rest: float
    memory: float = 0
    seconds: float = 0
    processor: float = 0
    database: float = 0
    events: int = 0
    received: int = 0
    cut: int = 0
    kept: float | None = None
    outcome: Outcome = field(default_factory=lambda: Outcome(0))

    @property
    def message(self) -> int:
        """Bytes of a message to a screen, on average."""
        return self.received // max(self.events, 1)

    @property
    def arrived(self) -> int:
        """Acts that are done: with the last screen, or refused as they were to be."""
        return len(self.outcome.latencies) + self.outcome.judged

    @property
    def lost(self) -> int:
        """Acts that were answered as they should, or not at all, and did not reach every screen in time."""
        return self.outcome.planned - self.arrived - self.outcome.refused

    def an_act(self, seconds: float) -> float:
        """Milliseconds an act."""
        return seconds / max(self.arrived, 1) * 1000


type Reading = Callable[[Figures], float | None]

MEASURES: Sequence[tuple[str, str, Reading]] = (
    *(
        (f"POST to answered, {name}", "ms", lambda one, share=share: _at(one.outcome.answered, share))
        for name, share in SHARES
    ),
    *(
        (f"POST to last screen, {name}", "ms", lambda one, share=share: _at(one.outcome.latencies, share))
        for name, share in SHARES
    ),
    ("acts done a second", "", lambda one: one.arrived / one.seconds if one.seconds else None),
    ("messages to screens a second", "", lambda one: one.events / one.seconds if one.seconds else None),
    ("bytes a message", "", lambda one: float(one.message)),
    ("processor an act", "ms", lambda one: one.an_act(one.processor)),
    ("processor an act, databases", "ms", lambda one: one.an_act(one.database) if one.database else None),
    ("memory a screen", "KiB", lambda one: one.memory),
    ("memory at rest", "MiB", lambda one: one.at_rest),
    ("kept on disk an act", "bytes", lambda one: one.kept),
    ("until every screen was there", "s", lambda one: one.opening),
)
COUNTS: Sequence[tuple[str, Callable[[Figures], int]]] = (
    ("acts answered otherwise than written", lambda one: one.outcome.refused),
    ("acts that did not reach every screen", lambda one: one.lost),
    ("streams cut", lambda one: one.cut),
)


def written(found: Sequence[Figures]) -> list[str]:
    """The lines of a table with a column each, the floor's first, and how many times the floor's each figure is."""
    floor, *_ = found
    head = ["what", *(one.name for one in found)]
    rows = []
    for what, unit, reading in MEASURES:
        rows.append([what, *(_cell(reading(one), unit, None if one is floor else reading(floor)) for one in found)])
    rows += [[what, *(f"{count(one):,}" for one in found)] for what, count in COUNTS]
    return drawn(head, rows)


def notes(found: Sequence[Figures], late: float) -> list[str]:
    """What has to be known to read the table: where the load itself was late, and answers nobody expected."""
    told = [
        f"{one.name}: the load itself was late, by {one.outcome.late_at(0.99):.0f} ms in the 99th of 100 acts; its "
        "figures are no better than that"
        for one in found
        if one.outcome.late_at(0.99) > late
    ]
    return told + [
        f"{one.name}: answered otherwise than written: "
        + ", ".join(f"{count} × {status}" for status, count in sorted(one.outcome.otherwise.items()))
        for one in found
        if one.outcome.refused
    ]


def _at(latencies: Sequence[float], share: float) -> float | None:
    return percentile(latencies, share) * 1000 if latencies else None


def _cell(value: float | None, unit: str, floor: float | None) -> str:
    if value is None:
        return "–"
    beside = f" ({number(value / floor)} ×)" if floor else ""
    return f"{number(value)} {unit}".strip() + beside


def number(value: float) -> str:
    """A figure with as many digits as it deserves."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
