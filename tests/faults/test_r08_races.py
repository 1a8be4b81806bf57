"""R8: two tabs of the facilitator, and acts that come twice, late or in another order: one wins, the other is told.

A machine of Hypothesis looks for an order that breaks it, on the real journal; then threads race over HTTP. Twenty
hands at once, and tabs in a browser, are in `tests/edge/test_races.py`, under the same mark.
"""

from collections import Counter
from functools import partial
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from besace.live import rooms, seats
from besace.live.act import act
from besace.method.acts import Act, Code
from besace.method.gates import open_conditions
from besace.method.stages.going_on import following
from besace.method.words import STAGES, Moment
from tests.edge.conftest import _fresh, house  # noqa: F401 - the house
from tests.edge.people import ANA, BEA, FAY, Caller, does, seat, set_table
from tests.edge.test_races import all_at_once

pytestmark = pytest.mark.fault("R8")

PLACES = [str(moment) for moment in Moment] + [str(stage) for stage in STAGES]


def place_of(session) -> str:
    """Where a session stands: its moment, or its stage."""
    return str(session.moment or session.stage)


class Tabs(RuleBasedStateMachine):
    """Two tabs press what they were shown, whenever that was; the network delivers as it likes, and more than once."""

    met: ClassVar[Counter[str]] = Counter()

    @initialize()
    def opens(self):
        self.room = set_table()
        does(self.room, FAY, "open")
        self.shown = [rooms.folded(self.room)] * 2
        self.under_way, self.done, self.visited = [], [], [place_of(rooms.folded(self.room).session)]

    @rule(tab=st.integers(0, 1))
    def a_tab_is_brought_up_to_date(self, tab):
        self.shown[tab] = rooms.refreshed(self.room)

    @rule(tab=st.integers(0, 1))
    def a_tab_presses_go_on(self, tab):
        session = self.shown[tab].session
        stage, moment = following(session) if session.stage is not STAGES[-1] else (session.stage, None)
        self.under_way.append((FAY, Act("advance", {"to": str(moment or stage)}), seats.new_key()))

    @rule(tab=st.integers(0, 1), data=st.data())
    def a_tab_waives_what_is_open(self, tab, data):
        if still := open_conditions(self.shown[tab].session):
            fields = {"condition": str(data.draw(st.sampled_from(sorted(still)))), "reason": "for the test"}
            self.under_way.append((FAY, Act("waive", fields), seats.new_key()))

    @rule(who=st.sampled_from((ANA, BEA)))
    def someone_gives_a_subject_or_a_note(self, who):
        word, fields = ("propose_subject", {"title": "How?"}) if len(self.visited) < 3 else ("note", {"text": "n"})
        self.under_way.append((who, Act(word, fields), seats.new_key()))

    @precondition(lambda self: self.under_way)
    @rule(data=st.data())
    def one_arrives_in_any_order(self, data):
        sent = self.under_way.pop(data.draw(st.integers(0, len(self.under_way) - 1)))
        before = rooms.refreshed(self.room)
        answer = act(self.room, *sent)
        after = rooms.refreshed(self.room)
        self.done.append((sent, answer))
        if answer.refusal is None:
            assert after.seq == answer.seq > before.seq
            self._moved(before.session, after.session, sent[1])
        else:
            self.met["refused"] += 1
            assert after == before
            assert answer.refusal.code in {Code.NOT_NOW, Code.UNMET, Code.NOT_YOURS, Code.UNKNOWN, Code.INVALID}

    def _moved(self, before, after, wanted):
        """Of all acts one moves the session, by one place, and by the one that it named."""
        if wanted.word != "advance":
            assert place_of(after) == place_of(before)
            return
        stage, moment = following(before)
        assert place_of(after) == str(moment or stage) == wanted.fields["to"]
        self.visited.append(place_of(after))
        self.met["moved"] += 1

    @precondition(lambda self: self.done)
    @rule(data=st.data())
    def one_arrives_once_more(self, data):
        (sent, first), before = data.draw(st.sampled_from(self.done)), rooms.refreshed(self.room)
        again = act(self.room, *sent)
        if first.refusal is None:
            self.met["again"] += 1
            assert again == first
            assert rooms.refreshed(self.room) == before

    @rule()
    def the_server_starts_again(self):
        rooms.forget_memory()
        self.room = rooms.find(self.room.id)

    @invariant()
    def no_place_was_skipped(self):
        if hasattr(self, "visited"):
            order = [PLACES.index(place) for place in self.visited]
            assert order == sorted(set(order))


def least() -> int:
    """How often the rarest thing was met that an evening must have met to prove anything."""
    return min(Tabs.met[what] for what in ("moved", "refused", "again"))


def test_no_order_of_two_tabs_acts_skips_a_step_or_does_one_twice(rounds, figure):
    examples, steps = int(rounds(15, 2_000)), int(rounds(30, 60))
    many = settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck)
    )
    Tabs.met.clear()
    for _ in range(5):  # evenings are drawn by chance: a few may hold too little to prove anything
        run_state_machine_as_test(Tabs, settings=many)
        if least() > 0:
            break

    assert least() > 0
    met = f"{Tabs.met['moved']:,} moves, {Tabs.met['refused']:,} refusals, {Tabs.met['again']:,} acts sent again"
    figure(f"{examples:,} evenings of acts late, twice and out of order ({met}): no step skipped, none twice", "tabs")


def test_of_two_tabs_that_press_at_once_one_wins_and_the_other_is_told(house, rounds, figure):  # noqa: F811
    many, raced = int(rounds(12, 200)), 0
    while raced < many:
        room = set_table()
        does(room, FAY, "open")
        tabs = [Caller(house.port, seat(room, FAY)).trusted() for _ in range(2)]
        while raced < many and rooms.folded(room).session.stage is not STAGES[-1] and ready(room):
            race(room, tabs)
            raced += 1
    figure(f"{raced} races of two tabs over HTTP: one done, the other told so, with the session as it stands", "races")


def ready(room) -> bool:
    """All that is still open is waived; the choice of a subject is not for us to waive."""
    for condition in open_conditions(rooms.folded(room).session):
        if str(condition) == "subject-chosen":
            return False
        does(room, FAY, "waive", condition=str(condition), reason="for the test")
    return True


def race(room, tabs) -> None:
    """Both press; who is second is told where the session stands, and the same id is answered the same once more."""
    before = rooms.folded(room)
    stage, moment = following(before.session)
    there = str(moment or stage)
    ids = [seats.new_key(), seats.new_key()]
    found = all_at_once(
        *(partial(tab.acts, room, "advance", one, to=there) for tab, one in zip(tabs, ids, strict=True))
    )
    after = rooms.refreshed(room)

    assert sorted(answer.status for answer in found) == [200, 409]
    assert place_of(after.session) == there
    won = next(n for n, answer in enumerate(found) if answer.status == 200)
    assert tabs[won].acts(room, "advance", ids[won], to=there).text == found[won].text
    assert f'"seq": {after.seq}' in found[1 - won].text
    assert rooms.refreshed(room) == after
