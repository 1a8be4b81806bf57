"""Nothing that was said stands outside: a session lived over HTTP with a canary in every field, and all that can go
wrong going wrong; then every log, letter, table, file, address and title is searched (F4, ASVS 14.2.1, 16.2.5).
"""

import asyncio
import io
import json
import logging
import re
import sqlite3
import sys
import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from besace.live import clock, quiet, rooms, seats, troubles
from besace.people import aftermath, holding, invitations, login_rows, models, retention, ties, timetable
from besace.people.invitations import Asked
from besace.people.models import Meeting
from besace.people.ties import Kind, Named
from besace.post import delivering, outbox, ticker, worker
from besace.post.models import Letter
from besace.post.tasks import deliver
from tests.e2e.mail import whole_of
from tests.edge.people import Answered, Caller
from tests.full import full_disk
from tests.papers.pdf import read
from tests.people import cast
from tests.people.sessions import _story
from tests.post import scenes
from tests.post.conftest import post_office, postman  # noqa: F401 - fixtures

pytestmark = [pytest.mark.method("F4"), pytest.mark.slow]
SAID = "kanarie"
"""Stands in everything that anybody writes; names of people and of the group hold `NAMED` instead."""
NAMED = "Wielewaal"
EVENING = scenes.at(3, 10, 18)
ACTIONS = tuple(
    {"text": f"{SAID} ride my bicycle", "when": "tomorrow", "term": term} for term in ("short", "medium", "long")
)
HREF = re.compile(r'(?:href|action|src)="([^"]*)"')
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


@dataclass
class Outside:
    """Everything that leaves a page or outlives it."""

    log: io.StringIO = field(default_factory=io.StringIO)
    addresses: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def hear(self, answer: Answered) -> Answered:
        """Keeps what an answer says beside its page."""
        self.headers += [f"{name}: {value}" for name, value in answer.headers.items() if name != "Set-Cookie"]
        self.addresses += [*HREF.findall(answer.text), answer.headers.get("Location", "")]
        self.titles += TITLE.findall(answer.text)
        return answer

    def found(self, words: str) -> list[str]:
        """The places in which words stand, in whatever case."""
        told = {name: "\n".join(kept) for name, kept in vars(self).items() if name != "log"}
        told["log"] = self.log.getvalue()
        return [name for name, text in told.items() if words.casefold() in text.casefold()]


@pytest.fixture
def outside() -> Iterator[Outside]:
    """A house whose log is kept as `besace serve` keeps it, and in which nothing broke yet."""
    kept, hooks = Outside(), (sys.excepthook, threading.excepthook, sys.unraisablehook, logging.raiseExceptions)
    handler = quiet.Handler(kept.log)
    handler.setFormatter(quiet.Formatter())
    logging.getLogger().addHandler(handler)
    troubles.forget()
    quiet.install()
    yield kept
    logging.captureWarnings(capture=False)
    logging.getLogger().removeHandler(handler)
    sys.excepthook, threading.excepthook, sys.unraisablehook, logging.raiseExceptions = hooks
    troubles.forget()


@pytest.fixture
def group():
    with clock.at(cast.AT):
        cycle, fay, peers = scenes.begun(
            *(f"{NAMED}{name}" for name in ("Ana", "Bea", "Cleo")), dates=scenes.TUESDAYS[:3], name=f"The {NAMED} table"
        )
        scenes.only(cycle.group)
        Letter.objects.all().delete()
    return cycle, fay, peers


class Login:
    """A member's browser as a socket: her login beside her device's key."""

    def __init__(self, house, outside: Outside, member, key: str) -> None:
        login = cast.browser(member.person).cookies["besace_signed_in"].value
        self.caller, self.outside = Caller(house.port, key).trusted(), outside
        kept = (f"besace_signed_in={login}", f"besace_csrf={self.caller.token}", f"{seats.COOKIE}={key}")
        self.caller.headers = {"Cookie": "; ".join(kept)}

    def get(self, path: str) -> Answered:
        return self.outside.hear(self.caller.get(path))

    def post(self, path: str, **fields: str) -> Answered:
        return self.outside.hear(self.caller.post(path, fields))


def with_canaries(fields) -> dict[str, str]:
    """The fields of an act as a form posts them, a canary in each that is written freely."""
    told = {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in fields.items()}
    written = ("title", "text", "question", "expectation", "learned", "enjoyed", "apply")
    return told | {name: f"{told[name]} {SAID}" for name in written if name in told}


