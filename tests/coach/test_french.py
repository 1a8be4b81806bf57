"""French rewordings: built from what was typed, and French all the same."""

import re
from functools import cache

import pytest

from besace.coach import hints
from besace.coach.labelled import labelled
from tests.coach.wordings import TODAY, wordings

TYPED = [(wording.kind, wording.text, wording.when) for wording in wordings() if wording.language == "fr"]


@cache
def offered() -> list[tuple[str, str, str | None, str, str]]:
    labels = [(line.kind, line.text, line.when) for line in labelled("fr", "development")]
    return [
        (kind, text, when, hint.code, rewording)
        for kind, text, when in [*TYPED, *labels]
        for hint in hints("fr", kind, text, when, TODAY)
        for rewording in hint.rewordings
    ]


FAULTS = {
    "an elision that is missing": r"\b(?:je|me|te|ne|de|que|le|la) (?:[aeiouéèêâîô])(?!u\b|t\b|n\b|\b)",
    "an article that is not contracted": r"\b(?:à|de) les?\b(?! \w+(?:er|ir|re)\b)",
    "a word said twice": r"\b(\w{3,}) \1\b",
    "two spaces": r"  ",
    "a mark after a space": r" [.,]",
    "two marks": r"[?!.,]\s?[.,]",
}


def test_many_rewordings_are_offered():
    assert len(offered()) > 200
    assert {code for *_, code, _ in offered()} >= {
        "no-how",
        "negative",
        "answer-inside",
        "prescriptive",
        "vague",
        "undated",
    }


@pytest.mark.method("B3", "S2", "S4.1", "S5")
def test_what_is_offered_passes_the_coach():
    wrong = [
        (text, rewording)
        for kind, text, when, code, rewording in offered()
        if code in [hint.code for hint in hints("fr", kind, rewording, when, TODAY)]
    ]

    assert wrong == []


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_offered_is_sound_french(fault):
    """Faults that were typed stay as typed: only what the coach adds is its own."""
    found = re.compile(FAULTS[fault], re.IGNORECASE)

    assert [
        rewording for _, text, *_, rewording in offered() if found.search(rewording) and not found.search(text)
    ] == []


FORMAL, FAMILIAR = r"\b(?:vous|vos|votre)\b", r"\b(?:tu|ton|ta|tes|toi|te)\b|\bt[’']"


@pytest.mark.method("S2", "S4.1")
def test_tu_stays_tu_and_vous_stays_vous():
    changed = [
        (text, rewording)
        for _, text, *_, rewording in offered()
        if (re.search(FAMILIAR, text, re.IGNORECASE) and not re.search(FORMAL, text, re.IGNORECASE))
        and re.search(FORMAL, rewording, re.IGNORECASE)
    ]
    changed += [
        (text, rewording)
        for _, text, *_, rewording in offered()
        if (re.search(FORMAL, text, re.IGNORECASE) and not re.search(FAMILIAR, text, re.IGNORECASE))
        and re.search(FAMILIAR, rewording, re.IGNORECASE)
    ]

    assert changed == []


@pytest.mark.parametrize(
    ("kind", "typed", "offered"),
    [
        ("subject", "Comment vaincre ma peur de vendre pour grandir ?", "Comment oser vendre pour grandir ?"),
        ("subject", "Je n'ose pas augmenter mes tarifs", "Comment oser augmenter mes tarifs ?"),
        (
            "question",
            "N'avez-vous pas pensé à prendre un comptable ?",
            "Avez-vous déjà pris un comptable, et qu’est-ce que cela a donné ?",
        ),
        (
            "question",
            "Pourquoi tu n'as pas passé une annonce ?",
            "As-tu passé une annonce, et qu’est-ce que cela a donné ?",
        ),
        ("question", "T'as pas de site ?", "Où en es-tu, côté site ?"),
        ("question", "Est-ce parce que tu as peur ?", "D’où cela vient-il, selon toi ?"),
        ("question", "Avez-vous songé à partir ?", "Qu’avez-vous déjà essayé, et qu’est-ce que cela a donné ?"),
        ("action", "Appeler Léa", "Appeler Léa d’ici vendredi 4 décembre"),
        ("action", "Gagner en confiance", "Gagner en confiance : noter dix choses que j’ai réussies"),
    ],
)  # fmt: skip
def test_a_rewording_is_built_from_what_was_typed(kind, typed, offered):
    first = [
        rewording.replace("\u202f", " ")
        for hint in hints("fr", kind, typed, None, TODAY)
        for rewording in hint.rewordings
    ]

    assert offered in first
