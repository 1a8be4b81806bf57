"""A house to walk through with bad intentions: who asks, what is asked, and how the house is put back afterwards."""

import re
import socket
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import quote, urlencode

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.urls import URLResolver, resolve

from besace import urls
from besace.journal.keys import VAULT_KEYS
from besace.live import doors, returns, rooms, seats
from besace.live.limits import LIMITS
from besace.live.models import Seat
from besace.method.words import SCREEN
from tests.web import everyone
from tests.web.everyone import House

CSRF = "c" * 32
UNKNOWN = "0nobody0knows0this0id0"
CARRIED = (
    *("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Resource-Policy"),
    *("Permissions-Policy", "Cache-Control"),
)
"""What every answer carries."""
CARRIED_BY_STREAMS = ("X-Content-Type-Options", "Cross-Origin-Resource-Policy", "Cache-Control")
"""What an answer carries that is no page."""
STREAM = "stream"
"""The live stream, which is answered beside Django."""
OWN_BOOKS = ("people_login", "people_trace")
"""Tables that say who is signed in where and who was refused what, and nothing else."""


@dataclass(frozen=True)
class Wish:
    """A request as somebody might send it. `parts` stand in the address as they are; {names} in it stand for ids."""

    who: str
    method: str
    name: str
    parts: Mapping[str, str] = field(default_factory=dict)
    query: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    kind: str = "application/x-www-form-urlencoded"
    headers: tuple[tuple[str, str], ...] = ()
    cookies: tuple[tuple[str, str], ...] = ()
    tail: str = ""


@dataclass(frozen=True)
class Reply:
    """What came back, and how long it took."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    took: float

    @property
    def ours(self) -> bool:
        """Whether the application answered; what is no HTTP at all, the server refuses by itself."""
        return not (self.status == 400 and self.body == b"Invalid HTTP request received.")


class World:
    """The house, everybody's browsers, its databases as they were, and one who sees whether anything was written."""

    def __init__(self, house: House) -> None:
        self.house = house
        room = rooms.find(str(house.ours.meeting(2).room_id))
        assert room
        self.room = room
        self.parts: dict[str, Mapping[str, str]] = {}
        self.signed = {name: _seen(house.browser(name)) for name in house.people}
        self.keys = {"at the table": self._sits(house.ours.peers[0].id, Seat.Role.PARTICIPANT)}
        self.keys["facilitating"] = self._sits(rooms.folded(room).session.facilitator, Seat.Role.FACILITATOR)
        self.keys["the board"] = self._sits(SCREEN, Seat.Role.SCREEN)
        self.files = {alias: str(connections[alias].settings_dict["NAME"]) for alias in settings.DATABASES}
        self.before = {alias: self._copied(file) for alias, file in self.files.items()}
        self.watching = {alias: sqlite3.connect(file) for alias, file in self.files.items()}
        self.seen = self._versions()
        self.books = self._kept()

    def _sits(self, person: str, role: str) -> str:
        key = seats.new_key()
        seats.take(self.room, person, key, role)
        return key

    @cached_property
    def everybody(self) -> tuple[str, ...]:
        """All who may ask: people signed in, browsers at the table, and a stranger."""
        return (*sorted(self.signed), *self.keys)

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """The ids that somebody may have seen or guessed, by the name that stands for them."""
        of = self.house
        people = {name: one.id for name, one in of.people.items() if one}
        others = of.people["bo"].memberships.get().group_id  # type: ignore[union-attr]
        more = {"group": of.ours.group.id, "others": others, "programme": of.programme.id, "room": self.room.id}
        more |= {"meeting": of.first.id, "second": of.ours.meeting(2).id, "invitation": of.invitation.id}
        more |= {f"member_{one.person.name}": one.id for one in (*of.ours.peers, of.ours.fay)}
        return {**people, **more, "tie": of.tie.id, "subject": of.subject, "unknown": UNKNOWN, "seat": CSRF}

    def named(self, words: str) -> str:
        """The words with ids for their {names}."""
        return re.sub(r"\{(\w+)\}", lambda name: self.ids.get(name[1], name[0]), words)

    def address(self, wish: Wish) -> str:
        """Where a wish goes; what it names itself stands there as it is."""
        own = self._own_parts(wish.name)
        parts = {name: self.named(wish.parts.get(name, value)) for name, value in own.items()}
        path = "/" + re.sub(r"<\w+:(\w+)>", lambda part: parts[part[1]], ROUTES[wish.name])
        asked = urlencode([(name, self.named(value)) for name, value in wish.query], errors="surrogatepass")
        return path + wish.tail + (f"?{asked}" if asked else "")

    def _own_parts(self, name: str) -> Mapping[str, str]:
        """What stands in an address of this house by itself: looked up once, it is asked a hundred times."""
        if name not in self.parts:
            there = {"room_id": self.room.id} if name == STREAM else resolve(everyone.address(self.house, name)).kwargs
            self.parts[name] = {part: str(value) for part, value in there.items()}
        return self.parts[name]

    def cookies(self, who: str) -> dict[str, str]:
        """What somebody's browser sends along."""
        if who in self.keys:
            return {seats.COOKIE: self.keys[who], "besace_csrf": CSRF}
        return {name: one.value for name, one in self.signed[who].items()} | {"besace_csrf": CSRF}

    def ask(self, port: int, wish: Wish) -> Reply:
        """Sends a wish as it is, byte for byte, and reads the answer."""
        body = self.named(wish.body.decode("latin-1")).encode("latin-1")
        cookies = "; ".join(
            f"{name}={value}" for name, value in {**self.cookies(wish.who), **dict(wish.cookies)}.items()
        )
        own = {"Host": f"127.0.0.1:{port}", "Cookie": cookies, "X-CSRFToken": CSRF, "Content-Type": wish.kind}
        lines = {**own, "Content-Length": str(len(body)), **dict(wish.headers), "Connection": "close"}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        target = self.address(wish).encode("utf-8", "surrogatepass").decode("latin-1")
        return sent(port, f"{wish.method} {target} HTTP/1.1\r\n{head}\r\n".encode("latin-1", "replace") + body)

    def changed(self) -> list[str]:
        """The tables that are no more what they were."""
        if self._versions() == self.seen:
            return []
        now = self._kept()
        return sorted(name for name in {*now, *self.books} if now.get(name) != self.books.get(name))

    def put_back(self) -> None:
        """Makes the databases what they were, and lets the process know nothing else."""
        LIMITS.forget()
        cache.clear()
        if self._versions() == self.seen:
            return
        if self.changed():
            self._put_all_back()
        else:
            self._put_books_back()
        self.seen = self._versions()

    def _put_all_back(self) -> None:
        for alias, file in self.files.items():
            target = sqlite3.connect(file, timeout=10)
            self.before[alias].backup(target)
            target.close()
        for part in (rooms, seats, doors, returns):
            part.forget_memory()
        VAULT_KEYS.forget_cached()

    def _put_books_back(self) -> None:
        """Most requests write nothing else: who came has been seen, a stranger was refused."""
        with closing(sqlite3.connect(self.files["default"], timeout=10)) as target, target:
            for name in OWN_BOOKS:
                rows = self.before["default"].execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608
                target.execute(f"DELETE FROM {name}")  # noqa: S608
                if rows:
                    places = ", ".join("?" * len(rows[0]))
                    target.executemany(f"INSERT INTO {name} VALUES ({places})", rows)  # noqa: S608

    def close(self) -> None:
        for one in (*self.watching.values(), *self.before.values()):
            one.close()

    @staticmethod
    def _copied(file: str) -> sqlite3.Connection:
        copy, source = sqlite3.connect(":memory:", check_same_thread=False), sqlite3.connect(file)
        source.backup(copy)
        source.close()
        return copy

    def _versions(self) -> tuple[int, ...]:
        return tuple(one.execute("PRAGMA data_version").fetchone()[0] for one in self.watching.values())

    def _kept(self) -> dict[str, list[object]]:
        tables = [
            (model._meta.db_table, "vault" if model._meta.app_label == "vault" else "default")
            for model in apps.get_models(include_auto_created=True)
        ]
        return {
            name: self.watching[alias].execute(f'SELECT * FROM "{name}" ORDER BY 1, 2').fetchall()  # noqa: S608
            for name, alias in tables
            if not name.startswith(OWN_BOOKS)
        }


