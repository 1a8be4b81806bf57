"""The rows of the bench: what is measured, on what, against which budget."""

import asyncio
import subprocess
from collections.abc import Callable, Mapping, Sequence
from random import Random
from time import perf_counter

from bench import ours, processes, rest, story
from bench.figures import median
from bench.load import Crowd
from bench.ours import Made
from bench.page import Weight, weigh
from bench.runs import Scale, Timed, many_rooms, one_room
from bench.server import LOAD_CORE, Server, free_port, on_core, python, serving
from bench.table import Line

NAMES = ("room", "many", "hundred", "memory", "page", "wake", "journal", "sealing", "processes")
MANY = frozenset({"many", "hundred", "memory"})
PLACES = {"console": story.FACILITATOR, "phone": 1, "board": story.TABLE}
RETRY = 0.5
PAIRS = 5


async def measure(scale: Scale, names: Sequence[str]) -> list[Line]:
    """Measures the rows named; all figures of one call belong to the same run on the same machine."""
    wanted = frozenset(names).__contains__
    found: dict[str, list[Line]] = {}
    with ours.prepared(scale.rooms) as (folder, made):
        mine = await _ours(folder, made, scale, wanted, found)
        beside = await _floor(made, scale, wanted, mine)
        if wanted("sealing"):
            found["sealing"] = [_sealing(folder, made, scale)]
    _compare(mine, beside, scale, found)
    if wanted("processes"):
        found["processes"] = [await processes.compare(scale)]
    return [line for name in NAMES if wanted(name) for line in found.get(name, ())]


async def _ours(
    folder: str, made: Made, scale: Scale, wanted: Callable[[str], bool], found: dict[str, list[Line]]
) -> Timed:
    timed = Timed()
    with ours.running(folder) as server, on_core(LOAD_CORE):
        plays = [ours.play(room, server.port) for room in made.rooms]
        await rest.at_rest(server)
        idle = used = server.memory()
        weights = {name: weight(server, made, place) for name, place in PLACES.items()}
        if wanted("page"):
            found["page"] = _page(weights)
        await one_room(server, plays, scale, timed)
        if wanted("journal"):
            found["journal"] = [await _journal(server, made)]
        if wanted("wake"):
            found["wake"] = [await _wake(server, made)]
        if any(map(wanted, MANY)):
            server.restart()
            server.await_port()
            weight(server, made, PLACES["console"])  # a first room: no screen is charged for its language
            await rest.at_rest(server)
            used = server.memory()
            await many_rooms(server, plays[scale.runs :], scale, timed, wanted)
        found["memory"] = _memory(idle, used, timed, scale)
    return timed


async def _floor(made: Made, scale: Scale, wanted: Callable[[str], bool], mine: Timed) -> Timed:
    """The same load on the floor, whose messages are as long as ours were."""
    timed = Timed()
    if not any(map(wanted, ("room", *MANY))):
        return timed
    port = free_port()
    with serving(python("-m", "bench.floor", str(port), str(mine.message)), port) as server, on_core(LOAD_CORE):
        plays = [ours.play(room, port) for room in made.rooms]
        if wanted("room"):
            await one_room(server, plays, scale, timed)
        if any(map(wanted, MANY)):
            await many_rooms(server, plays[scale.runs :], scale, timed, wanted)
    return timed


def _compare(mine: Timed, beside: Timed, scale: Scale, found: dict[str, list[Line]]) -> None:
    rooms = f"{scale.rooms - scale.runs:,} rooms × 11 screens"
    note = f"{mine.message:,} bytes a message; {scale.runs} runs of {scale.acts_in_one} acts"
    found["room"] = [
        Line("one room, POST to last screen, p50", mine.one_at(0.5), "ms", beside.one_at(0.5), 3, note=note),
        Line("one room, POST to last screen, p95", mine.one_at(0.95), "ms", beside.one_at(0.95), 5),
    ]
    note = "the load, not the floor, was at its limit: the ratio is flattered, and not judged" if beside.limited else ""
    found["many"] = [
        Line(
            f"{rooms}, sustained",
            mine.most,
            "acts/s",
            beside.most,
            0.06,
            of_floor=True,
            note=note,
            doubtful=beside.limited,
        )
    ]
    note = f"{mine.processor:.2f} ms of processor an act, the floor's {beside.processor:.2f}"
    found["hundred"] = [
        Line(f"{rooms}, 100 acts/s, p50", mine.steady_at(0.5), "ms", beside.steady_at(0.5), 5, note=note),
        Line(f"{rooms}, 100 acts/s, p99", mine.steady_at(0.99), "ms", beside.steady_at(0.99), 20),
    ]
    if beside.idle:
        found["memory"][-1] = Line(found["memory"][-1].what, mine.idle, "KB", beside.idle, 16)


