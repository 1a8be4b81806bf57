"""What a translator is told: nothing where all is there, and each thing that is not; a new language from nothing."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from besace.languages import LANGUAGES
from house import catalogue, sentences, translate, wordbooks
from tests.papers.pdf import text_of

NEW = "eo"
PAGE = """
import django
django.setup()
from django.test import Client
answer = Client().get("/sheet/", HTTP_ACCEPT_LANGUAGE="eo", HTTP_HOST="localhost")
print(answer.status_code, answer.content.decode())
"""


def entry(msgid: str, msgstr: str, **more: object) -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, occurrences=[("web/page.html", "")], **more)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_of_the_house_is_complete(language):
    assert translate.lacks(translate.House(), language) == {}


def test_the_languages_are_read_from_their_one_line():
    assert translate.House().listed() == list(LANGUAGES)


@pytest.mark.parametrize(
    ("sentence", "translation", "odd"),
    [
        ("%(name)s asks", "%(name)s pregunta", []),
        ("%(name)s asks", "%(nombre)s pregunta", ["placeholders that are not given: %(nombre)s"]),
        ("at %(hour)02d", "a las %(hour)d", []),
        ("Read <a href='x'>this</a>", "Lee <a href='x'>esto</a>", []),
        ("Read <a href='x'>this</a>", "Lee esto", ["HTML tags differ"]),
        ("%(n)s%% done", "%(n)s % hecho", ["a per cent sign is written %% beside a placeholder"]),
        (", and so on", ",etcétera", []),
        (" and so on", "etcétera", ["the blanks at its edges differ"]),
        ("%(n)s asks", "{{ n }} pregunta", ["a sign of the templates"]),
    ],
)
def test_what_would_trip_somebody_up_is_named(sentence, translation, odd):
    assert list(sentences.oddities(entry(sentence, translation))) == odd


def test_a_plural_needs_all_the_forms_its_language_counts_in():
    two = polib.POEntry(msgid="one", msgid_plural="many", msgstr_plural={0: "jeden", 1: "dwa"})

    assert not sentences.empty_forms(two, 2)
    assert sentences.empty_forms(two, 3)


def test_a_button_is_told_of_when_it_outgrows_a_phone_and_every_other_language():
    touched = set(
        sentences.on_buttons('<button class="btn btn--main">{% translate "Go" %}</button> {% translate "No" %}')
    )
    long = entry("Go", "Ir hacia adelante sin mirar atrás")

    assert touched == {("", "Go", "")}
    assert sentences.too_long(long, [])
    assert not sentences.too_long(long, [entry("Go", "Avancer maintenant sans regarder derrière soi")])
    assert not sentences.too_long(entry("Go", "Adelante"), [])


def test_a_wordbook_is_compared_with_the_english_one(tmp_path):
    shutil.copytree("src/besace/coach/data/en", tmp_path / "en")
    shutil.copytree("src/besace/coach/data/en", tmp_path / NEW)
    (tmp_path / NEW / "subject.toml").unlink()
    times = (tmp_path / NEW / "times.toml").read_text(encoding="utf-8")
    (tmp_path / NEW / "times.toml").write_text(re.sub(r"(?m)^tue\w* = 1\n", "", times), encoding="utf-8")
    (tmp_path / NEW / "question.toml").write_text("[hints.judging]\n", encoding="utf-8")

    told = list(wordbooks.wordbook(tmp_path, NEW))

    assert "eo/subject.toml" in told
    assert "eo/times.toml: no word for 1 in [values.weekday]" in told
    assert "eo/question.toml: no [hints.answer-inside]" in told
    assert "eo/question.toml: [hints.judging] has no why" in told
    assert list(wordbooks.wordbook(tmp_path, "en")) == []


@pytest.mark.parametrize("words", [[], ["spanish"], ["--check", "../es"], ["--all"], ["es", "fr"], ["--left"]])
def test_what_is_not_understood_is_said_and_makes_nothing(words, tmp_path, capsys):
    assert translate.main(words, tmp_path) == 2
    assert "script/translate LANG" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def package(tmp_path: Path) -> Path:
    copied = tmp_path / "besace"
    shutil.copytree("src/besace", copied, ignore=shutil.ignore_patterns("__pycache__"))
    return copied


def translated(sentence: str) -> str:
    """Says a sentence in the language of this test, with what must stay as it is."""
    inner = sentence.strip()
    return sentence.replace(inner, f"ĉ{inner}") if inner else sentence


def does_her_work(package: Path) -> None:
    """Does what docs/translating.md asks of whoever adds a language."""
    path = package / "locale" / NEW / "LC_MESSAGES" / "django.po"
    read = polib.pofile(str(path))
    for one in read:
        if one.msgid_plural:
            one.msgstr_plural = {0: translated(one.msgid), 1: translated(one.msgid_plural)}
        else:
            one.msgstr = translated(one.msgid)
    read.save()
    read.save_as_mofile(str(path.with_suffix(".mo")))
    shutil.copytree(package / "coach" / "data" / "en", package / "coach" / "data" / NEW)
    shutil.copytree(package / "web" / "help" / "en", package / "web" / "help" / NEW)
    told = package / "rehearse" / "scenarios"
    session = (told / "serenity.en.toml").read_text(encoding="utf-8")
    (told / f"serenity.{NEW}.toml").write_text(
        session.replace('participants = ["ana"', f'language = "{NEW}"\nparticipants = ["ana"').replace(
            'language = "en"\n', ""
        ),
        encoding="utf-8",
    )
    line = (package / "languages.py").read_text(encoding="utf-8")
    (package / "languages.py").write_text(line.replace('"es")', f'"es", "{NEW}")'), encoding="utf-8")


def besace(package: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Runs the copied Besace, and nothing of the one under test."""
    data = package.parent / "data"
    surroundings = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("BESACE", "DJANGO", "PYTHON"))},
        "PYTHONPATH": str(package.parent),
        "BESACE_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "besace.settings",
    }
    return subprocess.run([sys.executable, *words], check=False, capture_output=True, text=True, env=surroundings)


