"""Lengths and variants on the pages: chosen in one touch, said plainly, and carried into the room (G7, G8, F6)."""

import re
from collections.abc import Iterator

import pytest

from besace.live import clock, rooms, seats
from besace.live.act import act
from besace.live.models import Room, Seat
from besace.method.acts import Act
from besace.method.formats import FORMATS, KNOWN, OFFERED
from besace.method.variants import VARIANTS
from besace.method.words import TIMED, Stage
from besace.papers import lengths as words
from besace.people import handing, lengths, timetable
from besace.people.models import Group, Meeting
from tests.people import cast, cycling, sessions
from tests.web.groups.test_new import TOLD
from tests.web.test_pages import START, browser, opened, room_at

OURS = {f"minutes_{stage}": str(n) for stage, n in zip(TIMED, (25, 12, 20, 8, 35, 20, 15), strict=True)}


PLAN = [{"text": f"Call {who}", "when": "tomorrow", "term": "short"} for who in ("Zoe", "the bank", "my brother")]


@pytest.fixture(autouse=True)
def february() -> Iterator[None]:
    with clock.at(cast.AT):
        yield


@pytest.mark.method("G7")
def test_every_length_says_what_it_is_for_and_every_short_one_what_it_gives_up():
    for name in FORMATS:
        assert name in words.NAMES
        assert name in words.FOR
        assert bool(words.given_up(name)) == (name != "180"), name
    assert {one for known in KNOWN.values() for one in known.gives_up} == set(words.GIVEN_UP)
    assert set(VARIANTS) == set(words.VARIANTS) == set(words.VARIANTS_SAY)


@pytest.mark.method("G7")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_first_page_says_each_before_it_is_chosen(language):
    page = browser().get("/start/", headers={"accept-language": language}).content.decode()

    for name in OFFERED:
        about = re.search(rf'data-length="{name}">(.*?)</div>', page, re.DOTALL)
        assert about
        assert (name == "180") != ("<strong>" in about[1])


@pytest.mark.method("G7")
def test_a_variant_chosen_at_the_start_is_held_in_the_room():
    session = rooms.folded(room_at(opened(browser(), format="150", four_a="on", turned_away="on"))).session

    assert session.format == "150"
    assert [name for name in VARIANTS if session.has(name)] == ["turned_away", "four_a"]


@pytest.mark.method("G8", "R7")
def test_who_facilitates_from_among_the_group_has_a_chair_and_is_there():
    session = rooms.folded(room_at(opened(browser(), rotating="on"))).session

    assert [one.name for one in session.people] == ["Ana", "Bea", "Fay"]
    assert session.name_of(session.rotating) == "Fay"
    assert session.is_here(session.rotating)
    assert session.rotating != session.facilitator


def test_a_tenth_chair_is_not_laid_for_who_facilitates():
    names = "\n".join(f"Peer {n}" for n in range(9))
    told = START | {"people": names, "rotating": "on"}
    answer = browser().post("/start/", told)

    assert answer.status_code == 422
    assert "Nine at most, and you are one of them" in answer.content.decode()


def test_the_length_and_the_ways_can_be_set_right_until_the_session_opens():
    client = browser()
    base = opened(client)
    room = room_at(base)
    page = client.get(base).content.decode()
    assert all(f'<option value="{name}"' in page for name in OFFERED)

    done = client.post(f"{base}act", {"act": "arrange", "minutes": "90", "four_a": "true", "rotating": "nobody"})
    assert done.status_code == 302
    session = rooms.folded(room).session
    assert (session.format, session.has("four_a")) == ("90", True)

    ana = session.people[0].id
    for word, fields in (("admit", {"person": ana}), ("open", {})):
        assert act(room, session.facilitator, Act(word, fields), f"said-{word}-0001").refusal is None
    late = client.post(f"{base}act", {"act": "arrange", "minutes": "120"}, headers={"accept": "application/json"})
    assert late.json()["refused"]["field"] == "minutes"
    assert rooms.folded(room).session.format == "90"


@pytest.mark.method("F6", "G5")
def test_the_second_session_is_opened_by_who_facilitates_and_by_nobody_else(client_of_a_closed_half_day):
    host, peer, base = client_of_a_closed_half_day
    assert peer.post(f"{base}second").status_code == 404
    assert room_at(base).second_id is None

    way = host.post(f"{base}second")["Location"]

    assert way != base
    assert host.post(f"{base}second")["Location"] == way
    assert f'href="{way}"' in peer.get(base).content.decode()
    assert peer.get(way).status_code == 200
    assert browser().get(way).status_code == 404


