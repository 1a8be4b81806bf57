"""A written letter as the mail that carries it: one recipient, plain text and HTML, its calendar entry (RFC 5322)."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, parseaddr
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings

from besace.method.words import Seconds
from besace.post.writing import Written

POLICY = SMTP.clone(cte_type="7bit", max_line_length=76)
SHORT = 32


def message_of(written: Written, to: str, name: str, at: Seconds) -> bytes:
    """Gives the whole mail. `name` is the letter's id: the same letter, sent twice, has the same Message-ID."""
    mail = EmailMessage(POLICY)
    mail["From"] = _sender()
    mail["To"] = _address("", to)
    mail["Subject"] = " ".join(written.subject.split())
    mail["Date"] = formatdate(at)
    mail["Message-ID"] = f"<{sha256(name.encode()).hexdigest()[:SHORT]}@{domain()}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["List-Unsubscribe"] = f"<{written.fewer}>"
    mail["Content-Language"] = written.language
    mail.set_content(written.text)
    mail.add_alternative(written.html, subtype="html")
    if written.entry is not None:
        _attach(mail, written.entry, written.method)
    return mail.as_bytes()


def domain() -> str:
    """The part of a Message-ID after the at: that of the address letters come from, else this house's."""
    return (
        parseaddr(settings.BESACE_MAIL_FROM)[1].rpartition("@")[2] or urlsplit(settings.BESACE_ADDRESS).hostname or ""
    )


def _attach(mail: EmailMessage, entry: bytes, method: str) -> None:
    """Adds the entry among the alternatives, where calendars look (RFC 6047), and as a file, where people do."""
    text = entry.decode()
    told = {"method": method, "charset": "utf-8"}
    mail.add_alternative(text, subtype="calendar", params={"method": method}, cte="base64")
    mail.add_attachment(entry, maintype="text", subtype="calendar", filename="session.ics", params=told)


def _sender() -> Address:
    name, address = parseaddr(settings.BESACE_MAIL_FROM)
    return _address(name, address)


def _address(name: str, address: str) -> Address:
    local, _, at = address.rpartition("@")
    return Address(name, local, at.encode("idna").decode() if not at.isascii() else at)
