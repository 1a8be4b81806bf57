"""A program of somebody's that is called: a real server of this machine, by https or not, whose answers are chosen."""

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from besace.post.calling import signed

SIGNS = x509.KeyUsage(
    digital_signature=False,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=True,
    crl_sign=True,
    encipher_only=False,
    decipher_only=False,
)


@dataclass(frozen=True)
class Heard:
    """One call as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> Any:
        return json.loads(self.body)

    def is_signed(self, secret: str) -> bool:
        name, at = self.headers["webhook-id"], int(self.headers["webhook-timestamp"])
        return self.headers["webhook-signature"] == signed(secret, name, at, self.body)


@dataclass
class Listener:
    """What came in, and what is answered, one after the other; 204 once nothing more is said."""

    port: int = 0
    heard: list[Heard] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    asked_for: list[str | None] = field(default_factory=list)
    """The names that were asked for at the closing of the line (SNI)."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?of=mine"


@contextmanager
def listening(context: ssl.SSLContext | None = None) -> Iterator[Listener]:
    """Listens, until the end of the block."""
    listener = Listener()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            listener.heard.append(Heard(self.path, {name.lower(): told for name, told in self.headers.items()}, body))
            status = listener.answers.pop(0) if listener.answers else 204
            self.send_response(status)
            if status in {301, 302, 307, 308}:
                self.send_header("Location", f"http://127.0.0.1:{listener.port}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_told: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.port = server.server_address[1]
    if context is not None:
        context.sni_callback = lambda _line, name, _context: listener.asked_for.append(name)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
    thread.start()
    yield listener
    server.shutdown()
    server.server_close()
    thread.join(5)


def vouched_for(folder: Path, name: str) -> tuple[ssl.SSLContext, Path]:
    """A server's side of a closed line for a name, and the file of whoever vouches for it."""
    authority, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    now, us = datetime(2020, 1, 1, tzinfo=UTC), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "The authority")])
    begun = x509.CertificateBuilder().issuer_name(us).not_valid_before(now).not_valid_after(now.replace(year=2090))
    root = begun.subject_name(us).public_key(authority.public_key()).serial_number(1)
    root = root.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    root = root.add_extension(x509.SubjectKeyIdentifier.from_public_key(authority.public_key()), critical=False)
    root = root.add_extension(SIGNS, critical=True)
    leaf = begun.subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])).public_key(key.public_key())
    leaf = leaf.serial_number(2).add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    by = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.public_key())
    leaf = leaf.add_extension(by, critical=False)
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    ours, theirs = folder / "server.pem", folder / "authority.pem"
    ours.write_bytes(secret + leaf.sign(authority, hashes.SHA256()).public_bytes(pem))
    theirs.write_bytes(root.sign(authority, hashes.SHA256()).public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(ours)
    return context, theirs
