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
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

SAYS = {"sub": "77", "email": "Ana@example.org", "email_verified": True, "name": "Ana"}
KEY, ANOTHER = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))


class Provider(BaseHTTPRequestHandler):
    """Answers what a browser and a server ask of it; what it says of Ana can be changed."""

    says: ClassVar[dict[str, object]] = dict(SAYS)
    signs: ClassVar[dict[str, Any]] = {}
    """What of the token it signs is otherwise than it should be: a claim, or the `key` it is signed with."""
    calls_itself: ClassVar[str] = ""
    leads_to: ClassVar[str] = ""
    """Where it sends whoever asks who someone is."""

    @property
    def own(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]

    def do_GET(self) -> None:
        ways = {"authorization": "authorize", "token": "token", "userinfo": "me"}
        config = {"issuer": self.calls_itself or self.own, "jwks_uri": f"{self.own}/keys"}
        config |= {f"{way}_endpoint": f"{self.own}/{path}" for way, path in ways.items()}
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        answers = {"/me": self.says, "/keys": {"keys": [{**public, "kid": "1", "alg": "RS256", "use": "sig"}]}}
        if self.path == "/me" and self.leads_to:
            return self._tell({}, 302)
        return self._tell(answers.get(self.path.rstrip("?"), config))

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._tell({"access_token": "opens", "token_type": "Bearer", **self._token()})

    def _token(self) -> dict[str, str]:
        now = int(time.time())
        claims = {"iss": self.own, "aud": "besace", "sub": self.says["sub"], "iat": now, "exp": now + 60}
        changed = {name: value for name, value in self.signs.items() if name not in ("key", "none")}
        if self.signs.get("none") == "token":
            return {}
        key, how = ("", "none") if self.signs.get("none") else (self.signs.get("key", KEY), "RS256")
        return {"id_token": jwt.encode({**claims, **changed}, key, algorithm=how, headers={"kid": "1"})}

    def _tell(self, what: object, status: int = 200) -> None:
        self.send_response(status)
        if status != 200:
            self.send_header("Location", self.leads_to)
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
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("house") / "data")


@pytest.fixture(scope="module")
def besace(provider: str, folder: str) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    told = {
        "BESACE_OIDC_URL": provider,
        "BESACE_OIDC_ID": "besace",
        "BESACE_OIDC_SECRET": "s",
        "BESACE_OIDC_NAME": "Quay",
    }
    told |= {"BESACE_DATA": folder, "DJANGO_SETTINGS_MODULE": "besace.settings"}
    command = [sys.executable, "-m", "besace.cli", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env={**os.environ, **told}, stdout=subprocess.DEVNULL)
    for _ in range(600):
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


def audited(folder: Any) -> list[list[str]]:
    """What the trail of the house tells of a running one."""
    asked = [sys.executable, "-m", "besace.cli", "audit"]
    told = subprocess.run(asked, env={**os.environ, "BESACE_DATA": folder}, capture_output=True, text=True, check=True)
    return [line.split() for line in told.stdout.splitlines()]


@pytest.mark.slow
def test_the_trail_tells_who_came_in_by_it_and_that_somebody_did_not(besace, folder, monkeypatch):
    arrives(browser(), besace)
    monkeypatch.setattr(Provider, "signs", {"none": "signature"})
    arrives(browser(), besace)

    lines = audited(folder)
    assert any(line[2] == "sign-in" and line[-1] == "done" for line in lines)
    assert any(line[2:4] == ["sign-in", "provider"] and line[-1] == "refused" for line in lines)
    assert SAYS["email"] not in str(lines)


@pytest.mark.slow
def test_who_turns_back_there_is_led_to_the_door(besace):
    opener = browser()
    asked = parse_qs(urlsplit(led_to(opener, f"{besace}/account/oidc/house/")).query)
    back = f"{asked['redirect_uri'][0]}?error=access_denied&state={asked['state'][0]}"

    assert led_to(opener, back) == "/account/?why=provider"
    assert led_to(opener, f"{besace}/account/oidc/house/back/?code=x&state=y") == "/account/?why=provider"


@pytest.mark.slow
@pytest.mark.parametrize(
    "signs",
    [
        {"none": "token"},
        {"none": "signature"},
        {"key": ANOTHER},
        {"iss": "https://elsewhere.example"},
        {"aud": "another-house"},
        {"exp": 1_000_000_000},
        {"sub": "78"},
    ],
    ids=lambda signs: next(iter(signs)),
)
def test_what_is_not_signed_by_the_other_house_for_us_just_now_opens_nothing(signs, besace, monkeypatch):
    monkeypatch.setattr(Provider, "signs", signs)
    opener = browser()

    assert arrives(opener, besace) == "/account/?why=provider"
    assert "Sign in" in opener.open(f"{besace}/account/").read().decode()
    assert arrives_without(monkeypatch, opener, besace) == "/account/new/?next=%2Fsheet%2F"


def arrives_without(monkeypatch: pytest.MonkeyPatch, opener: urllib.request.OpenerDirector, besace: str) -> str:
    """The same browser, once the other house signs as it should: the refusal above was for that reason alone."""
    monkeypatch.setattr(Provider, "signs", {})
    return arrives(opener, besace)


@pytest.mark.slow
def test_one_who_calls_itself_otherwise_than_we_were_told_is_not_asked(besace, monkeypatch):
    monkeypatch.setattr(Provider, "calls_itself", "https://elsewhere.example")

    assert led_to(browser(), f"{besace}/account/oidc/house/") == "/account/?why=provider"


@pytest.mark.slow
def test_no_redirect_is_followed(besace, provider, monkeypatch):
    """What it points to instead would have said who she is."""
    monkeypatch.setattr(Provider, "leads_to", f"{provider}/me?")
    assert arrives(browser(), besace) == "/account/?why=provider"


def following(site: str) -> dict[str, str]:
    """What a browser says of itself where somebody follows a link."""
    return {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}


@pytest.mark.slow
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_nobody_is_signed_in_by_a_link_of_another_site(site, besace, folder):
    asked = urllib.request.Request(f"{besace}/account/oidc/house/", headers=following(site))  # noqa: S310
    with pytest.raises(urllib.error.HTTPError) as answered:
        browser().open(asked)

    assert answered.value.headers["Location"] == "/account/"
    assert ["foreign", "provider"] in [line[2:4] for line in audited(folder)]
