"""Waiting until a server under measure has done what it does by itself at first: it reads the coach's words ahead."""

import asyncio
from time import perf_counter

from bench.houses import family
from bench.server import Server, processor_of

AT_REST = 0.1
PATIENCE = 60


async def at_rest(server: Server) -> None:
    """Returns once the server and its processes use less than a tenth of a core, or after a minute."""
    until, share = perf_counter() + PATIENCE, 1.0
    while share > AT_REST and perf_counter() < until:
        used, begun = processor(server), perf_counter()
        await asyncio.sleep(1)
        share = (processor(server) - used) / (perf_counter() - begun)


def processor(server: Server) -> float:
    """Seconds of processor that the server and its processes used so far."""
    return sum(processor_of(one) for one in family(server.pid))