def lived(house, outside: Outside, cycle, fay, peers) -> dict[str, Login]:
    """The first session of the cycle, from its opening to its close, each act over HTTP."""
    meeting = timetable.meeting_of(cycle, 1)
    room = holding.open_room(meeting, fay)
    everyone = {one.id: one for one in (fay, *peers)}
    keys = {name: seats.new_key() for name in everyone}
    for name, one in everyone.items():
        holding.enter(timetable.meeting_of(cycle, 1), one, keys[name])
    logins = {name: Login(house, outside, one, keys[name]) for name, one in everyone.items()}
    shown = [logins[name].get(f"/s/{room.id}/").status for name in everyone]
    assert shown == [200] * len(everyone)
    for who, word, fields in _story(fay.id, [one.id for one in peers], ACTIONS):
        if word == "confirm_next" and not rooms.folded(room).session.next_session:
            continue
        answer = logins[who].caller.acts(room, word, **with_canaries(fields))
        assert answer.refused is None, (word, answer.refused)
        outside.hear(answer)
    client = peers[0].id
    assert logins[client].caller.acts(room, "note", text=SAID).status == 409  # a refusal has words as well
    for one in logins.values():
        assert SAID in one.get(f"/s/{room.id}/").text
    aftermath.settle(cycle)
    return logins


def written(logins: dict[str, Login], cycle, fay, ana) -> None:
    """Everything written between sessions; good forms, then bad ones."""
    here, meeting = f"/g/{cycle.group_id}", Meeting.objects.get(cycle=cycle, number=1)
    hers, host = logins[ana.id], logins[fay.id]
    good = [
        hers.post(f"{here}/subject/", title=f"How to {SAID}, to sing?", kind="project", bring="on"),
        hers.post(f"{here}/notebook/{meeting.id}/", learned=SAID, enjoyed=SAID, apply=SAID, note=SAID),
        hers.post(f"{here}/plan/1/", outcome_1="done", easy_1=SAID, difficult_1=SAID),
        host.post(f"{here}/1/debrief/", well_reception=SAID, change_reception=SAID),
    ]
    assert [one.status for one in good] == [302] * len(good)
    bad = [
        hers.post(f"{here}/subject/", title=f"{SAID} " * 900, kind="project"),
        hers.post(f"{here}/notebook/{meeting.id}/note", text=SAID, key="none"),
        host.post(f"{here}/edit/", name="", in_common=SAID),
        host.post(f"{here}/table/", act="invite", address=SAID),
    ]
    assert {one.status for one in bad} == {422}
    assert hers.get(f"{here}/{SAID}/?said={SAID}").status == 404
    assert hers.get(f"{here}/edit/").status == 404
    for path in ("/", "/notebook/", "/own/", "/kept/", "/plan/1/", "/subject/"):
        assert hers.get(here + path).status == 200
    assert host.get(f"{here}/trail/").status == 200


def broken(logins: dict[str, Login], cycle, ana, monkeypatch) -> None:
    """What fails with somebody's words in hand: a page, a paper, a disk, a thread, a library, a loop."""
    here, meeting, hers = f"/g/{cycle.group_id}", Meeting.objects.get(cycle=cycle, number=1), logins[ana.id]

    def fail(*_told: object, **_more: object) -> None:
        raise RuntimeError(f"{SAID} of {NAMED}")

    for name, path in (("people.notebook.write", "notebook"), ("papers.press._pressed", "pdf")):
        with monkeypatch.context() as patch:
            patch.setattr(f"besace.{name}", fail)
            answer = (
                hers.get(f"{here}/notebook.pdf")
                if path == "pdf"
                else hers.post(f"{here}/notebook/{meeting.id}/", learned=SAID)
            )
            assert answer.status == 500
    with full_disk():
        long = f"{SAID} " * 400
        told = hers.post(f"{here}/notebook/{meeting.id}/", learned=long, enjoyed=long, apply=long)
        assert told.status == 507
        assert SAID in told.text
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    warnings.warn(f"{SAID} of {NAMED}", stacklevel=1)
    logging.getLogger("some.library").error("bad line %s", SAID)
    logging.getLogger("some.library").error(f"bad line {SAID}")  # noqa: G004 - as libraries do
    logging.getLogger("some.library").error("%d words", SAID)
    asyncio.run(_left_alone(fail))
    sys.excepthook(*_failure(fail))
    with monkeypatch.context() as patch:
        patch.setattr(delivering, "deliver", fail)
        deliver.enqueue("some-letter")
        worker.work()


