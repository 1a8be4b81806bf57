"""Access for programs: given by a person, shown once, kept as a hash, ended in many ways (ASVS 5.0, 9 and 7.4)."""

import re

import pytest
from django.db import connection

from besace.live import clock
from besace.live.models import Seat
from besace.people import access, closing, everything, logins, retention
from besace.people.access import DAY, Scope
from besace.people.models import Access, Member, Trace
from tests.people import cast
from tests.web.api import program
from tests.web.api.program import Program

ASKED = {"name": "Calendar", "scopes": ["read"], "days": "30"}


def given(client, **more) -> str:
    """The secret as the page shows it."""
    answer = client.post("/me/programs/", {**ASKED, **more})
    found = re.search(r"besace_[\w-]{43}", answer.content.decode())
    assert found
    return found[0]


def test_a_secret_is_shown_once_and_opens_what_it_was_given_for():
    ana = cast.person("Ana")
    client = cast.just_in(ana)
    asks = Program(given(client))

    assert asks.get("me").json()["scopes"] == ["read"]
    assert asks.get("groups").status_code == 200
    assert asks.get("rooms").json()["error"]["code"] == "scope"
    assert "Calendar" in client.get("/me/settings/").content.decode()
    assert "besace_" not in client.get("/me/settings/").content.decode().replace("besace_signed_in", "")


def test_no_table_holds_a_secret():
    secret = given(cast.just_in(cast.person()))
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        rows = [str(cursor.execute(f'SELECT * FROM "{name}"').fetchall()) for name in tables]  # noqa: S608

    assert not [row for row in rows if secret in row or secret.removeprefix("besace_") in row]


def test_who_signed_in_long_ago_shows_first_that_it_is_she():
    ana = cast.person()
    client = cast.browser(ana)

    assert client.post("/me/programs/", ASKED)["Location"].startswith("/account/again/")
    assert client.post("/me/programs/withdraw", {"program": "1"})["Location"].startswith("/account/again/")
    assert not access.of(ana).exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "A name, so that you know it again"),
        ({"scopes": []}, "Choose at least one thing."),
        ({"scopes": ["all"]}, "field--refused"),
        ({"days": "3650"}, "field--refused"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_is_given(wrong, said):
    ana = cast.person()
    answer = cast.just_in(ana).post("/me/programs/", {**ASKED, **wrong})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not access.of(ana).exists()


def test_withdrawn_it_opens_nothing_and_both_are_in_the_trail():
    ana = cast.person()
    client = cast.just_in(ana)
    asks = Program(given(client, scopes=["read", "room"]))
    number = Access.objects.get(person=ana).pk
    assert asks.get("me").status_code == 200
    answer = client.post("/me/programs/withdraw", {"program": number}, follow=True)

    assert "That program has no access any more." in answer.content.decode()
    assert asks.get("me").status_code == 401
    lines = Trace.objects.filter(about=str(number), act__startswith="access").order_by("seq")
    assert [(one.act, one.what) for one in lines] == [("access-made", "read-room"), ("access-withdrawn", "")]


def test_nobody_withdraws_the_access_of_somebody_else():
    ana = cast.person()
    program.secret_of(ana)
    number = Access.objects.get(person=ana).pk

    assert cast.just_in(cast.person()).post("/me/programs/withdraw", {"program": number}).status_code == 404
    assert access.of(ana).count() == 1


def test_it_ends_on_its_day_and_leaves_the_list_a_month_later():
    ana = cast.person()
    asks, now = program.of(ana), clock.now()
    with clock.at(now + 30 * DAY - 1):
        assert asks.get("me").status_code == 200
    with clock.at(now + 30 * DAY):
        assert asks.get("me").status_code == 401
        assert access.of(ana).count() == 1
    with clock.at(now + 61 * DAY):
        retention.sweep(clock.now())
        assert not Access.objects.filter(person=ana).exists()


def test_signing_out_everywhere_closing_the_account_and_the_house_each_end_it():
    ana, bea, cleo = (cast.person() for _ in range(3))
    programs = {one.pk: program.of(one) for one in (ana, bea, cleo)}
    cast.just_in(ana).post("/me/settings/logins", {"all": "1"})
    closing.close(bea)
    logins.end_all_of(cleo)

    assert {asks.get("me").status_code for asks in programs.values()} == {401}
    assert not Access.objects.filter(person__in=[ana, bea, cleo]).exists()


def test_the_seat_of_a_program_goes_with_its_access():
    ana = cast.person("Ana")
    room = program.of(ana).post("start", {"facilitator": "Ana"}).json()["room"]
    assert Seat.objects.filter(room=room).count() == 1
    access.withdraw_all(ana)

    assert not Seat.objects.filter(room=room).exists()


def test_the_last_day_of_use_is_kept_and_no_hour():
    ana = cast.person()
    asks = program.of(ana)
    with clock.at(cast.AT):
        assert Access.objects.get(person=ana).used_on is None
        asks.get("me")
        assert Access.objects.get(person=ana).used_on == clock.day(cast.AT, "UTC")


def test_one_has_as_many_as_one_can_still_read_in_a_list():
    ana = cast.person()
    for _ in range(access.MOST):
        program.secret_of(ana)
    answer = cast.just_in(ana).post("/me/programs/", ASKED)

    assert "That is as many as one may have." in answer.content.decode()
    assert access.of(ana).count() == access.MOST


def test_whoever_answers_for_others_needs_a_passkey_for_it(monkeypatch):
    ana = cast.person()
    group = cast.group()
    cast.member(group, ana, Member.Role.FACILITATOR)
    monkeypatch.setattr("besace.web.who.proof.suffices", lambda *_: False)
    answer = cast.just_in(ana).post("/me/programs/", ASKED)

    assert answer["Location"].startswith("/me/key/?next=")
    assert not access.of(ana).exists()


def test_she_takes_along_what_programs_may_and_never_a_secret():
    ana = cast.person()
    secret = program.secret_of(ana, Scope.READ)
    told = everything.data_of(ana)["account"]["programs"]

    assert [(one["name"], one["may"]) for one in told] == [("Calendar", ["read"])]
    assert secret not in str(told)
