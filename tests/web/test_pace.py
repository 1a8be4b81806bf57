"""What comes too often is refused, with how long to wait and nothing lost; ten people round one table never are."""

import json
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from besace.live import clock, codes, doors, seats
from besace.live.limits import network_of
from besace.live.models import Room
from besace.web import pace
from tests.people import cast
from tests.web.everyone import PARTS
from tests.web.stage import ANA, BEA, FAY, opened, seat

NOW = 1_770_000_000
JSON = {"accept": "application/json"}


@pytest.fixture(autouse=True)
def _counts_begin_anew() -> Iterator[None]:
    cache.clear()
    with clock.at(NOW):
        yield
    cache.clear()


def sitting(room: Room, person: str) -> Client:
    client = cast.browser()
    client.cookies[seats.COOKIE] = seat(room, person)
    return client


def test_every_address_that_is_counted_is_one_of_ours():
    assert {*pace.READ, *pace.SENT} <= set(PARTS)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Wait 60 seconds, then try again."), ("fr", "Attendez 60 secondes,")]
)
def test_papers_are_typeset_so_often_a_minute_for_one_and_the_next_one_has_hers(language, said):
    room = opened(language)
    ana, bea = sitting(room, ANA), sitting(room, BEA)
    most, path = pace.READ["own-sheet-pdf"][0], f"/s/{room.id}/sheet/{language}-a0.pdf"
    assert [ana.get(path).status_code for _ in range(most)] == [404] * most  # of a size nobody prints, and counted too
    answer = ana.get(path)

    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert said in " ".join(answer.content.decode().split())
    assert answer["Cache-Control"] == "no-store"
    assert bea.get(path).status_code == 404
    with clock.at(NOW + 60):
        assert ana.get(path).status_code == 404


def test_ten_phones_behind_one_address_have_as_much_advice_as_they_like():
    room = opened()
    table = [sitting(room, one) for one in (ANA, BEA, FAY)]
    for _ in range(100):
        assert {one.post(f"/s/{room.id}/coach", {"kind": "question", "text": "Why"}).status_code for one in table} == {
            200
        }


def test_advice_ends_for_a_script_that_asks_without_end_and_only_for_it():
    room = opened()
    ana, bea = sitting(room, ANA), sitting(room, BEA)
    most = pace.SENT["coach"][0]
    told = [ana.post(f"/s/{room.id}/coach", {"kind": "question", "text": "Why"}).status_code for _ in range(most + 1)]

    assert told == [200] * most + [429]
    assert bea.post(f"/s/{room.id}/coach", {"kind": "question", "text": "Why"}).status_code == 200


def test_what_was_typed_comes_back_and_nothing_is_done():
    made, fay, _ = cast.facilitated("Ana")
    browser = cast.browser(fay.person)
    for _ in range(pace.SENT["group-new"][0]):
        browser.post("/g/new/", {"name": ""})
    answer = browser.post("/g/new/", {"name": "Those who bake & brew"})

    assert answer.status_code == 429
    assert "Those who bake &amp; brew</textarea>" in answer.content.decode()
    assert fay.person.memberships.get().group == made


def test_a_script_is_told_by_a_sentence():
    browser = cast.browser(cast.person())
    for _ in range(pace.SENT["claim"][0]):
        browser.post("/me/claims/claim", {"seat": "none"})
    answer = browser.post("/me/claims/claim", {"seat": "none"}, headers={"accept": "application/json"})

    assert answer.status_code == 429
    assert json.loads(answer.content) == {
        "sentence": "That is many in a short time. Wait 60 seconds, then try again.",
    }


