"""What broke, counted by its kind: types and places, never a value or a message, for whoever looks after a Besace.

A file of the data folder, its owner's alone, that can be sent on as it is: no path of the machine stands in it either.
It holds so many kinds and no more; those not seen for longest make room.
"""

import json
import os
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from besace import metrics
from besace.journal import folder
from besace.live import clock

NAME = "troubles.json"
MOST, DEEPEST = 100, 40
EVERY = 10.0
"""What happens again and again is written down once in so many seconds, with its count."""

COUNTED = metrics.Counter("besace_troubles_total", "Failures that nobody expected (`besace troubles`).")
_lock = threading.Lock()
_waiting: dict[str, int] = {}
_written = 0.0


def keep(failure: BaseException) -> str:
    """Counts a failure, and gives the name of its kind; where nothing can be written, it goes uncounted."""
    COUNTED.add()
    kind = {"type": list(_types(failure)), "places": _places(failure)}
    name = sha256(json.dumps(kind).encode()).hexdigest()[:8]
    with _lock, suppress(OSError, ValueError):
        _count(name, kind)
    return name


def all_of_them() -> dict[str, dict[str, Any]]:
    """Every kind by its name: its types, its places, how often, first and last."""
    with suppress(OSError, ValueError):
        found: dict[str, dict[str, Any]] = json.loads(file().read_text("utf-8"))
        return found
    return {}


def file() -> Path:
    """Where they are kept."""
    return folder.home() / NAME


def forget() -> None:
    """Begins anew."""
    global _written  # noqa: PLW0603 - one file, one time it was written
    with _lock:
        _waiting.clear()
        _written = 0.0
        file().unlink(missing_ok=True)


def _count(name: str, kind: dict[str, Any]) -> None:
    global _written  # noqa: PLW0603 - one file, one time it was written
    known = all_of_them()
    _waiting[name] = _waiting.get(name, 0) + 1
    at = clock.real()
    if name in known and 0 <= at - _written < EVERY:
        return
    said = datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%MZ")
    known.setdefault(name, {**kind, "count": 0, "first": said, "last": said})["last"] = said
    for one, more in _waiting.items():
        if one in known:
            known[one]["count"] += more
    _write(known)
    _waiting.clear()
    _written = at


def _write(known: dict[str, Any]) -> None:
    newest = sorted(known.items(), key=lambda one: one[1]["last"])[-MOST:]
    half = file().with_suffix(".half")
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as target:
        json.dump(dict(newest), target, indent=1)
    half.replace(file())


def _types(failure: BaseException) -> Iterator[str]:
    seen: set[int] = set()
    one: BaseException | None = failure
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield f"{type(one).__module__}.{type(one).__qualname__}"
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _places(failure: BaseException) -> list[str]:
    frames = traceback.extract_tb(failure.__traceback__)[-DEEPEST:]
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _short(name: str) -> str:
    """A file's name from where Python looks for it, without what the machine and its owner are called."""
    roots = sorted((root.rstrip(os.sep) + os.sep for root in sys.path if root), key=len, reverse=True)
    return next((name.removeprefix(root) for root in roots if name.startswith(root)), Path(name).name)
