"""`besace` with a clock that stands off the world's by as many seconds as the file `shift` of its folder says just now.

The house has one clock, and nothing else is changed: `python -m tests.faults.shifted serve …`.
"""

import os
from contextlib import suppress
from pathlib import Path

from besace import cli
from besace.live import clock

FILE = "shift"
_real = clock.real


def shifted() -> float:
    """The world's time and what the file adds to it."""
    with suppress(OSError, ValueError):
        return _real() + float((Path(os.environ["BESACE_DATA"]) / FILE).read_text())
    return _real()


def put(folder: Path, seconds: float) -> None:
    """Sets the clock of a house off by so much, from now on: at once and as a whole, whoever reads."""
    draft = folder / f".{FILE}"
    draft.write_text(str(seconds))
    draft.replace(folder / FILE)


def stand_off() -> None:
    """Has this process go by that clock."""
    clock.real = shifted


if __name__ == "__main__":
    stand_off()
    cli.main()
