"""What was set in the environment: can it be read, and does it fit together."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from besace.journal import engine
from besace.live import metrics_port, proxy, quiet
from besace.post import outward, smtp
from besace.running.doctor.finding import Finding, advice, stops, well

type Told = Mapping[str, str]
type Reader = Callable[[Told], object]

READERS: tuple[Reader, ...] = (
    lambda told: quiet.read(told.get("BESACE_LOG", "")),
    lambda told: metrics_port.read(told.get("BESACE_METRICS", ""), told.get("BESACE_METRICS_TOKEN", "")),
    lambda told: smtp.sender(told.get("BESACE_MAIL_FROM", ""), smtp.read(told.get("BESACE_SMTP", ""))),
    lambda told: outward.read(told.get("BESACE_WEBHOOKS", "")),
    lambda told: proxy.read(told.get("BESACE_PROXY", ""), told.get("BESACE_PROXY_COUNT", "") or "1"),
    lambda told: engine.databases(Path(), dict(told)),
    lambda told: engine.listening(dict(told)),
)
"""What `besace serve` would refuse, each by its own sentence."""


def refused(told: Told, *others: Reader) -> Iterator[Finding]:
    """What cannot be read; `others` reads what is known further up."""
    for read in (*READERS, *others):
        try:
            read(told)
        except ValueError as why:
            yield stops(str(why))


def mail(told: Told) -> Finding:
    """Whether letters leave, and over a closed line; nobody is called."""
    server = smtp.read(told.get("BESACE_SMTP", ""))
    if server is None:
        return advice(
            "No mail server is set: codes to sign in are shown where Besace runs, and letters are copied by hand."
            " Set BESACE_SMTP, if there is one."
        )
    if not (server.ssl or server.must_close or server.is_near):
        return advice(
            f"Letters go to {server.host} over an open line, codes to sign in among them. Leave ?starttls=0 out of"
            " BESACE_SMTP."
        )
    return well(f"Letters are handed to {server.host}; whether it answers was not tried.")


def address(told: Told, answered: Callable[[str], bool], passkeys: Callable[[], bool]) -> Iterator[Finding]:
    """Whether links lead here: `answered` says it of a host, `passkeys` whether browsers make any there."""
    said = told.get("BESACE_ADDRESS", "").rstrip("/")
    parts = _split(said)
    if not said:
        yield advice(
            "BESACE_ADDRESS is not set: links and passkeys hold on this machine alone. Set it to where people reach"
            " Besace, once they do from elsewhere."
        )
    elif not parts:
        yield stops("BESACE_ADDRESS cannot be read. Write it as https://besace.example.org, without a path.")
    elif not answered(parts.netloc):
        yield stops(
            f"Besace would answer nobody at {parts.hostname}, since it does not know that name. Set"
            f" BESACE_HOSTS={parts.hostname}."
        )
    else:
        yield from _reached(parts.scheme, told.get("BESACE_PROXY", ""), passkeys())


def _reached(scheme: str, behind: str, passkeys: bool) -> Iterator[Finding]:
    if scheme == "https" and not behind:
        yield advice(
            "BESACE_ADDRESS begins with https, which Besace leaves to a proxy, and BESACE_PROXY names none: forms would"
            " be refused. Set it to where the proxy speaks from, as 127.0.0.1."
        )
    if not passkeys:
        yield advice(
            "Browsers make no passkeys at BESACE_ADDRESS, and phones cannot install Besace: that needs https and a"
            " name. Signing in by a code works."
        )
    else:
        yield well("Links lead to BESACE_ADDRESS, and browsers make passkeys there.")


def _split(said: str) -> SplitResult | None:
    """The parts of an address of pages; None where it is none, or says more than a host and a port."""
    with suppress(ValueError):
        parts = urlsplit(said)
        bare = f"{parts.scheme}://{parts.netloc}".lower() == said.lower() and parts.port != 0
        if bare and parts.scheme in {"http", "https"} and parts.hostname and not parts.username:
            return parts
    return None
