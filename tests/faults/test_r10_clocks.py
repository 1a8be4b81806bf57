"""R10: clocks that are wrong: the server's jumps an hour on or back, a browser's is a day off. Order is by sequence."""

import json
import re

import pytest
from playwright.sync_api import expect

from besace import journal
from besace.live import clock, rooms
from besace.live.models import Room
from besace.method.words import SCREEN
from tests.edge.conftest import _fresh, comes, house  # noqa: F401 - the house and its people
from tests.edge.people import (
    ANA,
    BEA,
    CLEO,
    FAY,
    IN_TIME,
    LAPTOP,
    Caller,
    brought_to_clarification,
    code_of,
    seat,
    set_table,
)

pytestmark = pytest.mark.fault("R10")

HOUR, DAY = 3_600, 24 * 3_600
NOON = 1_800_000_000
EVERYONE = (FAY, ANA, BEA, CLEO, SCREEN)
NEGATIVE = re.compile(r"""(?:[-\u2212]\s?\d+[:\u2032]\d|(?:spent|elapsed|took)["']?[:=]\s?["']?-\d)""")
"""A time below nothing, as words or as data. What is left of a step may be below: that is "behind", and said so."""


def views(port: int, room: Room) -> list[dict[str, object]]:
    callers = [Caller(port, seat(room, who)) for who in EVERYONE]
    return [json.loads(caller.get(f"/s/{room.id}/view").text) for caller in callers]


@pytest.mark.parametrize("jump", [HOUR, -600, -HOUR])
def test_acts_keep_their_order_and_no_time_runs_back_when_the_servers_clock_jumps(house, figure, jump: int):  # noqa: F811
    clock.put(NOON)
    room = set_table()
    brought_to_clarification(room)
    hers = Caller(house.port, seat(room, BEA)).trusted()
    clock.put(NOON + 60)
    assert hers.acts(room, "ask", text="Before?").status == 200
    clock.put(NOON + 60 + jump)
    assert hers.acts(room, "ask", text="After?").status == 200
    clock.put(NOON + 61 + jump)
    shown = views(house.port, room)

    entries = journal.read(room.journal)
    asked = [entry.fields["text"] for entry in entries if entry.kind == "ask"]
    instants = [entry.at for entry in entries]
    figure(f"{len(EVERYONE)} views after a jump of {jump:+,} s: order kept, no time below nothing", f"{jump:+} s")
    assert asked == ["Before?", "After?"]
    assert instants == sorted(instants)
    assert rooms.refold(room) == rooms.folded(room)
    assert [NEGATIVE.findall(json.dumps(view["islands"], ensure_ascii=False)) for view in shown] == [[]] * len(shown)
    assert min(rooms.folded(room).session.spent.values()) >= 0


def test_time_below_nothing_would_be_seen():
    """The control of the pattern above."""
    assert NEGATIVE.search("−3:12")
    assert NEGATIVE.search('"spent": -4')
    assert not NEGATIVE.search("2026-11-27 10:15, step-by-step, 12′")


@pytest.mark.e2e
@pytest.mark.parametrize("off", [DAY, -DAY])
def test_a_browser_a_day_off_draws_the_same_time_as_one_that_is_right(comes, off: int):  # noqa: F811
    room, right, wrong = set_table(), comes(*LAPTOP), comes(*LAPTOP)
    brought_to_clarification(room)
    wrong.context.add_init_script(f"{{ const own = Date.now; Date.now = () => own() + {off * 1000}; }}")
    pages = [one.sits(room, FAY) for one in (right, wrong)]
    assert pages[1].evaluate("() => Date.now()") - pages[0].evaluate("() => Date.now()") > off * 1000 - HOUR

    drawn = [seconds_of(page.locator("[data-clock=step]:visible").first.inner_text()) for page in pages]
    assert min(drawn) > 0
    assert abs(drawn[0] - drawn[1]) <= IN_TIME / 1000


@pytest.mark.e2e
@pytest.mark.parametrize("off", [DAY, -DAY])
def test_a_code_dies_by_the_servers_clock_whatever_the_browsers_says(comes, off: int):  # noqa: F811
    room, ana = set_table(), comes()
    ana.context.add_init_script(f"{{ const own = Date.now; Date.now = () => own() + {off * 1000}; }}")
    clock.put(NOON // 600 * 600 + 5)
    code = code_of(room)
    expect(ana.types_code(code).get_by_role("textbox", name="Your first name")).to_be_visible()
    clock.put(NOON // 600 * 600 + 600 + 60)

    expect(comes().types_code(code).get_by_role("alert")).to_contain_text("This code has changed")


def seconds_of(drawn: str) -> int:
    """What a clock of minutes and seconds says."""
    minutes, _, seconds = drawn.partition(":")
    return int(minutes) * 60 + int(seconds)
