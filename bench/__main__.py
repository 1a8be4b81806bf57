"""`script/bench`: measures Besace beside the floor on this machine and prints the table; it never fails a build.

`--quick` measures less of everything, `--rows room page` only those rows, `--write` also puts the table into
docs/performance.md; `profile` shows where the time of an act goes instead.
"""

import argparse
import asyncio
import resource
from collections.abc import Coroutine
from contextlib import suppress
from time import perf_counter
from typing import Any

from bench import profile, rows, runs, table
from bench.machine import shape

FILES = 13_000


def main() -> None:
    """Reads the command line and measures."""
    asked = _asked()
    _allow_files()
    if asked.what == "profile":
        scale = runs.QUICK if asked.quick else runs.FULL
        print(_loop(profile.parts(scale, asked.seconds)))
        return
    begun = perf_counter()
    head = shape()
    scale = runs.QUICK if asked.quick else runs.FULL
    lines = _loop(rows.measure(scale, asked.rows or rows.NAMES))
    took = f"{perf_counter() - begun:.0f} s, medians of {scale.runs} runs" if scale.runs > 1 else "one short run"
    found = f"Measured on {head}; {took}.\n\n{table.written(lines)}"
    print(found)
    if asked.write:
        table.PAGE.write_text(table.put_into(table.PAGE.read_text(encoding="utf-8"), found), encoding="utf-8")


def _asked() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="script/bench", description=(__doc__ or "").splitlines()[0])
    reader.add_argument("what", nargs="?", choices=("table", "profile"), default="table")
    reader.add_argument("--quick", action="store_true", help="less of everything, in under a minute")
    reader.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    reader.add_argument("--rows", nargs="+", choices=rows.NAMES, metavar="NAME", help=" ".join(rows.NAMES))
    reader.add_argument("--seconds", type=float, default=10, help="how long `profile` looks")
    return reader.parse_args()


def _allow_files() -> None:
    """Every screen is an open file, here and in the server."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(max(soft, FILES), hard) if hard > 0 else FILES, hard))


def _loop[T](work: Coroutine[Any, Any, T]) -> T:
    try:
        import uvloop  # noqa: PLC0415 - it is not there on every system
    except ImportError:
        return asyncio.run(work)
    return uvloop.run(work)


if __name__ == "__main__":
    main()
