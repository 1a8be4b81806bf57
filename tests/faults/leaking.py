"""`besace` that keeps some bytes of each act for ever: the leak that R14 must see. Planted, not found."""

from besace import cli
from besace.live import nudges

BYTES = 512 * 1024
_kept: list[bytearray] = []
_nudge = nudges.nudge


def leaking(room: str, *more: object) -> None:
    """Tells the screens, and does not let go."""
    _kept.append(bytearray(b"\1" * BYTES))
    _nudge(room, *more)  # type: ignore[arg-type]


if __name__ == "__main__":
    nudges.nudge = leaking  # type: ignore[assignment]
    cli.main()
