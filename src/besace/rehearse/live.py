"""Performing a scenario in a running server, at a multiple of real time, so that one can watch it or take a part."""

import time
from collections.abc import Callable

from besace.live import links
from besace.live.models import Seat
from besace.rehearse import part
from besace.rehearse.doors import Outside, page_of
from besace.rehearse.play import Outcome, Stage
from besace.rehearse.scenario import Check, Does, Line, Look, Scenario
from besace.rehearse.table import Table, set_table
from besace.web.joining import seat_token

PATIENCE = 600.0
PAUSE = 1.0

MISSING = 404


class Elsewhere(Exception):  # noqa: N818 - what is wrong, in one word
    """The server does not know the table that was set for it: it keeps its sessions in another folder."""


type Say = Callable[[str], None]


def perform(scenario: Scenario, server: str, speed: float, me: str | None, say: Say) -> bool:
    """Plays a scenario over HTTP in real time times `speed`; whether everything went as written.

    What `me` should do is left to the person who took that part; the others wait for her where they need it.

    Raises:
        Elsewhere: the server keeps its sessions in another folder.
    """
    table = set_table(scenario, rate=speed)
    host = Outside(server, table.devices[scenario.facilitator], scenario.language)
    if host.get(page_of(table.room.id, scenario.facilitator)).status == MISSING:
        raise Elsewhere
    say(f"{scenario.title}: {server}/s/{table.room.id}/")
    if me:
        say(f"Your part, {scenario.names[me]}: {server}/join/#{_link(scenario, table, me)}")
    return run(scenario, table, server, speed, me, say)


def _link(scenario: Scenario, table: Table, me: str) -> str:
    """A link that gives this part's seat to the browser that follows it."""
    role = Seat.Role.FACILITATOR if me == scenario.facilitator else Seat.Role.PARTICIPANT
    return seat_token(table.room, links.mint(table.room, role, table.people[me]))


def run(scenario: Scenario, table: Table, server: str, speed: float, me: str | None, say: Say) -> bool:
    """Plays at a table that is set, each line at its time."""
    stage = Stage(
        scenario, table, {key: Outside(server, device, scenario.language) for key, device in table.devices.items()}
    )
    began, held = time.monotonic(), True
    for line in scenario.script:
        time.sleep(max(began + line.at / speed - time.monotonic(), 0))
        if _is_mine(line, me) or isinstance(line, Check):
            continue
        outcome = _patiently(stage, line, me) if me else stage.play(line)
        say(f"{'✗' if outcome.wrong else '✓'} {outcome.told}{''.join(f' — {wrong}' for wrong in outcome.wrong)}")
        held = held and not outcome.wrong
    return held


def _is_mine(line: Line, me: str | None) -> bool:
    return me is not None and ((isinstance(line, Does) and me in (line.by, line.behalf)) or isinstance(line, Look))


def _patiently(stage: Stage, line: Line, me: str) -> Outcome:
    """Tries again while a line waits for the person who took a part."""
    until = time.monotonic() + PATIENCE
    outcome = stage.play(part.translated(stage, line, me))
    while part.waits(stage, line, outcome) and time.monotonic() < until:
        time.sleep(PAUSE)
        outcome = stage.play(part.translated(stage, line, me))
    return outcome
