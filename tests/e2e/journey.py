"""People with browsers and mailboxes of their own, who find their way by what pages and letters offer."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from django.utils.translation import gettext, override
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from house.palette import small
from tests.e2e import hands
from tests.e2e.mail import link_of, whole_of
from tests.post.conftest import Postman, free_port

PHONE, LAPTOP = (390, 844), (1280, 800)
TOUCH = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
PATIENCE = 20.0
PICTURES = {
    f"first-group-{name}"
    for name in ("table-en", "terms-en", "dates-en", "room-en", "poll-fr", "subject-fr", "after-fr", "plan-fr")
}
LOCALES = {"en": "en-GB", "fr": "fr-FR"}


@contextmanager
def post_office() -> Iterator[tuple[Postman, str]]:
    """A mail server that keeps what it gets; and its address, as Besace is told it."""
    postman, port = Postman(), free_port()
    controller = Controller(postman, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield postman, f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()


@contextmanager
def served(folder: Path, smtp: str) -> Iterator[str]:
    """`besace serve` over an empty folder, as whoever installs it starts it; gives its address."""
    url = f"http://localhost:{(port := free_port())}"
    told = {"BESACE_DATA": str(folder), "BESACE_SMTP": smtp, "BESACE_MAIL_FROM": "Besace <post@besace.example>"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "BESACE_"))}
    command = [sys.executable, "-m", "besace.cli", "serve", "--host", "localhost", "--port", str(port)]
    with (folder.parent / "said.txt").open("w") as said:
        process = subprocess.Popen(command, env=kept | told, stdout=subprocess.PIPE, stderr=said, text=True)
        assert process.stdout
        while "Stop it" not in (line := process.stdout.readline()):
            assert line, (folder.parent / "said.txt").read_text()
        wait_for(port)
        try:
            yield url
        finally:
            process.terminate()
            process.wait(10)


def wait_for(port: int) -> None:
    """Waits until somebody listens there."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("localhost", port)):
            return
        time.sleep(0.05)


