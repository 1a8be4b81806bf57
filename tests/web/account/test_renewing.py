"""A login's secret changes whenever someone shows that it is she, and dies with her account."""

import pytest
from django.test import Client

from besace.live.seats import hashed
from besace.people.models import Login, Person
from tests.people import cast
from tests.web.account.test_settings import WAYS
from tests.web.account.test_signing_in import asks, someone_in, types


def holding(secret: str) -> Client:
    """A browser that has come by the secret of a login."""
    client = cast.browser()
    client.cookies["besace_signed_in"] = secret
    return client


def opens(client: Client) -> bool:
    return bool(client.get("/me/settings/").status_code == 200)


def test_a_secret_given_before_signing_in_opens_nothing_afterwards(letters):
    client = cast.browser()
    asks(client, str(cast.person().email))
    before = client.cookies["besace_signed_in"].value
    types(client, letters[-1][1])
    after = client.cookies["besace_signed_in"].value

    assert before != after
    assert (opens(client), opens(holding(after)), opens(holding(before))) == (True, True, False)


def test_showing_oneself_again_changes_the_secret_and_ends_the_former_one(letters, monkeypatch):
    ana = cast.person()
    client = someone_in(letters, ana)
    opens(client)
    before = client.cookies["besace_signed_in"].value
    monkeypatch.setattr("besace.web.account.proof.FRESH", -1)
    client.post("/account/again/", {"next": "/me/address/"})
    types(client, letters[-1][1])
    after = client.cookies["besace_signed_in"].value

    assert before != after
    assert (opens(client), opens(holding(before))) == (True, False)
    assert list(Login.objects.filter(person=ana).values_list("name", flat=True)) == [hashed(after)]
    assert not Login.objects.filter(name=hashed(before)).exists()


def test_signing_out_ends_the_login_where_it_is_kept(letters):
    client = someone_in(letters, cast.person())
    secret = client.cookies["besace_signed_in"].value
    assert opens(holding(secret))
    client.post("/account/logout/")

    assert not opens(holding(secret))
    assert not Login.objects.filter(name=hashed(secret)).exists()


@pytest.mark.parametrize("asked", [{"all": "1"}, {"login": "theirs"}])
def test_whoever_holds_a_login_made_long_ago_ends_no_other_with_it(asked, letters, monkeypatch):
    """A thief of one login cannot put its owner out; she herself shows first that it is she."""
    ana = cast.person()
    here, phone = someone_in(letters, ana), someone_in(letters, ana)
    row = Login.objects.get(name=hashed(phone.session.session_key))
    told = {name: str(row.pk) if value == "theirs" else value for name, value in asked.items()}
    with monkeypatch.context() as later:
        later.setattr("besace.web.account.proof.FRESH", -1)
        answer = here.post("/me/settings/logins", told)

    assert answer["Location"] == "/account/again/?next=%2Fme%2Fsettings%2F"
    assert opens(phone)
    here.post("/me/settings/logins", told)
    assert (opens(here), opens(phone)) == (True, False)


def test_an_account_that_is_shut_is_out_at_once_everywhere(letters):
    ana = cast.person()
    laptop, phone = someone_in(letters, ana), someone_in(letters, ana)
    assert opens(laptop)
    Person.objects.filter(pk=ana.pk).update(is_active=False)

    assert [opens(one) for one in (laptop, phone)] == [False, False]


@pytest.mark.parametrize(
    ("field", "value"), [("email", "eve@example.org"), ("is_active", ""), ("feed", "7"), ("proved", ""), ("id", "x")]
)
def test_a_form_changes_the_fields_it_shows_and_no_other(field, value, letters):
    ana = cast.person("Bea")
    client = someone_in(letters, ana)
    before = Person.objects.values().get(pk=ana.pk)
    done = client.post("/me/settings/", {**WAYS, field: value})
    after = Person.objects.values().get(pk=ana.pk)

    assert (done.status_code, after["name"]) == (302, "Ana")
    assert after[field] == before[field]
