"""Where the time of an act goes: the parts of the real application, timed inside it under the load of many rooms."""

import json
import signal
import time
from pathlib import Path
from typing import Any

from bench import ours, spans
from bench.load import Crowd
from bench.runs import STEADY_RATE, Scale
from bench.server import LOAD_CORE, Server, on_core


async def parts(scale: Scale, seconds: float, rate: float = STEADY_RATE) -> str:
    """A table of processor time an act, part by part, the costliest first; what is left is the server's own."""
    with ours.prepared(scale.rooms) as (folder, made):
        file = Path(folder) / "spans.json"
        with ours.running(folder, module="bench.spans", more={spans.FILE: str(file)}) as server, on_core(LOAD_CORE):
            crowd = Crowd(server.port, [ours.play(room, server.port) for room in made.rooms])
            await crowd.open()
            await crowd.rested()
            before = _told(server, file)
            run = await crowd.run(rate, seconds)
            after = _told(server, file)
            await crowd.close()
    return written(before, after, len(run.latencies))


def written(before: dict[str, Any], after: dict[str, Any], acts: int) -> str:
    """The difference of two readings, an act."""
    used = {part: total - before["used"].get(part, 0) for part, total in after["used"].items()}
    calls = {part: total - before["calls"].get(part, 0) for part, total in after["calls"].items()}
    whole = after["process"] - before["process"]
    used["uvicorn, asyncio, kernel"] = whole - sum(used.values())
    rows = sorted(used.items(), key=lambda one: -one[1])
    head = ["| part | µs an act | share | calls an act |", "| --- | --- | --- | --- |"]
    lines = [
        f"| {part} | {took / acts / 1000:,.0f} | {took / whole:.0%} | {calls.get(part, 0) / acts:.1f} |"
        for part, took in rows
    ]
    return "\n".join([*head, *lines, f"| whole | {whole / acts / 1000:,.0f} | 100% | {acts:,} acts |"])


def _told(server: Server, file: Path) -> dict[str, Any]:
    file.unlink(missing_ok=True)
    server.signal(signal.SIGUSR1)
    while not file.exists():
        time.sleep(0.01)
    told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return told
