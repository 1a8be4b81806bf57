import pytest

from besace.live import clock, codes, doors, links, rooms, seats
from besace.live.act import Answer, act
from besace.live.doors import Entered, Expired, Full, Throttled, TooLate, Wrong
from besace.live.limits import LIMITS
from besace.live.models import Knock, Room, Seat, new_room_id
from besace.live.seats import Place
from besace.method.acts import Act, Code
from tests import disk
from tests.live.cast import ANA, FAY, NAMES, a_room

NOW = 1_700_000_400  # a whole number of periods


@pytest.fixture(autouse=True)
def _calm():
    LIMITS.forget()
    yield
    LIMITS.forget()


def typed(room: Room, at: float = NOW) -> str:
    return codes.codes(room.id, at).typed


def enter(given: str, at: int = NOW, key: str = "", address: str = "10.0.0.1"):
    with clock.at(at):
        return doors.enter(given, key or seats.new_key(), address)


def seat(room: Room, key: str) -> Place:
    place = seats.seat_for(room, key)
    assert place
    return place


def state(room: Room, key: str) -> str:
    standing = doors.standing(room, key)
    assert standing
    return standing.state


def code(answer: Answer) -> str:
    assert answer.refusal
    return answer.refusal.code


def at_the_door(room: Room, **who: str) -> tuple[str, doors.Waiting]:
    key = seats.new_key()
    assert isinstance(enter(typed(room), key=key), Entered)
    waiting = doors.knock(room, key, **who)
    assert isinstance(waiting, doors.Waiting)
    return key, waiting


def test_a_code_is_typed_as_one_likes():
    room = a_room()
    shown = typed(room)

    assert len(shown) == 8
    assert enter(f" {shown[:4].lower()}-{shown[4:]} ") == Entered(room)


def test_the_qr_carries_a_token_of_its_own():
    room = a_room()
    token = codes.codes(room.id, NOW).token

    assert len(token) >= 21
    assert enter(f"{room.id}.{token}") == Entered(room)
    assert enter(f"{a_room().id}.{token}") == Wrong()


@pytest.mark.parametrize(
    ("later", "outcome"), [(0, Entered), (599, Entered), (659, Entered), (660, Expired), (3600, Expired), (9000, Wrong)]
)
def test_a_code_lives_ten_minutes_and_one_more(later, outcome):
    room = a_room()

    assert isinstance(enter(typed(room), NOW + later), outcome)


def test_no_code_leads_in_once_step_one_has_started(monkeypatch):
    room = a_room()
    monkeypatch.setattr(doors, "is_open", lambda _: False)

    assert enter(typed(room)) == TooLate()


def test_the_facilitator_admits_by_name_and_two_words():
    room = a_room()
    key, waiting = at_the_door(room, person=ANA)

    assert (waiting.name, waiting.moving, len(waiting.words.split())) == ("Ana", False, 2)
    assert doors.waiting(room) == (waiting,)
    assert seats.seat_for(room, key) is None
    assert doors.admit(room, waiting.id, FAY).refusal is None
    assert seat(room, key).person == ANA
    assert rooms.folded(room).session.is_here(ANA)
    assert doors.waiting(room) == ()
    assert state(room, key) == Knock.State.ADMITTED


def test_only_the_facilitator_admits_or_refuses():
    room = a_room()
    key, waiting = at_the_door(room, person=ANA)

    assert code(doors.admit(room, waiting.id, ANA)) is Code.NOT_YOURS
    assert code(doors.refuse(room, waiting.id, ANA)) is Code.NOT_YOURS
    assert seats.seat_for(room, key) is None


def test_someone_not_expected_gives_a_name_and_gets_a_seat():
    room = a_room()
    key, waiting = at_the_door(room, name="  Dora  Lee ")
    doors.admit(room, waiting.id, FAY)

    person = seat(room, key).person
    assert rooms.folded(room).session.name_of(person) == "Dora Lee"


def test_the_tenth_is_told_that_the_table_is_full():
    people = [{"id": f"p-{n}", "name": f"P {n}"} for n in range(9)]
    room = rooms.open_room({"facilitator_name": "Fay", "people": people}, FAY)
    key = seats.new_key()
    enter(typed(room), key=key)

    assert doors.knock(room, key, name="Tenth") == Full()
    assert isinstance(doors.knock(room, key, person="p-8"), doors.Waiting)


