"""Who uses a house: whoever serves or changes it shares it; whoever moves it away, or lays another in its place, must
have it alone. The system itself lets go of the lock of a process that died.
"""

import os
import sys
from pathlib import Path

if sys.platform != "win32":
    import fcntl

FILE = "in-use"
_held: dict[Path, int] = {}


class InUse(RuntimeError):  # noqa: N818 - what is the case, in two words
    """Somebody else has the house; the sentence says what to wait for or to stop."""


def share(house: Path) -> None:
    """Says that this process uses a house, until it ends. What it has alone already, it may use.

    Raises:
        InUse: the house is being moved or restored.
    """
    if house not in _held:
        _locked(house, alone=False)


def alone(house: Path) -> None:
    """Takes a house for this process alone, until it ends.

    Raises:
        InUse: another process uses it.
    """
    _locked(house, alone=True)


def let_go(house: Path) -> None:
    """Lets a house go again."""
    if (handle := _held.pop(house, None)) is not None:
        os.close(handle)


def _locked(house: Path, *, alone: bool) -> None:
    if sys.platform == "win32":  # it has no such locks: whoever moves a house there stops the server by herself
        return
    house.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(house / FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise InUse(_why(house, alone=alone)) from None
    let_go(house)
    _held[house] = handle


def _why(house: Path, *, alone: bool) -> str:
    if alone:
        return f"Besace is running over {house}. Stop it first, and give this command again."
    return f"{house} is just being moved or restored. Start Besace again when that is done."
