"""Passkeys, with a real browser and the authenticator it makes up for tests: the whole ceremony, and refusals."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as house_settings
from playwright.sync_api import Browser, Page, expect

from besace.people import trail
from besace.people.keys import has_key, keys_of
from besace.people.models import Group, Member, Person, Trace
from tests.e2e.looks import looks_wrong, pale
from tests.people import cast
from tests.web import stage
from tests.web.account.test_signing_in import asks, someone_in, types

TOUCH = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Someone:
    """A browser with an authenticator in it, and the codes that were sent to her."""

    def __init__(self, page: Page, url: str, letters: list[Any], touch: dict[str, Any]) -> None:
        self.page, self.url, self._letters = page, url, letters
        self.complaints: list[str] = []
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self._told = page.context.new_cdp_session(page)
        self._told.send("WebAuthn.enable")
        made = self._told.send("WebAuthn.addVirtualAuthenticator", {"options": touch})
        self._authenticator = made["authenticatorId"]

    def verifies(self, ever: bool) -> None:
        """Whether her authenticator finds that it is she."""
        told = {"authenticatorId": self._authenticator, "isUserVerified": ever}
        self._told.send("WebAuthn.setUserVerified", told)

    def goes(self, path: str) -> Page:
        self.page.goto(self.url + path)
        return self.page

    def signs_in(self, person: Person, back: str = "/sheet/") -> Page:
        """By a code, up to whatever comes after it."""
        page = self.goes(f"/account/?next={back}")
        page.get_by_label("Your e-mail address").fill(str(person.email))
        page.locator(".btn--main").click()
        page.get_by_label("The code").fill(self._letters[-1][1])
        page.get_by_role("button", name="Sign in").click()
        return page

    def is_at(self, path: str) -> None:
        expect(self.page).to_have_url(self.url + path)


@pytest.fixture
def firm(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A house that browsers trust: this machine by its name."""
    with stage.house() as running:
        url = running.url.replace("127.0.0.1", "localhost")
        monkeypatch.setattr(house_settings, "BESACE_ADDRESS", url)
        yield url


@pytest.fixture
def comes(browser: Browser, firm: str, letters: list[Any]) -> Iterator[Any]:
    contexts = []

    def made(touch: dict[str, Any] = TOUCH, url: str = firm, **options: Any) -> Someone:
        contexts.append(browser.new_context(locale="en", viewport={"width": 390, "height": 844}, **options))
        contexts[-1].set_default_timeout(20_000)
        return Someone(contexts[-1].new_page(), url, letters, touch)

    yield made
    for context in contexts:
        context.close()


def facilitator() -> tuple[Person, Group]:
    made, fay, _ = cast.facilitated("Ana")
    return fay.person, made


def add_a_key(page: Page, name: str = "My phone") -> None:
    page.get_by_label("What do you call this device?").fill(name)
    page.get_by_role("button", name="Add a passkey").click()


def lines_of(person: Person) -> list[tuple[str, ...]]:
    found = Trace.objects.filter(scope=trail.HOUSE, actor=trail.mark(trail.HOUSE, person.id)).order_by("seq")
    return [(one.act, one.what, one.outcome) for one in found]


@pytest.mark.e2e
def test_a_passkey_is_added_used_named_and_taken_away(comes):
    ana = cast.person("Ana")
    someone = comes()
    page = someone.signs_in(ana, "/me/settings/")
    add_a_key(page)
    expect(page.get_by_role("status")).to_contain_text("The passkey is kept.")
    page.get_by_role("button", name="Sign out", exact=True).click()
    someone.is_at("/")

    page = someone.goes("/account/?next=/me/settings/")
    page.get_by_role("button", name="Use a passkey").click()
    someone.is_at("/me/settings/")
    page.get_by_text("Rename").click()
    page.get_by_label("The new name").fill("Laptop at home")
    page.get_by_role("group").get_by_role("button", name="Keep this").click()
    expect(page.locator("#keys + p + ul")).to_contain_text("Laptop at home")
    assert keys_of(ana).get().last_used_at is not None
    assert lines_of(ana) == [
        ("sign-in", "code", "done"),
        ("key-added", "", "done"),
        ("shown", "mfa", "done"),
        ("sign-out", "", "done"),
        ("sign-in", "mfa", "done"),
    ]

    page.get_by_role("button", name="Take away Laptop at home").click()
    expect(page.get_by_role("status")).to_contain_text("taken away")
    assert not has_key(ana)
    page.get_by_role("button", name="Sign out", exact=True).click()
    page = someone.goes("/account/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("does not open anything here")
    assert [one for one in someone.complaints if "422" not in one] == []


@pytest.mark.e2e
def test_whoever_facilitates_adds_a_passkey_first_and_is_asked_for_it_after_the_next_code(comes):
    fay, group = facilitator()
    dates = f"/g/{group.id}/dates/"
    first = comes()
    page = first.signs_in(fay, dates)
    expect(page.get_by_role("heading", level=1)).to_have_text("Add a passkey first")
    add_a_key(page)
    first.is_at(dates)

    page.context.clear_cookies()
    page = first.signs_in(fay, dates)
    expect(page.get_by_role("heading", level=1)).to_have_text("And your passkey")
    first.goes(dates)
    assert "/account/" in page.url
    first.goes("/account/key/")
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_role("link", name="Fay")).to_be_visible()

    thief = comes()
    page = thief.signs_in(fay, dates)
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.locator("[data-key-said]")).to_contain_text("Nothing came of it")
    thief.goes(dates)
    assert "/account/" in page.url
    assert first.complaints == []


