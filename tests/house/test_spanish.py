"""Spanish as it is set and said: rules over the catalogue and the coach's sentences, and that each can be broken."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.house.tongue import Tongue, rule

SPANISH = Tongue("es", also=("by",))
TOLD = Path("src/besace/rehearse/scenarios")

NAME = r"%\((?:name|names|next|last|other|host|client|who)\)s"


# What no sentence holds. Words of one meaning only are forbidden here: see the glossary for the one to use.
RULES = {
    "a straight apostrophe or quote": rule("['\"’]"),
    "a space before a high mark": rule(r"(?<![\s(…])[\s\u00a0\u202f]+[;:?!](?!\w)"),
    "a space inside guillemets": rule(r"«[\s\u00a0\u202f]|[\s\u00a0\u202f]»"),
    "a narrow space, which Spanish does not set": rule("\u202f"),
    "a space that breaks before a unit": rule(r"(?:\d|\)s) (?:min|h)\b"),
    "an article before a name, where it would contract": rule(rf"\b(?:el|la|los|las|del|al|un|una) {NAME}"),
    "the words of software": rule(
        r"\b(?:usuari\w+|clic\w*|pulsa\w*|haz clic|por favor|software|login|logue\w+|dashboard)\b"
    ),
    "praise or alarm": rule(r"\b(?:enhorabuena|felicidades|felicita\w*|ups|lo sentimos|atención)(?! a)\b"),
    "usted or vosotros": rule(r"\b(?:usted(?:es)?|vosotr[ao]s|vuestr[ao]s?|os)\b"),
    "a form of vosotros": rule(r"\b\w+(?:áis|éis|asteis|isteis)\b"),
    "gender by a sign": rule(
        r"\w@(?!\w+\.)|\([ao]s?\)|\b\w+/(?:as?|os?)\b(?<!Consultor/a)|\b(?:tod|amig|nosotr)[ex]s?\b"
    ),
    "a word left in English": rule(
        r"(?<!\()\b(?:board|check-in|device|e-?mail|feedback|link|meeting|room|screen|sticks?|coaching|online|ok)\b"
    ),
    "a word left in French": rule(r"\b(?:séance|sujet|bâtonnets?|personne|étape)\b"),
    "a word of one shore only": rule(r"\b(?:ordenador|computador[ao]?|móvil|celular|coger\w*|zumo)\b"),
    "another word than sesión": rule(r"\b(?:taller(?:es)?|reuni(?:ón|ones))\b"),
    "another word than tema": rule(r"\basuntos?\b"),
    "another word than rotafolio or pantalla compartida": rule(r"\b(?:tablero|pizarra|paperboard)s?\b"),
    "another word than palito": rule(r"\b(?:bastoncillo|palillo|barrita)s?\b"),
    "another word than incomodidad": rule(r"\bmalestar\b"),
    "another word than paso or etapa": rule(r"\bfases?\b"),
    "another word than quien facilita": rule(r"\b(?:facilitador|animador|moderador)(?:a|es|as)?\b"),
    "a client of one gender": rule(r"\b(?:el|los|las|un|una) clientes?\b|\b(?<!persona )la cliente\b"),
    "a month or a day with a capital": re.compile(
        r"(?<!^)(?<![.:¿¡«“] )(?<![.:¿¡«“])\b(?:Lunes|Martes|Jueves|Viernes|Enero|Febrero|Abril|Junio|Octubre)\b"
    ),
}

BROKEN = {
    "a straight apostrophe or quote": 'la "palabra"',
    "a space before a high mark": "¿Cuándo ?",
    "a space inside guillemets": "« Cómo »",
    "a narrow space, which Spanish does not set": "Así\u202f: sí",
    "a space that breaks before a unit": "%(n)s min",
    "an article before a name, where it would contract": "El turno del %(name)s",
    "the words of software": "Haz clic aquí",
    "praise or alarm": "Enhorabuena",
    "usted or vosotros": "Diga usted",
    "a form of vosotros": "Cuando queráis",
    "gender by a sign": "Tod@s",
    "a word left in English": "Mira el board",
    "a word left in French": "La séance",
    "a word of one shore only": "En tu móvil",
    "another word than sesión": "El taller",
    "another word than tema": "El asunto",
    "another word than rotafolio or pantalla compartida": "Mira la pizarra",
    "another word than palito": "Tres palillos",
    "another word than incomodidad": "Señala un malestar",
    "another word than paso or etapa": "La fase siguiente",
    "another word than quien facilita": "La facilitadora",
    "a client of one gender": "El cliente habla",
    "a month or a day with a capital": "Nos vemos el Lunes",
}

SOUND = (
    "%(name)s tiene la palabra",
    "El tema que trae %(name)s",
    "Consultor/a",
    "La persona cliente escucha",
    "¿Cómo puedo…, para…?",
    "«¿Cómo…?»: así empieza",
    "jo@example.org",
    "20\u00a0min",
)

# Words of the glossary that Spanish says wherever English does: the English one, and what the Spanish then holds.
GLOSSED = ("session", "cycle", "stick", "bag", "contract", "subject", "reaction", "paperboard", "discomfort")


def unopened(sentence: str) -> str:
    """Gives the marks of questions and exclamations whose opening or closing half is missing."""
    bare = re.sub(r"[?]\w+=|%\(\w+\)s", "", sentence)
    return "".join(sign for opens, sign in (("¿", "?"), ("¡", "!")) if bare.count(opens) != bare.count(sign))


@pytest.mark.parametrize("name", RULES)
def test_no_spanish_sentence_breaks_a_rule(name):
    assert SPANISH.breaking(RULES[name]) == []


@pytest.mark.parametrize("name", RULES)
def test_each_rule_finds_what_breaks_it(name):
    assert RULES[name].search(BROKEN[name])


@pytest.mark.parametrize("sentence", SOUND)
def test_a_sound_sentence_breaks_no_rule(sentence):
    assert [name for name, found in RULES.items() if found.search(sentence)] == []
    assert unopened(sentence) == ""


def test_every_question_opens_as_it_closes():
    assert unopened("Cuándo?") == "?"
    assert unopened("¡Hola") == "!"
    assert sorted(sentence for sentence in SPANISH.sentences() if unopened(sentence)) == []


def test_a_question_in_english_is_one_in_spanish():
    """Wherever English asks, Spanish asks: a mark lost is a sentence that says something else."""
    lost = [
        (entry.msgid, entry.msgstr)
        for entry in SPANISH.catalogue
        if entry.msgid.endswith("?") and not entry.msgstr.endswith("?")
    ]

    assert lost == []


def test_the_sessions_told_open_their_questions_too():
    told = tomllib.loads((TOLD / "serenity.es.toml").read_text(encoding="utf-8"))
    said = [line[field] for line in told["script"] for field in ("text", "title", "question") if field in line]
    words = [one for one in said if isinstance(one, str)]

    assert len(words) > 30
    assert [one for one in words if unopened(one)] == []


def test_the_coachs_sentences_are_read():
    assert len(list(SPANISH.of_the_coach())) > len(SPANISH.books)


@pytest.mark.parametrize("word", GLOSSED)
def test_one_word_a_thing(word):
    spanish, said = SPANISH.glossed(word), SPANISH.said_for(word)

    assert said
    assert [pair for pair in said if spanish.removesuffix("ón").removesuffix("o") not in pair[1].lower()] == []


def test_two_forms_of_a_plural_are_there_and_zero_is_plural():
    read = SPANISH.catalogue

    assert read.metadata["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
    assert [entry.msgid for entry in read if entry.msgid_plural and set(entry.msgstr_plural) != {0, 1}] == []
