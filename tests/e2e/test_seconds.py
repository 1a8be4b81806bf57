"""A screen on which nothing happens draws when a second turns and rests in between: phones lie there three hours."""

import pytest

from tests.edge.people import BEA, LIVE, brought_to_clarification, seat, set_table

pytestmark = pytest.mark.e2e
WATCHED = 6
DRAWN = """(seconds) => new Promise((done) => {
  const drawn = [], shown = new Set(), clock = () => document.querySelector("[data-clock=step]").textContent;
  const watch = new MutationObserver(() => { drawn.push(Date.now()); shown.add(clock()); });
  watch.observe(document.body, { attributes: true, childList: true, characterData: true, subtree: true });
  setTimeout(() => { watch.disconnect(); done({ drawn, shown: [...shown] }); }, seconds * 1000);
})"""


def test_the_clock_is_drawn_once_a_second(house, sit, complaints):
    room = set_table()
    brought_to_clarification(room)
    page = sit(f"/s/{room.id}/", seat(room, BEA))
    page.wait_for_function(LIVE)
    page.wait_for_timeout(3_000)  # what comes with the opening is over

    seen = page.evaluate(DRAWN, WATCHED)

    assert WATCHED / 2 <= len(seen["shown"]) <= WATCHED + 1
    assert len(seen["shown"]) <= len(seen["drawn"]) <= WATCHED + 2
    assert complaints == []
