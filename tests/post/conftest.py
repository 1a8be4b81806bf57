"""A real mail server in this process, whose answers a test chooses, and a house that hands its letters to it."""

import socket
from asyncio import Transport
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from besace.live import clock
from besace.post import smtp
from besace.post.models import Letter
from tests.people import cast


class Postman:
    """Takes letters as told: `says` answers a recipient, `reads` answers a text; both one answer after the other."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, EmailMessage]] = []
        self.says: list[str] = []
        self.reads: list[str] = []

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        answer = self.says.pop(0) if self.says else "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        answer = self.reads.pop(0) if self.reads else "250 OK"
        if answer == "drop":
            hang_up(server)
            return "250 OK"
        if answer.startswith("250") or answer == "take, then drop":
            mail = message_from_bytes(bytes(envelope.original_content or b""), policy=default)
            assert isinstance(mail, EmailMessage)
            self.letters += [(to, mail) for to in envelope.rcpt_tos]
        if answer == "take, then drop":
            hang_up(server)
        return answer

    def to(self, address: str) -> list[EmailMessage]:
        """The letters one address got, in order."""
        return [mail for to, mail in self.letters if to.casefold() == address.casefold()]


def hang_up(server: SMTP) -> None:
    assert isinstance(server.transport, Transport)
    server.transport.abort()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.fixture
def postman() -> Postman:
    return Postman()


@pytest.fixture
def post_office(postman: Postman, settings: Any) -> Iterator[Controller]:
    port = free_port()
    controller = Controller(postman, hostname="127.0.0.1", port=port)
    controller.start()
    settings.BESACE_SMTP_SERVER = smtp.read(f"smtp://127.0.0.1:{port}")
    settings.BESACE_MAIL_FROM, settings.BESACE_MAIL_FROM_ADDRESS = "Besace <post@besace.example>", "post@besace.example"
    settings.BESACE_ADDRESS = "https://besace.example"
    yield controller
    controller.stop()


@pytest.fixture(autouse=True)
def _february() -> Iterator[None]:
    """2 February 2026, in the morning; and an outbox without the letters of other tests."""
    Letter.objects.all().delete()
    with clock.at(cast.AT):
        yield
