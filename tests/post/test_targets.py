"""Where a call may go, and that it goes to the very place that was looked at."""

import socket
import threading
import time

import pytest

from besace.post import carrying, outward, targets
from besace.post.carrying import Failure, NotCarried, carry
from besace.post.targets import NotAllowed, Why, is_public, places, read
from tests.post.listening import listening, vouched_for

PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104 - refused
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1%2",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::a00:1",
    "64:ff9b:1::7f00:1",
    "2002:7f00:1::",
    "2002:c0a8:101::1",
    "2001:db8::1",
]


def answering(monkeypatch: pytest.MonkeyPatch, *told: str) -> list[str]:
    """Has every name lead to these places; gives the names that are asked for."""
    asked: list[str] = []

    def looked_up(host: str, _port: int) -> tuple[str, ...]:
        asked.append(host)
        return told

    monkeypatch.setattr(targets, "looked_up", looked_up)
    return asked


def why(address: str) -> Why:
    with pytest.raises(NotAllowed) as told:
        places(read(address))
    return told.value.why


@pytest.mark.parametrize("place", PRIVATE)
def test_a_place_that_is_not_public_is_refused_whatever_it_is_wrapped_in(place, monkeypatch):
    answering(monkeypatch, "9.9.9.9", place)

    assert not is_public(place)
    assert why("https://hook.example/") is Why.NOWHERE


@pytest.mark.parametrize("place", ["9.9.9.9", "2620:fe::fe", "64:ff9b::909:909", "::ffff:9.9.9.9"])
def test_a_public_place_is_called(place, monkeypatch):
    answering(monkeypatch, place)
    assert places(read("https://hook.example/")) == (place,)


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://017700000001/",
        "https://127.1/",
        "https://localhost/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
    ],
)
def test_this_machine_is_refused_however_it_is_written(address):
    assert why(address) in {Why.NOWHERE, Why.UNREADABLE}


@pytest.mark.parametrize(
    "address",
    [
        "",
        "hook.example",
        "//hook.example/",
        "ftp://hook.example/",
        "https://",
        "https://ana:word@hook.example/",
        "https://@hook.example/",
        "https://hook.example/#part",
        "https://hook.example:99999/",
        "https://hook.example:x/",
        "https://hook.example/a b",
        "https://hook.example/a\r\nHost: other",
        "https://hook.example\r\n/",
        "https://höok.example/",
        "https://hook.example/é",
        "https://hook_example\\@127.0.0.1/",
    ],
)
def test_what_is_no_plain_address_is_refused(address, monkeypatch):
    asked = answering(monkeypatch, "9.9.9.9")

    if "\r\n" in address and not address.endswith("other"):
        assert read(address).host == "hook.example"  # as browsers do, the line ends are left out
        return
    assert why(address) is Why.UNREADABLE
    assert asked == []


def test_only_https_and_only_its_port_and_no_name_is_asked_for_before(monkeypatch):
    asked = answering(monkeypatch, "9.9.9.9")

    assert why("http://hook.example/") is Why.NOT_HTTPS
    assert why("https://hook.example:22/") is Why.PORT
    assert asked == []


def test_what_whoever_runs_the_house_allows_is_allowed_and_no_more(monkeypatch, settings):
    answering(monkeypatch, "9.9.9.9")
    settings.BESACE_WEBHOOKS = outward.read("8443, near")

    assert places(read("https://hook.example:8443/")) == ("9.9.9.9",)
    assert why("http://hook.example/") is Why.NOT_HTTPS
    assert why("https://hook.example:22/") is Why.PORT
    answering(monkeypatch, "127.0.0.1", "9.9.9.9")
    assert why("http://hook.example/") is Why.NOT_HTTPS
    answering(monkeypatch, "127.0.0.1")
    assert places(read("http://hook.example:8000/")) == ("127.0.0.1",)
    answering(monkeypatch, "10.0.0.1")
    assert why("https://hook.example/") is Why.NOWHERE
    settings.BESACE_WEBHOOKS = outward.read("off")
    assert why("https://hook.example/") is Why.OFF