@pytest.mark.e2e
def test_a_device_that_asks_for_no_finger_face_or_pin_makes_no_passkey(comes):
    ana = cast.person("Ana")
    page = comes({**TOUCH, "isUserVerified": False}).signs_in(ana, "/me/settings/")
    add_a_key(page)

    expect(page.locator("[data-key-said]")).to_contain_text("Nothing came of it")
    assert not has_key(ana)


@pytest.mark.e2e
def test_a_passkey_used_without_finger_face_or_pin_opens_nothing(comes):
    """The browser is told to ask for none, as a script of a thief's would; the answer then has no such mark (UV)."""
    ana = cast.person("Ana")
    someone = comes()
    page = someone.signs_in(ana, "/me/settings/")
    add_a_key(page)
    expect(page.get_by_role("status")).to_contain_text("The passkey is kept.")
    page.get_by_role("button", name="Sign out", exact=True).click()
    someone.is_at("/")

    asked: list[str] = []

    def discouraged(route: Any) -> None:
        told = route.fetch()
        asked.append(told.text())
        route.fulfill(response=told, body=told.text().replace('"required"', '"discouraged"'))

    page.route("**/account/passkey/options", discouraged)
    someone.verifies(False)
    page = someone.goes("/account/?next=/me/settings/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("does not open anything here")
    assert '"userVerification": "required"' in asked[0]

    page.unroute("**/account/passkey/options")
    someone.verifies(True)
    page.get_by_role("button", name="Use a passkey").click()
    someone.is_at("/me/settings/")


@pytest.mark.e2e
def test_under_another_name_of_this_house_the_page_says_where_passkeys_work(comes, firm):
    page = comes(url=firm.replace("localhost", "127.0.0.1")).signs_in(cast.person("Ana"), "/me/settings/")

    expect(page.locator("[data-key-said]")).to_contain_text(f"Open it there: {firm}")
    expect(page.get_by_role("button", name="Add a passkey")).to_be_hidden()


@pytest.mark.e2e
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_pages_of_an_account_are_fit_for_the_eye(language, scheme, comes):
    fay, _ = facilitator()
    Person.objects.filter(pk=fay.pk).update(language=language)
    someone = comes(color_scheme=scheme)
    page = someone.goes("/account/")
    wrong = looks_wrong(page) + pale(page)
    page = someone.signs_in(fay, "/me/settings/")
    expect(page.locator("#keys")).to_be_visible()
    for path in ("/me/settings/", "/me/claims/?next=/", "/me/key/", "/account/new/", "/"):
        someone.goes(path)
        wrong += [f"{path} {one}" for one in looks_wrong(page) + pale(page)]

    assert wrong == []


GARBAGE = ["", "[]", "{}", "null", "[" * 9_000, "x" * 40_000, '{"response": []}', '{"id": "AA", "rawId": "AA"}']
FORGED = (
    '{"id":"AAAA","rawId":"AAAA","type":"public-key","clientExtensionResults":{},"response":'
    '{"clientDataJSON":"e30","authenticatorData":"AAAA","signature":"AAAA","userHandle":"AAAA","attestationObject":"oA"}}'
)


@pytest.mark.parametrize("sent", [*GARBAGE, FORGED])
@pytest.mark.parametrize("path", ["/account/passkey/", "/me/key/new", "/me/key/"])
def test_what_no_authenticator_sends_opens_nothing(path, sent, letters, settings):
    settings.BESACE_ADDRESS = "https://besace.example"
    fay, _ = facilitator()
    client = someone_in(letters, fay) if path.startswith("/me/") else cast.browser()
    if path == "/me/key/new":
        client.post("/me/key/new/options")
    elif path == "/account/passkey/":
        client.post("/account/passkey/options")
    answer = client.post(path, {"credential": sent, "next": "/sheet/"})

    assert answer.status_code == 422
    assert not has_key(fay)


def test_behind_https_the_key_is_asked_for_whatever_host_a_request_names(letters, settings):
    settings.BESACE_ADDRESS = "https://besace.example"
    settings.BESACE_HOSTS = ("besace.example",)
    fay, group = facilitator()
    client = someone_in(letters, fay)
    hosts = ["besace.example", "192.168.1.20", "127.0.0.1", "localhost"]
    answers = [client.get(f"/g/{group.id}/dates/", headers={"host": host}) for host in hosts]

    assert {one["Location"] for one in answers} == {f"/me/key/?next=%2Fg%2F{group.id}%2Fdates%2F"}


def test_over_plain_http_she_is_told_once_what_is_lost_and_goes_on(letters, settings):
    settings.BESACE_ADDRESS = "http://192.168.1.20:8420"
    fay, group = facilitator()
    Authenticator.objects.create(user=fay, type="webauthn", data={"name": "phone", "credential": {}})
    client = someone_in(letters, fay)
    dates = f"/g/{group.id}/dates/"
    told = client.get(dates, follow=True).content.decode()
    gone_on = client.post("/me/key/", {"next": dates})

    assert "Browsers make no passkeys there" in told
    assert gone_on["Location"] == dates
    assert client.get(dates).status_code == 200
    assert client.post("/me/key/new/options").status_code == 404


def test_on_this_machine_alone_nobody_is_stopped(letters, settings):
    settings.BESACE_ADDRESS = "http://127.0.0.1:8420"
    fay, group = facilitator()

    assert someone_in(letters, fay).get(f"/g/{group.id}/dates/").status_code == 200


def test_participants_are_let_in_by_a_code_alone(letters, settings):
    settings.BESACE_ADDRESS = "https://besace.example"
    ana = cast.person("Ana")
    cast.member(cast.group(), ana, Member.Role.PARTICIPANT)
    Authenticator.objects.create(user=ana, type="webauthn", data={"name": "phone", "credential": {}})

    assert someone_in(letters, ana).get("/me/settings/").status_code == 200


@pytest.mark.parametrize("do", ["drop", "name"])
def test_keys_are_changed_only_by_their_owner_and_only_when_she_has_just_shown_herself(do, letters):
    ana = cast.person("Ana")
    key = Authenticator.objects.create(user=ana, type="webauthn", data={"name": "phone", "credential": {}})
    long_ago = cast.browser(ana)
    asked_again = long_ago.post("/me/key/change", {"key": key.pk, "do": do, "name": "mine"})
    stranger = someone_in(letters, cast.person()).post("/me/key/change", {"key": key.pk, "do": do, "name": "mine"})

    assert asked_again["Location"].startswith("/account/again/")
    assert stranger.status_code == 404
    assert keys_of(ana).get().data["name"] == "phone"


def test_whoever_has_no_key_shows_herself_by_a_code(letters):
    ana = cast.person("Ana")
    client = cast.browser(ana)
    assert client.post("/me/key/new/options", {"next": "/me/settings/"}).status_code in {403, 404}

    page = client.get("/account/again/?next=/me/settings/").content.decode()
    sent = client.post("/account/again/", {"next": "/me/settings/"})
    back = types(client, letters[0][1])

    assert "Send me a code" in page
    assert sent["Location"] == "/account/code/"
    assert back["Location"] == "/me/settings/"
    assert client.get("/account/again/?next=/me/settings/")["Location"] == "/me/settings/"


def test_a_code_of_someone_else_shows_nothing_of_her(letters):
    ana, bea = cast.person("Ana"), cast.person("Bea")
    client = cast.browser(ana)
    asks(client, str(bea.email))

    assert letters == []
    assert client.get("/account/again/").status_code == 200
