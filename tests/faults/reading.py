"""Reads every room of a data folder from the disk, and says what lies there: `python -m tests.faults.reading`.

By the clock of the house. As JSON: for each room its sequences, the notes in its journal and in its fold, and whether
the files are sound.
"""

import json
import os
import sys
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besace.settings")
django.setup()

from django.db import connections  # noqa: E402 - Django must be set up first

from besace import journal  # noqa: E402
from besace.live import rooms  # noqa: E402
from besace.live.models import Room  # noqa: E402
from tests.faults.standing import stand  # noqa: E402


def main(what: str = "") -> None:
    """Prints what there is; `entries`: all of it, word for word."""
    stand()
    told = {room.pk: _room(room) for room in Room.objects.all()}
    if what == "entries":
        for room in Room.objects.all():
            told[room.pk]["entries"] = [
                [entry.kind, entry.by, entry.behalf, entry.fields, entry.at] for entry in journal.read(room.journal)
            ]
    json.dump({"rooms": told, "sound": [_sound(alias) for alias in ("default", "vault")]}, sys.stdout)


def _room(room: Room) -> dict[str, Any]:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT seq, act FROM journal_entry WHERE journal_id = %s ORDER BY seq", [room.journal])
        rows = cursor.fetchall()
    acts = [act for _, act in rows if act]
    entries = journal.read(room.journal)
    return {
        "sequences": [seq for seq, _ in rows],
        "last": journal.last(room.journal),
        "acts twice": len(acts) - len(set(acts)),
        "forgotten": sum(entry.forgotten for entry in entries),
        "noted": [entry.fields["text"] for entry in entries if entry.kind == "note" and not entry.forgotten],
        "folded": [note.text for notes in rooms.folded(room).session.notes.values() for note in notes],
    }


def _sound(alias: str) -> bool:
    """Whether a file holds together; a server has checked its own pages as it read them."""
    if connections[alias].vendor != "sqlite":
        return True
    with connections[alias].cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return [row[0] for row in cursor.fetchall()] == ["ok"]


if __name__ == "__main__":
    main(*sys.argv[1:])
