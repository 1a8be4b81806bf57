"""Rotation killed on the way (SIGKILL, in a process of its own): all stays readable, and the next sweep ends it."""

import json
import signal
from pathlib import Path

import pytest

from tests.journal.elsewhere import run, said

KEYS = 60
FILLED = f"""
from besace import journal
from besace.live import serving
from besace.method.acts import Entry
serving.open_house()
for number in range({KEYS}):
    name = journal.open_journal(1)
    journal.append(name, [Entry("ask", "ana", 1, {{"text": str(number)}})], expected=0, act_id="a", by="ana")
    print(name)
"""

KILLED = """
import signal, time
from besace.journal import folder, ring, rotation, shelf
from besace.live import serving

place, after = sys.argv[1], int(sys.argv[2])
counted = 0

def killing(work):
    def done(*args, **kwargs):
        global counted
        value = work(*args, **kwargs)
        counted += 1
        if counted > after:
            os.kill(os.getpid(), signal.SIGKILL)
        return value
    return done

serving.open_house()
where, name = {"rewrite": (shelf, "rewrite"), "make": (ring, "make"), "destroy": (ring, "destroy"),
               "finish": (rotation, "finish"), "wipe": (folder, "wipe")}[place]
setattr(where, name, killing(getattr(where, name)))
rotation.rotate(int(time.time()))
rotation.destroy_former()
"""

LOOKED = """
import json, time
from besace import journal
from besace.journal import ring, shelf, upkeep
from besace.live import serving

def readable():
    return [journal.read(name)[0].fields["text"] for name in json.loads(sys.argv[1])]

before = readable()
upkeep.sweep(int(time.time()))
print(json.dumps({"before": before, "after": readable(), "newest": ring.newest(0),
                  "wrapping": sorted({row.kek for row in shelf.living()})}))
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "after"),
    [("make", 0), ("rewrite", 0), ("rewrite", KEYS // 2), ("finish", 0), ("wipe", 0), ("destroy", 0)],
)
def test_killed_on_the_way_nothing_is_lost_and_the_rest_is_done_later(filled, tmp_path, place, after):
    folder, names = filled
    killed = run(folder, KILLED, place, str(after))
    assert killed.returncode == -signal.SIGKILL, killed.stderr

    found = json.loads(said(folder, LOOKED, json.dumps(names)))
    assert found["before"] == found["after"] == [str(number) for number in range(KEYS)]
    assert found["wrapping"] == [found["newest"]]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    folder = tmp_path_factory.mktemp("filled") / "data"
    return folder, said(folder, FILLED).split()