def weight(server: Server, made: Made, place: int) -> Weight:
    room = made.rooms[0]
    screen = room["screens"][place + 1]
    board = "board/" if place == story.TABLE else ""
    return weigh(server.port, f"/s/{room['room']}/{board}?seat={screen['seat']}", ours.cookies(screen))


def _page(weights: Mapping[str, Weight]) -> list[Line]:
    heaviest = max(weights, key=lambda name: weights[name].page)
    others = ", ".join(f"{name} {weight.page / 1000:.1f}" for name, weight in weights.items())
    weight = weights[heaviest]
    return [
        Line(f"room page ({heaviest}), compressed, without fonts", weight.page / 1000, "KB", limit=60, note=others),
        Line("its fonts", weight.letters / 1000, "KB", limit=140, note="Latin; kept by the browser"),
    ]


def _memory(idle: Mapping[str, float], used: Mapping[str, float], timed: Timed, scale: Scale) -> list[Line]:
    shared = (
        f"proportional {idle['pss'] / 1024:.0f} MiB; with a room open and its language read {used['rss'] / 1024:.0f}"
    )
    screens = (scale.rooms - scale.runs) * story.SCREENS
    return [
        Line("memory at rest, resident", idle["rss"] / 1024, "MiB", limit=85, note=shared),
        Line(f"memory an idle screen, of {screens:,}", timed.idle or None, "KB", limit=16),
    ]


async def _journal(server: Server, made: Made) -> Line:
    """One act in a room with a thousand entries, and in one with ten, by turns."""
    at: dict[str, list[float]] = {"short": [], "long": []}
    crowds = {
        name: Crowd(server.port, [ours.play(room, server.port, story.naming(Random(name)))])  # nosec B311 # a story
        for name, room in (("short", made.short), ("long", made.long))
    }
    for crowd in crowds.values():
        await crowd.open()
        await crowd.run(20, 0.5)
    for _ in range(PAIRS):
        for name, crowd in crowds.items():
            at[name] += (await crowd.run(20, 1)).latencies
    for crowd in crowds.values():
        await crowd.close()
    long, short = median(at["long"]), median(at["short"])
    note = f"p50 {long * 1000:.2f} against {short * 1000:.2f} ms, {len(at['long'])} acts each, by turns"
    return Line("one act with a journal of 1,000 entries, against 10", long / short, "×", limit=1.1, note=note)


async def _wake(server: Server, made: Made) -> Line:
    """Restarts the server under open streams: from when it answers again until each of them has its whole view."""
    took, out = [], []
    crowd = Crowd(server.port, [ours.play(made.rooms[0], server.port)])
    await crowd.open()
    crowd.reconnecting(RETRY)
    for _ in range(3):
        crowd.forget()
        begun = perf_counter()
        await asyncio.to_thread(server.restart)
        await asyncio.to_thread(server.await_port)
        back = perf_counter()
        await crowd.whole()
        took.append(perf_counter() - back)
        out.append(back - begun)
        await asyncio.sleep(0.5)
    await crowd.close()
    note = f"the worst of 11 screens, median of 3; the server itself was away for {median(out):.1f} s"
    return Line("reconnecting to a right screen after a restart", median(took), "s", limit=2, note=note)


def _sealing(folder: str, made: Made, scale: Scale) -> Line:
    command = python("-m", "bench.sealing", made.short["room"], str(100 * scale.runs))
    told = subprocess.run(command, env=ours.surroundings(folder), stdout=subprocess.PIPE, check=True).stdout  # nosec B603 # our own
    sealing, whole = map(float, told.split())
    note = f"{sealing:.0f} of {whole:.0f} µs, the act in process: decided, appended, folded"
    return Line("sealing, share of an act", sealing / whole * 100, "%", limit=10, note=note)
