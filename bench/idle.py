"""What a screen costs while nothing happens: `script/bench idle`. Direct, and where Caddy is there, behind it with TLS.

Rooms in step 2 with every screen open, and nobody who does anything: what is left are beats, clocks, and what keeps a
line. What the kernel keeps for a line is left out: of a thousand lines it does not stand out from what else it keeps.
"""

import asyncio
import os
import shutil
import ssl
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import ours, rest
from bench.load import Crowd
from bench.server import LOAD_CORE, Server, free_port, on_core, serving
from bench.table import drawn

NAME = "localhost"
SHORTEST = 30.0
"""Seconds in which every screen has two beats."""
CADDYFILE = """{{
	admin off
	auto_https off
	log {{
		level ERROR
	}}
}}
https://{name}:{port}, https://127.0.0.1:{port} {{
	tls {folder}/certificate.pem {folder}/key.pem
	reverse_proxy 127.0.0.1:{upstream} {{
		flush_interval -1
	}}
}}
"""


@dataclass(frozen=True, slots=True)
class Idle:
    """What a screen costs: kibibytes in Besace and in the proxy, microseconds of processor a second."""

    way: str
    screens: int
    memory: float
    processor: float
    proxy_memory: float = 0.0
    proxy_processor: float = 0.0


async def measure(rooms: int, seconds: float) -> str:
    """Both ways in turn, each on a house just started; without Caddy only the first."""
    with ours.prepared(rooms) as (folder, made):
        found = [await _direct(folder, made, seconds)]
        if shutil.which("caddy"):
            found.append(await _behind(folder, made, seconds))
    return "\n".join(written(found))


def written(found: Sequence[Idle]) -> list[str]:
    """The lines of a table."""
    head = ["", "screens", "KiB a screen", "µs a second", "proxy, KiB", "proxy, µs a second"]
    rows = []
    for one in found:
        proxy = [f"{one.proxy_memory:.1f}", f"{one.proxy_processor:.1f}"] if one.proxy_memory else ["–", "–"]
        rows.append([one.way, f"{one.screens:,}", f"{one.memory:.1f}", f"{one.processor:.1f}", *proxy])
    return drawn(head, rows)


@dataclass(frozen=True, slots=True)
class Way:
    """How screens reach a server: by this port, and where there is one through this proxy, with TLS."""

    name: str
    server: Server
    port: int
    proxy: Server | None = None
    secure: ssl.SSLContext | None = None

    @property
    def parts(self) -> list[Server]:
        """What stands on the way."""
        return [self.server, self.proxy] if self.proxy else [self.server]


async def _direct(folder: str, made: ours.Made, seconds: float) -> Idle:
    with ours.running(folder) as server, on_core(LOAD_CORE):
        return await _cost(Way("direct", server, server.port), made, seconds)


async def _behind(folder: str, made: ours.Made, seconds: float) -> Idle:
    with ours.running(folder) as server, _caddy(server.port) as (proxy, secure), on_core(LOAD_CORE):
        return await _cost(Way("behind Caddy, TLS", server, proxy.port, proxy, secure), made, seconds)


async def _cost(way: Way, made: ours.Made, seconds: float) -> Idle:
    await rest.at_rest(way.server)
    first = Crowd(way.port, [ours.play(made.short, way.port)], way.secure)
    await first.open()  # no screen is charged for its language
    before = [one.memory()["pss"] for one in way.parts]
    crowd = Crowd(way.port, [ours.play(room, way.port) for room in made.rooms], way.secure)
    await crowd.open()
    await rest.at_rest(way.server)
    used = [one.processor() for one in way.parts]
    await asyncio.sleep(seconds)
    screens = sum(len(hall.play.streams) for hall in crowd.halls)
    took = [(one.processor() - at) / seconds / screens * 1e6 for one, at in zip(way.parts, used, strict=True)]
    grown = [(one.memory()["pss"] - at) / screens for one, at in zip(way.parts, before, strict=True)]
    await crowd.close()
    await first.close()
    proxys = (grown[1], took[1]) if way.proxy else (0.0, 0.0)
    return Idle(way.name, screens, grown[0], took[0], *proxys)


@contextmanager
def _caddy(upstream: int) -> Iterator[tuple[Server, ssl.SSLContext]]:
    """Caddy with TLS in front of that port, and what those who trust its certificate go by."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="besace-bench-") as folder:
        place = Path(folder)
        _certify(place)
        told = CADDYFILE.format(name=NAME, port=port, folder=folder, upstream=upstream)
        (place / "Caddyfile").write_text(told, encoding="utf-8")
        command = ["caddy", "run", "--config", f"{folder}/Caddyfile", "--adapter", "caddyfile"]
        homes = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), folder)
        with serving(command, port, {**os.environ, **homes}) as proxy:
            yield proxy, ssl.create_default_context(cafile=f"{folder}/certificate.pem")


def _certify(place: Path) -> None:
    """Makes a certificate for this machine alone, for a day."""
    names = f"subjectAltName=DNS:{NAME},IP:127.0.0.1"
    kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"]
    files = ["-keyout", str(place / "key.pem"), "-out", str(place / "certificate.pem")]
    command = ["openssl", "req", *kind, "-subj", f"/CN={NAME}", "-addext", names, *files]
    subprocess.run(command, check=True, capture_output=True)  # nosec B603 B607 # our own words
