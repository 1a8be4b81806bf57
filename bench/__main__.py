"""`script/bench`: measures Besace beside the floor on this machine and prints the table; it never fails a build.

`--quick` measures less of everything, `--rows room page` only those rows, `--write` also puts the table into
docs/performance.md; `profile` shows where the time of an act goes instead, and `rooms` plays whole sessions, as they
are written, in many rooms at once: `script/bench rooms --rooms 1000 --on sqlite postgresql --processes 1 4`; `written`
says how much happens in a session, `ceilings` what a database server alone can do, `idle` what a screen costs on which
nothing happens, and `coming` what one who comes in has written, for docs/scale.md.
"""

import argparse
import asyncio
import resource
from collections.abc import Coroutine, Iterator
from contextlib import suppress
from time import perf_counter
from typing import Any

from bench import ceilings, coming, houses, idle, profile, reckoning, rooms, rows, runs, sessions, table, written
from bench.houses import House
from bench.machine import shape

FILES = 13_000
KINDS = ("table", "profile", "rooms", "written", "ceilings", "idle", "coming")


def main() -> None:
    """Reads the command line and measures."""
    asked = _asked()
    _allow_files(max(FILES, asked.rooms * (asked.screens + 2)))
    if asked.what == "profile":
        scale = runs.QUICK if asked.quick else runs.FULL
        return print(_loop(profile.parts(scale, asked.seconds)))
    if asked.what == "written":
        return print("\n".join(written.lines(sessions.plans(asked.screens)[0])))
    begun = perf_counter()
    head = shape()
    if beside := _beside(asked):
        return print(f"Measured on {head}.\n\n{beside}")
    if asked.what == "rooms":
        found = _rooms(asked, head, begun)
        print(found)
        return _write(found, table.ROOMS) if asked.write else None
    scale = runs.QUICK if asked.quick else runs.FULL
    lines = _loop(rows.measure(scale, asked.rows or rows.NAMES))
    took = f"{perf_counter() - begun:.0f} s, medians of {scale.runs} runs" if scale.runs > 1 else "one short run"
    found = f"Measured on {head}; {took}.\n\n{table.written(lines)}"
    print(found)
    return _write(found, table.MEASURED) if asked.write else None


def _beside(asked: argparse.Namespace) -> str:
    """What is measured for docs/scale.md besides; nothing where something else is asked for."""
    if asked.what == "ceilings":
        return ceilings.measure(int(asked.seconds))
    if asked.what == "coming":
        return coming.measure(asked.people)
    if asked.what == "idle":
        return _loop(idle.measure(asked.rooms, max(asked.seconds, idle.SHORTEST)))
    return ""


def _rooms(asked: argparse.Namespace, head: str, begun: float) -> str:
    wanted = rooms.Asked(asked.rooms, asked.screens, asked.rate, asked.seconds, shuffled=not asked.opening)
    drawn, found = _loop(rooms.measure(wanted, list(_houses(asked))))
    left = [f"left out, as it does not go with so many people: {one}" for one in drawn.left_out]
    told = [*reckoning.notes(found, runs.LATE), *left]
    where = "from the opening" if asked.opening else "each from a place drawn by lot"
    what = (
        f"{asked.rooms:,} rooms with {found[0].screens:,} screens play {len(drawn.plans)} scenarios {drawn.speed:.3g}"
        f" times as quick as written, {where}: {drawn.count:,} acts in {asked.seconds:g} s."
    )
    lines = [f"Measured on {head}; {perf_counter() - begun:.0f} s.", "", what, "", *reckoning.written(found)]
    return "\n".join([*lines, *([""] if told else []), *(f"- {one}" for one in told)]) + "\n"


def _houses(asked: argparse.Namespace) -> Iterator[House]:
    """Files have one process; a server as many as are asked for."""
    if houses.SQLITE in asked.on:
        yield House(houses.SQLITE)
    if houses.POSTGRESQL in asked.on:
        yield from (House(houses.POSTGRESQL, processes) for processes in asked.processes)


def _write(found: str, part: str) -> None:
    table.PAGE.write_text(table.put_into(table.PAGE.read_text(encoding="utf-8"), found, part), encoding="utf-8")


def _asked() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="script/bench", description=(__doc__ or "").splitlines()[0])
    reader.add_argument("what", nargs="?", choices=KINDS, default="table")
    reader.add_argument("--quick", action="store_true", help="less of everything, in under a minute")
    reader.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    reader.add_argument("--rows", nargs="+", choices=rows.NAMES, metavar="NAME", help=" ".join(rows.NAMES))
    reader.add_argument("--seconds", type=float, default=10, help="how long `profile` looks, or `rooms` go on")
    reader.add_argument("--people", type=int, default=450, help="how many come in, for `coming`")
    many = reader.add_argument_group("rooms")
    many.add_argument("--rooms", type=int, default=1_000, help="how many rooms there are")
    many.add_argument("--screens", type=int, default=11, help="how many screens a room has at least")
    many.add_argument("--rate", type=float, default=runs.STEADY_RATE, help="acts a second, over all rooms")
    many.add_argument("--on", nargs="+", choices=(houses.SQLITE, houses.POSTGRESQL), default=[houses.SQLITE])
    many.add_argument("--processes", nargs="+", type=int, default=[1], help="processes on PostgreSQL, one set-up each")
    many.add_argument("--opening", action="store_true", help="every room begins at its opening; else anywhere, by lot")
    return reader.parse_args()


def _allow_files(files: int) -> None:
    """Every screen is an open file, here and in the server."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(max(soft, files), hard) if hard > 0 else files, hard))


def _loop[T](work: Coroutine[Any, Any, T]) -> T:
    try:
        import uvloop  # noqa: PLC0415 - it is not there on every system
    except ImportError:
        return asyncio.run(work)
    return uvloop.run(work)


if __name__ == "__main__":
    main()
