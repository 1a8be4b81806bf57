"""The proxies of deploy/ as they are, but for addresses and a certificate of our own, before two running houses."""

import http.client
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import override_settings

from besace.live import seats
from tests.e2e.house import House, open_house
from tests.edge.people import ANA, BEA, Caller, brought_to_clarification, seat, set_table

NAME = "besace.example.org"
HERE = "http://127.0.0.1:"


def free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@dataclass
class Proxy:
    """A proxy that answers, on a port of its own."""

    port: int
    secure: bool
    folder: Path

    def link(self) -> http.client.HTTPConnection:
        if not self.secure:
            return http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=15, context=trusting_all())

    def asked(
        self, path: str, method: str = "GET", body: bytes = b"", **headers: str
    ) -> tuple[int, str, dict[str, str]]:
        with closing(self.link()) as link:
            link.request(method, path, body, {"Host": NAME, **headers})
            answer = link.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, answer.read().decode("utf-8", "replace"), told


def trusting_all() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def certificate(folder: Path) -> None:
    """A certificate for this test, beside its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(1))
    (folder / "fullchain.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


@contextmanager
def nginx(folder: Path, houses: list[House]) -> Iterator[Proxy]:
    """nginx with our file, in a folder of its own and with nothing else of this machine's."""
    certificate(folder)
    plain, secure = free(), free()
    ours = Path("deploy/nginx.conf").read_text()
    lines = "\n".join(f"    server 127.0.0.1:{one.port};" for one in houses)
    ours = re.sub(r"    server 127\.0\.0\.1:8420;.*", lines, ours, count=1)
    ours = re.sub(r"/etc/letsencrypt/live/[^/]+", str(folder), ours).replace("/var/log/nginx", str(folder))
    ours = ours.replace("listen 80;", f"listen 127.0.0.1:{plain};").replace(
        "listen 443 ssl", f"listen 127.0.0.1:{secure} ssl"
    )
    ours = re.sub(r".*listen \[::\].*\n", "", ours)
    (folder / "besace.conf").write_text(ours)
    temporary = "".join(
        f"  {kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"pid {folder}/pid;\nerror_log {folder}/error.log crit;\nevents {{}}\n"
        f"http {{\n{temporary}  include {folder}/besace.conf;\n}}\n"
    )
    command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    with running([*command, "-g", "daemon off; master_process off;"], secure):
        yield Proxy(secure, secure=True, folder=folder)


@contextmanager
def caddy(folder: Path, houses: list[House]) -> Iterator[Proxy]:
    """Caddy with our file, without a certificate: that is its own affair."""
    port = free()
    surroundings = {
        "BESACE_NAME": f"http://{NAME}:{port}",
        "BESACE_UPSTREAMS": " ".join(f"127.0.0.1:{one.port}" for one in houses),
        **{name: str(folder) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")},
    }
    options = ["--config", "deploy/Caddyfile", "--adapter", "caddyfile"]
    program = str(shutil.which("caddy"))
    subprocess.run([program, "validate", *options], check=True, capture_output=True, env=surroundings)
    with running([program, "run", *options], port, surroundings):
        yield Proxy(port, secure=False, folder=folder)


@contextmanager
def running(command: list[str], port: int, surroundings: dict[str, str] | None = None) -> Iterator[None]:
    process = subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            assert process.poll() is None, "it has stopped by itself"
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(10)


WAYS = {"nginx": nginx, "caddy": caddy}


@pytest.fixture(scope="module")
def houses() -> Iterator[list[House]]:
    """Two servers of one house in one process, so that either answers for any room."""
    with (
        override_settings(BESACE_PROXY="127.0.0.1", BESACE_HOSTS=(NAME,)),
        open_house() as one,
        open_house() as other,
    ):
        yield [one, other]


@pytest.fixture(params=sorted(WAYS))
def proxy(request: pytest.FixtureRequest, houses: list[House], tmp_path: Path) -> Iterator[Proxy]:
    if not shutil.which(request.param):
        pytest.skip(f"no {request.param} here: its file is only read (test_deploy)")
    with WAYS[request.param](tmp_path, houses) as found:
        yield found


def test_pages_go_through_and_what_is_for_those_inside_does_not(proxy, houses):
    status, said, headers = proxy.asked("/")
    assert status == 200
    assert "<main" in said
    assert ("strict-transport-security" in headers) == proxy.secure, "which scheme it was is told"
    for path in ("/healthz", "/readyz"):
        assert Caller(houses[0].port).get(path).status in {200, 503}
        assert proxy.asked(path)[0] == 404
        assert proxy.asked(path)[1] != "ring\n"


def test_whoever_says_where_she_comes_from_is_not_believed(proxy, monkeypatch):
    seen: list[str] = []
    monkeypatch.setattr("besace.web.pace.sender", lambda request: seen.append(request.META["REMOTE_ADDR"]) or "x")
    proxy.asked("/sheet/en-a4.pdf", **{"X-Forwarded-For": "203.0.113.9", "Forwarded": "for=203.0.113.9"})
    assert seen
    assert set(seen) == {"127.0.0.1"}


def test_a_live_screen_comes_as_it_happens_and_an_act_goes_through(proxy):
    room = set_table()
    brought_to_clarification(room)
    ana, bea = seat(room, ANA), seat(room, BEA)
    cookie = f"__Host-{seats.COOKIE}" if proxy.secure else seats.COOKIE
    token = proxy.asked("/start/")[2]["set-cookie"].partition(";")[0]
    with closing(proxy.link()) as link:
        link.request("GET", f"/s/{room.id}/stream", headers={"Host": NAME, "Cookie": f"{cookie}={ana}"})
        stream = link.getresponse()
        assert stream.status == 200
        until(stream, b"data: ")
        asked = {"Cookie": f"{cookie}={bea}; {token}", "X-CSRFToken": token.partition("=")[2]}
        asked |= {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        asked["Origin"] = f"https://{NAME}" if proxy.secure else f"http://{NAME}"
        began = time.monotonic()
        status, said, _ = proxy.asked(f"/s/{room.id}/act", "POST", b"act=ask&id=x&text=a-question", **asked)
        assert status == 200, said
        until(stream, b"a-question")
        assert time.monotonic() - began < 5, "it was held back"


def until(stream: http.client.HTTPResponse, words: bytes) -> None:
    while line := stream.readline():
        if words in line:
            return
    raise AssertionError(words)


def test_a_process_that_is_gone_is_passed_by(proxy, houses):
    houses[0].stop()
    try:
        assert [proxy.asked("/")[0] for _ in range(8)] == [200] * 8
    finally:
        houses[0].start()


def test_too_long_a_body_is_refused_and_nothing_is_written_down(proxy):
    status, _, _ = proxy.asked("/start/", "POST", b"x" * 200_000, **{"Content-Type": "text/plain"})
    assert status == 413
    written = [
        path for path in proxy.folder.rglob("*") if path.is_file() and path.suffix not in {".pem", ".conf", ".json"}
    ]
    assert [path.name for path in written if path.stat().st_size > 16 and path.name != "pid"] == []
