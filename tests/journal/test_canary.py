"""Erasure, proven (F4): what was said in a whole session is planted, erased, and looked for in every file there is.

Words are never in any file, before or after. After erasing, neither are the keys, plain or wrapped; and no backup of
one database beside the present other brings anything back. The controls at the end show that it can fail: the same
search finds a key that was not destroyed, and the same reading reads its words.
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from tests.journal.canaries import Browser, Canary, Evening, found, prepared, served
from tests.journal.elsewhere import besace, said
from tests.journal.evening import lived, written
from tests.post.conftest import Postman, free_port

pytestmark = [pytest.mark.method("F4"), pytest.mark.slow]
CONTENT, VAULT = "besace.sqlite3", "vault.sqlite3"

KEYS = """
import json
from besace.journal import shelf
from besace.journal.wrapping import unwrap
journal, group, ana, meeting = sys.argv[1:]
own = {f"own:{ana}:{part}" for part in (meeting, f"debrief-{meeting}")}
rows = [*shelf.living(journal), *(row for row in shelf.living(f"group:{group}") if row.scope in own)]
print(json.dumps([[unwrap(row).secret.hex(), row.wrapped.hex(), row.scope] for row in rows]))
"""

READ = """
import json
from besace import journal
from besace.live import rooms, serving
from besace.people import notebook, plans
from besace.people.models import Meeting, Member
if sys.argv[5] == "start":
    serving.open_house()
name, room, meeting, ana = sys.argv[1:5]
meeting, ana = Meeting.objects.get(pk=meeting), Member.objects.get(pk=ana)
told = [entry.fields for entry in journal.read(name)]
told += [repr(rooms.folded(rooms.find(room)).session), repr(plans.plan_of(meeting))]
told += [repr(notebook.page_of(ana, meeting))]
print(json.dumps(told))
"""

UNDESTROYED = """
from besace.journal import shelf, tombs
from besace.live import rooms, serving
from besace.people import shredding
from besace.people.models import Member
serving.open_house()
shelf.bury = tombs.lay = lambda *_: None  # erasing goes its whole way, and destroys nothing
shredding.shred(rooms.find(sys.argv[1]), whose=Member.objects.get(pk=sys.argv[2]))
"""


@dataclass(frozen=True)
class Erased:
    """An installation in which a session was held and erased; `before` is its data folder as it was until then."""

    root: Path
    before: Path
    evening: Evening
    words: list[str]
    keys: list[bytes]
    wrapped: list[bytes]
    letters: int
    receipt: str

    def reading(self, folder: Path, *, start: bool = True) -> str:
        """All that can be read of the session and of its client's own pages of it, over a data folder."""
        of = self.evening
        told = (of.journal, of.room, of.meeting, of.people["ana"][0], "start" if start else "")
        return said(folder, READ, *told)

    def mixed(self, to: Path, *, older: str) -> Path:
        """A data folder in which one database is from the backup and all else is of today."""
        shutil.copytree(self.root / "data", to)
        for ending in ("", "-wal", "-shm"):
            (to / f"{older}{ending}").unlink(missing_ok=True)
            if (file := self.before / f"{older}{ending}").exists():
                shutil.copy(file, to)
        return to


@pytest.fixture(scope="module")
def erased(tmp_path_factory: pytest.TempPathFactory) -> Erased:
    root, before = tmp_path_factory.mktemp("house"), tmp_path_factory.mktemp("backup") / "data"
    sing, postman = Canary([]), Postman()
    evening = prepared(root / "data", sing)
    office = Controller(postman, hostname="127.0.0.1", port=free_port())
    office.start()
    with served(root, f"smtp://127.0.0.1:{office.port}") as port:
        browsers = lived(port, evening, sing)
        written(browsers, evening, sing)
        shutil.copytree(root / "data", before)
        of = (evening.journal, evening.group, evening.people["ana"][0], evening.meeting)
        keys = json.loads(said(root / "data", KEYS, *of))
        assert len(keys) >= len(["session", "three persons", "ana's page"])
        receipt = _erases(browsers["ana"], evening)
        assert browsers["bea"].gets(f"/s/{evening.room}/") == 404
    office.stop()
    _spool(root / "mail", postman)
    secrets, wrapped = ([bytes.fromhex(one[column]) for one in keys] for column in (0, 1))
    return Erased(root, before, evening, sing.sung, secrets, wrapped, len(postman.letters), receipt)


