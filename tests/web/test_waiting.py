"""What may wait for the link: every act is in the table once, with a reason, and the room's page says the same."""

import re
from collections import Counter

import pytest
from django.test import Client

from besace import policy
from besace.live import seats
from besace.method.rules import RULES
from besace.method.stages.gathering import PREPARE
from besace.policy.waiting import MAY, MUST_NOT
from tests.edge.people import ANA, FAY, seat, set_table

MOVES = {"open", "advance", "return", "close", "extend", "shorten", "pause", "resume", "start_silence", "discomfort"}
YES = {"consent", "accept", "decline", "object", "match", "agree", "plans_agree"}


def test_every_act_is_said_once_to_wait_or_not_and_why():
    told = Counter(word for row in (*MAY, *MUST_NOT) for word in row.acts.split())

    assert told == Counter({*RULES, PREPARE.word})
    assert all(row.why for row in (*MAY, *MUST_NOT))


def test_nothing_that_moves_the_session_or_says_yes_to_what_stands_may_wait():
    assert {*MOVES, *YES} <= set(RULES)
    assert not policy.WAITS & {*MOVES, *YES}


@pytest.mark.parametrize("person", [ANA, FAY])
def test_the_page_of_the_room_says_what_may_wait(person):
    room = set_table()
    browser = Client(headers={"host": "localhost"})
    browser.cookies[seats.COOKIE] = seat(room, person)
    page = browser.get(f"/s/{room.id}/").content.decode()
    said = re.search(r'data-waits="([^"]*)"', page)

    assert said
    assert set(said[1].split()) == policy.WAITS
