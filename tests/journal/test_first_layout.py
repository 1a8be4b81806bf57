"""A folder of the first layout, one key for everything, is carried over by itself and loses nothing."""

import json
import shutil
from pathlib import Path

import pytest

from tests.journal.elsewhere import besace, said

MADE = """
import base64, hmac, json, secrets, time
from pathlib import Path
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import aes_key_wrap_with_padding
from django.core.management import call_command
from django.db import connections, transaction
from besace.journal.seal import ScopeKey, seal

def derived(secret, info):
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info.encode()).derive(secret)

folder = Path(os.environ["BESACE_DATA"])
folder.mkdir(mode=0o700)
one = secrets.token_bytes(32)
(folder / "key").write_bytes(one)
(folder / "key").chmod(0o400)
call_command("migrate", database="vault", verbosity=0)
call_command("migrate", "vault", "0001", database="vault", verbosity=0)
call_command("migrate", verbosity=0)
call_command("migrate", "journal", "0002", verbosity=0)

def keyed(journal, scope):
    kid, secret = secrets.token_bytes(16), secrets.token_bytes(32)
    wrapped = aes_key_wrap_with_padding(derived(one, f"wrap/1|{kid.hex()}|{journal}|{scope}"), secret)
    with transaction.atomic(using="vault"), connections["vault"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO vault_scopekey (kid, journal, scope, wrapped, created) VALUES (%s, %s, %s, %s, %s)",
            [kid, journal, scope, wrapped, 1],
        )
    return ScopeKey(kid, secret)

names = []
for number in range(40):
    name = f"journal-{number}"
    names.append(name)
    with transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute("INSERT INTO journal_journal (id, last, created) VALUES (%s, 1, 1)", [name])
        key = keyed(name, "session")
        blob = seal(key, "journal.entry", [name, 1, "ana", "", "ask", "all", "session", 1], {"text": f"said {number}"})
        cursor.execute(
            "INSERT INTO journal_entry (journal_id, seq, kind, by, behalf, audience, scope, kid, sealed, at)"
            " VALUES (%s, 1, 'ask', 'ana', '', 'all', 'session', %s, %s, 1)", [name, key.kid, blob],
        )
page = keyed("group:table", "own:ana:first")
sheet = page.kid + seal(page, "people_page.sealed", ["row"], {"learned": "much"})

def mark(purpose, about, turn):
    digest = hmac.digest(derived(one, f"token/1|{purpose}"), f"{about}|{turn}".encode(), "sha256")
    return base64.urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()

drawn = hmac.digest(derived(one, "door/1"), b"a-room|2", "sha256")
door = base64.urlsafe_b64encode(drawn[16:]).decode().rstrip("=")
place = base64.urlsafe_b64encode(hmac.digest(derived(one, "place/1"), b"room|here", "sha256")).rstrip(b"=").decode()
links = {purpose: mark(purpose, "row", 3) for purpose in ("invitation", "feed", "coming", "letters")}
print(json.dumps({"names": names, "sheet": sheet.hex(), "links": links, "door": door, "place": place}))
"""

LOOKED = """
import json
from besace import journal
from besace.journal import ring, shelf
from besace.journal.keys import VAULT_KEYS
from besace.live import codes, serving
from besace.people import places, sealed, tokens

told = json.loads(sys.argv[1])
serving.open_house()
assert [journal.read(name)[0].fields["text"] for name in told["names"]] == [f"said {n}" for n in range(40)]
found = sealed.open_("table", "own:ana:first", "people_page.sealed", ["row"], bytes.fromhex(told["sheet"]))
assert found == {"learned": "much"}, found
for purpose, mark in told["links"].items():
    assert tokens.holds(f"row.{mark}", purpose, "row", 3), purpose
assert codes.codes("a-room", 1200).token == told["door"]
assert places.mark(places.Where("room", "here")) == told["place"]
print(json.dumps({"ring": ring.ids(), "wrapping": sorted({row.kek for row in shelf.living()})}))
"""

SWEPT = """
import json, time
from besace.journal import ring, upkeep
from besace.live import clock, serving
serving.open_house()
clock.put(int(time.time()) + int(sys.argv[1]) * 24 * 3600)
print(json.dumps(upkeep.sweep(clock.now()).taken_off))
"""


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("first") / "data"
    return folder, said(folder, MADE)


@pytest.mark.slow
def test_everything_is_read_every_link_and_code_holds_and_the_first_key_goes_in_time(first, tmp_path):
    made, told = first
    folder = tmp_path / "data"
    shutil.copytree(made, folder)
    one = (folder / "key").read_bytes()

    now = json.loads(said(folder, LOOKED, told))
    assert now["ring"][0] == "first"
    assert now["wrapping"] == now["ring"][1:]
    assert one not in b"".join(file.read_bytes() for file in (folder / "roots").iterdir())

    assert json.loads(said(folder, SWEPT, "20")) == []
    assert "first" in json.loads(said(folder, SWEPT, "36"))
    assert not (folder / "key").exists()
    assert json.loads(said(folder, LOOKED, told))["ring"][0] != "first"


@pytest.mark.slow
def test_rotating_at_once_right_after_the_change_keeps_links_and_words_too(first, tmp_path):
    made, told = first
    folder = tmp_path / "data"
    shutil.copytree(made, folder)
    done = besace(folder, "keys", "rotate", "--now")
    assert done.returncode == 0, done.stderr
    assert not (folder / "key").exists()
    assert len(json.loads(said(folder, LOOKED, told))["ring"]) == 1