@pytest.fixture
def client_of_a_closed_half_day():
    host, key = browser(), seats.new_key()
    base = opened(host, format="half-day")
    room = room_at(base)
    session = rooms.folded(room).session
    table = [one.id for one in session.people]
    seats.take(room, table[1], key, Seat.Role.PARTICIPANT)
    plan = [
        {"text": f"Call the bank {n}", "when": "tomorrow", "term": term}
        for n, term in enumerate(("short", "medium", "long"))
    ]
    sessions.whole(room, session.facilitator, table, plan)
    assert rooms.folded(room).session.stage is Stage.CLOSED
    return host, browser(key), base


def test_a_session_that_none_follows_says_so_and_opens_nothing():
    client = browser()
    base = opened(client)
    room = room_at(base)
    assert client.post(f"{base}second").status_code == 404  # it is not over
    session = rooms.folded(room).session
    sessions.whole(room, session.facilitator, [one.id for one in session.people], PLAN)

    answer = client.post(f"{base}second")

    assert answer.status_code == 409
    assert "There is no second session to open" in answer.content.decode()
    assert Room.objects.get(pk=room.id).second is None


@pytest.mark.method("G7")
def test_a_group_names_its_own_length_and_it_is_kept_sealed():
    fay = cast.person("Fay")
    cast.browser(fay).post("/g/new/", TOLD | OURS | {"length": "own", "own_name": "Our Thursday"})
    group = Group.objects.get(members__person=fay)

    own = lengths.of(group)
    assert (group.minutes, own.name, [own.minutes[one] for one in TIMED]) == (
        135,
        "Our Thursday",
        [25, 12, 20, 8, 35, 20, 15],
    )
    assert group.own_format
    assert b"Thursday" not in bytes(group.own_format)
    page = cast.browser(fay).get(f"/g/{group.id}/edit/").content.decode()
    assert 'value="Our Thursday"' in page
    assert re.search(r'name="minutes_reactions" value="35"', page)


def test_minutes_of_some_steps_alone_are_refused_and_nothing_typed_is_lost():
    fay = cast.person("Fay")
    answer = cast.browser(fay).post("/g/new/", TOLD | {"length": "own", "minutes_contract": "9", "own_name": "Ours"})

    assert answer.status_code == 422
    assert "Give the minutes of every step, or of none." in answer.content.decode()
    assert 'value="Ours"' in answer.content.decode()
    assert not Group.objects.filter(members__person=fay).exists()


@pytest.mark.method("G7")
def test_a_groups_own_way_is_offered_as_its_session_opens_and_stands_in_the_room_and_on_paper():
    told = cycling.begun("Ana", "Bea", "Cleo", minutes=135, format="own", variants=["return_of_experience"])
    split = {str(stage): int(OURS[f"minutes_{stage}"]) for stage in TIMED}
    Group.objects.filter(pk=told.group.pk).update(own_format=lengths.close_own(told.group.id, "Our Thursday", split))
    host = cast.browser(told.fay.person)

    page = host.get(f"/g/{told.group.id}/1/").content.decode()
    assert "Our Thursday, as usual" in page
    assert re.search(r'name="return_of_experience" value="on" checked', page)

    way = host.post(f"/g/{told.group.id}/1/", {"do": "open", "ways": "1", "four_a": "on"})["Location"]
    session = rooms.folded(room_at(way)).session
    assert (session.format_name, session.minutes[Stage.REACTIONS]) == ("Our Thursday", 35)
    assert [name for name in VARIANTS if session.has(name)] == ["four_a"]
    assert "Our Thursday" in host.get(way).content.decode()


@pytest.mark.method("G8")
def test_the_group_takes_turns_at_facilitating_and_whose_turn_it_is_keeps_her_chair():
    told = cycling.begun("Ana", "Bea", "Cleo", variants=["rotating"])
    ana, bea, _ = told.peers
    first = told.meeting(1)
    assert handing.proposed(first) == ana
    page = f"/g/{told.group.id}/1/"
    assert "It is Ana’s turn to facilitate." in cast.browser(bea.person).get(page).content.decode()

    assert cast.browser(bea.person).post(page, {"do": "take-turns", "person": bea.id}).status_code == 404
    assert cast.browser(told.fay.person).post(page, {"do": "take-turns", "person": ana.id}).status_code == 302
    way = cast.browser(ana.person).post(page, {"do": "open"})["Location"]
    session = rooms.folded(room_at(way)).session

    assert session.rotating == ana.id
    assert session.is_here(ana.id)
    assert (session.facilitator_name, session.facilitator == ana.id) == ("Ana", False)
    assert handing.proposed(told.meeting(2)) == bea
    assert Meeting.objects.get(pk=first.pk).facilitator == ana
    assert timetable.folded(told.cycle).been_client == frozenset()
