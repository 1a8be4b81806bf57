"""Where one request ends and the next begins, and what a served house never hands out."""

import socket

import pytest
from django.conf import settings

from tests.live.running import served

HOST = b"Host: 127.0.0.1\r\n"
HIDDEN = b"GET /hidden/ HTTP/1.1\r\n" + HOST + b"\r\n"


@pytest.fixture(scope="module")
def port(_databases):
    with served() as found:
        yield found


def said(port: int, sent: bytes) -> bytes:
    """All that comes back to these bytes until the line is closed, or quiet for a while."""
    with socket.create_connection(("127.0.0.1", port), timeout=2) as line:
        line.sendall(sent)
        heard = b""
        try:
            while more := line.recv(65_536):
                heard += more
        except TimeoutError:
            pass
        return heard


def asked(port: int, method: str, path: str, headers: bytes = b"") -> bytes:
    return said(port, f"{method} {path} HTTP/1.1\r\n".encode() + HOST + headers + b"Connection: close\r\n\r\n")


@pytest.mark.parametrize(
    "framing",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        b"Content-Length: 5\r\nContent-Length: 60\r\n",
        b"Transfer-Encoding: xchunked\r\nContent-Length: 0\r\n",
        b"Transfer-Encoding : chunked\r\n",
        b"Content-Length: +5\r\n",
    ],
)
def test_a_request_of_two_lengths_hides_no_other(port, framing):
    """RFC 9112, 6.3: whoever sends both lengths, or a crooked one, is refused, and what follows is no request."""
    sent = b"POST /join/ HTTP/1.1\r\n" + HOST + framing + b"\r\n0\r\n\r\n" + HIDDEN
    heard = said(port, sent)

    assert heard.startswith(b"HTTP/1.1 400")
    assert heard.count(b"HTTP/1.1 ") == 1


def test_two_sound_requests_on_one_line_are_two(port):
    """So that the test above counts what it means to count."""
    sound = b"POST /join/ HTTP/1.1\r\n" + HOST + b"Content-Length: 0\r\n\r\n"

    assert said(port, sound + HIDDEN).count(b"HTTP/1.1 ") == 2


@pytest.mark.parametrize("path", ["/", "/join/", "/account/", "/s/x/", "/s/x/stream", "/nothing/", "/static/x.css"])
def test_trace_is_answered_nowhere_and_echoes_nothing(port, path):
    heard = asked(port, "TRACE", path, b"X-Canary: warbler\r\nCookie: besace_device=warbler\r\n")

    assert heard.startswith((b"HTTP/1.1 404", b"HTTP/1.1 405"))
    assert b"warbler" not in heard


@pytest.mark.parametrize(
    "path",
    ["/.git/config", "/.git/HEAD", "/.env", "/key", "/secret", "/besace.sqlite3", "/static/../key", "/settings.py"],
)
def test_neither_the_project_nor_its_data_is_handed_out(port, path):
    assert asked(port, "GET", path).startswith(b"HTTP/1.1 404")


@pytest.mark.parametrize("path", ["", "besace/", "besace/js/", "besace/css"])
def test_no_folder_is_listed(port, path):
    assert asked(port, "GET", settings.STATIC_URL + path).startswith(b"HTTP/1.1 404")


@pytest.mark.parametrize(
    "path", ["/", "/account/", "/s/x/stream", "/nothing/", settings.STATIC_URL + "besace/js/room.js"]
)
@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
def test_no_other_site_is_told_that_it_may_read(port, method, path):
    """Without a word of CORS a browser keeps our answers from every other site."""
    heard = asked(port, method, path, b"Origin: https://evil.example\r\nAccess-Control-Request-Method: POST\r\n")

    assert heard.startswith(b"HTTP/1.1 ")
    assert b"access-control" not in heard.lower()