def _erases(ana: Browser, evening: Evening) -> str:
    page = f"/g/{evening.group}/notebook/{evening.meeting}/session/"
    assert ana.gets(page) == 200
    assert ana.posts(page, sure="on", own="on") == 302, ana.page[-2000:]
    assert ana.gets(ana.where.rstrip("/") + ".json") == 200
    return ana.page


def _spool(folder: Path, postman: Postman) -> None:
    folder.mkdir()
    for number, (to, letter) in enumerate(postman.letters):
        parts = [part.get_payload(decode=True) or b"" for part in letter.walk() if not part.is_multipart()]
        (folder / f"{number}").write_bytes(to.encode() + letter.as_bytes() + b"\n".join(map(bytes, parts)))


def test_the_session_was_a_whole_one(erased):
    assert len(erased.words) > 40
    assert erased.letters
    assert sum(json.loads(erased.receipt)["destroyed"].values()) > 40


def test_no_word_is_in_any_file_ever_written(erased):
    assert found(erased.root, erased.words) == []
    assert found(erased.before, erased.words) == []


def test_no_key_is_in_any_file_ever_written(erased):
    assert found(erased.root, erased.keys) == []
    assert found(erased.before, erased.keys) == []


def test_no_wrapped_key_is_left_in_the_installation(erased):
    assert found(erased.root, erased.wrapped) == []


def test_nothing_is_read_of_it_any_more(erased, tmp_path):
    shutil.copytree(erased.root / "data", tmp_path / "data")
    told = erased.reading(tmp_path / "data")
    assert not [word for word in erased.words if word in told]


def test_the_receipt_holds(erased, tmp_path):
    (tmp_path / "receipt.json").write_text(erased.receipt)
    done = besace(erased.root / "data", "receipt", str(tmp_path / "receipt.json"))
    assert done.returncode == 0, done.stderr
    assert "It holds" in done.stdout


@pytest.mark.parametrize("start", [True, False])
@pytest.mark.parametrize("older", [CONTENT, VAULT])
def test_one_database_from_an_older_backup_brings_nothing_back(erased, tmp_path, older, start):
    folder = erased.mixed(tmp_path / "data", older=older)
    told = erased.reading(folder, start=start)
    assert not [word for word in erased.words if word in told]
    besace(folder, "keys", "list")  # a start, as far as keys go
    assert found(folder, erased.wrapped) == []


def test_what_others_keep_is_still_theirs(erased, tmp_path):
    shutil.copytree(erased.root / "data", tmp_path / "data")
    of = erased.evening
    told = said(tmp_path / "data", READ, of.journal, of.room, of.meeting, of.people["bea"][0], "")
    assert sum(word in told for word in erased.words) >= len(["learned", "enjoyed", "apply", "note"])


def test_control_both_from_an_older_backup_are_read_until_the_wrapping_key_is_gone(erased, tmp_path):
    """What only time, or `besace keys rotate --now`, ends: see docs/keys.md. And the reading above does read."""
    shutil.copytree(erased.before, tmp_path / "old")
    told = erased.reading(tmp_path / "old")
    assert sum(word in told for word in erased.words) > 40

    shutil.copytree(erased.root / "data", tmp_path / "now")
    assert besace(tmp_path / "now", "keys", "rotate", "--now").returncode == 0
    shutil.copytree(erased.before, tmp_path / "both", ignore=shutil.ignore_patterns("keys"))
    shutil.copytree(tmp_path / "now" / "keys", tmp_path / "both" / "keys")
    with pytest.raises(AssertionError, match="put its file back there"):
        erased.reading(tmp_path / "both")


def test_control_without_destroying_the_same_search_and_the_same_reading_find_it(erased, tmp_path):
    shutil.copytree(erased.before, tmp_path / "data")
    said(tmp_path / "data", UNDESTROYED, erased.evening.room, erased.evening.people["ana"][0])
    assert found(tmp_path / "data", erased.wrapped)
    told = erased.reading(tmp_path / "data")
    assert [word for word in erased.words if word in told]


@pytest.mark.parametrize("coding", ["utf-8", "utf-16-le"])
def test_control_one_word_in_one_log_is_found(erased, tmp_path, coding):
    (tmp_path / "log.txt").write_bytes(b"x" + erased.words[7].encode(coding) + b"y")
    assert found(tmp_path, erased.words) == [("log.txt", erased.words[7])]
