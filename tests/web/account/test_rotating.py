"""A login laid under somebody beforehand is worth nothing, and each is another than before (ASVS 5.0, 7.2.4, 7.4.1)."""

from django.conf import settings

from besace.live.seats import hashed
from besace.people.models import Login
from tests.people import cast
from tests.web.account.test_signing_in import asks, someone_in, types

NAME = settings.SESSION_COOKIE_NAME


def test_coming_in_changes_the_login_and_the_former_one_opens_nothing(letters):
    ana, client, thief = cast.person(), cast.browser(), cast.browser()
    asks(client, str(ana.email))
    before = client.cookies[NAME].value
    thief.cookies[NAME] = before
    types(client, letters[-1][1])
    after = client.cookies[NAME].value

    assert before != after
    assert client.get("/me/settings/").status_code == 200
    assert thief.get("/me/settings/").status_code == 302
    assert not Login.objects.filter(name=hashed(before)).exists()


def test_a_login_nobody_was_given_is_not_taken_over(letters):
    ana, client = cast.person(), cast.browser()
    client.cookies[NAME] = "a" * 32
    asks(client, str(ana.email))

    assert client.cookies[NAME].value != "a" * 32


def test_going_destroys_the_login_on_the_server_too(letters):
    client = someone_in(letters, cast.person())
    key = client.cookies[NAME].value
    client.post("/account/logout/")
    client.cookies[NAME] = key

    assert not Login.objects.filter(name=hashed(key)).exists()
    assert client.get("/me/settings/").status_code == 302


def test_the_token_of_forms_changes_with_the_login(letters):
    ana, client = cast.person(), cast.browser()
    client.get("/account/")
    before = client.cookies[settings.CSRF_COOKIE_NAME].value
    asks(client, str(ana.email))
    types(client, letters[-1][1])

    assert client.cookies[settings.CSRF_COOKIE_NAME].value != before