def test_who_is_refused_stays_outside_and_may_ask_again():
    room = a_room()
    key, waiting = at_the_door(room, person=ANA)
    doors.refuse(room, waiting.id, FAY)

    assert state(room, key) == Knock.State.REFUSED
    assert doors.waiting(room) == ()
    assert isinstance(doors.knock(room, key, person=ANA), doors.Waiting)


def test_moving_to_another_phone_takes_the_seat_from_the_former():
    room = a_room()
    former, waiting = at_the_door(room, person=ANA)
    doors.admit(room, waiting.id, FAY)
    key, waiting = at_the_door(room, person=ANA)

    assert waiting.moving
    assert seats.seat_for(room, former)
    doors.admit(room, waiting.id, FAY)
    assert seats.seat_for(room, former) is None
    assert seat(room, key).person == ANA


def test_nobody_knocks_without_a_code():
    assert doors.knock(a_room(), seats.new_key(), person=ANA) is None


def test_a_name_at_the_door_is_sealed():
    room = a_room()
    at_the_door(room, name="Zephyrine Canary")

    written = list(disk.files())
    assert any(room.id.encode() in file for file in written)
    assert not any(b"Zephyrine" in file for file in written)


def test_five_failures_stop_a_device_for_ten_minutes():
    room, key = a_room(), seats.new_key()
    for n in range(5):
        assert enter("WRONGONE", key=key, address=f"10.0.1.{n}") == Wrong()

    assert enter(typed(room), key=key) == Throttled(600)
    assert isinstance(enter(typed(room, NOW + 600), NOW + 600, key=key), Entered)


def test_thirty_failures_a_minute_stop_an_address():
    room = a_room()
    for _ in range(30):
        assert enter("WRONGONE") == Wrong()

    assert enter(typed(room)) == Throttled(60)
    assert isinstance(enter(typed(room), address="10.0.0.2"), Entered)


def test_ten_phones_behind_one_address_come_in_one_after_the_other():
    room = a_room()

    assert all(isinstance(enter(typed(room)), Entered) for _ in range(100))


def test_many_failures_overall_slow_everyone_to_a_try_a_second():
    room = a_room()
    for n in range(100):
        assert enter("WRONGONE", address=f"10.0.2.{n}") == Wrong()

    assert enter(typed(room), address="10.0.3.1") == Throttled(1)
    assert isinstance(enter(typed(room), NOW + 1, address="10.0.3.1"), Entered)


def test_a_facilitators_link_gives_the_console_until_it_is_replaced():
    room, key = a_room(), seats.new_key()
    former = links.mint(room, Seat.Role.FACILITATOR, FAY)
    token = links.mint(room, Seat.Role.FACILITATOR, FAY)

    assert links.redeem(room, former, key) is None
    links.redeem(room, token, key)
    assert seat(room, key).role == Seat.Role.FACILITATOR
    assert links.redeem(a_room(), token, key) is None
    links.revoke(room, Seat.Role.FACILITATOR, FAY)
    assert links.redeem(room, token, seats.new_key()) is None
    assert seats.seat_for(room, key)


def test_a_return_link_brings_someone_back_once_and_replaces_her_lost_phone():
    room = a_room()
    act(room, FAY, Act("admit", {"person": ANA}), "a")
    lost, found = seats.new_key(), seats.new_key()
    seats.take(room, ANA, lost, Seat.Role.PARTICIPANT)
    token = links.mint(room, Seat.Role.PARTICIPANT, ANA, once=True)

    links.redeem(room, token, found)
    assert seat(room, found).person == ANA
    assert seats.seat_for(room, lost) is None
    assert links.redeem(room, token, seats.new_key()) is None


def test_a_device_may_hold_several_seats_and_names_the_one_it_means():
    room, key = a_room(), seats.new_key()
    places = [seats.take(room, person, key, Seat.Role.PARTICIPANT) for person in NAMES]

    assert [seats.seat_for(room, key, place.id) for place in places] == places
    assert seats.seat_for(room, key, "other") is None
    assert seats.seat_for(room, key) in places


def test_shutting_out_is_of_effect_at_once():
    room, key = a_room(), seats.new_key()
    place = seats.take(room, ANA, key, Seat.Role.PARTICIPANT)
    assert seats.seat_for(room, key) == place
    seats.shut_out(room, place.id)

    assert seats.seat_for(room, key) is None


def test_no_room_has_an_id_that_a_command_line_takes_for_an_option(monkeypatch):
    drawn = iter(["-one", "--two", "three"])
    monkeypatch.setattr("besace.live.models.secrets.token_urlsafe", lambda _: next(drawn))

    assert new_room_id() == "three"
