"""Who showed who they are, or tried what is not theirs, stands in the trail by a mark, and in no other word.

ASVS 5.0, 16.3.1 to 16.3.3.
"""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from besace.live import seats
from besace.people import trail
from besace.people.models import Person, Trace
from besace.web import pace
from besace.web.account.ground import Ground
from tests.people import cast
from tests.web.account.test_signing_in import asks, fresh, someone_in, types
from tests.web.stage import ANA, FAY, opened, seat


@pytest.fixture
def noted() -> Callable[[], list[tuple[str, ...]]]:
    """The lines of the house written since, without their marks; those of earlier tests let the same be noted anew."""
    Trace.objects.filter(scope=trail.HOUSE).delete()

    def lines() -> list[tuple[str, ...]]:
        found = Trace.objects.filter(scope=trail.HOUSE).order_by("seq")
        return [(one.act, one.what, one.outcome) for one in found]

    return lines


def marks() -> set[str]:
    return set(Trace.objects.filter(scope=trail.HOUSE).values_list("actor", flat=True))


def test_a_code_right_or_wrong_and_going_out(letters, noted):
    ana, client = cast.person("Ana"), cast.browser()
    asks(client, str(ana.email))
    types(client, "NONEOFIT")
    types(client, letters[-1][1])
    client.post("/account/logout/")

    done = ("sign-in", "code", "done"), ("sign-out", "", "done")
    assert noted() == [("sign-in", "code", "refused"), *done]
    assert marks() == {trail.mark(trail.HOUSE, ana.id)}
    told = str(list(Trace.objects.filter(scope=trail.HOUSE).values()))
    assert not [word for word in (ana.id, ana.name, str(ana.email)) if word in told]


def test_an_address_that_nobody_has_is_a_mark_too(noted):
    client = cast.browser()
    asks(client, "nobody.at.all@example.org")
    types(client, "NONEOFIT")

    assert noted() == [("sign-in", "code", "refused")]
    assert marks() == {trail.mark(trail.HOUSE, "nobody.at.all@example.org")}


def test_showing_oneself_again(letters, noted, monkeypatch):
    client = someone_in(letters, cast.person())
    monkeypatch.setattr("besace.web.account.proof.FRESH", -1)
    client.post("/account/again/", {"next": "/me/address/"})
    types(client, letters[-1][1])

    assert noted() == [("sign-in", "code", "done"), ("shown", "code", "done")]


def test_a_passkey_that_opens_nothing(noted):
    ana = cast.person()
    cast.browser().post("/account/passkey/", {"credential": "{}"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("besace.web.account.keys.suffices", lambda *_: False)
        patch.setattr("besace.web.account.keys.ground", lambda: Ground.FIRM)
        cast.browser(ana).post("/me/key/", {"credential": "{}"})

    assert noted() == [("sign-in", "mfa", "refused"), ("shown", "mfa", "refused")]


def outside(person: Person, path: str) -> Client:
    client = cast.browser(person)
    assert client.get(path).status_code == 404
    return client


def test_pages_of_programmes_and_rooms_that_are_not_theirs(noted):
    room = opened()
    outside(cast.person(), "/programmes/nobodys-own/")
    outside(cast.person(), f"/s/{room.id}/")
    ana = cast.browser()
    ana.cookies[seats.COOKIE] = seat(room, ANA)
    assert ana.get(f"/s/{room.id}/door/").status_code == 404

    assert noted() == [("asked", "programme", "refused"), ("asked", "room", "refused"), ("asked", "console", "refused")]


def test_a_room_that_is_not_there_is_noted_as_one_that_is_not_theirs(noted):
    outside(cast.person(), "/s/no-such-room/")
    assert noted() == [("asked", "room", "refused")]


def test_an_act_that_is_not_theirs_and_none_that_is(noted):
    room, phone = opened(), cast.browser()
    phone.cookies[seats.COOKIE] = seat(room, ANA)
    asked = {"act": "raise_hand", "id": "raised-by-her"}
    assert phone.post(f"/s/{room.id}/act", asked, headers={"accept": "application/json"}).status_code == 200
    assert noted() == []
    asked = {"act": "give_floor", "person": FAY, "id": "given-by-her"}
    assert phone.post(f"/s/{room.id}/act", asked, headers={"accept": "application/json"}).status_code == 409

    assert noted() == [("asked", "act", "refused")]
    assert marks() == {trail.mark(trail.HOUSE, f"seat {ANA}")}


def test_a_form_that_no_page_of_ours_made_and_too_much_of_one(noted):
    cache.clear()
    checked = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    assert checked.post("/account/", {"email": "a@example.org"}).status_code == 403
    foreign = {"sec-fetch-site": "cross-site"}
    assert cast.browser().post("/account/", {"email": "a@example.org"}, headers=foreign).status_code == 403
    ana = cast.browser(cast.person())
    for _ in range(pace.SENT["claim"][0] + 1):
        answer = ana.post("/me/claims/claim", {"room": "none"})
    cache.clear()

    assert answer.status_code == 429
    assert [line for line in noted() if line[0] != "asked"] == [
        ("foreign", "form", "refused"),
        ("too-many", "claim", "refused"),
    ]


def test_another_address_is_tried_with_a_wrong_code(letters, noted):
    ana = cast.just_in(cast.person("Ana"))
    ana.post("/me/address/", {"email": fresh()})
    ana.post("/me/address/code/", {"code": "BBBBBBBB"})
    ana.post("/me/address/code/", {"code": letters[-1][1]})

    assert noted() == [("address-changed", "code", "refused"), ("address-changed", "", "done")]


@pytest.mark.parametrize(
    ("path", "sent", "what"),
    [
        ("/me/settings/logins", {"login": "0"}, "login"),
        ("/me/settings/seats", {"seat": "nobody-sits"}, "seat"),
        ("/me/key/change", {"key": "0", "do": "drop"}, "key"),
        ("/me/claims/claim", {"seat": "nobody-sits"}, "seat"),
        ("/me/claims/take", {"claim": "0"}, "seat"),
    ],
)
def test_what_is_another_s_is_asked_for_and_nothing_stands_as_done(path, sent, what, noted):
    person = cast.person("Ana")
    assert cast.just_in(person).post(path, sent).status_code == 404
    assert noted() == [("asked", what, "refused")]
    assert marks() == {trail.mark(trail.HOUSE, person.id)}


def test_a_passkey_that_does_not_fit_is_not_kept(noted, monkeypatch):
    monkeypatch.setattr("besace.web.account.keys.ground", lambda: Ground.FIRM)
    assert cast.just_in(cast.person("Ana")).post("/me/key/new", {"credential": "{}"}).status_code == 422
    assert noted() == [("key-added", "", "refused")]


def test_an_account_that_was_shut(letters, noted):
    ana, client = cast.person("Ana"), cast.browser()
    Person.objects.filter(pk=ana.pk).update(is_active=False)
    asks(client, str(ana.email))
    types(client, letters[-1][1])

    assert noted() == [("sign-in", "shut", "refused")]
    assert marks() == {trail.mark(trail.HOUSE, ana.id)}


def test_a_form_begun_elsewhere_that_cannot_even_be_read(noted):
    headers = {"sec-fetch-site": "cross-site"}
    answer = cast.browser().post("/account/", b"--none", content_type="multipart/form-data; boundary=", headers=headers)
    assert (answer.status_code, noted()) == (400, [("foreign", "form", "refused")])


def test_a_group_that_is_not_theirs(noted):
    group, _, _ = cast.facilitated("Bo")
    outside(cast.person(), f"/g/{group.id}/")
    assert noted() == [("asked", "group", "refused")]
