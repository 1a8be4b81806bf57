"""How one likes it: everything the page keeps, and what of others it never touches."""

import re

import pytest

from besace.people import tokens
from besace.people.login_rows import SEEN, name_of
from besace.people.models import Login, Person
from besace.web.account import forms
from tests.people import cast
from tests.web.account.test_signing_in import someone_in

WAYS = {"name": "Ana", "zone": "Europe/Paris", "language": "en", "paper": "device"}


def text_of(client, path: str = "/me/settings/") -> str:
    return str(client.get(path).content.decode())


def test_all_she_chooses_is_kept_and_said(letters):
    ana = cast.person()
    client = someone_in(letters, ana)
    told = {"name": "Anaïs", "zone": "America/St Johns", "language": "fr", "paper": "evening", "wants_actions": "on"}
    answer = client.post("/me/settings/", {**told, "buzzed": "on", "sounded": "on"}, follow=True)
    ana.refresh_from_db()

    assert (ana.name, ana.zone, ana.language, ana.paper) == ("Anaïs", "America/St_Johns", "fr", "evening")
    assert (ana.wants_announcements, ana.wants_reminders, ana.wants_actions) == (False, False, True)
    assert (ana.coached, ana.buzzed, ana.sounded) == (False, True, True)
    assert "C’est noté." in answer.content.decode()
    assert '<html lang="fr" data-scheme="dark"' in answer.content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"zone": "Europe/Nowhere"}, "No time zone has this name"),
        ({"zone": "../../etc/passwd"}, "No time zone has this name"),
        ({"name": " \u202e "}, "A first name is enough"),
        ({"name": "x" * 41}, "field--refused"),
        ({"paper": "night"}, "field--refused"),
        ({"language": "xx"}, "field--refused"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_it_and_nothing_is_half_done(wrong, said, letters):
    ana = cast.person("Ana")
    client = someone_in(letters, ana)
    answer = client.post("/me/settings/", {**WAYS, "name": "Bea", **wrong})
    ana.refresh_from_db()

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert (ana.name, ana.zone) == ("Ana", "Europe/Paris")
    assert next(iter(wrong.values())).strip(" \u202e")[:20] in answer.content.decode()
    assert "Ana</a>" in answer.content.decode()


def test_hours_are_those_of_her_clocks(letters):
    ana = cast.person(zone="Pacific/Auckland")
    here, other = someone_in(letters, ana), someone_in(letters, ana)
    login = other.session
    login[SEEN] = 1_770_000_000
    login.save()

    assert "2 February 2026, 15:40" in text_of(here)
    assert str(ana.email) in text_of(here)


def test_the_address_of_her_calendar_can_be_changed(letters):
    ana = cast.person()
    client = someone_in(letters, ana)
    former = re.search(r"/feed/([\w.-]+)\.ics", text_of(client))
    client.post("/me/settings/feed")
    living = re.search(r"/feed/([\w.-]+)\.ics", text_of(client))
    ana.refresh_from_db()

    assert former
    assert living
    assert not tokens.holds(former[1], tokens.FEED, ana.pk, ana.feed)
    assert tokens.holds(living[1], tokens.FEED, ana.pk, ana.feed)


def test_she_sees_where_she_is_signed_in_and_ends_one_or_all_of_it(letters):
    ana = cast.person()
    here, phone, other = (someone_in(letters, ana) for _ in range(3))
    phone.get("/", headers={"user-agent": "Mozilla/5.0 (iPhone) Safari/600"})
    row = Login.objects.get(name=name_of(phone.session))
    said = text_of(here)

    assert (said.count("here, now"), said.count("Sign it out")) == (1, 2)
    assert "127.0.0.1" not in str(dict(phone.session))

    here.post("/me/settings/logins", {"login": row.pk})
    assert [one.get("/me/settings/").status_code for one in (here, phone, other)] == [200, 302, 200]

    here.post("/me/settings/logins", {"all": "1"})
    assert [one.get("/me/settings/").status_code for one in (here, other)] == [200, 302]


def test_a_login_made_by_another_way_is_listed_too():
    said = text_of(cast.browser(cast.person()))

    assert (said.count("here, now"), said.count("Sign out")) == (1, 1)


def test_a_calendars_address_that_was_changed_in_that_moment_stays_changed(letters, monkeypatch):
    ana = cast.person()
    here = someone_in(letters, ana)

    def is_zone(_name: str) -> bool:
        Person.objects.filter(pk=ana.pk).update(feed=7)  # in another tab, while this form is read
        return True

    monkeypatch.setattr(forms.clock, "is_zone", is_zone)
    answer = here.post("/me/settings/", WAYS)
    ana.refresh_from_db()
    assert (answer.status_code, ana.feed, ana.name) == (302, 7, "Ana")


@pytest.mark.parametrize("asked", ["", "x", "0", "99999999999999999999", "theirs"])
def test_nobody_ends_a_login_of_someone_else(asked, letters):
    theirs = someone_in(letters, cast.person())
    row = Login.objects.get(name=name_of(theirs.session))
    stranger = someone_in(letters, cast.person())
    answer = stranger.post("/me/settings/logins", {"login": row.pk if asked == "theirs" else asked})

    assert answer.status_code == 404
    assert theirs.get("/me/settings/").status_code == 200


@pytest.mark.parametrize("path", ["/me/settings/", "/me/claims/", "/me/key/", "/account/new/", "/account/again/"])
def test_strangers_are_led_to_the_door(path):
    assert cast.browser().get(path)["Location"].startswith("/account/?next=")
