import pytest

from besace.people import preparing, timetable
from besace.people.models import Checklist
from besace.people.places import Where, mark
from besace.people.preparing import REMOTE, ROOM, TooMany
from tests.people.cycling import DATES, Begun, begun


@pytest.fixture
def table() -> Begun:
    return begun("Ana", "Bea", "Cleo", address="12 rue des Carmes")


def ready(of: Begun, number: int, kind: str = ROOM) -> set[str]:
    return {line.code for line in preparing.lines(of.meeting(number), kind) if line.ready}


@pytest.mark.method("B4")
def test_the_list_of_a_room_has_what_the_method_asks_for(table):
    assert [line.code for line in preparing.lines(table.meeting(1), ROOM)] == [
        *("closed", "table", "paper", "flipchart", "clock", "sheets", "drinks", "sticks", "phones")
    ]


@pytest.mark.method("B4")
def test_a_session_at_a_distance_has_a_list_of_its_own():
    far = begun("Ana", "Bea", place="remote", link="https://call.example/one")
    codes = [line.code for line in preparing.lines(far.meeting(1), REMOTE)]
    assert {"link", "alone", "headphones", "cameras", "sheets"} <= set(codes)
    preparing.tick(far.meeting(1), REMOTE, ["cameras"], [])
    assert preparing.progress(far.meeting(1)) == (1, len(codes))


@pytest.mark.method("B4", "B5")
def test_there_is_a_chair_and_a_sheet_for_each_who_comes(table):
    many = {line.code: line.many for line in preparing.lines(table.meeting(2), ROOM)}
    assert (many["table"], many["sheets"]) == (3, 3)
    timetable.confirm(table.cycle, table.peers[0], {timetable.slot_of(DATES[1]): False})
    many = {line.code: line.many for line in preparing.lines(table.meeting(2), ROOM)}
    assert (many["table"], many["sheets"]) == (2, 2)


@pytest.mark.method("B4")
def test_what_belongs_to_the_place_stays_ticked_and_what_belongs_to_the_day_is_asked_anew(table):
    preparing.tick(table.meeting(1), ROOM, ["closed", "table", "clock", "sheets", "drinks"], [])
    assert ready(table, 1) == {"closed", "table", "clock", "sheets", "drinks"}
    assert ready(table, 2) == {"closed", "table", "clock"}


@pytest.mark.method("B4")
def test_ticks_are_remembered_for_their_place_and_no_other(table):
    preparing.tick(table.meeting(1), ROOM, ["closed"], [])
    elsewhere = table.meeting(2)
    elsewhere.address = "3 quay of customs"
    elsewhere.save()
    assert ready(table, 2) == set()
    elsewhere.address = " 12, Rue des  Carmes "
    elsewhere.save()
    assert ready(table, 2) == {"closed"}


def test_a_chair_more_is_asked_for_and_a_chair_less_is_not(table):
    slot = timetable.slot_of(DATES[0])
    timetable.confirm(table.cycle, table.peers[0], {slot: False})
    preparing.tick(table.meeting(1), ROOM, ["table"], [])
    assert ready(table, 1) == {"table"}
    timetable.confirm(table.cycle, table.peers[0], {slot: True})
    assert ready(table, 1) == set()
    preparing.tick(table.meeting(1), ROOM, ["table"], [])
    timetable.confirm(table.cycle, table.peers[1], {slot: False})
    assert ready(table, 1) == {"table"}


def test_two_who_tick_at_once_lose_nothing_and_unknown_lines_count_for_nothing(table):
    preparing.tick(table.meeting(1), ROOM, ["closed"], [])
    preparing.tick(table.meeting(1), ROOM, ["clock", "no-such-thing"], [])
    preparing.tick(table.meeting(1), ROOM, [], ["closed"])
    assert ready(table, 1) == {"clock"}
    assert "no-such-thing" not in str(Checklist.objects.get(group=table.group).ticked)


@pytest.mark.method("B4", "F4")
def test_a_line_of_ones_own_is_sealed_stays_with_the_place_and_can_go_again(table):
    preparing.add(table.meeting(1), ROOM, "The key is at the bakery")
    row = Checklist.objects.get(group=table.group)
    assert b"bakery" not in bytes(row.own or b"")
    assert "Carmes" not in row.place
    line = preparing.lines(table.meeting(2), ROOM)[-1]
    assert (line.own, line.ready) == ("The key is at the bakery", False)
    preparing.tick(table.meeting(2), ROOM, [line.code], [])
    assert preparing.progress(table.meeting(2)) == (1, 10)
    preparing.remove(table.meeting(2), ROOM, line.code)
    preparing.remove(table.meeting(2), ROOM, "closed")
    assert preparing.progress(table.meeting(2)) == (0, 9)


def test_a_list_holds_only_so_many_lines_of_ones_own(table):
    for n in range(preparing.MOST_OWN):
        preparing.add(table.meeting(1), ROOM, f"Line {n}")
    with pytest.raises(TooMany):
        preparing.add(table.meeting(1), ROOM, "One more")


@pytest.mark.method("B5")
def test_sheets_are_counted_by_the_language_of_each_who_comes(table):
    table.peers[0].person.language = "fr"
    table.peers[0].person.save()
    assert preparing.readers(preparing.expected(table.meeting(1))) == {"fr": 1, "en": 2}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Where("room", "12 rue des Carmes"), Where("room", "12, Rue des  CARMES"), True),
        (Where("room", "Café de l’Été"), Where("room", "cafe de l'ete"), True),
        (Where("room", "12 rue des Carmes"), Where("room", "21 rue des Carmes"), False),
        (Where("room", "a"), Where("remote", "a"), False),
        (Where("remote", link="https://Call.example/one/"), Where("remote", link="https://call.example/one"), True),
        (Where("remote", link="https://call.example/one"), Where("remote", link="https://call.example/two"), False),
        (Where("remote", link="https://[oops"), Where("remote", link="https://[oops"), True),
    ],
)
def test_a_place_is_known_again_however_it_is_written(one, other, same):
    assert (mark(one) == mark(other)) is same
    assert len(mark(one)) == len(mark(other)) == 43


def test_where_a_session_is_held_is_as_usual_unless_something_was_said_of_it():
    made = begun("Ana", address="12 rue des Carmes", directions="Blue door", link="https://call.example/a")
    meeting = made.meeting(1)
    assert preparing.where(meeting) == Where("room", "12 rue des Carmes", "Blue door", "https://call.example/a")
    meeting.address, meeting.place = "The library", "remote"
    assert preparing.where(meeting) == Where("remote", "The library", "", "https://call.example/a")


def test_nobody_named_yet_means_as_many_chairs_as_the_group_has_seats():
    made = begun("Ana", "Bea")
    for one in made.peers:
        timetable.leave(one)
    assert preparing.lines(made.meeting(1), ROOM)[1].many == 2
