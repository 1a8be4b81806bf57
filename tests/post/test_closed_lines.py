"""A mail server that cannot show who it is gets neither a letter nor a password."""

import ipaddress
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from besace.post import sending, smtp
from besace.post.failures import Failure, NotSent
from besace.post.sending import Envelope
from tests.post.conftest import Postman, free_port

LETTER = Envelope("post@besace.example", "ana@example.org", b"Subject: hello\r\n\r\nhello\r\n")
type Opens = Callable[..., str]


def certificate(folder: Path) -> Path:
    """A certificate that nobody vouches for, with its key, in one file."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "here")])
    now = datetime(2020, 1, 1, tzinfo=UTC)
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = (
        made.serial_number(1).not_valid_before(now).not_valid_after(now.replace(year=2090)).add_extension(here, False)
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "certificate.pem"
    file.write_bytes(secret + made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture
def opens(postman: Postman, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opens]:
    """Starts a mail server, with its certificate or without; `known`: this machine trusts whoever vouches for it."""
    started: list[Controller] = []

    def open_(*, closes: bool, known: bool = False) -> str:
        file, port = certificate(tmp_path), free_port()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        if known:
            monkeypatch.setenv("SSL_CERT_FILE", str(file))
        tls = context if closes else None
        started.append(Controller(postman, hostname="127.0.0.1", port=port, tls_context=tls))
        started[0].start()
        return f"smtp://127.0.0.1:{port}?starttls=1"

    yield open_
    for one in started:
        one.stop()


def handed(address: str) -> None:
    server = smtp.read(address)
    assert server
    sending.send(server, LETTER, lambda: None)


def test_a_server_nobody_vouches_for_gets_no_letter(opens, postman):
    with pytest.raises(NotSent) as told:
        handed(opens(closes=True))

    assert told.value.failure is Failure.NOT_CLOSED
    assert postman.letters == []


def test_a_server_that_closes_no_line_gets_no_letter(opens, postman):
    with pytest.raises(NotSent) as told:
        handed(opens(closes=False))

    assert told.value.failure is Failure.NOT_CLOSED
    assert postman.letters == []


def test_a_server_that_shows_who_it_is_gets_it(opens, postman):
    """The same certificate, once this machine knows it: the refusal above was for that reason alone."""
    handed(opens(closes=True, known=True))

    assert [to for to, _ in postman.letters] == ["ana@example.org"]
