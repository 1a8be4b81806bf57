"""A database server that does not answer: she is told so in a sentence, her words come back, and it is no breakdown."""

import html

import psycopg
import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client

from besace.journal.writer import is_away
from besace.live import rooms

FIELDS = {"facilitator": "Fay", "people": "Ana\nBéa", "format": "180", "place": "room"}
TOLD = {"en": "does not answer just now", "fr": "ne répond pas pour l’instant"}


def failed(kind: type[Exception], state: str | None) -> Exception:
    """A failure as Django raises it, of what the driver says."""
    cause = psycopg.OperationalError("the connection is closed")
    cause.sqlstate = state
    failure = kind("the connection is closed")
    failure.__cause__ = cause
    return failure


@pytest.mark.parametrize("kind", [OperationalError, InterfaceError])
@pytest.mark.parametrize(("state", "away"), [(None, True), ("57P01", True), ("08006", True), ("55P03", False)])
def test_a_server_that_hung_up_is_told_from_one_that_refused(kind, state, away):
    assert is_away(failed(kind, state)) is away


def test_what_a_file_refuses_is_no_hanging_up():
    assert not is_away(OperationalError("database is locked"))
    assert not is_away(None)


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Client:
    """A browser whose next page finds no database."""

    def broken(*_any: object, **_more: object) -> None:
        raise failed(OperationalError, None)

    monkeypatch.setattr(rooms, "open_room", broken)
    return Client(headers={"host": "localhost"}, raise_request_exception=False)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_form_is_given_back_with_a_sentence(browser, language):
    answer = browser.post("/start/", FIELDS | {"language": language}, headers={"accept-language": language})

    shown = html.unescape(answer.content.decode())
    assert answer.status_code == 503
    assert TOLD[language] in shown
    assert "Ana\nBéa" in shown


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_script_is_told_in_the_same_words(browser, language):
    asked = {"accept-language": language, "accept": "application/json"}
    answer = browser.post("/start/", FIELDS | {"language": language}, headers=asked)

    assert (answer.status_code, TOLD[language] in answer.json()["sentence"]) == (503, True)