def _seen(browser: Client) -> SimpleCookie:
    """What a browser holds once its login has been seen in this hour: looking again then writes nothing."""
    browser.get("/account/")
    return browser.cookies


def sent(port: int, raw: bytes) -> Reply:
    """Sends bytes and gives what came back; of a live stream, its head."""
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        found = b""
        try:
            line.sendall(raw)
            while part := line.recv(65_536):
                found += part
                if b"text/event-stream" in found.partition(b"\r\n\r\n")[0] and b"\r\n\r\n" in found:
                    break
        except ConnectionError:  # whoever sends too much may be hung up on before the answer is through
            if len(raw) < settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
                raise
            return Reply(413, dict.fromkeys(CARRIED, ""), b"", time.monotonic() - began)
    head, _, body = found.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    headers = {name.title(): value for name, _, value in (one.partition(": ") for one in rest)}
    if headers.get("Transfer-Encoding") == "chunked":
        body = b"".join(_chunks(body))
    return Reply(int(first.split(" ")[1]), headers, body, time.monotonic() - began)


def _chunks(body: bytes) -> Iterator[bytes]:
    while body:
        size, _, rest = body.partition(b"\r\n")
        if not (many := int(size or b"0", 16)):
            return
        yield rest[:many]
        body = rest[many + 2 :]


def _routes(patterns: Iterable[Any], under: str = "") -> Iterator[tuple[str, str]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _routes(one.url_patterns, f"{under}{one.pattern}")
        else:
            yield str(one.name), f"{under}{one.pattern}"


ROUTES = {**dict(_routes(urls.urlpatterns)), STREAM: "s/<str:room_id>/stream"}
"""Every address as it is written down, by its name."""


def form(pairs: Iterable[tuple[str, str]]) -> bytes:
    """Fields as a form sends them, {names} left for the house to fill in."""
    return urlencode(list(pairs), safe="{}", errors="surrogatepass").encode()


def segment(words: str) -> str:
    """Words as one part of an address."""
    return quote(words, safe="{}", errors="surrogatepass")