@pytest.mark.parametrize(
    ("name", "path", "told"),
    [
        ("account_passkey", "/account/passkey/", {"credential": "{}"}),
        ("invited", "/invited/", {"token": "nobody.nothing"}),
        ("coming", "/coming/", {"token": "nobody.nothing"}),
        ("start", "/start/", {"facilitator": ""}),
        ("reports", "/reports", {}),
    ],
)
def test_what_a_stranger_could_try_out_ends_for_one_address_and_no_other(name, path, told):
    most, one, other = pace.SENT[name][0], cast.browser(), cast.browser()
    for _ in range(most):
        assert one.post(path, told).status_code in {204, 302, 404, 422}, name
    assert one.post(path, told).status_code == 429
    assert other.post(path, told, REMOTE_ADDR="198.51.100.4").status_code != 429


def test_a_calendar_is_fetched_as_often_as_calendars_do_and_no_more():
    one = cast.browser()
    most = pace.READ["feed"][0]
    told = [one.get("/feed/nobody.nothing.ics").status_code for _ in range(most + 1)]

    assert told == [404] * most + [429]


def test_a_page_without_a_stream_asks_every_two_seconds_from_four_tabs_and_is_answered():
    room = opened()
    ana = sitting(room, ANA)
    with pytest.MonkeyPatch.context() as patch:
        for n in range(4 * 30 * 3):
            patch.setattr(clock, "real", lambda n=n: NOW + n / 2)
            assert ana.get(f"/s/{room.id}/time").status_code == 200
            assert ana.get(f"/s/{room.id}/view").status_code == 200


def test_ten_who_wait_at_a_door_behind_one_address_may_ask_each_second():
    room, phones = opened(), [cast.browser() for _ in range(10)]
    for one in phones:
        key = seats.new_key()
        one.cookies[seats.COOKIE] = key
        assert isinstance(doors.enter(codes.codes(room.id, NOW).typed, key, "127.0.0.1"), doors.Entered)
    for n in range(75):
        with clock.at(NOW + n):
            assert {one.get(f"/join/{room.id}/state").status_code for one in phones} == {200}


def test_how_long_one_waits_is_said_in_seconds_and_then_in_minutes():
    assert pace.said(1) == "Wait 1 second, then try again."
    assert pace.said(120) == "Wait 120 seconds, then try again."
    assert pace.said(3_000) == "Wait 50 minutes, then try again."


def test_acts_of_a_script_without_end_are_held_back_and_nobody_elses():
    pace.ACTS.forget()
    room = opened()
    ana, bea = sitting(room, ANA), sitting(room, BEA)
    path, asked = f"/s/{room.id}/act", {"act": "raise_hand", "id": "the-same-act"}
    assert {ana.post(path, asked, headers=JSON).status_code for _ in range(300)} == {200}
    answer = ana.post(path, asked, headers=JSON)

    assert (answer.status_code, answer["Retry-After"]) == (429, "1")
    assert answer.json()["sentence"].endswith("Wait 1 second, then try again.")
    assert bea.post(path, {**asked, "id": "bea-her-act"}, headers=JSON).status_code == 200
    with clock.at(NOW + 1):
        assert [ana.post(path, asked, headers=JSON).status_code for _ in range(21)] == [200] * 20 + [429]
    pace.ACTS.forget()


def test_dates_are_searched_so_often_a_minute():
    group, fay, _ = cast.facilitated("Ana")
    browser, path = cast.browser(fay.person), f"/g/{group.id}/poll/dates/"
    most, _ = pace.READ["poll-dates"]
    assert 429 not in {browser.get(path).status_code for _ in range(most)}

    assert browser.get(path).status_code == 429


def test_nothing_is_counted_where_one_of_the_limits_is_reached():
    few, many = (1, 60.0), (2, 60.0)
    assert pace.wait(("a", few), ("b", many)) == 0
    assert pace.wait(("a", few), ("b", many)) == 60
    assert pace.wait(("b", many)) == 0
    assert pace.wait(("b", many)) == 60


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:DB8:1:2::9", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("::1", "::"),
        ("somewhere", "somewhere"),
    ],
)
def test_of_ipv6_a_whole_house_counts_as_one(address, network):
    assert network_of(address) == network
