"""What the bench plays: every act is accepted, and told to the screens the bench waits for."""

from collections.abc import Iterable
from itertools import islice
from random import Random

import pytest

from bench import story
from besace.method.acts import Act, Refusal
from besace.method.decide import decide
from besace.method.evolve import fold
from besace.method.session import Session
from besace.method.view import view_for
from besace.method.words import SCREEN

FACILITATOR = "facilitator"
PEOPLE = [f"person-{place}" for place in range(story.TABLE)]
VIEWERS = [FACILITATOR, *PEOPLE, SCREEN]


def after(session: Session, acts: Iterable[story.Did]) -> Session:
    for did in acts:
        by = FACILITATOR if did.place == story.FACILITATOR else PEOPLE[did.place]
        fields = {name: PEOPLE[value] if name == "person" else value for name, value in did.fields.items()}
        entries = decide(session, Act(did.word, fields), by, 0)
        assert not isinstance(entries, Refusal), (did, entries)
        session = fold(entries, session)
    return session


def gathered() -> Session:
    table = [{"id": person, "name": person} for person in PEOPLE]
    prepare = story.Did(story.FACILITATOR, "prepare", {"facilitator_name": "Fay", "people": table})
    return after(after(Session(), [prepare]), story.gathering())


def told(before: Session, now: Session) -> list[str]:
    islands = [[view_for(session, viewer, 0).islands for viewer in VIEWERS] for session in (before, now)]
    return [viewer for viewer, one, other in zip(VIEWERS, *islands, strict=True) if one != other]


@pytest.mark.parametrize("acts", ["going_on", "naming"])
def test_every_act_is_told_to_the_screens_the_bench_waits_for(acts):
    session = gathered()
    if acts == "going_on":
        session = after(session, story.to_clarification(Random(1)))

    for did in islice(getattr(story, acts)(Random(2)), 60):
        now = after(session, [did])
        assert told(session, now) == VIEWERS[: did.screens], did.word
        session = now


def test_the_gathering_leaves_ten_entries():
    assert gathered().revision == story.GATHERED


def test_passing_the_floor_grows_nothing_but_the_journal():
    session = after(gathered(), islice(story.passing_the_floor(), 40))

    assert session.revision == story.GATHERED + 40
    assert not session.questions
