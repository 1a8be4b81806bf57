"""The short way of an act: the same answer as the long one's, and nothing taken that the long one would refuse."""

import asyncio
import json
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from besace.live import cookies, rooms, seats
from besace.live.handler import ThreadedDjango
from besace.live.models import Room
from besace.web import pace, room
from besace.web.acting import shortly
from tests.web.stage import ANA, FAY, opened, seat

ADDED_FOR_PAGES = {"vary", "content-language"}
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Asked:
    """A request of an act as a page's own script makes it."""

    room: Room
    key: str
    fields: Mapping[str, str]
    headers: Mapping[str, str]
    method: str = "POST"
    scheme: str = "http"
    path: str = "act"

    def scope(self) -> dict[str, Any]:
        path = f"/s/{self.room.id}/{self.path}"
        told = {"host": "localhost", "accept": "application/json", "content-type": FORM, **self.headers}
        headers = [(name.encode(), value.encode()) for name, value in told.items()]
        scope = {"type": "http", "method": self.method, "path": path, "raw_path": path.encode(), "query_string": b""}
        scope |= {"headers": headers, "scheme": self.scheme, "client": ("127.0.0.1", 9), "server": ("localhost", 80)}
        return scope | {"http_version": "1.1", "root_path": ""}


@dataclass(frozen=True)
class Answered:
    status: int
    headers: dict[str, str]
    body: bytes
    short: bool


class Watched:
    """The short way, and whether it was taken to its end."""

    def __init__(self) -> None:
        self.taken = False

    def __call__(self, request: HttpRequest, room_id: str) -> HttpResponse | None:
        answer = shortly(request, room_id)
        self.taken = answer is not None
        return answer


def asked(asked: Asked, *, may_be_short: bool = True) -> Answered:
    """Asks Django, by the short way where it may be."""
    watched, sent = Watched(), list[dict[str, Any]]()

    async def ask() -> None:
        waits: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        waits.put_nowait({"type": "http.request", "body": urlencode(asked.fields).encode(), "more_body": False})

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await ThreadedDjango(watched if may_be_short else None)(asked.scope(), waits.get, send)

    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, ask()).result(20)
    headers = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return Answered(sent[0]["status"], headers, sent[1]["body"], watched.taken)


@pytest.fixture
def table() -> Room:
    return opened("fr")


def wish(table: Room, person: str = FAY, **fields: str) -> Asked:
    """An act of a person's, from a browser that vouches for it."""
    request, key = HttpRequest(), seat(table, person)
    token = get_token(request)
    cookie = f"{seats.COOKIE}={key}; besace_csrf={request.META['CSRF_COOKIE']}"
    given = {"act": "open", "id": seats.new_key(), "csrfmiddlewaretoken": token, **fields}
    return Asked(table, key, given, {"cookie": cookie})


def bare(answer: Answered) -> tuple[int, dict[str, str], bytes]:
    return answer.status, {k: v for k, v in answer.headers.items() if k not in ADDED_FOR_PAGES}, answer.body


def test_an_act_goes_the_short_way_and_is_done_once(table):
    it = wish(table)
    first = asked(it)
    assert (first.status, first.short) == (200, True)
    assert json.loads(first.body)["refused"] is None
    assert rooms.refreshed(table).session.opened is not None

    again, long = asked(it), asked(it, may_be_short=False)
    assert (again.short, long.short) == (True, False)
    assert bare(again) == bare(first) == bare(long)


def test_a_refusal_is_said_in_the_same_words_and_changes_nothing(table):
    before = rooms.refreshed(table).seq
    it = wish(table, ANA, act="propose_subject", title="")
    short, long = asked(it), asked(it, may_be_short=False)
    assert (short.status, short.short, long.short) == (409, True, False)
    assert bare(short) == bare(long)
    assert json.loads(short.body)["refused"]["sentence"]
    assert rooms.refreshed(table).seq == before


def test_over_https_only_the_strictest_cookies_are_believed(table):
    it = replace(wish(table), scheme="https")
    plain = replace(it, headers={**it.headers, "origin": "https://localhost"})
    assert [asked(plain).short, asked(plain).status] == [False, 403]
    strict = it.headers["cookie"].replace("besace_", f"{cookies.STRICT}besace_")
    done = asked(replace(plain, headers={"cookie": strict, "origin": "https://localhost"}))
    assert (done.status, done.short) == (200, True)
    assert "strict-transport-security" in done.headers


def without(it: Asked, *names: str) -> Asked:
    return replace(it, fields={name: value for name, value in it.fields.items() if name not in names})


def told(**headers: str) -> Callable[[Asked], Asked]:
    return lambda it: replace(it, headers={**it.headers, **{k.replace("_", "-"): v for k, v in headers.items()}})


REFUSED: Mapping[str, tuple[Callable[[Asked], Asked], int]] = {
    "no token": (lambda it: without(it, "csrfmiddlewaretoken"), 403),
    "another browser's token": (lambda it: replace(it, fields={**it.fields, "csrfmiddlewaretoken": "a" * 64}), 403),
    "another site": (told(sec_fetch_site="cross-site"), 403),
    "another origin": (told(origin="https://elsewhere.example"), 403),
    "another host": (told(host="elsewhere.example"), 400),
    "no seat": (lambda it: told(cookie=it.headers["cookie"].replace(it.key, seats.new_key()))(it), 404),
    "another's seat": (lambda it: replace(it, fields={**it.fields, "seat": "nobodys"}), 404),
    "no such room": (lambda it: replace(it, room=Room(id="nowhere0nowhere0")), 404),
    "to be looked at": (lambda it: replace(it, method="GET"), 405),
    "too long": (lambda it: replace(it, fields={**it.fields, "text": "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE}), 413),
    "too many fields": (lambda it: replace(it, fields={**it.fields, **{f"f{n}": "x" for n in range(201)}}), 400),
}


@pytest.mark.parametrize("why", REFUSED)
def test_whatever_the_long_way_refuses_is_left_to_it(table, why):
    spoilt, status = REFUSED[why]
    before = rooms.refreshed(table).seq
    it = spoilt(wish(table))
    answer = asked(it)
    assert (answer.status, answer.short) == (status, False)
    assert bare(asked(it, may_be_short=False))[:1] == (status,)
    assert rooms.refreshed(table).seq == before


def test_a_plain_form_gets_its_page(table):
    answer = asked(told(accept="text/html")(wish(table)))
    assert (answer.status, answer.short) == (302, False)
    assert rooms.refreshed(table).session.opened is not None


def test_what_comes_too_often_is_held_back_on_both_ways(table, monkeypatch):
    monkeypatch.setattr("besace.web.acting.ACTS", few := pace.Flow(burst=1, a_second=0.001))
    monkeypatch.setattr(pace, "ACTS", few)
    it = wish(table)
    assert [asked(it).status for _ in range(2)] == [200, 429]


def test_what_fails_is_answered_and_told_as_ever_and_not_asked_for_anew(table, monkeypatch, caplog):
    """Whether it was done is not known: without an id it would be done twice."""
    asked_for: list[object] = []

    def breaks(*told: object) -> None:
        asked_for.append(told)
        raise ValueError("broken on purpose")

    monkeypatch.setattr(room, "do_act", breaks)
    answer = asked(wish(table))
    assert (answer.status, len(asked_for)) == (500, 1)
    assert b"broken on purpose" not in answer.body
    assert "ValueError" in caplog.text
    assert bare(answer) == bare(asked(wish(table), may_be_short=False))
