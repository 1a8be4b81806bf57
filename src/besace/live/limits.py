"""How often one may try a code. Only failures count: ten phones of one table share one address."""

import ipaddress
import threading
from collections import deque

from besace.live.memory import Kept

MOST_KEPT = 16_384
PER_ADDRESS = (30, 60.0)
PER_DEVICE = (5, 600.0)
OVERALL = (100, 60.0)
HERE = frozenset({"", "127.0.0.1", "::"})
"""The networks this machine itself is in (`network_of`)."""
OF_ONE_HOUSE = 64


def network_of(address: str) -> str:
    """What an address counts as: itself, or of IPv6 the network that one house is given, where it has 2^64 of them."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return address
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, OF_ONE_HOUSE), strict=False).network_address)


class Flow:
    """How many things one may do in a row, and how many a second after that: counted in two numbers, for what is done
    often and must not be slowed by counting.
    """

    def __init__(self, burst: int, a_second: float) -> None:
        self._burst, self._a_second = burst, a_second
        self._left: Kept[tuple[float, float]] = Kept(MOST_KEPT)

    def wait(self, name: str, at: float) -> int:
        """Whole seconds to wait; 0 when it may be done now, and then it is counted."""
        left, since = self._left.get(name) or (float(self._burst), at)
        left = min(left + max(at - since, 0.0) * self._a_second, self._burst)
        if left < 1:
            return 1
        self._left.put(name, (left - 1, at))
        return 0

    def forget(self) -> None:
        """Starts counting anew."""
        self._left.clear()


class Limits:
    """Counts failures by address, by device and overall, in memory."""

    def __init__(self) -> None:
        self._counts: Kept[deque[float]] = Kept(MOST_KEPT)
        self._all: deque[float] = deque(maxlen=OVERALL[0])
        self._last = 0.0
        self._lock = threading.Lock()

    def wait(self, address: str, device: str, at: float) -> int:
        """Whole seconds to wait before the next try; 0 when one may try now."""
        address = network_of(address)
        with self._lock:
            waits = [self._wait(f"a {address}", PER_ADDRESS, at), self._wait(f"d {device}", PER_DEVICE, at)]
            if len(self._all) == OVERALL[0] and at - self._all[0] < OVERALL[1]:
                waits.append(self._last + 1 - at)
            longest = max(waits)
            if longest <= 0:
                self._last = at
            return max(int(longest) + (longest % 1 > 0), 0)

    def failed(self, address: str, device: str, at: float) -> None:
        """Counts one failure."""
        address = network_of(address)
        with self._lock:
            self._all.append(at)
            for name, (most, _) in ((f"a {address}", PER_ADDRESS), (f"d {device}", PER_DEVICE)):
                times = self._counts.get(name) or self._counts.put(name, deque(maxlen=most))
                times.append(at)

    def forget(self) -> None:
        """Starts counting anew."""
        with self._lock:
            self._counts.clear()
            self._all.clear()
            self._last = 0.0

    def _wait(self, name: str, limit: tuple[int, float], at: float) -> float:
        most, span = limit
        times = self._counts.get(name)
        return times[0] + span - at if times and len(times) == most else 0.0


LIMITS = Limits()
