"""A session of a group, lived over HTTP on a server of its own, with a canary in every field that takes words."""

import http.client
import json
import re
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tests.journal.elsewhere import said, surroundings
from tests.post.conftest import free_port

PREPARED = """
import json
from datetime import time, timedelta
from besace.cycles.wall import WallTime
from besace.live import clock, seats, serving
from besace.people import holding, timetable
from besace.people.models import Confirmation
from tests.people import cast
serving.open_house()
now = clock.now()
group, fay, peers = cast.facilitated("Ana", "Bea", "Cleo")
first = clock.day(now, "Europe/Paris") + timedelta(days=1)
dates = [WallTime(first + timedelta(weeks=4 * n), time(19), "Europe/Paris", 180) for n in range(3)]
cycle = timetable.propose(group, dates, 0)
for member in peers:
    for when in dates:
        slot = timetable.slot_of(when)
        Confirmation.objects.create(cycle=cycle, member=member, day=slot.day, start=slot.start, can=True, at=now)
timetable.begin(cycle, fay.person, cycle.edition)
meeting = timetable.meeting_of(cycle, 1)
previous = {"client": peers[2].id, "actions": [sys.argv[1]]}
room = holding.open_room(meeting, fay, more={"waiting": [], "previous": previous})
people = {}
for name, member in zip(("fay", "ana", "bea", "cleo"), (fay, *peers)):
    key = seats.new_key()
    holding.enter(meeting, member, key)
    person = "".join(one.person for one in seats.seats_of(room, key))
    people[name] = [person, key, cast.browser(member.person).cookies["besace_signed_in"].value]
told = {"group": group.id, "meeting": meeting.id, "room": room.id, "journal": room.journal}
print(json.dumps({**told, "people": people}))
"""


@dataclass
class Canary:
    """Words that are met nowhere else; each new one is remembered."""

    sung: list[str]

    def __call__(self, what: str = "") -> str:
        self.sung.append(f"canary{len(self.sung):03}zwq")
        return f"{what}{self.sung[-1]}"


@dataclass(frozen=True)
class Evening:
    """What was prepared: ids, and for each person her id in the room, her device's key and her login."""

    group: str
    meeting: str
    room: str
    journal: str
    people: dict[str, list[str]]


def prepared(folder: Path, sing: Canary) -> Evening:
    """A group with a cycle begun, and the room of its first session open with everyone in it."""
    return Evening(**json.loads(said(folder, PREPARED, sing("Call "), PYTHONPATH=":".join([*sys.path, "."]))))


@contextmanager
def served(root: Path, smtp: str) -> Iterator[int]:
    """`besace serve` over `root/data`, its log and its temporary files beside it; gives its port."""
    port = free_port()
    (root / "tmp").mkdir(exist_ok=True)
    told = {"BESACE_SMTP": smtp, "BESACE_MAIL_FROM": "Besace <post@besace.example>", "TMPDIR": str(root / "tmp")}
    command = [sys.executable, "-m", "besace.cli", "serve", "--host", "localhost", "--port", str(port)]
    with (root / "log.txt").open("a") as log:
        process = subprocess.Popen(command, env=surroundings(root / "data", **told), stdout=log, stderr=log)
        try:
            until = time.monotonic() + 90
            while Browser(port).gets("/") != 200:
                assert process.poll() is None, (root / "log.txt").read_text()
                assert time.monotonic() < until
                time.sleep(0.1)
            yield port
        finally:
            process.terminate()
            process.wait(20)


class Browser:
    """One person's browser, as far as forms go: cookies, and the token each form carries."""

    def __init__(self, port: int, key: str = "", login: str = "") -> None:
        self.port = port
        self.cookies = {"besace_device": key, "besace_signed_in": login, "besace_language": "en"}
        self.page, self.where = "", ""

    def gets(self, path: str) -> int:
        return self._asks("GET", path, "")

    def posts(self, path: str, /, **fields: str) -> int:
        """Posts a form of the page it last got, as the page would."""
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)|data-csrf="([^"]+)', self.page)
        seen = re.search(r'name="seen" value="([^"]+)', self.page)
        more = {"seen": seen[1]} if seen else {}
        assert token, self.page[:500]
        return self._asks("POST", path, urlencode({"csrfmiddlewaretoken": token[1] or token[2], **more, **fields}))

    def _asks(self, method: str, path: str, body: str) -> int:
        link = http.client.HTTPConnection("localhost", self.port, timeout=60)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items() if value)
        headers = {"Cookie": cookies, "Origin": f"http://localhost:{self.port}"}
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        try:
            link.request(method, path, body, {**headers, **kind})
            answer = link.getresponse()
            self.where = answer.getheader("Location") or ""
            for line in answer.headers.get_all("Set-Cookie") or ():
                name, _, value = line.partition(";")[0].partition("=")
                self.cookies[name] = value
            text = answer.read().decode("utf-8", "replace")
            if method == "GET":
                self.page = text
            elif answer.status >= 400:
                self.page += text
        except ConnectionRefusedError:
            return 0
        else:
            return answer.status
        finally:
            link.close()


def forms(words: str | bytes) -> list[bytes]:
    """How words may lie in a file: as they are, in UTF-16, or in base 64 at any of its three places."""
    if isinstance(words, bytes):
        return [words, words.hex().encode(), *_base64(words)]
    return [words.encode(), words.encode("utf-16-le"), words.encode("utf-16-be"), *_base64(words.encode())]


def _base64(words: bytes) -> list[bytes]:
    return [b64encode(bytes(before) + words)[4 * bool(before) : -4] for before in range(3)]


def found(root: Path, wanted: Sequence[str | bytes]) -> list[tuple[str, str]]:
    """Which of these lie in which file below a folder."""
    needles = [(str(words)[:24], form) for words in wanted for form in forms(words)]
    met = []
    for file in sorted(one for one in root.rglob("*") if one.is_file()):
        content = file.read_bytes()
        met += [(str(file.relative_to(root)), name) for name, form in needles if form in content]
    return met
