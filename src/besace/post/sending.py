"""Handing one letter to a mail server, and what it answers. Loaded with the first letter: it is of no use at rest."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from django.utils.encoding import punycode

from besace.post.failures import Failure, NotSent
from besace.post.smtp import TIMEOUT, Server

# RFC 5321, 4.2.3; RFC 3463, 3. A full mailbox may be emptied: it is tried again, whatever the code says.
OK, WILL_FORWARD, LASTING = 250, 251, 500
NOBODY = (550, 551, 553)
FULL_CODES = (452, 552)
FULL = (b"5.2.2", b"4.2.2")
POLICY = b"5.7"


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the server is told: from whom, to the one recipient, and the letter itself."""

    sender: str
    to: str
    letter: bytes


def send(server: Server, envelope: Envelope, handing: Callable[[], None]) -> None:
    """Hands a letter over; `handing` is called once nothing but its text is left to send.

    Raises:
        NotSent: it was refused, nobody could be reached, or nobody knows.
    """
    with _connected(server) as link:
        _taken(*_said(lambda: link.mail(_ascii(envelope.sender))))
        _taken(*_said(lambda: link.rcpt(_ascii(envelope.to))), nobody=NOBODY)
        handing()
        _taken(*_said(lambda: link.data(envelope.letter), handed=True))
        with suppress(smtplib.SMTPException, OSError):  # it is taken: whatever comes after is no matter
            link.quit()


@contextmanager
def _connected(server: Server) -> Iterator[smtplib.SMTP]:
    link = _tried(lambda: _reached(server))
    try:
        _tried(lambda: _let_in(link, server))
        yield link
    finally:
        link.close()


def _tried[T](step: Callable[[], T]) -> T:
    """Takes one step towards the server.

    Raises:
        NotSent: it leads nowhere.
    """
    try:
        return step()
    except (ssl.SSLError, smtplib.SMTPNotSupportedError):
        raise NotSent(Failure.NOT_CLOSED) from None
    except smtplib.SMTPAuthenticationError:
        raise NotSent(Failure.NOT_LET_IN) from None
    except smtplib.SMTPResponseException:
        raise NotSent(Failure.BUSY) from None
    except (OSError, smtplib.SMTPException, UnicodeError):
        raise NotSent(Failure.UNREACHABLE) from None


def _reached(server: Server) -> smtplib.SMTP:
    if not server.ssl:
        return smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
    return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=ssl.create_default_context())


def _let_in(link: smtplib.SMTP, server: Server) -> None:
    link.ehlo_or_helo_if_needed()
    if server.must_close or (server.starttls is None and not server.ssl and link.has_extn("starttls")):
        link.starttls(context=ssl.create_default_context())
        link.ehlo()
    if server.user:
        link.login(server.user, server.password)


def _said(ask: Callable[[], tuple[int, bytes]], *, handed: bool = False) -> tuple[int, bytes]:
    try:
        return ask()
    except smtplib.SMTPDataError as refused:  # before the text was asked for
        told = refused.smtp_error
        return refused.smtp_code, told if isinstance(told, bytes) else told.encode()
    except (smtplib.SMTPException, OSError):
        raise NotSent(Failure.UNANSWERED if handed else Failure.UNREACHABLE) from None


def _taken(code: int, words: bytes, nobody: tuple[int, ...] = ()) -> None:
    """Goes on where the server says yes.

    Raises:
        NotSent: it says no.
    """
    told = words.strip()
    if code in {OK, WILL_FORWARD}:
        return
    if code in FULL_CODES or told.startswith(FULL):
        raise NotSent(Failure.MAILBOX_FULL)
    if code in nobody and not told.startswith(POLICY):
        raise NotSent(Failure.UNKNOWN_ADDRESS)
    raise NotSent(Failure.REFUSED if code >= LASTING else Failure.BUSY)


def _ascii(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local}@{punycode(domain)}"
