"""A house on a disk that is really full: started by `test_r11_full_disk` in a mount namespace of its own, where its
data folder is a small tmpfs. It plays through HTTP what people do, and says what became of it as JSON.

    python -m tests.faults.small_disk FOLDER [--without-ballast]
"""

import json
import os
import shutil
import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import django

FOLDER = Path(sys.argv[1]) if __name__ == "__main__" else Path()
if __name__ == "__main__":
    os.environ |= {"BESACE_DATA": str(FOLDER), "DJANGO_SETTINGS_MODULE": "besace.settings"}
    django.setup()

from besace import journal  # noqa: E402 - Django must be set up first
from besace.journal import ballast  # noqa: E402
from besace.journal.keys import VAULT_KEYS  # noqa: E402
from besace.live import ending, health, rooms, serving  # noqa: E402
from besace.live.models import Room  # noqa: E402
from tests.e2e.house import open_house  # noqa: E402
from tests.edge.people import BEA, Caller, brought_to_clarification, seat, set_table  # noqa: E402

LONG = "« Où vais-je ? » 🦉 " * 180
MOST = 400
SPARE = 400_000
"""Room for some acts, and not for all of those."""


def fill(name: str, spare: int = 0) -> None:
    """Takes the disk to its last byte, as somebody else's program would; or leaves so many."""
    if spare:
        (FOLDER / name).write_bytes(b"\1" * (shutil.disk_usage(FOLDER).free - spare))
        return
    with (FOLDER / name).open("ab", buffering=0) as filler, suppress(OSError):
        for size in (1 << 20, 1 << 12, 1):
            with suppress(OSError):
                while filler.write(b"\1" * size):
                    pass


def until_full(caller: Caller, room: Room) -> tuple[list[str], str, list[int]]:
    """Asks until there is no room: the words that were taken, the id that was not, and what the next are told."""
    taken: list[str] = []
    for number in range(MOST):
        said = f"{number} {LONG}".strip()
        status = caller.acts(room, "ask", act_id=f"intent-{number}", text=said).status
        if status != 200:
            more = [caller.acts(room, "ask", text=LONG).status for _ in range(5)]
            return taken, f"intent-{number}", [status, *more]
        taken.append(said)
    raise AssertionError("it never became full")


def erase(room: Room) -> dict[str, Any]:
    """Erases a session as its client may: what is left of its keys, and whether there is a receipt."""
    failure, made = "", None
    try:
        made = ending.shred(room)
    except Exception as failed:  # noqa: BLE001 - what it was is what is asked
        failure = type(failed).__name__
    return {"failure": failure, "receipt": bool(made and made.receipt), "keys": len(VAULT_KEYS.living(room.journal))}


def whole() -> list[str]:
    """What SQLite itself says of both files."""
    found = []
    for name in ("besace.sqlite3", "vault.sqlite3"):
        with closing(sqlite3.connect(f"file:{FOLDER / name}?mode=ro", uri=True)) as line:
            found.append(str(line.execute("PRAGMA integrity_check").fetchone()[0]))
    return found


def asked(room: Room) -> list[str]:
    """The questions as the disk has them, not the memory."""
    rooms.forget_memory()
    VAULT_KEYS.forget_cached()
    entries = list(journal.read(room.journal))
    assert len(entries) == journal.last(room.journal), "a sequence is missing"
    return [str(entry.fields["text"]) for entry in entries if entry.kind == "ask"]


def lived(port: int, *, with_ballast: bool) -> dict[str, Any]:
    room, doomed, next_doomed = set_table(), set_table(), set_table()
    for one in (room, doomed, next_doomed):
        brought_to_clarification(one)
    caller, other = Caller(port, seat(room, BEA)).trusted(), Caller(port, seat(doomed, BEA)).trusted()
    assert other.acts(doomed, "ask", text="to be forgotten").status == 200
    told: dict[str, Any] = {"laid": ballast.held()}
    if not with_ballast:
        ballast.file().unlink()
    fill("in-the-way", SPARE)
    taken, lost, told["statuses"] = until_full(caller, room)
    fill("in-the-way-too")
    told["reads"] = [caller.get(f"/s/{room.id}/{part}").status for part in ("", "view")]
    told["ready"] = Caller(port).get("/readyz").text
    told["whole"] = whole()
    told["erased"] = erase(doomed)
    told["held"] = ballast.held()
    fill("in-the-way-again")
    told["after"] = [caller.acts(room, "keep", text=LONG).status for _ in range(3)]
    told["erased_again"] = erase(next_doomed)
    told["doomed_after"] = other.get(f"/s/{doomed.id}/").status
    for filler in FOLDER.glob("in-the-way*"):
        filler.unlink()
    again = [caller.acts(room, "ask", act_id=lost, text="once there is room").status for _ in range(2)]
    told |= {"again": again, "later": ballast.lay(), "acts": len(taken), "whole_later": whole()}
    told["kept"] = asked(room) == [*taken, "once there is room"]
    return told


def main() -> None:
    serving.make_ready()
    health.FRESH = 0.0
    with open_house() as house:
        print(json.dumps(lived(house.port, with_ballast="--without-ballast" not in sys.argv)))  # noqa: T201


if __name__ == "__main__":
    main()
