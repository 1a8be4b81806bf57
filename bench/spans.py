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
from importlib import import_module
from pathlib import Path
from time import process_time_ns, thread_time_ns
from typing import Any

FILE = "BESACE_SPANS"
PARTS = {
    "Django": "besace.live.handler.ThreadedDjango._answer",
    "seat and room": "besace.web.gate.chair_of",
    "act, locks and threads": "besace.live.act.act",
    "coach": "besace.live.wording.with_hints",
    "decide": "besace.live.act.decide",
    "fold": "besace.live.rooms.fold",
    "seal": "besace.journal.store._sealed_row",
    "SQL": "besace.journal.writer._commit",
    "view": "besace.live.screens.view_for",
    "shell": "besace.live.screens._shell",
    "compare and write": "besace.live.events.Events.event",
    "render": "besace.web.islands.render",
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
    """Times each part, where its name is looked up."""
    for part, name in PARTS.items():
        owner, what = owner_of(name)
        setattr(owner, what, spans.timed(part, getattr(owner, what)))


def owner_of(name: str) -> tuple[Any, str]:
    """The module or class that a dotted name is looked up in, and its last word.

    Raises:
        AttributeError: it has no such name.
    """
    path, _, what = name.rpartition(".")
    try:
        owner: Any = import_module(path)
    except ModuleNotFoundError:
        module, _, kind = path.rpartition(".")
        owner = getattr(import_module(module), kind)
    getattr(owner, what)
    return owner, what


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
