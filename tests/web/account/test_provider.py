"""The house's own accounts, OpenID Connect: a made-up provider, and a Besace of its own process that is told of it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

SAYS = {"sub": "77", "email": "Ana@example.org", "email_verified": True, "name": "Ana"}


class Provider(BaseHTTPRequestHandler):
    """Answers what a browser and a server ask of it; what it says of Ana can be changed."""

    says: ClassVar[dict[str, object]] = dict(SAYS)

    def do_GET(self) -> None:
        own = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
        ways = {"authorization": "authorize", "token": "token", "userinfo": "me"}
        config = {"issuer": own, "jwks_uri": f"{own}/keys", **{f"{k}_endpoint": f"{own}/{v}" for k, v in ways.items()}}
        self._tell(config if "well-known" in self.path else self.says)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._tell({"access_token": "opens", "token_type": "Bearer"})

    def _tell(self, what: object) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(what).encode())

    def log_message(self, *_told: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def besace(provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    told = {
        "BESACE_OIDC_URL": provider,
        "BESACE_OIDC_ID": "besace",
        "BESACE_OIDC_SECRET": "s",
        "BESACE_OIDC_NAME": "Quay",
    }
    told |= {"BESACE_DATA": str(tmp_path_factory.mktemp("house") / "data"), "DJANGO_SETTINGS_MODULE": "besace.settings"}
    command = [sys.executable, "-m", "besace.cli", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env={**os.environ, **told}, stdout=subprocess.DEVNULL)
    for _ in range(200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/")
            break
        except urllib.error.URLError:
            time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    process.send_signal(signal.SIGINT)
    process.wait(10)


class Stays(urllib.request.HTTPRedirectHandler):
    """Shows each redirect instead of following it."""

    def redirect_request(self, *_told: object) -> None:
        return None


def browser() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()), Stays())


def led_to(opener: urllib.request.OpenerDirector, url: str) -> str:
    with pytest.raises(urllib.error.HTTPError) as answered:
        opener.open(url)
    return str(answered.value.headers["Location"])


def arrives(opener: urllib.request.OpenerDirector, besace: str) -> str:
    asked = parse_qs(urlsplit(led_to(opener, f"{besace}/account/oidc/house/?next=/sheet/")).query)
    assert {"code_challenge", "state"} <= asked.keys()
    return led_to(opener, f"{asked['redirect_uri'][0]}?code=yes&state={asked['state'][0]}")


@pytest.mark.slow
def test_who_is_known_to_the_other_house_comes_in(besace):
    first, again = browser(), browser()
    page = first.open(f"{besace}/account/").read().decode()

    assert "Come in with Quay" in page
    assert arrives(first, besace) == "/account/new/?next=%2Fsheet%2F"
    form = first.open(f"{besace}/account/new/").read().decode()
    assert (re.findall(r'name="csrfmiddlewaretoken"', form) != [], "How you wish to be named" in form) == (True, True)
    assert arrives(again, besace) == "/account/new/?next=%2Fsheet%2F"


@pytest.mark.slow
@pytest.mark.parametrize("changes", [{"sub": "78", "email_verified": False}, {"sub": "79", "email": None}])
def test_an_address_the_other_house_does_not_vouch_for_opens_nothing(changes, besace, monkeypatch):
    monkeypatch.setattr(Provider, "says", {**SAYS, **changes})
    opener = browser()

    assert arrives(opener, besace) == "/account/?why=address"
    assert "does not vouch for your e-mail" in opener.open(f"{besace}/account/?why=address").read().decode()


@pytest.mark.slow
def test_who_turns_back_there_is_led_to_the_door(besace):
    opener = browser()
    asked = parse_qs(urlsplit(led_to(opener, f"{besace}/account/oidc/house/")).query)
    back = f"{asked['redirect_uri'][0]}?error=access_denied&state={asked['state'][0]}"

    assert led_to(opener, back) == "/account/?why=provider"
    assert led_to(opener, f"{besace}/account/oidc/house/back/?code=x&state=y") == "/account/?why=provider"
