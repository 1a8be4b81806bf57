"""French as it is set and said: rules over the catalogue and the coach's sentences, and that each can be broken."""

import re

import pytest

from tests.house.tongue import Tongue, rule

FRENCH = Tongue("fr")

NAME = r"%\((?:name|names|next|last|other|host|client|who)\)s"


# What no sentence holds. Words of one meaning only are forbidden here: see the glossary for the one to use.
RULES = {
    "a straight apostrophe": rule("'"),
    "an exclamation mark": rule("!"),
    "no narrow space before a high mark": rule("(?<!\u202f)[;:?]"),
    "no narrow space inside guillemets": rule("«(?!\u202f)|(?<!\u202f)»"),
    "a straight quote": rule('"'),
    "a space that breaks before a unit": rule(r"(?:\d|\)s) (?:min|h)\b|\d \d"),
    "a name where de or que would elide": rule(
        rf"\b(?:[djlmnst]e|la|que|quoique|jusque|lorsque|puisque) {NAME}|\b(?:[djlmnst]|qu)’{NAME}"
    ),
    "a name after an article": rule(rf"\b(?:du|des|au|aux|les|un|une) {NAME}"),
    "the words of software": rule(r"\b(?:utilisat\w+|cliqu\w+|veuillez|logiciel|login)\b"),
    "praise or alarm": rule(r"\b(?:bravo|félicit\w+|merci|oups|désolé\w*|attention)\b"),
    "tu": rule(r"\b(?:tu|toi|ton|ta|tes|te)\b|\bt’"),
    "gender in brackets": rule(r"\((?:e|es|ne|trice)\)"),
    "a mid-dot elsewhere than on a role": rule(r"(?<!client)(?<!consultant)(?<!participant)·"),
    "a role without its mid-dot": rule(
        r"\b(?:consultant|participant)e?s?\b(?!·)|(?<!personne )(?<!\()\bcliente?s?\b(?!·)"
    ),
    "a word left in English": rule(
        r"(?<!\()\b(?:board|check-in|device|e?-?mail|feedback|link|meeting|room|screen|sticks?)\b"
    ),
    "another word than séance": rule(r"\b(?:session|réunion|atelier)s?\b"),
    "another word than paperboard or écran partagé": rule(r"\btableaux?\b"),
    "another word than décompte": rule(r"\bdépouill\w+"),
    "another word than gêne": rule(r"\b(?:malaise|inconfort)\b"),
    "another word than étape": rule(r"\bphases?\b"),
    "another word than la personne qui anime": rule(r"\b(?:animat(?:eur|rice)|facilitat(?:eur|rice))s?\b"),
    "another word than expérience": rule(r"\b(?:un|le|du|son) vécu\b"),
}

BROKEN = {
    "a straight apostrophe": "C'est clair",
    "an exclamation mark": "Bienvenue\u202f!",
    "no narrow space before a high mark": "Quand ?",
    "no narrow space inside guillemets": "« Comment »",
    "a straight quote": 'le "comment"',
    "a space that breaks before a unit": "%(n)s min",
    "a name where de or que would elide": "Le contrat de %(name)s",
    "a name after an article": "Parler aux %(names)s",
    "the words of software": "Veuillez patienter",
    "praise or alarm": "Bravo",
    "tu": "Dis ce que tu penses",
    "gender in brackets": "Vous êtes prêt(e)",
    "a mid-dot elsewhere than on a role": "Vous êtes prêt·e",
    "a role without its mid-dot": "Le client parle",
    "a word left in English": "Regardez le board",
    "another word than séance": "La session est close",
    "another word than paperboard or écran partagé": "Regardez le tableau",
    "another word than décompte": "Après le dépouillement",
    "another word than gêne": "Un malaise",
    "another word than étape": "La phase suivante",
    "another word than la personne qui anime": "L’animatrice",
    "another word than expérience": "un vécu",
}

SOUND = (
    "la parole est à %(name)s",
    "Sujet apporté par %(name)s",
    "Client·e",
    "Les consultant·es écoutent la personne cliente",
    "«\u202fComment… pour…\u202f?\u202f»",
    "d’accord",
)

# Words of the glossary that French says wherever English does: the English one, and what the French then holds.
GLOSSED = (
    *("session", "cycle", "seat", "stick", "bag", "floor", "contract"),
    *("subject", "reaction", "paperboard", "discomfort"),
)


@pytest.mark.parametrize("name", RULES)
def test_no_french_sentence_breaks_a_rule(name):
    assert FRENCH.breaking(RULES[name]) == []


INVERTED = re.compile(r"-(?:t-)?(?:il|elle|on|nous|vous|je|ce|ils|elles)\b", re.IGNORECASE)


def test_no_question_breaks_at_the_hyphen_of_its_pronoun():
    """A word joiner follows the hyphen: a line never ends with “traitons-”."""
    assert INVERTED.search("Êtes-vous là")
    assert sorted(sentence for sentence in FRENCH.of_the_catalogue() if INVERTED.search(sentence)) == []


@pytest.mark.parametrize("name", RULES)
def test_each_rule_finds_what_breaks_it(name):
    assert RULES[name].search(BROKEN[name])


@pytest.mark.parametrize("sentence", SOUND)
def test_a_sound_sentence_breaks_no_rule(sentence):
    assert [name for name, found in RULES.items() if found.search(sentence)] == []


def test_the_coachs_sentences_are_read():
    assert len(list(FRENCH.of_the_coach())) > len(FRENCH.books)


@pytest.mark.parametrize("word", GLOSSED)
def test_one_word_a_thing(word):
    french, said = FRENCH.glossed(word), FRENCH.said_for(word)

    assert said
    assert [pair for pair in said if french not in pair[1].lower()] == []


def test_both_forms_of_a_plural_are_there_and_zero_is_singular():
    read = FRENCH.catalogue

    assert read.metadata["Plural-Forms"] == "nplurals=2; plural=(n > 1);"
    assert [entry.msgid for entry in read if entry.msgid_plural and set(entry.msgstr_plural) != {0, 1}] == []
