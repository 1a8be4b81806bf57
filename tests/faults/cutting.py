"""Cuts the power at many instants of a recording, and reads what each leaves through our own code.

`python -m tests.faults.cutting FOLDER BASE RECORDING NUMBERS CUTS SEED`, with BESACE_DATA naming an empty folder to put
what a cut leaves: as JSON how many cuts there were, and how many lost what was answered or left a damaged file.
"""

import json
import os
import shutil
import sys
from collections import Counter
from pathlib import Path
from random import Random

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besace.settings")
django.setup()

from django.conf import settings  # noqa: E402 - Django must be set up first
from django.db import DatabaseError, connections  # noqa: E402

from besace import journal  # noqa: E402
from besace.journal import folder as house  # noqa: E402
from besace.journal import ring  # noqa: E402
from besace.journal.keys import VAULT_KEYS  # noqa: E402
from besace.journal.seal import Tampered  # noqa: E402
from tests.faults.appending import ANSWERED  # noqa: E402
from tests.faults.power import Disk, File, recorded  # noqa: E402

BROKEN = (DatabaseError, Tampered, ring.NoKey, house.Damaged, OSError, KeyError, ValueError)


def main(folder: str, base: str, recording: str, numbers: str, cuts: str, seed: str) -> None:
    """Cuts, reads, counts."""
    for connection in connections.all():  # to read what is there, the real disk need not be waited for
        told = connection.settings_dict["OPTIONS"]
        told["init_command"] = told["init_command"].replace("synchronous=FULL", "synchronous=OFF")
        connection.close()
    chance, asked = Random(int(seed)), recorded(Path(recording))
    disk = Disk(Path(folder), Path(base))
    disk.knows(json.loads(numbers))
    begun = next(n for n, done in enumerate(asked) if done.what == "w")
    where, found = Counter(chance.choices(range(begun, len(asked) + 1), k=int(cuts))), Counter[str]()
    answered: list[str] = []
    for n in range(len(asked) + 1):
        for _ in range(where[n]):
            found[cut(disk, chance, answered)] += 1
        if n < len(asked):
            disk.do(asked[n])
            answered = answered_in(disk)
    json.dump({"cuts": int(cuts), "writes": len(asked), "answered": len(answered), **found}, sys.stdout)


def answered_in(disk: Disk) -> list[str]:
    """What people had been told by now; that they were told does not wait for a disk."""
    told = [file for name, file in _all_names(disk).items() if name.endswith(f"/{ANSWERED}")]
    return told[0].after(None, 1).decode().splitlines() if told else []


def _all_names(disk: Disk) -> dict[str, File]:
    return disk.names | {f"{folder}/{name}": file for folder, name, file in disk.waiting if file}


def cut(disk: Disk, chance: Random, answered: list[str]) -> str:
    """What became of what was answered, after one cut: `whole`, `lost` or `damaged`."""
    lay_out(disk.folder, disk.after(chance))
    try:
        sound = all(map(is_sound, ("default", "vault")))
        kept = {name: texts(name) for name in {line.split()[0] for line in answered}}
    except BROKEN:
        return "damaged"
    finally:
        connections.close_all()
    if not sound:
        return "damaged"
    lost = [line for line in answered if line.split(" ", 2)[2] not in kept[line.split()[0]]]
    return "lost" if lost else "whole"


def lay_out(folder: Path, files: dict[str, bytes]) -> None:
    """Puts the files of a cut where our code will look for them, and forgets the last ones."""
    home = Path(settings.BESACE_DATA)
    shutil.rmtree(home, ignore_errors=True)
    for name, content in files.items():
        path = home / Path(name).relative_to(folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    ring.forget_cached()
    VAULT_KEYS.forget_cached()


def is_sound(alias: str) -> bool:
    """Whether a file holds together."""
    with connections[alias].cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return [row[0] for row in cursor.fetchall()] == ["ok"]


def texts(name: str) -> set[str]:
    """The words of a journal whose keys are there; its sequence must have no gap."""
    entries = journal.read(name)
    if journal.last(name) != len(entries):
        raise ValueError(name)
    return {entry.fields["text"] for entry in entries if not entry.forgotten}


if __name__ == "__main__":
    main(*sys.argv[1:])
