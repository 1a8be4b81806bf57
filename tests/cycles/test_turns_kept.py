"""Whatever happens to a cycle, in whatever order: nobody's turn is lost, and nothing that is over changes (G5)."""

from datetime import date, time, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from besace.cycles import turns
from besace.cycles.changes import after
from besace.cycles.cycle import Cycle
from besace.cycles.mistake import Mistake
from besace.cycles.session import Fate
from besace.cycles.wall import WallTime

TODAY = date(2026, 1, 5)
PEOPLE = [f"p{n}" for n in range(11)]
WHO = st.sampled_from(PEOPLE)
NUMBER = st.integers(1, 14)
WHEN = st.builds(lambda n: WallTime(TODAY + timedelta(n), time(18), "Europe/Paris"), st.integers(-2, 400))


class ACycle(RuleBasedStateMachine):
    """Any act, allowed or not; a refused one leaves the cycle as it was, since it is a value."""

    @initialize(many=st.integers(1, 9))
    def start(self, many):
        dates = [WallTime(TODAY + timedelta(weeks=4 * n), time(18), "Europe/Paris") for n in range(many)]
        self.cycle = after(Cycle(), turns.start(PEOPLE[:many], dates, TODAY))

    def do(self, act, *args):
        before = self.cycle
        try:
            changes = act(before, *args)
        except Mistake:
            return
        self.cycle = after(before, changes)
        over = [one for one in before.sessions if one.fate is not Fate.TO_COME]
        assert all(self.cycle.sessions[one.number - 1] == one for one in over)
        assert (before != self.cycle) == bool(changes)

    @rule(number=NUMBER, person=WHO)
    def hold(self, number, person):
        self.do(turns.hold, number, person)

    @rule(number=NUMBER, person=WHO)
    def promise(self, number, person):
        self.do(turns.promise, number, person)

    @rule(number=NUMBER, person=WHO)
    def fall_ill(self, number, person):
        self.do(turns.agree, person, TODAY)
        self.do(turns.stand_in, number, person)

    @rule(person=WHO, under_way=st.sets(NUMBER, max_size=2))
    def leave(self, person, under_way):
        before = self.cycle
        self.do(turns.leave, person, under_way)
        gone = {
            one.number
            for one, was in zip(self.cycle.sessions, before.sessions, strict=True)
            if one.fate is not was.fate
        }
        assert not gone & under_way or {one.number for one in before.to_come} <= under_way

    @rule(person=WHO, when=st.none() | WHEN)
    def join(self, person, when):
        self.do(turns.join, person, TODAY, when)

    @rule(number=NUMBER, when=st.none() | WHEN)
    def cancel(self, number, when):
        self.do(turns.cancel, number, TODAY, when)

    @rule(number=NUMBER, when=WHEN)
    def move(self, number, when):
        self.do(turns.move, number, when, TODAY)

    @invariant()
    def each_who_waits_has_a_session(self):
        if not hasattr(self, "cycle"):
            return
        waiting = {one.id for one in self.cycle.waiting}
        promised = [one.client for one in self.cycle.to_come if one.client]
        assert len(self.cycle.to_come) == len(waiting)
        assert len(promised) == len(set(promised))
        assert set(promised) <= waiting

    @invariant()
    def sessions_stand_by_number_and_days_are_apart(self):
        if not hasattr(self, "cycle"):
            return
        days = [one.when.day for one in self.cycle.to_come if one.when]
        assert [one.number for one in self.cycle.sessions] == list(range(1, len(self.cycle.sessions) + 1))
        assert len(days) == len(set(days))


@pytest.mark.method("G5")
def test_nobodys_turn_is_lost():
    run_state_machine_as_test(ACycle, settings=settings(max_examples=150, stateful_step_count=30, deadline=None))
