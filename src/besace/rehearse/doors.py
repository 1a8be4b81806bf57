"""A person's own way into the application: HTTP, with her device's cookie, in this process or over a socket."""

import http.client
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.test import Client

from besace.live.seats import COOKIE
from besace.method.words import SCREEN

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Answered:
    """A status and a body."""

    status: int
    body: str


class Door(Protocol):
    """What a person does over HTTP: read a page, post an act."""

    def get(self, path: str) -> Answered:
        """Reads a page."""

    def post(self, path: str, fields: Mapping[str, str]) -> Answered:
        """Posts a form, asking for JSON."""


class Inside:
    """Through Django in this process: the same handlers, middleware and cookies, no socket."""

    def __init__(self, device: str, language: str) -> None:
        self._client = Client(raise_request_exception=False, headers={"host": "localhost", "accept-language": language})
        self._client.cookies[COOKIE] = device

    def get(self, path: str) -> Answered:
        """Reads a page, as a browser follows it."""
        found = self._client.get(path, follow=True)
        return Answered(found.status_code, found.content.decode())

    def post(self, path: str, fields: Mapping[str, str]) -> Answered:
        """Posts a form, asking for JSON."""
        found = self._client.post(path, dict(fields), headers={"accept": JSON})
        return Answered(found.status_code, found.content.decode())


@dataclass
class Outside:
    """Over a socket, to a running server."""

    server: str
    device: str
    language: str
    cookies: SimpleCookie = field(default_factory=SimpleCookie)

    def __post_init__(self) -> None:
        """Takes her device's cookie along."""
        self.cookies[COOKIE] = self.device

    def get(self, path: str) -> Answered:
        """Reads a page."""
        return self._send("GET", path, "", {"Accept": "text/html"})

    def post(self, path: str, fields: Mapping[str, str]) -> Answered:
        """Posts a form with the token the server gave this browser."""
        if settings.CSRF_COOKIE_NAME not in self.cookies:
            self.get(path.rpartition("/")[0] + "/")
        token = self.cookies.get(settings.CSRF_COOKIE_NAME)
        headers = {"Accept": JSON, "Content-Type": "application/x-www-form-urlencoded"}
        if token:
            headers["X-CSRFToken"] = token.value
        return self._send("POST", path, urlencode(fields), headers)

    def _send(self, method: str, path: str, body: str, headers: Mapping[str, str]) -> Answered:
        host = urlsplit(self.server)
        line = http.client.HTTPConnection(host.hostname or "localhost", host.port or 80, timeout=30)
        try:
            cookies = "; ".join(f"{name}={one.value}" for name, one in self.cookies.items())
            line.request(method, path, body, {**headers, "Cookie": cookies, "Accept-Language": self.language})
            found = line.getresponse()
            for cookie in found.headers.get_all("Set-Cookie", []):
                self.cookies.load(cookie)
            return Answered(found.status, found.read().decode())
        finally:
            line.close()


def page_of(room_id: str, key: str) -> str:
    """The address of what someone is shown."""
    return f"/s/{room_id}/board/" if key == SCREEN else f"/s/{room_id}/"


def form_of(fields: Mapping[str, Any]) -> dict[str, str]:
    """The fields of an act as a form sends them: yes and no as words, the lines of a plan numbered."""
    form: dict[str, str] = {}
    for name, value in fields.items():
        if isinstance(value, list):
            for n, line in enumerate(value, 1):
                form |= {f"{part}.{n}": str(said) for part, said in dict(line).items()}
        elif isinstance(value, bool):
            form[name] = "true" if value else "false"
        else:
            form[name] = str(value)
    return form
