"""`besace` whose clock stands at the instant that the file `instant` of its folder says, where there is one.

So an evening of hours passes in a minute, and two of them can be compared to the second. The house has one clock, and
nothing else is changed: `python -m tests.faults.standing serve …`.
"""

import os
from contextlib import suppress
from pathlib import Path

from besace import cli
from besace.live import clock

FILE = "instant"
_real = clock.real


def stands() -> float:
    """The instant of the file, else the world's."""
    with suppress(OSError, ValueError):
        return float((Path(os.environ["BESACE_DATA"]) / FILE).read_text())
    return _real()


def put(folder: Path, instant: float) -> None:
    """Sets the clock of a house, as a whole, whoever reads it just then."""
    draft = folder / f".{FILE}"
    draft.write_text(str(instant))
    draft.replace(folder / FILE)


def stand() -> None:
    """Has this process go by that clock."""
    clock.real = stands


if __name__ == "__main__":
    stand()
    cli.main()
