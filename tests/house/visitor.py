"""Somebody who looks in at the demonstration of a Besace that runs in a process of its own."""

import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit

PATIENCE = 120
"""Seconds until it answers, on a busy machine where nothing is compiled yet."""
LINKED = {"link": "href", "script": "src", "img": "src", "use": "href"}
WITHIN = re.compile(r"""url\(["']?([^"')#]+)|^\s*import\s*(?:[^"';]*?from\s*)?["'](\.[^"']+)""", re.MULTILINE)


class Visitor:
    """A browser of few words: cookies, one language, and every file that a page asks for."""

    def __init__(self, address: str, language: str = "en") -> None:
        self.language = language
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.goes_to(address)

    def goes_to(self, address: str) -> None:
        """Looks for the same house at another address, with the cookies it gave."""
        self.address = address
        self._opener.addheaders = [("Accept-Language", self.language), ("Origin", address)]

    def get(self, path: str, **fields: str) -> str:
        """A page, after whatever redirects lead to it; posted to where there are fields.

        Raises:
            HTTPError: it is refused.
        """
        data = urlencode(fields).encode() if fields else None
        with self._opener.open(urljoin(self.address, path), data) as answer:
            told: str = answer.read().decode()
        return told

    def sits_at_the_demo(self, person: int = 1) -> str:
        """The page of a chair: 0 is the board, 1 who facilitates, and so on."""
        who = re.findall(r'name="person" value="([^"]+)"', self.get("/demo/"))[person]
        return self.fills("/demo/", "/demo/", person=who)

    def fills(self, page: str, path: str, **fields: str) -> str:
        """Posts a form as the page that holds it does, with the token it was given."""
        token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(page))[0]
        return self.get(path, csrfmiddlewaretoken=token, **fields)

    def everything_of(self, page: str) -> dict[str, bytes]:
        """Every file of this house that a page asks for, and those ask for; all of them are there."""
        found: dict[str, bytes] = {}
        waiting = {urljoin(self.address, one) for one in _linked(page)}
        while waiting:
            url = waiting.pop()
            path = urlsplit(url).path
            if path in found or not path.startswith("/static/"):
                continue
            with self._opener.open(url) as answer:
                found[path] = answer.read()
            if path.endswith((".css", ".js")):
                named = WITHIN.findall(found[path].decode())
                waiting |= {urljoin(url, one or other) for one, other in named}
        return found


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if link := told.get(LINKED.get(tag, "")):
            self.found.append(link.partition("#")[0])


def _linked(page: str) -> list[str]:
    reader = _Links()
    reader.feed(page)
    return reader.found


def demonstration(command: list[str | Path], cwd: Path, surroundings: Mapping[str, str]) -> AbstractContextManager[str]:
    """Runs a command that serves the demonstration; its address, once a room is there."""
    return served([*command, "--demo"], cwd, surroundings, "/demo/")


@contextmanager
def served(command: list[str | Path], cwd: Path, surroundings: Mapping[str, str], path: str = "/") -> Iterator[str]:
    """Runs a command that serves on a free port; gives its address once a page is there; stops it as Ctrl-C does."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [*command, "--port", str(port)],
        cwd=cwd,
        env=dict(surroundings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    address, until = f"http://127.0.0.1:{port}", time.monotonic() + PATIENCE
    try:
        while not _answers(address + path):
            assert process.poll() is None, process.communicate()[0]
            assert time.monotonic() < until, "it does not answer"
            time.sleep(0.2)
        yield address
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url) as answer:  # noqa: S310 - our own server
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError):
        return False
