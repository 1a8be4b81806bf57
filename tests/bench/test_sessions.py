"""Scenarios as the bench plays them: with the chairs filled, accepted as written, and each in its own words."""

from collections import Counter
from itertools import pairwise
from random import Random

import pytest

from bench.sessions import EVENING, FOLDERS, NotPlayable, act_of, opened, own_words, placed, planned, plans, told
from besace.live.wording import with_hints
from besace.method.acts import Act, Refusal
from besace.method.decide import decide
from besace.method.evolve import fold
from besace.method.session import Session
from besace.method.words import SCREEN
from besace.rehearse.scenario import read

SCREENS = 11


@pytest.fixture(scope="module")
def both():
    """The plans of all scenarios, and what is said of those that are left out: only whoever asks waits for them."""
    return plans(SCREENS)


@pytest.fixture(scope="module")
def every(both):
    return both[0]


def scenario(name):
    return read(FOLDERS[0] / f"{name}.toml")


def played(plan, chance=None) -> Session:
    session = opened(plan.scenario)
    for step in plan.steps:
        at = EVENING + step.at
        fields = own_words(step, chance) if chance else step.fields
        act = with_hints(session, Act(step.word, fields, step.behalf), at)
        decided = decide(session, act, step.by, at)
        if isinstance(decided, Refusal):
            assert decided.code == step.refused, (plan.name, step)
        else:
            assert step.refused is None, (plan.name, step)
            session = fold(decided, session)
    return session


def test_most_scenarios_go_as_written_with_every_chair_taken(both):
    found, left = both
    assert len(found) >= 15
    files = [file for folder in FOLDERS for file in folder.glob("*.toml")]
    assert len(found) + len(left) == sum(bool(read(file).script) for file in files)
    assert {len(plan.keys) for plan in found} == {SCREENS}


def test_each_session_is_played_from_the_opening_to_its_end_in_the_words_of_its_room(every):
    for plan in every:
        assert played(plan, Random(plan.name)).stage == "closed", plan.name


def test_everybody_added_takes_part_in_what_everybody_does(every):
    plan = next(plan for plan in every if plan.name == "orchard-half-day")

    did = Counter((step.word, step.by) for step in plan.steps)

    added = [key for key in plan.keys if key.startswith("added-")]
    assert len(added) == 5
    for word in ("check_in", "consent", "ask", "reformulate", "agree", "react", "evaluate"):
        assert all(did[word, key] for key in added), word


def test_the_count_of_the_vote_stays_what_it_was():
    session = played(planned("bakers-three-ties", scenario("bakers-three-ties"), SCREENS))

    assert session.stage == "closed"  # after three ties, none of which the added ones broke


def test_an_answer_is_to_the_question_it_was_written_for():
    plan = planned("orchard-half-day", scenario("orchard-half-day"), SCREENS)

    answers = [step.fields["question"] for step in plan.steps if step.word == "answer"]

    assert len(set(answers)) == len(answers) == sum(step.word == "ask" for step in plan.steps)


def test_a_scenario_with_people_enough_keeps_its_own():
    plan = planned("traiteurs-45", scenario("traiteurs-45"), 3)

    assert plan.keys == (plan.scenario.facilitator, "zelie", "alban", "bosco", SCREEN)


def test_a_scenario_that_would_go_otherwise_is_refused_and_says_where():
    with pytest.raises(NotPlayable, match="line 42"):
        planned("choir-away-and-back", scenario("choir-away-and-back"), SCREENS)


def test_acts_are_a_second_apart_at_least_and_in_order(every):
    for plan in every:
        instants = [step.at for step in plan.steps]
        assert all(later > earlier for earlier, later in pairwise(instants)), plan.name


def test_screens_that_see_nothing_of_an_act_are_not_waited_for():
    plan = planned("carers-by-hand", scenario("carers-by-hand"), SCREENS)
    found = list(zip(plan.steps, told(plan), strict=True))

    everyone = tuple(range(SCREENS))
    assert all(places == () for step, places in found if step.refused)
    assert all(places == everyone for step, places in found if step.word == "advance" and not step.refused)
    assert any(0 < len(places) < SCREENS for _, places in found)


def test_no_two_rooms_say_the_same_and_keys_are_nobody_else_s(every):
    plan = every[0]
    ask = next(step for step in plan.steps if step.word == "ask" and step.fields.get("text"))
    vote = next(step for step in plan.steps if step.word == "vote")

    assert own_words(ask, Random(1)) != own_words(ask, Random(2))
    assert own_words(ask, Random(1))["text"].startswith(ask.fields["text"])
    assert own_words(vote, Random(1)) == dict(vote.fields)
    assert placed({"person": "ana", "text": "ana"}, {"ana": "p1"}) == {"person": "p1", "text": "ana"}
    assert act_of(ask).word == "ask"
