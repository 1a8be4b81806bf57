"""A house that a release left is taken up by this version: all that was said is there, and the session goes on.

The release's own code makes the house where this clone has its commit; what it kept as text is tried everywhere.
"""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house.visitor import Visitor, served
from tests.journal.elsewhere import besace, said, surroundings
from tests.running import releases
from tests.running.houses import CONTENT, asked

pytestmark = [pytest.mark.slow, pytest.mark.engine("sqlite")]
type Holds = Callable[[str], None]

RELEASE = [one for one in releases.RELEASES if (releases.FOLDER / one / "commit").exists()][-1]
COMMIT = (releases.FOLDER / RELEASE / "commit").read_text("utf-8").strip()
SERVE: list[str | Path] = [sys.executable, "-m", "besace.cli", "serve"]
SUBJECT, OTHER = "How to rest without closing the shop?", "How to say my prices aloud?"


def known() -> bool:
    """Whether this clone reaches back to the release."""
    asked = ["git", "cat-file", "-e", f"{COMMIT}^{{commit}}"]
    return subprocess.run(asked, check=False, capture_output=True).returncode == 0


def code_of(commit: str, folder: Path) -> Path:
    """The packages of a commit, laid out beside the house."""
    folder.mkdir()
    packed = subprocess.run(["git", "archive", commit, "src"], check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x", "-C", folder], input=packed, check=True)
    return folder / "src"


def kept(data: Path) -> Holds:
    """The house as the release's fixture has it."""
    releases.laid(RELEASE, data)
    wanted = releases.told(RELEASE)["counts"]["journal_entry"]

    def every_entry_is_there(address: str) -> None:  # what opens in it is R13's: by today's clock much is forgotten
        assert Visitor(address).get("/start/")
        assert asked(data / CONTENT, "SELECT count(*) FROM journal_entry") == [(wanted,)]

    return every_entry_is_there


def made(data: Path) -> Holds:
    """A house that the release's own code made, with a session in its reception, all by hand of who facilitates."""
    source = code_of(COMMIT, data.parent / "former")
    former = surroundings(data, PYTHONPATH=str(source))
    assert said(data, "print(os.path.abspath(sys.modules['besace'].__file__))", **former).startswith(str(source))
    with served(SERVE, data.parent, former) as address:
        fay = Visitor(address)
        told = {"facilitator": "Fay", "people": "Ana\nBea\nCleo", "format": "180", "place": "room", "language": "en"}
        (room,) = set(re.findall(r"/s/[\w-]+/", fay.fills("/start/", "/start/", **told)))
        people = dict(re.findall(r'value="([\w-]+)" aria-label="(\w+) is here"', fay.get(room)))
        ids = {name: person for person, name in people.items()}
        for person in ids.values():
            acts(fay, room, "admit", person=person)
        acts(fay, room, "open")
        acts(fay, room, "check_in", text="Rested", **{"for": ids["Bea"]})
        acts(fay, room, "advance")
        page = acts(fay, room, "propose_subject", title=SUBJECT, kind="concern", **{"for": ids["Ana"]})
        assert SUBJECT in page

    def the_session_goes_on(address: str) -> None:
        fay.goes_to(address)
        assert SUBJECT in fay.get(room)
        page = acts(fay, room, "propose_subject", title=OTHER, kind="concern", **{"for": ids["Cleo"]})
        assert (SUBJECT in page, OTHER in page) == (True, True)

    return the_session_goes_on


def acts(visitor: Visitor, room: str, word: str, **fields: str) -> str:
    """Does an act as a page without scripts does; the page that follows. A refusal is an error of HTTP."""
    return visitor.fills(room, f"{room}act", act=word, **fields)


@pytest.mark.parametrize("left", [kept, made] if known() else [kept])
def test_what_a_release_left_is_there_and_goes_on(left, tmp_path):
    data = tmp_path / "data"
    holds = left(data)

    with served(SERVE, tmp_path, surroundings(data)) as address:
        assert Visitor(address).get("/readyz") == ""  # 503 is an error
        holds(address)

    assert besace(data, "check").returncode == 0
