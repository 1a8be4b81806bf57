"""The plan in the client's own calendar."""

import pytest
from django.test import Client
from icalendar import Calendar

from besace.live import rooms, seats
from besace.live.act import act
from besace.live.models import Seat
from besace.method.acts import Act
from tests.cast import ANA, BEA, FAY, at_synthesis

PEOPLE = [{"id": ANA, "name": "Ana"}, {"id": BEA, "name": "Bea"}]


@pytest.fixture
def room():
    """A room brought by hand to its synthesis, with one dated action."""
    made = rooms.open_room({"facilitator_name": "Fay", "people": PEOPLE, "language": "en"}, FAY)

    def do(by, word, **fields):
        answer = act(made, by, Act(word, fields), seats.new_key())
        assert answer.refusal is None, (word, answer.refusal)

    for one in (ANA, BEA):
        do(FAY, "admit", person=one)
    for word in ("open", "advance"):
        do(FAY, word)
    do(ANA, "propose_subject", key="a", title="How to rest to be well?")
    do(FAY, "choose", subject="a", because="urgency")
    do(ANA, "accept")
    do(BEA, "consent")
    do(FAY, "advance")
    do(ANA, "done")
    do(FAY, "advance")
    for word in ("ask", "clear"):
        do(BEA, word)
    do(FAY, "advance")
    do(BEA, "reformulate")
    do(ANA, "match", person=BEA, matches=True)
    do(ANA, "set_contract", question="How?", expectation="Ways")
    for one in (ANA, BEA):
        do(one, "agree")
    do(FAY, "advance")
    do(BEA, "react", kind="proposal")
    do(FAY, "advance")
    do(ANA, "add_action", text="Walk by the river", when="tomorrow", term="short")
    assert rooms.folded(made).session.stage is at_synthesis().stage
    return made


def asking(room, person):
    key = seats.new_key()
    seats.take(room, person, key, Seat.Role.FACILITATOR if person == FAY else Seat.Role.PARTICIPANT)
    browser = Client(headers={"host": "localhost"})
    browser.cookies[seats.COOKIE] = key
    return browser.get(f"/s/{room.id}/plan.ics")


@pytest.mark.method("S5.1")
def test_the_client_takes_her_plan_into_her_calendar(room):
    answer = asking(room, ANA)

    (event,) = Calendar.from_ical(answer.content).events
    assert event["summary"] == "Walk by the river"
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.method("S5.1", "F4")
@pytest.mark.parametrize("person", [BEA, FAY])
def test_the_plan_is_nobody_elses_to_take(room, person):
    assert asking(room, person).status_code == 404


@pytest.mark.method("F4")
def test_a_client_marked_absent_takes_nothing(room):
    assert act(room, FAY, Act("mark_absent", {"person": ANA}), seats.new_key()).refusal is None

    assert asking(room, ANA).status_code == 404
