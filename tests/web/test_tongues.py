"""Each language by its name, and what follows from the one that is spoken: pages, forms, holidays, cells."""

from collections import Counter
from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from besace.languages import LANGUAGES, spoken
from besace.live import seats
from besace.rehearse.demo import script, spoken_here
from besace.web.cycle.holidays import days
from besace.web.letters.forms import LetterForm
from besace.web.organiser.sheet import spread
from besace.web.preparing.wording import in_languages
from besace.web.start import StartForm
from besace.web.tongues import named, own_name


def browser(asks: str) -> Client:
    return Client(headers={"host": "localhost", "accept-language": asks})


@pytest.mark.parametrize(
    ("tag", "language"),
    [("es", "es"), ("es-MX", "es"), ("es_ES.UTF-8", "es"), ("FR", "fr"), ("de", "en"), ("", "en"), ("C.UTF-8", "en")],
)
def test_a_tag_names_the_language_as_far_as_it_is_ours(tag, language):
    assert spoken(tag) == language


def test_each_calls_itself_by_its_own_name_and_others_by_the_readers():
    assert [own_name(one) for one in LANGUAGES] == ["English", "Français", "Español"]
    for reader, names in (
        ("en", ["English", "French", "Spanish"]),
        ("fr", ["anglais", "français", "espagnol"]),
        ("es", ["inglés", "francés", "español"]),
    ):
        with override(reader):
            assert [named(one) for one in LANGUAGES] == names


@pytest.mark.parametrize("asked", ["es", "es-AR,es;q=0.9,en;q=0.8", "ca,es;q=0.7"])
def test_a_browser_is_answered_in_the_spanish_it_asks_for(asked):
    page = browser(asked).get("/start/").content.decode()

    assert '<html lang="es"' in page
    assert 'value="es"' in page
    assert page.count('name="language" value="es"') == 1  # in the form; the menu offers the others


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_offers_the_others_and_one_of_them_is_kept(language):
    client = browser(language)
    page = client.get("/").content.decode()
    menu = page[page.index("tongues__others") : page.index("</details>")]
    other = next(one for one in LANGUAGES if one != language)

    assert [one for one in LANGUAGES if f'value="{one}"' in menu] == [one for one in LANGUAGES if one != language]
    client.post("/language/", {"language": other, "next": "/"})
    assert f'<html lang="{other}"' in client.get("/").content.decode()
    assert seats.language_of({settings.LANGUAGE_COOKIE_NAME: other}, language) == other


def test_a_language_we_do_not_speak_is_not_kept():
    client = browser("en")
    client.post("/language/", {"language": "xx", "next": "/"})

    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_session_may_be_held_in_each_and_begins_with_the_readers(language):
    with override(language):
        field = StartForm().fields["language"]

    assert [code for code, _ in field.choices] == list(LANGUAGES)
    assert field.initial == language


def test_the_words_of_a_letter_are_asked_for_each_language_by_name():
    with override("es"):
        form = LetterForm(languages=["es", "fr"], names=[], span=None, zone="Europe/Madrid")

        assert [str(field.label) for field in form.word_fields()] == [
            "Las palabras de esta carta, en español",
            "Las palabras de esta carta, en francés",
        ]


def test_sheets_are_counted_by_language():
    with override("es"):
        assert in_languages(Counter({"es": 5, "en": 2, "fr": 1})) == "5 en español, 2 en inglés, 1 en francés"


@pytest.mark.parametrize(
    ("language", "country", "name"),
    [
        ("es", "ES", "Año Nuevo"),
        ("fr", "FR", "Jour de l'an"),
        ("en", "FR", "New Year's Day"),
        ("es", "FR", "New Year's Day"),
        ("en", "IE", "New Year's Day"),
    ],
)
def test_a_holiday_is_named_in_the_readers_language_where_that_is_known(language, country, name):
    with override(language):
        assert days(country, [2027])[date(2027, 1, 1)] == name


@pytest.mark.parametrize(("language", "sign"), [("en", ","), ("fr", ";"), ("es", ";")])
def test_cells_are_parted_by_what_the_languages_spreadsheets_expect(language, sign):
    with override(language):
        assert spread([]).count(sign) == 11


@pytest.mark.parametrize(("told", "language"), [("es_ES.UTF-8", "es"), ("fr_CA", "fr"), ("de_DE", "en")])
def test_the_demo_speaks_as_the_machine_does(monkeypatch, told, language):
    monkeypatch.setenv("LC_ALL", told)

    assert spoken_here() == language
    assert script(spoken_here()).language == language
