"""Sets the table of a scenario in a data folder: `python -m tests.faults.laying FILE`, with BESACE_DATA set.

Prints the room, and each person's id and device, as JSON. The clock is the scenario's evening.
"""

import json
import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besace.settings")
django.setup()

from besace.live import clock, serving  # noqa: E402 - Django must be set up first
from besace.rehearse.play import EVENING  # noqa: E402
from besace.rehearse.scenario import read  # noqa: E402
from besace.rehearse.table import set_table  # noqa: E402

if __name__ == "__main__":
    serving.make_ready()
    with clock.at(EVENING):
        table = set_table(read(Path(sys.argv[1])))
    json.dump({"room": table.room.pk, "people": table.people, "devices": table.devices}, sys.stdout)