@dataclass
class Someone:
    """A person: her browser, in her language, and the letters that come to her."""

    name: str
    email: str
    page: Page
    language: str
    postman: Postman
    complaints: list[str] = field(default_factory=list)
    turning: Callable[[], object] | None = None
    """Has due letters leave, where no process does it by itself."""
    read: int = 0

    def word(self, said: str, **told: object) -> str:
        """One of the house's sentences, as she reads it."""
        with override(self.language):
            return gettext(said) % told if told else gettext(said)

    def button(self, said: str, **told: object) -> Locator:
        """What she can press, by its words: a button or a link, on the sheet rather than on its frame."""
        words = re.compile(rf"^\s*{re.escape(self.word(said, **told))}(?!\w)")
        whole, sheet = self._called(self.page.locator("body"), words), self._called(self.page.locator("main"), words)
        expect(whole, f"{self.name} finds no {said!r} on {self.page.url}").to_be_visible()
        return sheet if sheet.count() else whole

    def _called(self, where: Locator, words: re.Pattern[str]) -> Locator:
        here = where.get_by_role("button", name=words).or_(where.get_by_role("link", name=words))
        return here.locator("visible=true").first

    def presses(self, said: str, **told: object) -> None:
        """Presses a button or follows a link of the page she is on."""
        self.button(said, **told).click()

    def types(self, label: str, text: str) -> None:
        """Fills in a field by its label."""
        self.page.get_by_label(self.word(label), exact=True).first.fill(text)

    def ticks(self, said: str) -> None:
        """Chooses one of several, or ticks it, by its words."""
        self.page.locator("label").filter(has_text=re.compile(rf"^\s*{re.escape(self.word(said))}")).first.click()

    def reads(self, said: str, **told: object) -> None:
        """Waits until something stands on her page."""
        expect(self.page.get_by_text(self.word(said, **told)).locator("visible=true").first).to_be_visible()

    def accepts_the_terms(self) -> None:
        """Reads each line of the terms of exchange, and says yes to it."""
        for said in ("That is true of me", *["I agree"] * 7):
            yes = self.page.get_by_label(re.compile(rf"^{re.escape(self.word(said))}"))
            yes.and_(self.page.locator(":not(:checked)")).first.check()
        self.presses("Go on")

    def shows(self, name: str) -> None:
        """Keeps a picture of her page, if the documentation shows it and pictures are asked for."""
        kept = f"first-group-{name}-{self.language}"
        if (folder := os.environ.get("BESACE_PICTURES")) and kept in PICTURES:
            self.page.wait_for_timeout(400)
            browser = self.page.context.browser
            assert browser
            (Path(folder) / f"{kept}.png").write_bytes(small(self.page.screenshot(), browser))

    def letter(self) -> EmailMessage:
        """The next letter in her mailbox, for which she waits."""
        until = time.monotonic() + 40
        if self.turning:
            self.turning()
        while len(letters := self.postman.to(self.email)) <= self.read:
            assert time.monotonic() < until, f"no letter came to {self.name}"
            time.sleep(0.05)
        self.read += 1
        return letters[self.read - 1]

    def waits_for_nothing(self) -> bool:
        """Whether no letter came to her that she has not read."""
        if self.turning:
            self.turning()
        return len(self.postman.to(self.email)) == self.read

    def chooses(self, value: str) -> None:
        """Chooses one of several by what it stands for."""
        self.page.locator(f"label:has(input[value={value}])").first.click()

    def follows(self, letter: EmailMessage, said: str) -> None:
        """Opens a link of a letter, by the words of its button; an invitation is in the language of who invites."""
        spoken = re.search(r'<html lang="(\w+)"', whole_of(letter))
        with override(spoken[1] if spoken else self.language):
            self.page.goto(link_of(letter, gettext(said)))

    def does(self, act: str, *, behalf: str | None = None, **fields: Any) -> None:
        """Does an act in the room, by the form that her page offers; waits until it does, as someone watching would."""
        until = time.monotonic() + PATIENCE
        while hands.find(self.page, act, fields, behalf) is None:
            assert time.monotonic() < until, f"{self.name} finds no way to {act} {fields}: {self.complaints}"
            self.page.wait_for_timeout(50)
        with self.page.expect_response(lambda answer: answer.url.endswith("/act")):
            hands.do(self.page, act, fields, behalf)

    def touches(self, said: str, about: str) -> None:
        """Presses a button of the room that is about somebody, and waits until it has been taken."""
        words = re.compile(rf"^\s*{re.escape(self.word(said))}.*{re.escape(about)}", re.DOTALL)
        with self.page.expect_response(lambda answer: answer.url.endswith("/act")):
            self.page.get_by_role("button", name=words).first.click()


type Come = Callable[..., Someone]


@contextmanager
def people(browser: Browser, postman: Postman, url: str, turning: Callable[[], object] | None = None) -> Iterator[Come]:
    """Gives people browsers of their own, each in a language, on a phone or a laptop; nobody has been here before."""
    contexts: list[BrowserContext] = []

    def comes(name: str, language: str = "en", size: tuple[int, int] = PHONE, **options: Any) -> Someone:
        viewport = {"width": size[0], "height": size[1]}
        told: Mapping[str, Any] = {"locale": LOCALES[language], "timezone_id": "Europe/Paris", **options}
        context = browser.new_context(viewport=viewport, base_url=url, **told)  # type: ignore[arg-type]
        contexts.append(context)
        context.set_default_timeout(PATIENCE * 1_000)
        one = Someone(name, f"{name.casefold()}@example.org", context.new_page(), language, postman, turning=turning)
        one.page.on("console", lambda said: one.complaints.append(said.text) if said.type == "error" else None)
        one.page.on("pageerror", lambda error: one.complaints.append(str(error)))
        return one

    yield comes
    for context in contexts:
        context.close()


def with_a_key(one: Someone) -> None:
    """Her device can make a passkey."""
    told = one.page.context.new_cdp_session(one.page)
    told.send("WebAuthn.enable")
    told.send("WebAuthn.addVirtualAuthenticator", {"options": TOUCH})