async def _left_alone(fail) -> None:
    async def failing() -> None:
        fail()

    asyncio.get_running_loop().call_exception_handler({"message": f"{SAID}", "exception": _failure(fail)[1]})
    task = asyncio.ensure_future(failing())
    await asyncio.sleep(0.01)
    del task


def _failure(fail):
    try:
        fail()
    except RuntimeError as failure:
        return type(failure), failure, failure.__traceback__
    raise AssertionError


def letters(outside: Outside, postman, cycle, fay) -> None:  # noqa: F811 - a fixture's value
    """Letters before and after, one of which comes back with the server's own words."""
    invitations.invite(cycle.group, [Asked(f"{NAMED}@example.org", NAMED)], fay.person, "co-facilitator")
    outbox.invite_all(cycle.group, fay.person)
    postman.says = [f"550 5.1.1 no {NAMED} of {SAID} here"]
    for at in (scenes.at(3, 11), scenes.at(4, 7, 9, 1), scenes.at(4, 13, 9, 1)):
        with clock.at(at):
            ticker.turn()
    assert postman.letters
    for to, mail in postman.letters:  # a letter names its reader, and nobody else
        reader = to.partition(".")[0].partition("@")[0]
        outside.letters.append(re.sub(rf"\b{reader}\b", "", whole_of(mail), flags=re.IGNORECASE))


def gathered(outside: Outside, data_folder: Path, logins: dict[str, Login], cycle, ana) -> None:
    """Takes up everything that outlives the pages."""
    pdf = cast.browser(ana.person).get(f"/g/{cycle.group_id}/notebook.pdf")
    paper = read(pdf.content)
    outside.papers += [str(paper.metadata), str(paper.xmp_metadata and paper.xmp_metadata.stream.get_data())]
    outside.headers.append(pdf.headers["Content-Disposition"])
    outside.tables += [json.dumps(login_rows.opened(one)) for one in models.Login.objects.all()]
    assert "post.tasks.Broke" in str(list(DBTaskResult.objects.values_list("traceback", "exception_class_path")))
    with connection.cursor() as cursor:
        for name in (DBTaskResult._meta.db_table, "people_trace", "people_deed", "people_keeping", "post_letter"):
            outside.tables.append(str(cursor.execute(f"SELECT * FROM {name}").fetchall()))  # noqa: S608 - our own names
    outside.files.append(troubles.file().read_text())
    assert len(logins) == 4
    with sqlite3.connect(data_folder / "default.sqlite3") as link:
        link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for file in data_folder.iterdir():
        if file.is_file():
            bare = file.read_bytes().decode("latin-1")
            outside.files.append(re.sub(NAMED, "", bare, flags=re.IGNORECASE))  # names are not sealed (0019)


@pytest.fixture
def lived_through(house, outside, group, data_folder, post_office, postman, monkeypatch, settings):  # noqa: F811, PLR0917
    cycle, fay, peers = group
    settings.BESACE_ADDRESS = house.url
    with clock.at(EVENING):
        logins = lived(house, outside, cycle, fay, peers)
        ties.name(peers[1], [Named(peers[0], Kind.FAMILY, SAID)])
        written(logins, cycle, fay, peers[0])
        broken(logins, cycle, peers[0], monkeypatch)
    letters(outside, postman, cycle, fay)
    with clock.at(EVENING + 3600):
        gathered(outside, data_folder, logins, cycle, peers[0])
    retention.sweep(EVENING + 60 * 24 * 3600)
    return outside


def test_nothing_that_was_said_stands_outside_and_what_would_is_found(lived_through):
    outside = lived_through
    assert outside.found(SAID) == []
    assert outside.found(NAMED) == []
    assert not [one for one in outside.headers if one.casefold().startswith("server-timing")]
    assert {"RuntimeError"} <= set(re.findall(r"RuntimeError", outside.log.getvalue()))
    assert "some.library" in outside.log.getvalue()
    assert "builtins.RuntimeError" in outside.files[0]

    # Were something said, this search would find it: in a log, a title, an address, a letter, a file.
    logging.getLogger("besace.leak").error("said: %s", SAID)
    assert outside.found(SAID) == ["log"]
    for name in ("titles", "addresses", "headers", "letters", "papers", "tables", "files"):
        getattr(outside, name).append(f"… {SAID.upper()} …")
    assert len(outside.found(SAID)) == 8
