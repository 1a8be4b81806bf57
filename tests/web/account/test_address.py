"""Another e-mail address: hers once a code has come back from it, and not before."""

from django.core import mail

from besace.people.models import Person
from tests.people import cast
from tests.web.account.test_signing_in import fresh, someone_in


def asks(client, email):
    return client.post("/me/address/", {"email": email})


def test_a_new_address_is_hers_once_its_code_was_typed(letters):
    ana, new = cast.person("Ana"), fresh()
    before, client = ana.email, someone_in(letters, ana)
    assert asks(client, new)["Location"] == "/me/address/code/"
    ana.refresh_from_db()
    assert ana.email == before

    done = client.post("/me/address/code/", {"code": letters[-1][1]})
    ana.refresh_from_db()
    assert (done["Location"], ana.email, letters[-1][0]) == ("/me/settings/?done=moved", new, new)
    assert "new address from now on" in client.get(done["Location"]).content.decode()
    assert someone_in(letters, ana).get("/me/").status_code == 200


def test_a_wrong_code_changes_nothing_and_three_of_them_end_it(letters):
    ana = cast.person("Ana")
    before, client = ana.email, someone_in(letters, ana)
    asks(client, fresh())
    said = [client.post("/me/address/code/", {"code": "BBBBBBBB"}).status_code for _ in range(3)]
    ana.refresh_from_db()
    assert (said, ana.email) == ([422, 422, 422], before)
    assert client.post("/me/address/code/", {"code": letters[-1][1]})["Location"] == "/me/address/"


def test_an_address_of_another_account_stays_its_own(letters):
    ana, bea = cast.person("Ana"), cast.person("Bea")
    before, client = ana.email, someone_in(letters, ana)
    asks(client, bea.email)
    told = client.post("/me/address/code/", {"code": letters[-1][1]})
    ana.refresh_from_db()
    assert (told.status_code, ana.email) == (409, before)
    assert "Another account has this address" in told.content.decode()


def test_a_code_to_come_in_makes_no_address_hers(letters):
    ana, new = cast.person("Ana"), fresh()
    client = someone_in(letters, ana)
    client.post("/account/", {"email": new})
    assert client.post("/me/address/code/", {"code": letters[-1][1]})["Location"] == "/me/address/"
    assert not Person.objects.filter(email=new).exists()


def test_whoever_signed_in_long_ago_shows_first_that_it_is_she(letters, monkeypatch):
    ana = cast.person("Ana")
    client = someone_in(letters, ana)
    monkeypatch.setattr("besace.web.account.proof.FRESH", -1)
    assert asks(client, fresh())["Location"] == "/account/again/?next=%2Fme%2Faddress%2F"


def test_the_former_address_is_told_without_the_new_one(letters, settings):
    settings.BESACE_SMTP = "smtp://127.0.0.1:25"
    ana, new = cast.person("Ana"), fresh()
    before, client = ana.email, someone_in(letters, ana)
    asks(client, new)
    mail.outbox.clear()
    client.post("/me/address/code/", {"code": letters[-1][1]})
    (letter,) = mail.outbox
    assert letter.to == [before]
    assert new not in str(letter.message())
