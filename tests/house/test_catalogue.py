"""French is complete, and what would make it incomplete is found."""

import re
from pathlib import Path

import polib
import pytest

from house import catalogue

TEMPLATE = """{% load i18n %}{% translate "Not yet" %}{% translate "Step" context "of six" %}
{% blocktranslate trimmed count n=people|length %}
  One person
{% plural %}
  {{ n }} people
{% endblocktranslate %}<a title="{% translate 'Say "no"' %}">{{ _("Later") }}</a>"""

CODE = """
gettext("a " "sentence"); _("short"); gettext_lazy("lazy"); gettext(computed); other("not this")
ngettext("one", "many", n); pgettext("where", "what"); module.npgettext("where", "one", "many", n)
"""


def po(*entries: polib.POEntry) -> polib.POFile:
    made = polib.POFile()
    made.extend(entries)
    return made


def named(entry: polib.POEntry) -> list[str]:
    return [line.split(":")[0] for line in catalogue.lacks(po(entry), po(polib.POEntry(msgid="%(name)s asks")))]


def test_each_translation_is_complete():
    template = catalogue.gather()
    lacking = {str(path): list(catalogue.lacks(polib.pofile(str(path)), template)) for path in catalogue.catalogues()}

    assert {path: lacks for path, lacks in lacking.items() if lacks} == {}


def test_french_is_there_as_soon_as_a_sentence_is():
    languages = [path.parent.parent.name for path in catalogue.catalogues()]

    assert "fr" in languages or not catalogue.gather()


def test_a_templates_sentences_are_read_with_context_plural_and_trimming():
    assert list(catalogue.sentences_of_template(TEMPLATE)) == [
        ("", "Not yet", ""),
        ("of six", "Step", ""),
        ("", "One person", "%(n)s people"),
        ("", 'Say "no"', ""),
        ("", "Later", ""),
    ]


def test_nothing_asks_for_a_sentence_under_a_name_that_is_not_gathered():
    aliases = re.compile(r"\bn?p?gettext(?:_lazy)? as (\w+)")
    known = catalogue.PLAIN | catalogue.PLURAL | {*catalogue.CONTEXT_AT}
    read = ((path, path.read_text(encoding="utf-8")) for path in Path("src/besace").rglob("*.py"))

    assert {f"{path}: {alias}" for path, code in read for alias in aliases.findall(code) if alias not in known} == set()


def test_codes_sentences_are_read_where_they_are_literal():
    assert set(catalogue.sentences_of_code(CODE)) == {
        ("", "a sentence", ""),
        ("", "short", ""),
        ("", "lazy", ""),
        ("", "one", "many"),
        ("where", "what", ""),
        ("where", "one", "many"),
    }


@pytest.mark.parametrize(
    ("entry", "lack"),
    [
        (polib.POEntry(msgid="other", msgstr="autre"), ["not in the catalogue"]),
        (polib.POEntry(msgid="%(name)s asks"), ["untranslated"]),
        (polib.POEntry(msgid="%(name)s asks", msgstr="%(name)s demande", flags=["fuzzy"]), ["fuzzy"]),
        (polib.POEntry(msgid="%(name)s asks", msgstr="%(nom)s demande"), ["placeholders differ (%(name)s, %(nom)s)"]),
        (polib.POEntry(msgid="%(name)s asks", msgstr="%(name)s demande"), []),
    ],
)
def test_what_a_translation_lacks_is_named(entry, lack):
    assert named(entry) == lack


def test_an_update_keeps_translations_and_drops_what_is_no_longer_said(tmp_path):
    path = tmp_path / "django.po"
    po(polib.POEntry(msgid="kept", msgstr="gardé"), polib.POEntry(msgid="gone", msgstr="parti")).save(str(path))

    updated = catalogue.update(path, po(polib.POEntry(msgid="new"), polib.POEntry(msgid="kept")))

    assert [(e.msgid, e.msgstr) for e in updated] == [("new", ""), ("kept", "gardé")]
