"""Besace with its parts timed: `python -m bench.spans serve …` runs it, and writes what each part used on a signal.

Processor time of the thread that runs a part, the parts within it left out. Only what runs without waiting is timed:
a coroutine gives its thread to others meanwhile.
"""

import json
import os
import signal
import threading
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from time import process_time_ns, thread_time_ns
from typing import Any

FILE = "BESACE_SPANS"
PARTS = {
    "Django": ("besace.live.handler.ThreadedDjango._answer",),
    "seat and room": ("besace.web.gate.chair_of",),
    "coach": ("besace.live.act.heard",),
    "decide": ("besace.live.act.decide",),
    "fold": ("besace.live.rooms.fold",),
    "seal": ("besace.journal.store._sealed_row",),
    "SQL": ("besace.journal.writer._commit",),
    "wait for the disk": ("besace.live.act.act",),
    "view": ("besace.live.screens.view_for",),
    "shell": ("besace.live.screens._shell",),
    "compare": ("besace.live.events.Events.event",),
    "fragments": ("besace.live.streams.Streams._fragment_of",),
    "render": ("besace.web.islands.render",),
    "JSON": ("besace.live.events._written",),
}


class Spans:
    """Nanoseconds and calls a part."""

    def __init__(self) -> None:
        self.used: defaultdict[str, int] = defaultdict(int)
        self.calls: defaultdict[str, int] = defaultdict(int)
        self._inner = threading.local()

    def timed(self, part: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same work, counted."""

        def counted(*args: Any, **kwargs: Any) -> Any:
            outer = getattr(self._inner, "used", 0)
            self._inner.used = 0
            begun = thread_time_ns()
            try:
                return work(*args, **kwargs)
            finally:
                took = thread_time_ns() - begun
                self.used[part] += took - self._inner.used
                self.calls[part] += 1
                self._inner.used = outer + took

        return counted

    def written(self) -> str:
        """Everything so far, and the processor time of the whole process."""
        return json.dumps({"used": self.used, "calls": self.calls, "process": process_time_ns()})


def place(spans: Spans) -> None:
    """Times each part, wherever its module looks it up."""
    import importlib  # noqa: PLC0415

    for part, names in PARTS.items():
        for name in names:
            module, _, what = name.rpartition(".")
            try:
                owner = importlib.import_module(module)
            except ModuleNotFoundError:
                module, _, kind = module.rpartition(".")
                owner = getattr(importlib.import_module(module), kind)
            if hasattr(owner, what):
                setattr(owner, what, spans.timed(part, getattr(owner, what)))


def main() -> None:
    """Runs `besace` with its parts timed."""
    import django  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besace.settings")
    django.setup()
    spans = Spans()
    place(spans)
    target = Path(os.environ[FILE])

    def write(_signal: int, _frame: object) -> None:
        beside = target.with_suffix(".part")
        beside.write_text(spans.written(), encoding="utf-8")
        beside.rename(target)

    signal.signal(signal.SIGUSR1, write)
    from besace.cli import main as besace  # noqa: PLC0415

    besace()


if __name__ == "__main__":
    main()
