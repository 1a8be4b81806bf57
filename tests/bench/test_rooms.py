"""What many whole sessions ask of a house: every act of every scenario, as a browser would send it."""

from urllib.parse import parse_qs

import pytest

from bench.halls import OK, REFUSED
from bench.rooms import Asked, programme
from bench.sessions import plans

SCREENS = 11


@pytest.fixture(scope="module")
def drawn():
    """Each scenario once, from its opening to its end."""
    count = len(plans(SCREENS)[0])
    return programme(Asked(rooms=count, screens=SCREENS, rate=count, seconds=10**6, shuffled=False))


def room(plan):
    """What the browsers of a room know."""
    screens = [{"device": "d", "secret": "c", "token": "t", "seat": f"seat-of-{key}"} for key in plan.keys]
    people = {key: f"id-of-{key}" for key in (*plan.scenario.everyone, *plan.scenario.newcomers)}
    return {"room": f"room-{plan.name}", "people": people, "screens": screens}


def test_every_act_of_every_scenario_is_sent_by_the_screen_of_who_does_it(drawn):
    acts = list(drawn.acts([room(plan) for plan in drawn.plans], 8000))

    assert len(acts) == drawn.count == sum(len(plan.steps) for plan in drawn.plans)
    seen = {(act.room, form_of(act)["seat"]) for act in acts}
    assert seen == {(number, f"seat-of-{step.by}") for number, plan in enumerate(drawn.plans) for step in plan.steps}


def test_who_is_spoken_for_is_named_as_the_room_knows_her_and_a_stranger_as_the_scenario_does(drawn):
    spoken = [form_of(act).get("for") for act in drawn.acts([room(plan) for plan in drawn.plans], 8000)]
    strangers = {
        step.behalf for plan in drawn.plans for step in plan.steps if step.behalf and step.refused == "unknown"
    }

    assert strangers, "no scenario speaks for somebody unknown: this proves nothing"
    assert {one for one in spoken if one and not one.startswith("id-of-")} == strangers


def test_what_a_scenario_has_refused_is_expected_to_be_and_shown_to_nobody(drawn):
    acts = list(drawn.acts([room(plan) for plan in drawn.plans], 8000))

    refused = sum(bool(step.refused) for plan in drawn.plans for step in plan.steps)
    assert sum(act.expected == REFUSED for act in acts) == refused > 0
    assert all(not act.places for act in acts if act.expected == REFUSED)
    assert {act.expected for act in acts} == {OK, REFUSED}


def form_of(act):
    return {name: values[0] for name, values in parse_qs(act.request.partition(b"\r\n\r\n")[2].decode()).items()}
