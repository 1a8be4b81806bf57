"""Several processes on PostgreSQL against one: how many acts a second each of the two sustains, on the same machine.

Nothing is kept to a core: processes, databases and load share what there is, as they do on a small server.
"""

import json

from bench import ours
from bench.houses import POSTGRESQL, House, built, open_for, run_in
from bench.ours import Made
from bench.rest import at_rest
from bench.runs import Scale, Timed, many_rooms
from bench.server import python
from bench.table import Line
from tests.servers import Missing

WHAT = "four processes on PostgreSQL, acts/s against one"
SEVERAL = 4
WORTH_IT = 1.6


async def compare(scale: Scale) -> Line:
    """The line of the table; without a figure, and with the reason, where there is no PostgreSQL."""
    try:
        one, several = [await _sustained(House(POSTGRESQL, number), scale) for number in (1, SEVERAL)]
    except Missing as why:
        return Line(WHAT, None, note=str(why))
    return Line(
        WHAT,
        several.most,
        "acts/s",
        one.most,
        WORTH_IT,
        of_floor=True,
        beside="one process",
        note="one process stands in the place of the floor; nothing is kept to a core",
        doubtful=several.limited,
    )


async def _sustained(house: House, scale: Scale) -> Timed:
    timed = Timed()
    with built(house) as found:
        made = Made(**json.loads(run_in(found, python("-m", "bench.prepare", str(scale.rooms)))))
        with open_for(house, found) as server:
            await at_rest(server)
            plays = [ours.play(room, server.port) for room in made.rooms]
            await many_rooms(server, plays, scale, timed, frozenset({"many"}).__contains__)
    return timed