def test_a_fourth_language_is_added_from_nothing(package, capsys):
    assert translate.main(["--check", NEW], package) == 1
    assert translate.main([NEW], package) == 0
    begun = capsys.readouterr().out
    made = polib.pofile(str(package / "locale" / NEW / "LC_MESSAGES" / "django.po"))

    assert len(made) == len(catalogue.gather())
    assert made.metadata["Language"] == NEW
    assert f"eo: the papers: {sum(translate._part(one) == 'the papers' for one in made)} of" in begun
    for part in ("the list of languages", *translate.FOLDERS):
        assert f"eo: {part}: complete" not in begun

    does_her_work(package)

    assert translate.lacks(translate.House(package), NEW) == {}
    assert translate.main(["--check", NEW], package) == 0
    hint = besace(package, "-m", "besace.cli", "coach", "--lang", NEW, "subject", "How to stop losing customers?")
    assert "“How to keep customers?”" in hint.stdout, hint.stderr
    page = besace(package, "-c", PAGE)
    assert page.stdout.startswith("200"), page.stderr
    assert 'lang="eo"' in page.stdout
    assert "ĉClarification" in page.stdout
    assert ">Esperanto</" in page.stdout
    papers = package.parent / "papers"
    printed = besace(package, "-m", "besace.cli", "kit", "--lang", NEW, "--out", str(papers))
    assert printed.returncode == 0, printed.stderr
    assert "ĉClarification" in text_of((papers / "six-steps.pdf").read_bytes())


def test_a_leaf_of_help_that_lacks_or_has_other_parts_is_named(package):
    help_ = package / "web" / "help" / "es"
    (help_ / "after.md").unlink()
    roles = (help_ / "roles.md").read_text(encoding="utf-8")
    (help_ / "roles.md").write_text(roles.replace("{#client}", "{#cliente}"), encoding="utf-8")

    told = translate.lacks(translate.House(package), "es")["the help"]

    assert told[0] == str(help_ / "after.md")
    assert told[1].startswith(f"{help_ / 'roles.md'} has other parts")


def test_updating_a_language_keeps_what_is_translated(package):
    path = package / "locale" / "es" / "LC_MESSAGES" / "django.po"
    before = {(one.msgctxt, one.msgid): one.msgstr for one in polib.pofile(str(path))}

    translate.main(["es"], package)

    assert {(one.msgctxt, one.msgid): one.msgstr for one in polib.pofile(str(path))} == before