@pytest.mark.parametrize("wrong", ["near,off", "0", "70000", "8443;9443", "-1", "https", "٣"])
def test_a_setting_that_cannot_be_read_says_what_it_may_be(wrong):
    with pytest.raises(outward.Unreadable, match="BESACE_WEBHOOKS cannot be read"):
        outward.read(wrong)


def test_a_name_nobody_answers_for_leads_nowhere_and_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(targets, "LOOKED_UP_WITHIN", 0.05)
    held = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_named: held.wait(5) and [])
    begun = time.monotonic()

    assert targets.looked_up("slow.example", 443) == ()
    assert time.monotonic() - begun < 2
    held.set()


def test_over_https_the_name_is_held_against_the_certificate_and_said_to_the_server(tmp_path, monkeypatch):
    context, authority = vouched_for(tmp_path, "hook.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    with listening(context) as listener:
        target = read(f"https://hook.example:{listener.port}/in?a=b")
        status = carry(target, ["127.0.0.1"], {"webhook-id": "x"}, b"{}")

    assert status == 204
    assert listener.asked_for == ["hook.example"]
    (heard,) = listener.heard
    assert (heard.headers["host"], heard.path) == (f"hook.example:{listener.port}", "/in?a=b")


def test_a_certificate_for_another_name_or_that_nobody_vouches_for_gets_nothing(tmp_path, monkeypatch):
    context, authority = vouched_for(tmp_path, "hook.example")
    with listening(context) as listener:
        for name, known in (("other.example", str(authority)), ("hook.example", "")):
            monkeypatch.setenv("SSL_CERT_FILE", known or str(tmp_path / "none.pem"))
            with pytest.raises(NotCarried) as told:
                carry(read(f"https://{name}:{listener.port}/"), ["127.0.0.1"], {}, b"{}")
            assert told.value.failure is Failure.NOT_CLOSED

    assert listener.heard == []


def test_the_first_place_that_can_be_reached_is_called_and_no_name_is_looked_up_again(monkeypatch):
    asked = answering(monkeypatch, "9.9.9.9")
    with listening() as listener:
        target = read(f"http://hook.example:{listener.port}/")
        assert carry(target, ["127.0.0.2", "127.0.0.1"], {}, b"{}") == 204

    assert len(listener.heard) == 1
    assert asked == []


@pytest.mark.parametrize("said", [b"", b"hello\r\n", b"HTTP/1.1 999 odd\r\n", b"HTTP/1.1 2", b"x" * 100_000])
def test_what_is_no_answer_is_none(said):
    with answered_with(said) as port, pytest.raises(NotCarried) as told:
        carry(read(f"http://hook.example:{port}/"), ["127.0.0.1"], {}, b"{}")
    assert told.value.failure is Failure.UNANSWERED


def test_who_answers_a_byte_at_a_time_is_let_go_in_time(monkeypatch):
    monkeypatch.setattr(carrying, "WITHIN", 0.3)
    begun = time.monotonic()
    with answered_with(b"HTTP/1.1 200 OK\r\n", pause=0.1) as port, pytest.raises(NotCarried) as told:
        carry(read(f"http://hook.example:{port}/"), ["127.0.0.1"], {}, b"{}")

    assert told.value.failure is Failure.UNANSWERED
    assert time.monotonic() - begun < 3


def test_nobody_there_is_unreachable():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with pytest.raises(NotCarried) as told:
        carry(read(f"http://hook.example:{port}/"), ["127.0.0.1"], {}, b"{}")
    assert told.value.failure is Failure.UNREACHABLE


class answered_with:  # noqa: N801 - reads as what it does
    """A server that says these bytes to the first who calls, at once or one after the other."""

    def __init__(self, said: bytes, pause: float = 0) -> None:
        self.said, self.pause = said, pause

    def __enter__(self) -> int:
        self.server = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self.serve, daemon=True).start()
        return int(self.server.getsockname()[1])

    def serve(self) -> None:
        line, _ = self.server.accept()
        with line:
            line.recv(65_536)
            parts = [self.said] if not self.pause else [bytes([one]) for one in self.said]
            try:
                for part in parts:
                    line.sendall(part)
                    time.sleep(self.pause)
            except OSError:
                return  # who called has gone

    def __exit__(self, *_: object) -> None:
        self.server.close()
