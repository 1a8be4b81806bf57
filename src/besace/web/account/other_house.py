"""Where the accounts are that a house has already: BESACE_OIDC_URL, its form, and whether its answers come from there.

It is read before anything is set up, so it imports nothing of ours.
"""

from urllib.parse import urlsplit

WELL_KNOWN = "/.well-known/"
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class NotClosed(ValueError):  # noqa: N818 - what is wrong, in words
    """What the provider says of a person would come over a line that others can change."""


def read(value: str) -> str:
    """The provider's own name for itself (its issuer), out of the address given; empty where none is.

    Raises:
        NotClosed: it is no address of https, nor one of this machine.
    """
    address = value.strip()
    if not address:
        return ""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise NotClosed(
            "BESACE_OIDC_URL must begin with https://: over anything else, someone on the way could say who signs in."
        )
    return address.partition(WELL_KNOWN)[0]


def is_it(issuer: object, expected: str) -> bool:
    """Whether a provider calls itself what we were told (OpenID Connect Discovery 1.0, 4.3), a last slash apart."""
    return isinstance(issuer, str) and issuer.rstrip("/") == expected.rstrip("/") != ""
