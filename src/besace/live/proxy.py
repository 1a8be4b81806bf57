"""Who asks, where proxies stand in between: of what they say, only as much is believed as there are proxies of ours.

`BESACE_PROXY` names whose word counts: the addresses or networks the last proxy speaks from, or `*` where nobody else
can reach us. `BESACE_PROXY_COUNT` is how many stand in a row, one unless told. Each appends to `X-Forwarded-For` the
address it was asked from: ours are the last so many, and what stands before them anybody may have written (ASVS 5.0,
4.1.3, 15.3.4). `X-Forwarded-Host` is never read.
"""

import ipaddress
from dataclasses import dataclass
from typing import Any

type Network = ipaddress.IPv4Network | ipaddress.IPv6Network

MOST = 8
SCHEMES = frozenset({"http", "https"})


class Unreadable(ValueError):  # noqa: N818 - what is wrong, in one word
    """What was set says nothing; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Proxies:
    """The proxies in front of this house; none unless told."""

    networks: tuple[Network, ...] = ()
    anybody: bool = False
    count: int = 1

    def tell(self, scope: dict[str, Any]) -> None:
        """Puts into an ASGI request who asked and by which scheme, where a proxy of ours says so.

        With fewer addresses than proxies it came by another way: nothing of it is believed.
        """
        peer = (scope.get("client") or ("", 0))[0]
        if not self._trusts(peer):
            return
        passed = _listed(scope, b"x-forwarded-for")
        if len(passed) < self.count:
            return
        if sender := _address(passed[-self.count]):
            scope["client"] = (sender, 0)
        schemes = _listed(scope, b"x-forwarded-proto")
        scheme = schemes[-min(self.count, len(schemes))].lower() if schemes else ""
        if scheme in SCHEMES:
            scope["scheme"] = scheme

    def _trusts(self, peer: str) -> bool:
        if self.anybody or not self.networks:
            return self.anybody
        try:
            address = ipaddress.ip_address(peer)
        except ValueError:
            return False
        return any(address in network for network in self.networks)


def read(whose: str, count: str) -> Proxies:
    """The proxies that two settings name.

    Raises:
        Unreadable: one of them is neither addresses nor a number.
    """
    if not count.isdecimal() or not 1 <= int(count) <= MOST:
        raise Unreadable(f"BESACE_PROXY_COUNT is how many proxies stand in front of Besace: 1 to {MOST}.")
    names = [name.strip() for name in whose.split(",") if name.strip()]
    if names == ["*"]:
        return Proxies((), anybody=True, count=int(count))
    try:
        networks = tuple(ipaddress.ip_network(name) for name in names)
    except ValueError as failure:
        told = "BESACE_PROXY holds addresses or networks, as 127.0.0.1 or 10.0.0.0/8, or * where nobody else comes."
        raise Unreadable(told) from failure
    return Proxies(networks, count=int(count))


def _listed(scope: dict[str, Any], wanted: bytes) -> list[str]:
    """The parts of a header, all its lines taken as one (RFC 9110, 5.3)."""
    lines = [value.decode("latin1") for name, value in scope["headers"] if name == wanted]
    return [part.strip() for part in ",".join(lines).split(",")] if lines else []


def _address(said: str) -> str:
    """An address as a proxy writes it, with or without a port; empty where it is none."""
    bare = said.partition("]")[0].lstrip("[") if said.startswith("[") else said
    if bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        return ""
