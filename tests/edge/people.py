"""Someone with a browser, who does everything through the pages; and someone with nothing but a socket."""

import http.client
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Page, expect

from besace.live import clock, codes, rooms, seats
from besace.live.act import act
from besace.live.models import Room, Seat
from besace.method.acts import Act
from besace.method.words import SCREEN

IN_TIME = 2_000
LAPTOP = (1280, 800)
BOARD = (1920, 1080)
LIVE = "() => performance.getEntriesByName('besace:live').length > 0"


class Someone:
    """A browser: its page, and everything its console complained of."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context, self.url = context, url
        self.complaints: list[str] = []
        context.on("page", self._listens)
        self.page = context.new_page()

    def _listens(self, page: Page) -> None:
        page.on("console", self._hears)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self._is_asked)

    def _is_asked(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _hears(self, said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"}:
            self.complaints.append(said.text)

    @property
    def key(self) -> str:
        """Her device's key."""
        return next(one["value"] for one in self.context.cookies() if one["name"].endswith(seats.COOKIE))

    def goes(self, path: str) -> Page:
        self.page.goto(path if path.startswith("http") else self.url + path)
        return self.page

    def sits(self, room: Room, person: str, key: str = "") -> Page:
        """Opens the room on a device that holds this person's seat already, and waits for the live link."""
        self.context.add_cookies([{"name": seats.COOKIE, "value": key or seat(room, person), "url": self.url}])
        page = self.goes(f"/s/{room.id}/board/" if person == SCREEN else f"/s/{room.id}/")
        page.wait_for_function(LIVE)
        return page

    def opens_a_room(self, names: str, name: str = "Fay") -> Room:
        """From the first page to the table, as anyone would."""
        page = self.goes("/")
        page.get_by_role("link", name="Start a session now").click()
        page.get_by_label("Your first name").fill(name)
        page.get_by_label("Who is at the table?").fill(names)
        page.get_by_role("button", name="Open the room").click()
        self.link = page.get_by_label("The link").input_value()
        page.get_by_role("link", name="Go to the table").click()
        page.wait_for_function(LIVE)
        found = rooms.find(page.url.split("/")[4])
        assert found
        return found

    def opens_the_board(self) -> Page:
        with self.context.expect_page() as opened:
            self.page.get_by_role("link", name="Shared board").click()
        board = opened.value
        board.wait_for_function(LIVE)
        return board

    def types_code(self, code: str) -> Page:
        page = self.goes("/join/")
        page.get_by_label("The code on the board").fill(code)
        page.get_by_role("button", name="Go to the door").click()
        return page

    def knocks(self, name: str) -> list[str]:
        """Gives her name at the door; the two words she is shown."""
        self.page.get_by_role("textbox", name="Your first name").fill(name)
        self.page.get_by_role("button", name="Knock at the door").click()
        expect(self.page.locator(".twowords")).to_be_visible()
        return self.page.locator(".twowords span").all_inner_texts()

    def is_seated(self) -> None:
        expect(self.page.locator("body.page--phone #i-head h1")).to_be_visible(timeout=IN_TIME + 1_000)
        self.page.wait_for_function(LIVE)


def code_of(room: Room, ago: int = 0) -> str:
    """The code on the board, now or so many seconds ago."""
    return codes.codes(room.id, clock.real() - ago).typed


def seat(room: Room, person: str) -> str:
    """Seats someone on a device of her own; gives its key."""
    key = seats.new_key()
    host = rooms.folded(room).session.facilitator
    roles = {SCREEN: Seat.Role.SCREEN, host: Seat.Role.FACILITATOR}
    seats.take(room, person, key, roles.get(person, Seat.Role.PARTICIPANT))
    return key


FAY, ANA, BEA, CLEO = "fay-000000", "ana-000000", "bea-000000", "cleo-00000"
NAMES = {ANA: "Ana", BEA: "Bea", CLEO: "Cleo"}


def set_table(language: str = "en", names: Mapping[str, str] = NAMES, **more: Any) -> Room:
    """A room that Fay opened for Ana, Bea and Cleo, or others, all there."""
    people = [{"id": one, "name": name} for one, name in names.items()]
    setup = {"facilitator_name": "Fay", "people": people, "language": language, "minutes": "180", "title": "T", **more}
    room = rooms.open_room(setup, FAY)
    for person in names:
        does(room, FAY, "admit", person=person)
    return room


def does(room: Room, by: str, word: str, behalf: str | None = None, **fields: Any) -> None:
    """Someone does an act, which is accepted."""
    done = act(room, by, Act(word, fields, behalf), seats.new_key())
    assert done.refusal is None, (word, done.refusal)


def brought_to_clarification(room: Room) -> None:
    """Ana is the client, her telling is over, and the questions may come."""
    does(room, FAY, "open")
    while rooms.folded(room).session.moment != "subjects":
        advance(room)
    does(room, ANA, "propose_subject", title="How to rest to last?", kind="concern", key="rest")
    advance(room)
    does(room, FAY, "choose", subject="rest", because="urgency")
    does(room, ANA, "accept")
    does(room, BEA, "consent")
    does(room, CLEO, "consent")
    advance(room)
    advance(room)


def advance(room: Room) -> None:
    """The next step, whatever is still open waived."""
    from besace.method.gates import open_conditions  # noqa: PLC0415

    for condition in open_conditions(rooms.folded(room).session):
        does(room, FAY, "waive", condition=str(condition), reason="for the test")
    does(room, FAY, "advance")


@dataclass
class Caller:
    """Someone with nothing but a socket, her device's key, and the token that the server gave her."""

    port: int
    key: str = ""
    host: str = "127.0.0.1"
    headers: dict[str, str] = field(default_factory=dict)
    token: str = ""
    language: str = "en"

    def trusted(self) -> "Caller":
        """Fetches a page for its token, as a browser does."""
        self.get("/start/")
        return self

    def get(self, path: str, **headers: str) -> "Answered":
        return self.ask("GET", path, b"", headers)

    def post(self, path: str, fields: Any = (), **headers: str) -> "Answered":
        """Posts fields, or bytes as they are."""
        body = fields if isinstance(fields, bytes) else urlencode(fields).encode()
        return self.ask("POST", path, body, headers)

    def acts(self, room: Room, word: str, act_id: str = "", **fields: str) -> "Answered":
        """Posts an act as our own script does."""
        form = {"act": word, "id": act_id or seats.new_key(), **fields}
        return self.post(f"/s/{room.id}/act", form, accept="application/json")

    def ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> "Answered":
        cookies = {seats.COOKIE: self.key, "besace_csrf": self.token}
        sent = {
            "Host": f"{self.host}:{self.port}",
            "Accept-Language": self.language,
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items() if value),
            "X-CSRFToken": self.token,
            "Content-Type": "application/x-www-form-urlencoded",
            **self.headers,
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            line.request(method, path, body or None, {name: value for name, value in sent.items() if value})
            found = line.getresponse()
            content = found.read().decode()
            for cookie in found.headers.get_all("Set-Cookie", []):
                if given := re.match(r"besace_csrf=(\w+)", cookie):
                    self.token = given[1]
            return Answered(found.status, content, found.headers)
        finally:
            line.close()


@dataclass(frozen=True)
class Answered:
    status: int
    text: str
    headers: Any

    @property
    def refused(self) -> dict[str, Any] | None:
        found: dict[str, Any] | None = json.loads(self.text)["refused"]
        return found
