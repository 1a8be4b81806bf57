"""The share of sealing in an act, in this process: finding the scope's key and sealing, against the whole of `act`.

`python -m bench.sealing ROOM COUNT`, on a prepared folder, prints the median microseconds of both.
"""

import os
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besace.settings")
django.setup()

from besace.journal import store  # noqa: E402 - Django must be set up first
from besace.live import rooms  # noqa: E402
from besace.live.act import act  # noqa: E402
from besace.method.acts import Act  # noqa: E402


def main(room_id: str, acts: int) -> None:
    """Does that many acts and times each, and what part of it sealed."""
    room = rooms.find(room_id)
    assert room  # nosec B101 # a measure
    facilitator = rooms.folded(room).session.facilitator
    sealing: list[float] = []
    store._sealed_row = _timed(store._sealed_row, sealing)  # noqa: SLF001 - what is measured
    whole: list[float] = []
    for number in range(acts):
        begun = perf_counter()
        answer = act(room, facilitator, Act("arrange", {"title": f"Title {number}"}), f"sealing-{number:08}")
        whole.append(perf_counter() - begun)
        assert answer.refusal is None  # nosec B101 # a measure
    print(median(sealing) * 1e6, median(whole) * 1e6)


def _timed[**P, T](work: Callable[P, T], into: list[float]) -> Callable[P, T]:
    def timed(*args: P.args, **kwargs: P.kwargs) -> T:
        begun = perf_counter()
        try:
            return work(*args, **kwargs)
        finally:
            into.append(perf_counter() - begun)

    return timed


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
