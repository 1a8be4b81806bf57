"""Appends to journals as fast as they take it, and says of each act that it was answered, on the same disk.

`python -m tests.faults.appending ready` makes the folder that BESACE_DATA names; with a level of `synchronous` and a
number of acts it appends, while the keys' own key changes, and ends without a word: nothing is tidied up.
"""

import os
import sys
import threading
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besace.settings")
django.setup()

from django.conf import settings  # noqa: E402 - Django must be set up first
from django.db import connections  # noqa: E402

from besace import journal  # noqa: E402
from besace.journal import rotation  # noqa: E402
from besace.live import clock, serving  # noqa: E402
from besace.method.acts import Entry  # noqa: E402

WRITERS = 3
SCOPES = 4
PAGES_BETWEEN_CHECKPOINTS = 80
ANSWERED = "answered"


def main(level: str, acts: str = "0") -> None:
    """Makes the folder, or appends."""
    if level == "ready":
        serving.open_house()
        return
    for connection in connections.all():
        told = connection.settings_dict["OPTIONS"]
        told["init_command"] = told["init_command"].replace("synchronous=FULL", f"synchronous={level}")
        told["init_command"] += f"; PRAGMA wal_autocheckpoint={PAGES_BETWEEN_CHECKPOINTS}"
        connection.close()
    file = os.open(Path(settings.BESACE_DATA) / ANSWERED, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    threads = [threading.Thread(target=append, args=(file, n, int(acts) // WRITERS)) for n in range(WRITERS)]
    for thread in threads:
        thread.start()
    rotation.rotate(clock.now())
    for thread in threads:
        thread.join()
    os._exit(0)  # as a power cut leaves it: no last connection folds the log into its file


def append(file: int, who: int, acts: int) -> None:
    """One journal grows by acts, each told of once it is answered."""
    name, by = journal.open_journal(clock.now()), f"person-{who}"
    for n in range(acts):
        text = f"{name} {n}"
        entry = Entry("note", by, clock.now(), {"text": text}, scope=f"person:{who}-{n * SCOPES // acts}")
        done = journal.append(name, [entry], expected=n, act_id=str(n), by=by)
        os.write(file, f"{name} {done.seq} {text}\n".encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
