"""Coming in by a code, and what nobody can do with one that is not theirs."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from besace.people import invitations
from besace.people.invitations import Asked
from besace.people.models import Person
from besace.people.models.person import new_id
from besace.web.account.code import KEPT
from tests.people import cast

NOBODY = re.compile(r'value="\w{64}"|name="csrfmiddlewaretoken"')


def asks(client: Client, email: str, **more: Any) -> Any:
    return client.post("/account/", {"email": email, **more.pop("fields", {})}, **more)


def types(client: Client, given: str, zone: str = "Europe/Paris") -> Any:
    return client.post("/account/code/", {"code": given, "zone": zone})


def fresh() -> str:
    return f"{new_id()}@example.org".casefold()


def behind(address: str, forged: str = "") -> Client:
    """A browser at a network address, which may claim to stand for another one."""
    headers = {"host": "localhost"} | ({"x-forwarded-for": forged} if forged else {})
    return Client(headers=headers, REMOTE_ADDR=address)


def someone_in(letters: list[tuple[str, str, str | None]], person: Person, language: str = "en") -> Client:
    """A browser in which she has signed in by a code."""
    client = cast.browser(language=language)
    asks(client, str(person.email))
    types(client, letters[-1][1])
    return client


def test_a_first_code_makes_an_account_that_is_asked_for_a_name(letters):
    client, email = cast.browser(language="fr"), fresh()
    sent = asks(client, email.upper(), fields={"next": "/sheet/"})
    inside = types(client, letters[0][1].lower().replace("-", " "), zone="America/Montreal")
    person = Person.objects.get(email=email)

    assert (sent.status_code, sent["Location"]) == (302, "/account/code/")
    assert inside["Location"] == "/account/new/?next=%2Fsheet%2F"
    assert (person.language, person.zone, person.name) == ("fr", "America/Montreal", "")

    named = {"name": " Zoé ", "zone": "Europe/Paris", "language": "en", "next": "/sheet/"}
    done = client.post("/account/new/", named)
    person.refresh_from_db()

    assert done["Location"] == "/sheet/"
    assert (person.name, person.zone, person.language) == ("Zoé", "Europe/Paris", "en")
    assert client.cookies["besace_language"].value == "en"


def test_whoever_has_an_account_comes_back_to_the_page_she_asked_for(letters):
    ana = cast.person()
    client = cast.browser()
    asked = client.get("/me/settings/")
    asks(client, str(ana.email), fields={"next": "/me/settings/"})
    inside = types(client, letters[0][1])

    assert asked["Location"] == "/account/?next=%2Fme%2Fsettings%2F"
    assert inside["Location"] == "/me/settings/"
    assert client.get("/me/settings/").status_code == 200


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_led_to_another_house(back, letters):
    client = cast.browser()
    ana = cast.person()
    asks(client, str(ana.email), fields={"next": back})

    assert types(client, letters[0][1])["Location"] == "/me/"


def test_no_answer_says_who_has_an_account(letters):
    known, unknown = str(cast.person(language="fr").email), fresh()
    answers = []
    for email in (known, unknown):
        client = cast.browser()
        sent = asks(client, email)
        page = client.get("/account/code/").content.decode().replace(email, "…")
        wrong = types(client, "BBBB-BBBB").content.decode().replace(email, "…")
        answers.append((sent.status_code, sent["Location"], NOBODY.sub("", page), NOBODY.sub("", wrong)))

    assert answers[0] == answers[1]
    assert [letter[0] for letter in letters] == [known, unknown]
    assert not Person.objects.filter(email=unknown).exists()


def test_a_code_dies_of_three_wrong_tries(letters):
    client = cast.browser()
    asks(client, fresh())
    tries = [types(client, "BBBB-BBBB") for _ in range(3)]

    assert [one.status_code for one in tries] == [422] * 3
    assert "three times" in tries[2].content.decode()
    assert types(client, letters[0][1])["Location"] == "/account/?why=late"
    assert "_auth_user_id" not in client.session


def test_a_code_serves_once_in_the_browser_that_asked_and_for_ten_minutes(letters):
    asker, thief = cast.browser(), cast.browser()
    ana = cast.person()
    asks(asker, str(ana.email))
    asks(thief, fresh())

    assert types(thief, letters[0][1]).status_code == 422

    session = asker.session
    session[KEPT] = {**session[KEPT], "at": session[KEPT]["at"] - 601}
    session.save()

    assert types(asker, letters[0][1])["Location"] == "/account/?why=late"

    asks(asker, str(ana.email))
    assert types(asker, letters[2][1])["Location"] == "/me/"
    asker.post("/account/logout/")
    assert types(asker, letters[2][1])["Location"] == "/account/?why=late"


def test_of_a_code_only_a_mark_is_kept(letters):
    client = cast.browser()
    asks(client, fresh())
    kept = str(dict(client.session))

    assert letters[0][0] in kept
    assert letters[0][1].replace("-", "").lower() not in kept.replace("-", "").lower()


def test_ten_people_behind_one_address_sign_in_within_a_minute(letters):
    people = [cast.person() for _ in range(10)]
    for ana in people:
        client = behind("192.0.2.7")
        asks(client, str(ana.email))
        types(client, "BBBB-BBBB")
        assert types(client, letters[-1][1])["Location"] == "/me/"


def test_a_forged_sender_changes_nothing(letters):
    answers = [asks(behind("192.0.2.8", forged=f"203.0.113.{n}"), fresh()) for n in range(31)]
    other = asks(behind("192.0.2.9"), fresh())

    assert [one.status_code for one in answers] == [302] * 30 + [429]
    assert other.status_code == 302
    assert len(letters) == 31


def test_nobody_floods_an_address(letters):
    email = fresh()
    answers = [asks(behind(f"192.0.2.{n}"), email) for n in range(5)]

    assert [one.status_code for one in answers] == [302, 302, 302, 429, 429]
    assert email in answers[-1].content.decode()


@pytest.mark.parametrize("email", ["", "ana", "ana@", "a" * 250 + "@example.org"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_no_address_is_said_beside_the_field(email, language, letters):
    answer = asks(cast.browser(language=language), email)

    assert answer.status_code == 422
    assert 'id="id_email_error"' in answer.content.decode()
    assert letters == []


def test_without_a_mail_server_the_code_is_shown_in_the_terminal_and_the_page_says_so(settings, capsys):
    settings.BESACE_SMTP = ""
    client, email = cast.browser(), fresh()
    page = client.get("/account/").content.decode()
    asks(client, email)
    shown = capsys.readouterr()

    assert "No mail server is set up here" in page
    assert "terminal" in client.get("/account/code/").content.decode()
    found = re.search(rf"{email}: ([A-Z]{{4}}-[A-Z]{{4}})", shown.out)
    assert found
    assert shown.err == ""
    assert mail.outbox == []
    assert types(client, found[1])["Location"] == "/account/new/"


def test_with_one_the_letter_goes_in_the_language_of_its_reader(settings, capsys):
    settings.BESACE_SMTP = "mail.example.org"
    ana = cast.person(language="fr")
    client = cast.browser()
    asks(client, str(ana.email))
    (letter,) = mail.outbox
    found = re.search(r"[A-Z]{4}-[A-Z]{4}", str(letter.body))
    assert found
    html = str(letter.alternatives[0][0])

    assert letter.to == [ana.email]
    assert "Voici le code" in letter.body
    assert 'lang="fr"' in html
    assert found[0] in html
    assert (found[0] in letter.subject, ana.name in letter.subject) == (False, False)
    assert found[0] not in capsys.readouterr().out
    assert types(client, found[0])["Location"] == "/me/"


@pytest.mark.parametrize(("language", "sentence"), [("en", "could not leave"), ("fr", "n’a pas pu partir")])
def test_a_mail_server_that_does_not_answer_is_said(language, sentence, settings, monkeypatch):
    def refuses(*_told: object) -> None:
        raise ConnectionRefusedError

    settings.BESACE_SMTP = "mail.example.org"
    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuses)
    email = fresh()
    answer = asks(cast.browser(language=language), email)

    assert answer.status_code == 502
    assert sentence in answer.content.decode()
    assert email in answer.content.decode()


def test_a_refused_name_is_nowhere_but_in_its_field(letters):
    client = cast.browser()
    asks(client, fresh())
    types(client, letters[0][1])
    answer = client.post("/account/new/", {"name": "Zoé", "zone": "Nowhere", "language": "fr"})

    assert answer.status_code == 422
    assert ('value="Zoé"' in answer.content.decode(), "Zoé</a>" in answer.content.decode()) == (True, False)
    assert "besace_language" not in answer.cookies


def test_an_account_that_was_shut_opens_to_nobody(letters):
    ana = cast.person()
    Person.objects.filter(pk=ana.pk).update(is_active=False)
    client = cast.browser()
    asks(client, str(ana.email))

    assert types(client, letters[0][1])["Location"] == "/account/?why=shut"
    assert "_auth_user_id" not in client.session


def test_the_page_says_who_is_signed_in_and_lets_her_go(letters):
    ana = cast.person("Ana")
    client = someone_in(letters, ana)
    inside = client.get("/").content.decode()
    gone = client.post("/account/logout/")
    outside = client.get("/").content.decode()

    assert ("Ana</a>" in inside, "Sign in" in inside) == (True, False)
    assert gone["Location"] == "/"
    assert ("Ana</a>" in outside, "Sign in" in outside) == (False, True)
    assert client.get("/account/logout/").status_code == 405


@pytest.mark.parametrize(
    "path", ["/account/", "/account/code/", "/account/new/", "/account/passkey/", "/me/claims/claim"]
)
def test_what_another_site_sends_is_refused(path):
    client = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)

    assert client.post(path, {"email": "ana@example.org"}).status_code == 403


def test_who_opened_an_account_by_an_invitation_is_out_once_its_address_has_spoken(letters):
    group, fay, _ = cast.facilitated("Ana", seats=4)
    one = invitations.invite(group, [Asked(fresh(), "Zoe")], fay.person, "participant")[0]
    host = cast.browser()
    host.post("/invited/", {"token": invitations.token_of(one)})
    host.post("/invited/", {"name": "Zoe", "zone": "Europe/Paris"})
    zoe = Person.objects.get(email=one.email)
    assert (host.get("/me/").status_code, zoe.proved) == (200, False)

    hers = someone_in(letters, zoe)
    zoe.refresh_from_db()

    assert (hers.get("/me/").status_code, host.get("/me/").status_code) == (200, 302)
    assert (zoe.proved, zoe.feed) == (True, 2)

    again = someone_in(letters, zoe)
    assert (again.get("/me/").status_code, hers.get("/me/").status_code) == (200, 200)
