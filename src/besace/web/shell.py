"""Islands that are not of the method: who knocks at the door, and the way in."""

from dataclasses import dataclass

import segno


@dataclass(frozen=True, slots=True)
class Caller:
    """Someone at the door: her name, the two words both screens show, and whether she comes back on another device."""

    knock: str
    name: str
    words: tuple[str, ...]
    moving: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """Someone who holds a seat from a device, which the facilitator may shut out."""

    seat: str
    name: str


@dataclass(frozen=True, slots=True)
class WayIn:
    """How one comes in: the typed code, and the square that carries the token as the path of a drawing."""

    code: str
    site: str
    size: int
    square: str
    here: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Door:
    """The facilitator's door: who waits, the code while there is one, who sits where."""

    callers: tuple[Caller, ...]
    code: str = ""
    holders: tuple[Holder, ...] = ()


def square(address: str) -> tuple[int, str]:
    """Draws an address as a square code: its size in modules, and one path of dark runs (ISO/IEC 18004, level M)."""
    rows = [bytes(row) for row in segno.make(address, error="m", micro=False).matrix]
    return len(rows), "".join(_runs(y, row) for y, row in enumerate(rows))


def _runs(y: int, row: bytes) -> str:
    path, start = "", None
    for x, dark in enumerate((*row, 0)):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            path += f"M{start} {y}h{x - start}v1h-{x - start}z"
            start = None
    return path


def spaced(code: str) -> str:
    """Writes a code as one reads it aloud: two groups of four."""
    return f"{code[:4]}-{code[4:]}" if len(code) == 8 else code
