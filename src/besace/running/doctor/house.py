"""Where the house is kept: its folder, the disk beneath, the keys in it, and the clock by which it is written."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from besace.journal import folder, ring
from besace.live import clock, health
from besace.running.doctor.finding import Finding, advice, stops, well

COMFORT = 1024 * 1024 * 1024
"""Bytes below which someone is told, as docs/running.md says."""
SLACK = 300
"""Seconds a clock may be set back by without a word."""
OTHERS = 0o077


def look() -> Iterator[Finding]:
    """Looks at the folder and at what lies in it; makes nothing, the folder included."""
    place = Path(settings.BESACE_DATA)
    yield from _writable(place)
    yield _room(_there(place))
    if place.is_dir() and os.access(place, os.R_OK | os.X_OK):
        yield from _private(place)
        yield from _keys(place)
    yield _time(place)


def _writable(place: Path) -> Iterator[Finding]:
    nearest = _there(place)
    if not nearest.is_dir():
        yield stops(f"{nearest} is a file, and the data folder is to be {place}. Give another as BESACE_DATA.")
    elif not _may_write(nearest):
        yield stops(
            f"{nearest} cannot be written by this user. Give it to the user that Besace runs as, or name another data"
            " folder as BESACE_DATA."
        )
    elif nearest != place:
        yield well(f"There is no house yet; `besace serve` makes it in {place}.")
    else:
        yield well(f"The house is in {place}.")


def _private(place: Path) -> Iterator[Finding]:
    if os.name == "posix" and place.stat().st_mode & OTHERS:
        yield advice(f"Others on this machine can look into {place}. Close it: chmod 700 {place}")


def _room(place: Path) -> Finding:
    free = shutil.disk_usage(place).free
    told = f"{free // (1024 * 1024):,} MiB are free on the disk of the data folder"
    if free < health.ROOM:
        return stops(f"{told}: acts are refused when it is full. Make room.")
    if free < COMFORT:
        return advice(f"{told}. Make room before it is full.")
    return well(f"{told}.")


def _keys(place: Path) -> Iterator[Finding]:
    """Whether every key can be read, is whole, and is nobody else's to read; none is looked at for more."""
    found = _key_files(place)
    troubles = [trouble for file in found if (trouble := _key(file))]
    yield from troubles
    if found and not troubles:
        yield well(f"Keys and secrets can be read, by this user alone: {len(found)} files.")


def _key_files(place: Path) -> list[Path]:
    held = ring.place()
    wrapping = sorted(file for file in held.iterdir() if ring.NAME.fullmatch(file.name)) if held.is_dir() else []
    beside = [file for file in (folder.first_key(), place / "secret") if file.exists()]
    return [*wrapping, *beside, *sorted((place / "roots").glob("*"))]


def _key(file: Path) -> Finding | None:
    try:
        folder.read(file)
    except folder.Damaged as told:
        return stops(f"{told} Put back its copy.")
    except OSError:
        return stops(f"{file} cannot be read by this user. Give it to the user that Besace runs as: chmod 400 {file}")
    if os.name == "posix" and file.stat().st_mode & OTHERS:
        return advice(f"Others on this machine can read {file}. Close it: chmod 400 {file}")
    return None


def _time(place: Path) -> Finding:
    """Whether this machine's clock is behind what was written already, here or when Besace was installed."""
    now, (latest, file) = clock.now(), max((file.stat().st_mtime, file) for file in _dated(place))
    if latest > now + SLACK:
        return advice(
            f"By the clock of this machine it is {_when(now)}, but {file} was written at {_when(latest)}. Set the"
            " clock, or have it set by the network: dates, codes and letters go by it."
        )
    return well(f"The clock stands at {_when(now)}, later than all that was written.")


def _dated(place: Path) -> list[Path]:
    readable = place.is_dir() and os.access(place, os.R_OK | os.X_OK)
    return [Path(__file__), *((file for file in place.iterdir() if file.is_file()) if readable else ())]


def _there(place: Path) -> Path:
    """The folder, or what is there of the way to it."""
    return next(one for one in (place.absolute(), *place.absolute().parents) if one.exists())


def _may_write(place: Path) -> bool:
    return os.access(place, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids)


def _when(instant: float) -> str:
    return f"{datetime.fromtimestamp(instant, UTC):%Y-%m-%d %H:%M} UTC"
