"""`script/quality`: measures what people get in their hands and prints it beside its budget; it never fails a build.

`--only paint shift weight axe lighthouse` measures only those, `--write` puts what was measured into docs/quality.md.
"""

import argparse
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench import ours, rows
from bench.machine import shape
from bench.quality import lighthouse, paint
from bench.quality.survey import axe
from bench.quality.verdict import FIGURES, LIGHTHOUSE, PAGE, Figure, written
from bench.server import Server
from bench.table import put_into

NAMES = ("paint", "shift", "weight", "axe", "lighthouse")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
PAINT, WEIGHT, SHIFT = 1_500, 60, 0


def main() -> None:
    """Reads the command line and measures."""
    reader = argparse.ArgumentParser(prog="script/quality", description=(__doc__ or "").splitlines()[0])
    reader.add_argument("--only", nargs="+", choices=NAMES, default=NAMES, help=" ".join(NAMES))
    reader.add_argument("--runs", type=int, default=5, help="first visits of each page; their median counts")
    reader.add_argument("--write", action="store_true", help="put what was measured into docs/quality.md")
    asked = reader.parse_args()
    chromium = os.environ.get("BESACE_CHROMIUM") or "/usr/bin/chromium"
    head = f"Measured on {datetime.now(UTC):%-d %B %Y}, on {shape()}"
    figures: list[Figure] = []
    with ours.prepared(2) as (folder, made), ours.running(folder) as server:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            figures += _of_rooms(browser, made, server, asked)
            head += f"; Chromium {browser.version}"
            browser.close()
        if "lighthouse" in asked.only and lighthouse.NODE:
            told = lighthouse.written(list(lighthouse.look(server.port, chromium)))
            _show(f"{head}; {lighthouse.version()}.\n\n{told}", LIGHTHOUSE, asked.write)
    if "axe" in asked.only:
        figures.append(axe())
    if figures:
        _show(f"{head}; medians of {asked.runs} visits.\n\n{written(figures)}", FIGURES, asked.write)


def _of_rooms(browser: Browser, made: ours.Made, server: Server, asked: argparse.Namespace) -> Iterator[Figure]:
    if "paint" in asked.only:
        for place in paint.SIZES:
            yield from _paint(browser, made.rooms[0], place, server, asked.runs)
    if "shift" in asked.only:
        for place, value in paint.moved(browser, made.rooms[1], server.port).items():
            yield Figure(f"{place}, layout shift when the step changes", value, SHIFT)
    if "weight" in asked.only:
        for place, seat in rows.PLACES.items():
            weight = rows.weight(server, made, seat)
            note = f"its fonts {weight.letters / 1000:.1f} KB, kept by the browser"
            yield Figure(f"{place}, compressed, without fonts", weight.page / 1000, WEIGHT, "KB", note)


def _paint(browser: Browser, room: Mapping[str, Any], place: str, server: Server, runs: int) -> Iterator[Figure]:
    found = paint.painted(browser, room, place, server.port, runs)
    yield Figure(f"{place}, first seen", found.first, PAINT, "ms")
    yield Figure(f"{place}, what there is to do answers", found.usable, PAINT, "ms")


def _show(found: str, part: str, write: bool) -> None:
    print(found)
    if write:
        PAGE.write_text(put_into(PAGE.read_text(encoding="utf-8"), found, part), encoding="utf-8")


if __name__ == "__main__":
    main()
