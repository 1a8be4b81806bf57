"""When time alone changes a view: at the instants that are said, for those of whom it is said (S0.2, S5)."""

import pytest

from bench.sessions import EVENING, act_of, opened, plans
from besace.live.wording import with_hints
from besace.method.acts import Refusal
from besace.method.decide import decide
from besace.method.evolve import fold
from besace.method.view import view_for, wakes_at

EACH_MINUTE = {"rail", "desk_replan", "overrun", "prompts"}
"""What is planned anew while a step is over its time: as of its last minute."""


@pytest.fixture(scope="module")
def every():
    """The plans of all scenarios that can be played with every chair taken."""
    return plans(11)[0]


def stretches(plan):
    """Each session between two acts of a scenario: as it stands, from when, until when."""
    session, now = opened(plan.scenario), EVENING
    for step in plan.steps:
        at = EVENING + step.at
        yield session, now, at
        decided = decide(session, with_hints(session, act_of(step), at), step.by, at)
        if not isinstance(decided, Refusal):
            session = fold(decided, session)
        now = max(now, at)


def instants(session, now, until, whose):
    """Each instant from `now` on at which time alone changes a view, and the last second before the next one."""
    while now < until:
        after = getattr(wakes_at(session, now), whose) or until
        yield now, min(after, until) - 1
        now = after


def seen(session, people, at):
    return {one: view_for(session, one, at).islands for one in people}


def test_between_the_instants_told_for_all_only_the_facilitator_s_view_changes(every):
    for plan in every:
        others = [one for one in plan.keys if one != plan.scenario.facilitator]
        for session, now, until in stretches(plan):
            for first, last in instants(session, now, until, "all"):
                assert seen(session, others, last) == seen(session, others, first), plan.name


def test_between_the_instants_told_for_some_nothing_changes_but_what_is_looked_at_each_minute(every):
    for plan in every:
        her = plan.scenario.facilitator
        for session, now, until in stretches(plan):
            for first, last in instants(session, now, until, "some"):
                before, after = (view_for(session, her, at).islands for at in (first, last))
                assert {name for name in before if before[name] != after[name]} <= EACH_MINUTE, plan.name


def test_at_an_instant_told_for_all_phones_do_change(every):
    changed = 0
    for plan in every:
        phones = plan.scenario.participants
        for session, now, until in stretches(plan):
            at = wakes_at(session, now).all
            if at and at < until:
                changed += seen(session, phones, at) != seen(session, phones, at - 1)
    assert changed >= len(every)
